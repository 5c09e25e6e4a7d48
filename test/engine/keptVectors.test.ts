import { describe, expect, it } from 'vitest';
import { switchBranches } from '../../bench/trust/branches';
import { temporaryFolder } from '../support/temporaryFolder';

describe('what was read closely once', () => {
  it(
    'is not read again after a branch switch and back, in a worktree, a renamed folder or a copy',
    { timeout: 180_000 },
    async () => {
      const { embedded, wrong } = await switchBranches(temporaryFolder(), 20);
      expect(wrong).toEqual([]);
      expect(embedded).toEqual({ back: 0, worktree: 0, renamed: 0, copy: 0 });
    },
  );
});
