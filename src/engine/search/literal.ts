import { wordsOf } from '../text/words';
import type { Candidate } from './candidates';
import type { ChunkTexts } from './chunkText';
import { linesLookedAt, tellingWords } from './sameWord';

/** So many hits are looked at: those that are shown, whose files are read for that anyway. */
const LOOKED_AT = 30;
/** Fewer words in a row that say something come about by chance. */
const LEAST_TELLING = 3;

/**
 * Of the hits that come first, those with words of the query in the very order of the query, as a message has them that was
 * pasted: the share of the query's words that they are.
 *
 * @param query its text
 */
export async function literalShares(
  query: string,
  first: readonly Candidate[],
  texts: ChunkTexts,
): Promise<Map<Candidate, number>> {
  const words = wordsOf(query);
  const shares = new Map<Candidate, number>();
  const telling = new Set(tellingWords(words));
  if (telling.size < LEAST_TELLING) return shares;
  await Promise.all(
    first.slice(0, LOOKED_AT).map(async (candidate) => {
      const { lines } = await texts.linesOf(candidate.root, candidate.chunk);
      const row = longestRow(words, wordsOf(linesLookedAt(lines ?? []).join('\n')));
      if (row.filter((word) => telling.has(word)).length >= LEAST_TELLING)
        shares.set(candidate, row.length / words.length);
    }),
  );
  return shares;
}

const NO_ROW: ReadonlyMap<number, number> = new Map();

/** The longest row of words that two texts have in common. */
export function longestRow(words: readonly string[], text: readonly string[]): readonly string[] {
  const places = new Map<string, number[]>();
  for (const [place, word] of words.entries()) places.set(word, [...(places.get(word) ?? []), place]);
  let best = { end: 0, length: 0 };
  // For each place of `words`, how long the row is that ends there and at the word of the text before.
  let ending: ReadonlyMap<number, number> = NO_ROW;
  for (const word of text) {
    const here = places.get(word);
    // Most words of a text are not in the query: nothing is made for them.
    if (here === undefined) {
      ending = NO_ROW;
      continue;
    }
    const now = new Map<number, number>();
    for (const place of here) {
      const length = (ending.get(place - 1) ?? 0) + 1;
      now.set(place, length);
      if (length > best.length) best = { end: place + 1, length };
    }
    ending = now;
  }
  return words.slice(best.end - best.length, best.end);
}
