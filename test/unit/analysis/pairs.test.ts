import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatrixProduct } from '../../../src/engine/analysis/matrixProduct';
import { nearestNeighbours, pairsOf } from '../../../src/engine/analysis/neighbours';
import { shapePairs } from '../../../src/engine/analysis/shapePairs';

const unwatched = (): void => undefined;

/** Common share of two multisets of words, by counting. */
function jaccard(a: string, b: string): number {
  const left = a.split(' ');
  const right = b.split(' ');
  const rest = [...right];
  const common = left.filter((word) => {
    const place = rest.indexOf(word);
    if (place !== -1) rest.splice(place, 1);
    return place !== -1;
  }).length;
  return common / (left.length + right.length - common);
}

describe('shapePairs', () => {
  const LEAST = 0.6;
  const shape = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1, maxLength: 9 });

  it('finds exactly the pairs that comparing each with each finds', () => {
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 14 }), (lists) => {
        const shapes = lists.map((list) => list.join(' '));
        const { firstOf, pairs } = shapePairs(shapes, LEAST, unwatched);
        const expected: string[] = [];
        for (let a = 0; a < shapes.length; a++)
          for (let b = a + 1; b < shapes.length; b++) {
            const similarity = jaccard(shapes[a]!, shapes[b]!);
            if (similarity === 1) expect(firstOf[a]).toBe(firstOf[b]);
            else if (firstOf[a] === a && firstOf[b] === b && similarity >= LEAST)
              expected.push(`${a} ${b} ${similarity.toFixed(6)}`);
          }
        expect(pairs.map((pair) => `${pair.a} ${pair.b} ${pair.similarity.toFixed(6)}`).sort()).toEqual(
          expected.sort(),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('knows the first of those built the same, whatever the order of their features', () => {
    expect([...shapePairs(['x y', 'z', 'y x', 'x y', 'z z'], LEAST, unwatched).firstOf]).toEqual([0, 1, 0, 0, 4]);
  });

  it('ends when it is told to', () => {
    const stop = (): never => {
      throw new Error('stopped');
    };
    expect(() => shapePairs(['a', 'b'], LEAST, stop)).toThrow('stopped');
  });
});

describe('nearestNeighbours', () => {
  it('finds the nearest rows, best first, and each pair once', async () => {
    const dimensions = 5;
    const rows = 300; // More than two blocks.
    const values = Float32Array.from({ length: rows * dimensions }, (_, index) => Math.sin(index * index));
    const dot = (a: number, b: number): number => {
      let sum = 0;
      for (let place = 0; place < dimensions; place++)
        sum += values[a * dimensions + place]! * values[b * dimensions + place]!;
      return sum;
    };
    const product = await MatrixProduct.create(1);
    const matrix = { values, dimensions };
    const shares: number[] = [];
    const near = await nearestNeighbours(product, matrix, matrix, { perRow: 4, least: 0.5, isSelf: true }, (share) =>
      shares.push(share),
    );
    await product.release();
    expect(shares).toEqual([128 / 300, 256 / 300, 1]);
    const pairs = new Set<string>();
    for (let row = 0; row < rows; row++) {
      const expected = [...Array(rows).keys()]
        .filter((other) => other !== row && dot(row, other) >= 0.5)
        .sort((a, b) => dot(row, b) - dot(row, a))
        .slice(0, 4);
      expect([...near.indices.subarray(row * 4, row * 4 + 4)].filter((each) => each !== -1)).toEqual(expected);
      for (const other of expected) pairs.add(`${Math.min(row, other)} ${Math.max(row, other)}`);
    }
    const found = pairsOf(near).map(({ a, b }) => `${a} ${b}`);
    expect(found).toHaveLength(pairs.size);
    expect(new Set(found)).toEqual(pairs);
  });
});
