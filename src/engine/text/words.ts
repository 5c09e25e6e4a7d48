/** Parts of an identifier: camelCase, PascalCase, ALLCAPS followed by a word, digits, and letters without case. */
const PART = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+|\p{N}+|[\p{Lo}\p{Lm}]+/gu;
/** A whole identifier or word, before it is split. */
const IDENTIFIER = /[\p{L}\p{N}_$]+/gu;

/**
 * Splits text into lower-case words, identifiers into their parts: `parseHTTPResponse_v2` → parse, http, response, v, 2.
 * Everything that is searched by words goes through here, on both sides: what is stored and what is asked.
 */
export function wordsOf(text: string): string[] {
  return (text.match(PART) ?? []).map((part) => part.toLowerCase());
}

/** A word of a text, lower case, and where it stands there. */
export interface PlacedWord {
  readonly word: string;
  /** In UTF-16 units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The words of {@link wordsOf}, with their places. */
export function placedWords(text: string): PlacedWord[] {
  return [...text.matchAll(PART)].map(({ 0: part, index }) => ({
    word: part.toLowerCase(),
    start: index,
    end: index + part.length,
  }));
}

/**
 * Like {@link wordsOf}, and each identifier of several parts also as one word (`parseConfig` → parse, config, parseconfig),
 * so that a name spelled in full finds its definition before code that merely uses the parts.
 */
export function wordsWithCompounds(text: string): string[] {
  const words: string[] = [];
  for (const [identifier] of text.matchAll(IDENTIFIER)) {
    const parts = wordsOf(identifier);
    words.push(...parts);
    if (parts.length > 1) words.push(parts.join(''));
  }
  return words;
}
