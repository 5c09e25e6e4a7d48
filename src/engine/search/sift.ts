import type { ParsedQuery } from '../../query/parseQuery';
import { wordsOf } from '../text/words';
import type { Candidate } from './candidates';
import type { ChunkTexts } from './chunkText';
import type { ChunkText } from './why';

/** Whether a query has phrases or excluded words, for which the text of what was found must be looked at. */
export function needsSifting({ terms }: ParsedQuery): boolean {
  return terms.some(({ type }) => type !== 'filter');
}

/**
 * Keeps what has all phrases and no excluded word, by the text on disk. The index knows words only, and not those of the
 * functions inside a class.
 */
export async function sift<T extends { readonly item: Candidate }>(
  query: ParsedQuery,
  found: readonly T[],
  texts: ChunkTexts,
): Promise<T[]> {
  const kept = await Promise.all(
    found.map(async (each) => {
      const text = await texts.of(each.item.root, each.item.chunk);
      return text !== undefined && passes(query, text) ? [each] : [];
    }),
  );
  return kept.flat();
}

/** Whether a text has all phrases of a query, none of those with a dash, and no excluded word. */
export function passes({ terms }: ParsedQuery, { lines }: Pick<ChunkText, 'lines'>): boolean {
  const text = lines.join('\n');
  return terms.every((term) => {
    if (term.type === 'phrase') return hasPhrase(text, term.text) !== term.negated;
    if (term.type === 'excluded') return !hasWords(text, term.word);
    return true;
  });
}

/**
 * White space is as good as any other, a line break too, and so is the mark of a comment at the beginning of a line. A capital
 * letter in the phrase is meant.
 */
function hasPhrase(text: string, phrase: string): boolean {
  const isCased = /\p{Lu}/u.test(phrase);
  const even = (of: string): string => {
    const spaced = of.replace(/\s+/gu, ' ');
    return isCased ? spaced : spaced.toLowerCase();
  };
  const wanted = even(phrase.trim());
  return even(text).includes(wanted) || even(text.replace(/\n\s*(?:\/\/+|#+|\*+|--+)(?=\s)/gu, '\n')).includes(wanted);
}

/** `-parseConfig` is the parts of the name in a row. */
function hasWords(text: string, word: string): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(word).join(' ')} `);
}
