import { setTimeout as pause } from 'node:timers/promises';

/** A person who types asks again within this time. */
const QUIET_MS = 150;
/** Under questions without end a step of work comes after this long all the same; it may wait as long again for a pause. */
const LONGEST_MS = 500;
const LOOK_EVERY_MS = 10;

/** Knows whether somebody is asking, so that indexing can make way: on two cores it would take one from the answer. */
export class QueryTraffic {
  private inFlight = 0;
  private lastEnd = -Infinity;

  /** Answers a question, during which and shortly after which `isBusy`. */
  async during<T>(answer: () => Promise<T>): Promise<T> {
    this.inFlight++;
    try {
      return await answer();
    } finally {
      this.inFlight--;
      this.lastEnd = performance.now();
    }
  }

  /** Whether an answer is being made right now. */
  get isAnswering(): boolean {
    return this.inFlight > 0;
  }

  get isBusy(): boolean {
    return this.isAnswering || performance.now() - this.lastEnd < QUIET_MS;
  }

  /**
   * Resolves when nobody is asking. Under questions without end it does after half a second when one of them was answered, so
   * that the work falls into the pause before the next one, and after a second in any case.
   * @param isOver ends the waiting
   * @throws the signal's reason when it is aborted
   */
  async makeWay(isOver: () => boolean, signal: AbortSignal): Promise<void> {
    const start = performance.now();
    const mustWait = (): boolean => performance.now() - start < (this.isAnswering ? 2 : 1) * LONGEST_MS;
    while (this.isBusy && !isOver() && mustWait()) await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}
