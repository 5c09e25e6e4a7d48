import { wordsOf, wordsWithCompounds } from '../text/words';

/** More words than this add time and no meaning: what is pasted whole is found by its vector. */
const MOST_WORDS = 64;

/** A query as ranking reads it. */
export interface Query {
  readonly text: string;
  /** For the full-text index: identifiers split, and each also as one word. Each once. */
  readonly words: readonly string[];
  /** What a person reads as the words of the query: identifiers split, each once, no compounds. */
  readonly parts: readonly string[];
  /** What may be a name in code, spelled as there: `parseConfig`, `MAX_SIZE`, `Response`. */
  readonly names: readonly string[];
  /** The whole query is one such name. */
  readonly isName: boolean;
}

/** A query in all forms that the sides of the search understand. */
export interface Question extends Query {
  /** Of the quick and of the deep model, L2-normalized; none where nothing is asked for by meaning. */
  readonly quick?: Float32Array;
  readonly deep?: Float32Array;
}

/** `parseConfig`, `parse_config`, `MAX_SIZE`, `a.b`, `A::b`, `Response`: not what a sentence is made of. */
const IDENTIFIER = /(?<![\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*(?![\p{L}\p{N}_$])/gu;

/** Reads a query. The vectors are made elsewhere. */
export function readQuery(text: string): Query {
  const words = [...new Set(wordsWithCompounds(text))].slice(0, MOST_WORDS);
  const parts = [...new Set(wordsOf(text))].slice(0, MOST_WORDS);
  const trimmed = text.trim();
  const identifiers = [...new Set([...trimmed.matchAll(IDENTIFIER)].map(([name]) => name))];
  const isName = /^[\p{L}\p{N}_$.:#\->]+(?:\(\))?$/u.test(trimmed) && identifiers.length > 0;
  const names = isName ? identifiers : identifiers.filter((name) => isSpelledLikeCode(name, trimmed));
  return { text, words, parts, names: names.slice(0, MOST_NAMES), isName };
}

/** More names than this stand in pasted code, which is found by its words. */
const MOST_NAMES = 12;

/** Inner capitals, underscores, or a capital that no sentence begins with. */
function isSpelledLikeCode(name: string, text: string): boolean {
  if (name.length < 2) return false;
  if (/[\p{Ll}\p{N}]\p{Lu}|\p{L}_|_\p{L}|\$/u.test(name)) return true;
  return /^\p{Lu}/u.test(name) && !text.startsWith(name);
}

/**
 * A query for the deep model: with the words of its names of several words after it, as they head a chunk's text. Its tokenizer
 * knows no inner capitals, and cuts `zoomToExtent` into `zoom ##to ##ext ##ent`. In the place of the names, those words do harm:
 * a pasted message is missed.
 */
export function withNamesSpelledOut(text: string): string {
  const spelled = [...text.matchAll(IDENTIFIER)].map(([name]) => wordsOf(name)).filter(hasSeveralWords);
  return [text, ...spelled.map((words) => words.join(' '))].join(' ');
}

/** `HTTP2` and `utf8` are one word. */
function hasSeveralWords(words: readonly string[]): boolean {
  return words.filter((word) => !/^\p{N}+$/u.test(word)).length > 1;
}
