import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StageTimes } from '../../../src/engine/indexer/stageTimes';

describe('StageTimes', () => {
  it('adds up the time of each stage, also of one that fails, and begins anew once it was told', async () => {
    const times = new StageTimes();
    expect(await times.time('parse', () => pause(60, 'done'))).toBe('done');
    await times.time('parse', () => pause(60));
    await expect(times.time('store', () => Promise.reject(new Error('full')))).rejects.toThrow('full');

    const [, seconds] = /^parse (\d+\.\d\d) s, store \d+\.\d\d s$/.exec(times.take() ?? '')!;

    expect(Number(seconds)).toBeGreaterThanOrEqual(0.11);
    expect(times.take()).toBeUndefined();
  });
});
