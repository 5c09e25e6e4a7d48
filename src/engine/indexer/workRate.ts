import type { FolderPhase } from '../../protocol/engine';

/** Longer ago says little of how fast it goes now. */
const WINDOW_MS = 30_000;

/** How fast the work in hand goes on. */
export class WorkRate {
  private phase: FolderPhase | undefined;
  private samples: { readonly at: number; readonly done: number }[] = [];

  /** @param done pieces of the work in hand that are finished; @param at milliseconds, of any clock that runs on evenly */
  note(phase: FolderPhase, done: number, at = performance.now()): void {
    const last = this.samples.at(-1);
    if (phase !== this.phase || (last && done < last.done)) this.samples = [];
    this.phase = phase;
    this.samples.push({ at, done });
    // One that is older stays, so that slow work has a rate, too.
    while (this.samples.length > 2 && at - this.samples[1]!.at > WINDOW_MS) this.samples.shift();
  }

  /** Pieces a second; undefined while that cannot be told. */
  perSecond(at = performance.now()): number | undefined {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.done === first.done || at - first.at < 500) return undefined;
    return ((last.done - first.done) * 1000) / (at - first.at);
  }
}
