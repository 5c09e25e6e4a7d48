import type { EngineState, FolderPhase } from '../protocol/engine';

/** Phases in which everything is in the index, or nothing more comes by itself. */
const SETTLED: ReadonlySet<FolderPhase> = new Set<FolderPhase>(['refining', 'ready', 'failed', 'paused']);

/** Tells from the engine's states when a rebuild that was asked for is over. */
export class RebuildTracker {
  private seen = false;

  /** Whether work was seen since the rebuild was asked for. */
  get begun(): boolean {
    return this.seen;
  }

  /**
   * @param state the engine's newest state
   * @returns whether the work, once seen to begin, is over in all folders. Before it begins, all folders look settled, too.
   */
  isOver(state: EngineState): boolean {
    const settled = state.folders.every(({ phase }) => SETTLED.has(phase));
    if (!settled) this.seen = true;
    return this.seen && settled;
  }
}
