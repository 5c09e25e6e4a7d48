import type { Reading } from './reading';

/** Share of the questions that are answered. */
export function recallOf(readings: readonly Reading[]): number {
  return readings.filter(({ answered }) => answered).length / readings.length;
}

/** Share of the questions that are answered by so many tokens each. */
export function recallWithin(readings: readonly Reading[], budget: number): number {
  return recallOf(readings.map(({ answered, tokens }) => ({ answered: answered && tokens <= budget, tokens })));
}

/**
 * The tokens that somebody must be ready to read for each question, so that a share of all questions is answered.
 *
 * @param recall 0–1
 * @returns undefined where less than that share is answered at all
 */
export function budgetFor(readings: readonly Reading[], recall: number): number | undefined {
  const needed = readings.flatMap(({ answered, tokens }) => (answered ? [tokens] : [])).sort((a, b) => a - b);
  return needed[Math.max(1, Math.ceil(recall * readings.length - 1e-9)) - 1];
}

/** Two ways over the questions that both answer, which makes their recall equal. */
export interface Paired {
  readonly questions: number;
  /** Mean of each. */
  readonly one: number;
  readonly other: number;
  /** Median of the ratio of each question: other to one. */
  readonly medianRatio: number;
}

/** @param one and `other`, of the same questions in the same order */
export function paired(one: readonly Reading[], other: readonly Reading[]): Paired {
  const both = one.flatMap((reading, index) =>
    reading.answered && other[index]!.answered ? [[reading.tokens, other[index]!.tokens] as const] : [],
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const ratios = both.map(([a, b]) => b / a).sort((a, b) => a - b);
  return {
    questions: both.length,
    one: mean(both.map(([a]) => a)),
    other: mean(both.map(([, b]) => b)),
    medianRatio: ratios[Math.floor((ratios.length - 1) / 2)] ?? Number.NaN,
  };
}
