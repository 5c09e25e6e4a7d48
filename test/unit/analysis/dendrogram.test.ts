import { describe, expect, it } from 'vitest';
import { dendrogram } from '../../../src/engine/analysis/dendrogram';

const FLOOR = 0.6;
const alike = (a: number, b: number, similarity: number) => ({ a, b, similarity });

describe('dendrogram', () => {
  it('joins what is most alike first, and a group by the mean of its members', () => {
    const merges = dendrogram([1, 1, 1], [alike(0, 1, 0.9), alike(0, 2, 0.8), alike(1, 2, 0.7)], FLOOR);
    expect(merges.map(([a, b]) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(merges.map(([, , similarity]) => similarity)).toEqual([expect.closeTo(0.9), expect.closeTo(0.75)]);
  });

  it('makes no one group of a chain whose ends have nothing in common', () => {
    const chain = [0, 1, 2, 3, 4, 5].map((each) => alike(each, each + 1, 0.9));
    const merges = dendrogram(new Array<number>(7).fill(1), chain, FLOOR);
    // Above 0.8 only pairs: a third member would be as alike as 0.75 on average.
    const joined = merges.filter(([, , similarity]) => similarity > 0.8).flatMap(([a, b]) => [a, b]);
    expect(new Set(joined).size).toBe(joined.length);
  });

  it('counts an item as often as there are things like it', () => {
    const merges = dendrogram([9, 1, 1], [alike(0, 2, 0.7), alike(1, 2, 0.9), alike(0, 1, 1)], FLOOR);
    expect(merges[1]![2]).toBeCloseTo((9 * 0.7 + 0.9) / 10);
  });

  it('has nothing to say of items without pairs', () => {
    expect(dendrogram([1, 1, 1], [], FLOOR)).toEqual([]);
  });
});
