import { describe, expect, it } from 'vitest';
import { normalize, pool } from '../../../src/engine/embed/pooling';

describe('pool', () => {
  // Three tokens of two dimensions, the third one padding.
  const values = new Float32Array([1, 2, 3, 6, 99, 99]);

  it('takes the mean over the tokens that are no padding', () => {
    expect([...pool({ values, tokens: 2, dimensions: 2 }, 'mean')]).toEqual([2, 4]);
  });

  it('takes the first token for cls', () => {
    expect([...pool({ values, tokens: 2, dimensions: 2 }, 'cls')]).toEqual([1, 2]);
  });

  it('leaves the output of the model as it is', () => {
    pool({ values, tokens: 2, dimensions: 2 }, 'mean');
    expect([...values]).toEqual([1, 2, 3, 6, 99, 99]);
  });
});

describe('normalize', () => {
  it('scales to length 1', () => {
    expect([...normalize(new Float32Array([3, 4]))]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });

  it.each([[[0, 0]], [[NaN, 1]], [[Infinity, 1]]])('refuses %j, which has no direction', (values) => {
    expect(() => normalize(new Float32Array(values))).toThrow('without a direction');
  });
});
