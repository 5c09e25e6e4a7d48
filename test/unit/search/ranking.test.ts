import { describe, expect, it } from 'vitest';
import { bestWindows, fuse, preferLikeKinds, RRF_K, spreadOverFiles } from '../../../src/engine/search/ranking';

const chunk = (path: string, ordinal = 0, window = 0) => ({ path, ordinal, window });

describe('bestWindows', () => {
  it('keeps the best window of each chunk, in order', () => {
    const list = [chunk('a', 0, 2), chunk('b', 0, 0), chunk('a', 0, 1), chunk('a', 1, 0)];
    expect(bestWindows(list)).toEqual([chunk('a', 0, 2), chunk('b', 0, 0), chunk('a', 1, 0)]);
  });
});

describe('fuse', () => {
  const a = chunk('a');
  const b = chunk('b');
  const c = chunk('c');

  it('gives 1 to what is first in every list', () => {
    const [first] = fuse([
      { items: [a, b], weight: 1 },
      { items: [a, c], weight: 1 },
    ]);
    expect(first).toEqual({ item: a, score: 1 });
  });

  it('puts what both lists know before what only one knows, even ranked lower', () => {
    const ranked = fuse([
      { items: [a, b], weight: 1 },
      { items: [c, b], weight: 1 },
    ]);
    expect(ranked[0]!.item).toBe(b);
    expect(ranked[0]!.score).toBeCloseTo((2 / (RRF_K + 2)) * ((RRF_K + 1) / 2));
  });

  it('weighs the lists', () => {
    const ranked = fuse([
      { items: [a], weight: 1 },
      { items: [b], weight: 2 },
    ]);
    expect(ranked.map(({ item }) => item)).toEqual([b, a]);
    expect(ranked[0]!.score).toBeCloseTo(2 / 3);
  });

  it('is empty without candidates', () => {
    expect(fuse([{ items: [], weight: 1 }])).toEqual([]);
  });
});

describe('spreadOverFiles', () => {
  it('puts another file before the third hit of one, and drops nothing', () => {
    const ranked = [
      { item: chunk('a', 0), score: 0.9 },
      { item: chunk('a', 1), score: 0.89 },
      { item: chunk('a', 2), score: 0.88 },
      { item: chunk('b', 0), score: 0.7 },
    ];
    const spread = spreadOverFiles(ranked);
    expect(spread.map(({ item }) => `${item.path}${item.ordinal}`)).toEqual(['a0', 'a1', 'b0', 'a2']);
    expect(spread.map(({ score }) => score)).toEqual(spread.map(({ score }) => score).sort((x, y) => y - x));
  });
});

describe('preferLikeKinds', () => {
  const ranked = [
    { item: { kind: 'interface' }, score: 0.8 },
    { item: { kind: 'method' }, score: 0.6 },
    { item: { kind: 'function' }, score: 0.5 },
  ];

  it('puts what runs before what only describes, for a function', () => {
    const preferred = preferLikeKinds(ranked, 'function');
    expect(preferred.map(({ item }) => item.kind)).toEqual(['method', 'function', 'interface']);
    expect(preferred[0]!.score).toBe(0.6);
  });

  it('leaves the order alone for a kind of its own group', () => {
    expect(preferLikeKinds(ranked, 'class').map(({ item }) => item.kind)).toEqual(['interface', 'method', 'function']);
  });
});
