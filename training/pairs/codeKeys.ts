import { createHash } from 'node:crypto';
import { wordsOf } from '../../src/engine/text/words';

/** Words at the beginning of a function by which copies are told. */
const FIRST_WORDS = 40;

/**
 * Hashes that copies of a piece of code share though they differ a little: one of its first words, one of the set of all of
 * them. Two pieces with any key in common count as copies.
 */
export function codeKeys(symbol: string, code: string): string[] {
  const words = wordsOf(code);
  return [`${symbol} ${words.slice(0, FIRST_WORDS).join(' ')}`, [...new Set(words)].sort().join(' ')].map(
    (text, index) => `${index}${createHash('sha1').update(text).digest('base64').slice(0, 11)}`,
  );
}

/** A number of 32 bits that depends on the text alone, to choose by. */
export function hash32(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}
