import { describe, expect, it } from 'vitest';
import type { FolderPhase } from '../../../src/protocol/engine';
import { RebuildTracker } from '../../../src/vscode/rebuildTracker';

function over(tracker: RebuildTracker, ...phases: FolderPhase[]): boolean {
  const rest = { root: '/', done: 0, total: 0, files: 0, chunks: 0 };
  return tracker.isOver({ model: 'm', folders: phases.map((phase) => ({ ...rest, phase })) });
}

describe('A rebuild', () => {
  it('is not over before it has begun, though all looks done', () => {
    const tracker = new RebuildTracker();
    expect(over(tracker, 'ready')).toBe(false);
    expect(tracker.begun).toBe(false);
  });

  it('is over when every folder is done, has failed or is paused', () => {
    const tracker = new RebuildTracker();
    expect(over(tracker, 'indexing', 'scanning', 'ready')).toBe(false);
    expect(over(tracker, 'ready', 'indexing', 'ready')).toBe(false);
    expect(over(tracker, 'ready', 'failed', 'paused')).toBe(true);
    // Everything can be found: nobody waits for the closer reading.
    expect(over(tracker, 'ready', 'refining')).toBe(true);
  });
});
