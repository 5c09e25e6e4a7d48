import { describe, expect, it } from 'vitest';
import { WorkRate } from '../../../src/engine/indexer/workRate';

describe('The rate of work', () => {
  it('is what was done lately by the time it took, until now', () => {
    const rate = new WorkRate();
    rate.note('indexing', 0, 0);
    expect(rate.perSecond(100)).toBeUndefined();
    rate.note('indexing', 50, 5_000);
    expect(rate.perSecond(5_000)).toBe(10);
    expect(rate.perSecond(10_000)).toBe(5);
    for (let second = 6; second <= 60; second++) rate.note('indexing', 50 + (second - 5) * 100, second * 1000);
    expect(rate.perSecond(60_000)).toBeCloseTo(100, 0);
  });

  it('begins anew with other work', () => {
    const rate = new WorkRate();
    rate.note('indexing', 0, 0);
    rate.note('indexing', 90, 1_000);
    rate.note('refining', 0, 2_000);
    expect(rate.perSecond(4_000)).toBeUndefined();
    rate.note('refining', 8, 4_000);
    expect(rate.perSecond(4_000)).toBe(4);
  });
});
