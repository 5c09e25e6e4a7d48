/** Waiting times before the first, second and third restart, in milliseconds: long enough for a passing cause to pass. */
const DELAYS_MS: readonly number[] = [500, 2_000, 8_000];

/** Restarts further apart than this are not the same trouble. */
const WINDOW_MS = 5 * 60_000;

/** Says whether a crashed engine is started again, so that one that always crashes does not do so for ever. */
export class RestartPolicy {
  /** Times of the restarts granted within the window, oldest first. */
  private granted: number[] = [];

  constructor(
    private readonly delaysMs = DELAYS_MS,
    private readonly windowMs = WINDOW_MS,
  ) {}

  /**
   * To be called once a crash.
   *
   * @param now the time of the crash, in milliseconds of any steady clock
   * @returns how long to wait before the restart, or `undefined` when there were too many
   */
  next(now: number): number | undefined {
    this.granted = this.granted.filter((time) => now - time < this.windowMs);
    const delay = this.delaysMs[this.granted.length];
    if (delay !== undefined) this.granted.push(now);
    return delay;
  }

  /** Forgets the past: a person asked for a fresh start. */
  reset(): void {
    this.granted = [];
  }
}
