/** What a mistake in a query is about; with `value` enough to word it in another language. */
export type MistakeCode =
  | 'unknownFilter'
  | 'unknownLanguage'
  | 'unknownKind'
  | 'unknownPlace'
  | 'emptyValue'
  | 'unclosedQuote'
  | 'onlyExcluded'
  | 'noSuchSymbol'
  | 'noSuchPath'
  | 'noEditors'
  | 'noGit'
  | 'noSuchPhrase';

/** A part of a query that does not mean what it seems to. */
export interface QueryMistake {
  readonly code: MistakeCode;
  /** Where it stands in the query, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** What is wrong and what was made of it, in one sentence. */
  readonly text: string;
  /** The wrong word itself, e.g. `tz` of `lang:tz`. */
  readonly value: string;
  /** `error`: that part was left out, or nothing can be found with it. `hint`: it was searched for as plain words. */
  readonly severity: 'error' | 'hint';
  /** What may have been meant, in place of the characters from `start` to `end`. */
  readonly suggestion?: string;
}

/** How many of an answer's hits have a value, most first. */
export interface Facet {
  /** As it stands behind the filter's colon: `typescript`, `method`, `src/engine/**`. */
  readonly value: string;
  readonly count: number;
}

/** What all that was found can be narrowed down by; the counts are of everything found, not of the hits listed. */
export interface Facets {
  readonly lang: readonly Facet[];
  readonly kind: readonly Facet[];
  readonly path: readonly Facet[];
}

/** Where in a chunk a word of the query stands. `doc` is a comment of it or above it. */
export type WordPlace = 'name' | 'path' | 'doc' | 'code';

/** A word of the query that a chunk has, inflected or not. */
export interface WordMatch {
  /** As in the query, lower case. */
  readonly word: string;
  /** As it is spelled there, each spelling once. */
  readonly found: readonly string[];
  readonly places: readonly WordPlace[];
  /** 1-based lines of the file, ascending: the first few. */
  readonly lines: readonly number[];
}

/**
 * What a hit's score is made of: parts that add up to it.
 * `meaning`: both models. `words`: the full-text index. `name`: it defines a name that the query spells. `path`: words of
 * the query in the file's name. `size`: longer code does more. `file`: the file's other chunks are good, too.
 */
export type ScoreShares = Readonly<Record<'meaning' | 'words' | 'name' | 'path' | 'size' | 'file', number>>;

/** What lowered a hit's score, each a factor below 1; the shares have them in them already. */
export interface ScoreFactors {
  /** Code of this kind says less about what happens. */
  readonly kind?: number;
  /** It is beside the product. */
  readonly aside?: { readonly what: 'test' | 'example' | 'declaration' | 'compatibility'; readonly factor: number };
  /** Hits of the same file come before it. */
  readonly sameFile?: number;
}

/** Why a hit is there. */
export interface Why {
  readonly shares: ScoreShares;
  readonly factors: ScoreFactors;
  /** Words of the query that it has, in the order of the query, and those that it does not have. */
  readonly matched: readonly WordMatch[];
  readonly missing: readonly string[];
  /** Cosine similarity of the deep model, of the quick one while that one has not read the chunk; absent when it is not near. */
  readonly similarity?: number;
  /** The deep model has read it. */
  readonly readClosely: boolean;
  /** Symbols of `like:` that it is near to by the query's sum. */
  readonly like?: readonly string[];
}
