import { describe, expect, it } from 'vitest';
import { tryCorruptions } from '../../bench/trust/corruptions';
import { temporaryFolder } from '../support/temporaryFolder';

describe('an index of which a file is damaged', () => {
  it('answers as before, after at most one message', { timeout: 600_000 }, async () => {
    // Prime to the five kinds of damage, so that all of them come up. `npm run bench:trust -- --long` tries each.
    const { tried, wrong, rebuilt } = await tryCorruptions(temporaryFolder(), { every: 17 });
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(10);
    expect(rebuilt).toBeGreaterThan(0);
  });

  it('answers as before also where LanceDB reads on', { timeout: 600_000 }, async () => {
    const { tried, wrong, rebuilt } = await tryCorruptions(temporaryFolder(), {
      files: /(?:chunks|vectors)\.lance\/data\//,
      damages: ['one bit flipped'],
    });
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(4);
    expect(rebuilt).toBe(tried);
  });
});
