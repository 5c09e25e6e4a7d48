import { describe, expect, it } from 'vitest';
import { planBatches } from '../../../src/engine/embed/batches';

describe('planBatches', () => {
  const lengths = Array.from({ length: 200 }, (_, i) => 3 + ((i * 37) % 250));

  it('holds every sequence once', () => {
    expect(
      planBatches(lengths, 1024)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual(lengths.map((_, i) => i));
  });

  it('keeps each batch, padding included, within the bound', () => {
    for (const batch of planBatches(lengths, 1024)) {
      expect(Math.max(...batch.map((i) => lengths[i]!)) * batch.length).toBeLessThanOrEqual(1024);
    }
  });

  it('puts sequences of similar length together: little padding', () => {
    const padded = planBatches(lengths, 1024).map((batch) => Math.max(...batch.map((i) => lengths[i]!)) * batch.length);
    const paid = padded.reduce((sum, each) => sum + each, 0);
    const needed = lengths.reduce((sum, each) => sum + each, 0);
    expect(paid / needed).toBeLessThan(1.05);
  });

  it('gives a sequence longer than the bound a batch of its own', () => {
    expect(planBatches([5, 2000, 5], 1024)).toEqual([[1], [0, 2]]);
  });

  it('gives no batch for nothing', () => {
    expect(planBatches([], 1024)).toEqual([]);
  });
});
