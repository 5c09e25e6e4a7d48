/** One text's output of a model that does not pool by itself: `tokens` rows of `dimensions`, the padded rows left out. */
export interface TokenVectors {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly dimensions: number;
}

/** Mean over the token vectors (Reimers and Gurevych 2019, "mean pooling"), or the first one (`cls`). */
export function pool({ values, tokens, dimensions }: TokenVectors, pooling: 'mean' | 'cls'): Float32Array {
  const pooled = values.slice(0, dimensions);
  if (pooling === 'cls') return pooled;
  for (let token = 1; token < tokens; token++) {
    for (let i = 0; i < dimensions; i++) pooled[i]! += values[token * dimensions + i]!;
  }
  for (let i = 0; i < dimensions; i++) pooled[i]! /= tokens;
  return pooled;
}

/**
 * Scales a vector to length 1, in place.
 * @throws {Error} when it is not finite or has no direction: such a vector would be a hit for everything or nothing
 */
export function normalize(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (!Number.isFinite(length) || length < 1e-12) throw new Error('The model gave a vector without a direction.');
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}
