import { describe, expect, it } from 'vitest';
import { rankSimilar } from '../../../src/engine/search/similar';

const candidate = (kind: string, deep: number | undefined, quick: number | undefined = deep) => ({
  root: '/w',
  isRead: deep !== undefined,
  ...(deep === undefined ? {} : { deep }),
  ...(quick === undefined ? {} : { quick }),
  chunk: { path: `${kind}.ts`, ordinal: 0, kind } as never,
});
const kinds = (like: string | undefined, ...candidates: ReturnType<typeof candidate>[]) =>
  rankSimilar({ kind: like }, candidates).map(({ item }) => (item.chunk as { kind: string }).kind);

describe('similar code', () => {
  const three = [candidate('interface', 0.8), candidate('method', 0.6), candidate('function', 0.5)];

  it('is what runs before what only describes, for a function', () => {
    expect(kinds('function', ...three)).toEqual(['method', 'function', 'interface']);
  });

  it('is in the order of its nearness for a kind of its own group, and for a selection', () => {
    expect(kinds('class', ...three)).toEqual(['interface', 'method', 'function']);
    expect(kinds(undefined, ...three)).toEqual(['interface', 'method', 'function']);
  });

  it('has scores that are similarities: the same text by both models is 1', () => {
    const [first] = rankSimilar({ kind: 'function' }, [candidate('function', 1), candidate('method', 0.3)]);
    expect(first!.score).toBeCloseTo(1);
  });

  it('of which one model knows nothing counts as no nearer than the last that it knows', () => {
    const [read, unread, far] = [
      candidate('method', 0.5, 0.7),
      candidate('accessor', undefined, 0.7),
      candidate('type', 0.2),
    ];
    expect(kinds(undefined, far, unread, read)).toEqual(['method', 'accessor', 'type']);
  });
});
