import { describe, expect, it } from 'vitest';
import { followAndTakeOver } from '../../bench/trust/secondWindow';
import { temporaryFolder } from '../support/temporaryFolder';

describe('a second window on the same folder', () => {
  it('follows what the first one writes, and takes over when that dies', { timeout: 180_000 }, async () => {
    const { delays, wrong } = await followAndTakeOver(temporaryFolder(), 3);
    expect(delays).toHaveLength(3);
    expect(wrong).toEqual([]);
  });
});
