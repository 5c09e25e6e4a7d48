import type { EngineState } from '../../protocol/engine';

/** What MCP wants of each report: a number that only grows. */
export interface Progress {
  readonly progress: number;
  readonly total: number;
  readonly message: string;
}

/**
 * Turns the states of an engine into progress reports while an index is being built. Phases count anew, and new files
 * make the total larger: a report that would not be further than the last is left out.
 */
export function buildProgress(report: (progress: Progress) => void): (state: EngineState) => void {
  let last = -1;
  return ({ folders }) => {
    const building = folders.filter(({ phase }) => ['starting', 'scanning', 'indexing'].includes(phase));
    if (building.length === 0) return;
    const progress = building.reduce((sum, { done }) => sum + done, 0);
    const total = building.reduce((sum, folder) => sum + folder.total, 0);
    if (progress <= last) return;
    last = progress;
    const message = total === 0 ? 'Looking for changed files' : `Indexing: ${progress} of ${total} files`;
    report({ progress, total: Math.max(total, progress, 1), message });
  };
}
