import { setTimeout as pause } from 'node:timers/promises';

/** Requests that come closer together are one: a burst of changes is over, a person is at the keyboard again. */
const QUIET_MS = 1000;
/** The least time between two looks, and the share of all time that they may take: of many files one takes seconds. */
const LEAST_REST_MS = 10_000;
const LARGEST_SHARE = 0.02;

/**
 * When to look at all files though no change was reported: editors lose events, and none of them says so. As often as asked
 * for, but never two looks at once, nor one right after the other.
 */
export class Recheck {
  private wantedAt: number | undefined;
  private isRunning = false;
  private earliest = -Infinity;

  /**
   * @param look does it, and throws nothing
   * @param ended ends waiting for the next look
   */
  constructor(
    private readonly look: () => Promise<void>,
    private readonly ended: AbortSignal,
    private readonly leastRestMs = LEAST_REST_MS,
  ) {}

  request(): void {
    this.wantedAt = performance.now();
    if (this.isRunning) return;
    this.isRunning = true;
    void this.run();
  }

  private async run(): Promise<void> {
    while (this.wantedAt !== undefined && !this.ended.aborted) {
      const rest = Math.max(this.wantedAt + QUIET_MS, this.earliest) - performance.now();
      if (rest > 0) {
        await pause(rest, undefined, { ref: false, signal: this.ended }).catch(() => undefined);
        continue;
      }
      this.wantedAt = undefined;
      const started = performance.now();
      await this.look();
      const now = performance.now();
      this.earliest = now + Math.max(this.leastRestMs, (now - started) / LARGEST_SHARE);
    }
    this.isRunning = false;
  }
}
