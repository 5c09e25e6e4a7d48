import { describe, expect, it } from 'vitest';
import { keepLarge } from '../../bench/trust/large';
import { soak } from '../../bench/trust/soak';
import { temporaryFolder } from '../support/temporaryFolder';

// `npm run bench:trust -- --long` saves thousands of times, into 100,000 chunks.
const SAVES = 120;
const CHUNKS = 1000;
const MEGABYTE = 1e6;

describe('saves in a row', () => {
  it('leave an index of the size of a fresh one, with the same in it', { timeout: 300_000 }, async () => {
    const { bytes, freshBytes, wrong, samples } = await soak(temporaryFolder(), SAVES, { samples: 2 });
    expect(wrong).toEqual([]);
    expect(bytes / freshBytes).toBeLessThan(1.5);
    expect(samples.at(-1)!.updates).toBe(SAVES);
  });

  it('into many functions leave the engine as small as it was', { timeout: 300_000 }, async () => {
    const { chunks, memory, samples } = await keepLarge(temporaryFolder(), CHUNKS, SAVES / 4, { samples: 1 });
    expect(chunks).toBe(CHUNKS);
    expect(memory).toBeLessThan(700 * MEGABYTE);
    expect(samples.at(-1)!.memory - samples[0]!.memory).toBeLessThan(100 * MEGABYTE);
  });
});
