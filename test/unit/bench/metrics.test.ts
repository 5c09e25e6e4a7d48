import { describe, expect, it } from 'vitest';
import { averagePrecision, mrr, ndcg, rankOf, recallAt } from '../../../bench/quality/metrics';

describe('NDCG', () => {
  it('is 1 when all that was wanted comes first, in any order', () => {
    expect(ndcg([2, 1], 10)).toBe(1);
  });

  it('counts a later place less: one of two files at rank 1, the other at rank 4', () => {
    // (1 / log2(2) + 1 / log2(5)) / (1 / log2(2) + 1 / log2(3)) = 1.430677 / 1.630930
    expect(ndcg([4, 1], 10)).toBeCloseTo(0.877215, 6);
  });

  it('counts nothing for what comes after the depth or not at all', () => {
    // (1 / log2(4)) / (1 / log2(2) + 1 / log2(3) + 1 / log2(4)) = 0.5 / 2.130930
    expect(ndcg([3, 11, undefined], 10)).toBeCloseTo(0.234639, 6);
  });

  it('wants no more than fits into the depth', () => {
    expect(ndcg([1, 2, undefined], 2)).toBe(1);
  });

  it('is 0 when nothing was wanted', () => {
    expect(ndcg([], 10)).toBe(0);
  });
});

describe('figures of ranks', () => {
  it('MRR is the mean of 1 / rank, 0 for what did not come', () => {
    expect(mrr([1, 4, undefined, 2])).toBeCloseTo((1 + 0.25 + 0 + 0.5) / 4, 10);
  });

  it('recall counts what is within the depth', () => {
    expect(recallAt([1, 5, 6, undefined], 5)).toBe(0.5);
    expect(recallAt([], 5)).toBe(0);
  });

  it('average precision is the mean precision at the places of what was wanted', () => {
    // At ranks 1, 3 and 6 there are 1 of 1, 2 of 3 and 3 of 6; the fourth did not come.
    expect(averagePrecision([6, undefined, 1, 3])).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 4, 10);
  });

  it('a rank is the place of the first that counts', () => {
    expect(rankOf(['a', 'b', 'b'], (item) => item === 'b')).toBe(2);
    expect(rankOf(['a'], (item) => item === 'b')).toBeUndefined();
  });
});
