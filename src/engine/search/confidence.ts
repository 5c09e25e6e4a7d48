import type { Candidate } from './candidates';
import type { Query } from './question';

/**
 * Cosine similarities between which a hit goes from chance to certainty. Of 1,300 questions to unrelated repositories the
 * first hit lay below 0.35 nine times in ten; of the right first hits nine in ten lay above it.
 */
const CHANCE = 0.1;
const CERTAINTY = 0.65;
const LEAST = 0.05;

/** How sure one can be that a query's first hit is what was meant, from 0 to 1: nothing else in an answer is absolute. */
export function confidenceOf(query: Query, { chunk, deep, quick }: Candidate): number {
  if (query.isName && query.names.includes(chunk.symbol)) return 1;
  const similarity = deep ?? quick ?? 0;
  return Math.min(1, Math.max(LEAST, (similarity - CHANCE) / (CERTAINTY - CHANCE)));
}
