/** A window that was without focus for so long may have missed what other programs did. */
const AWAY_MS = 5000;
/** So many changes in a row are more than the system may have kept for the editor. */
const BURST = 1000;
/** Changes with more time between them are no burst. */
const APART_MS = 5000;

/** Guesses when the editor may have lost changes: its watchers drop some when there are too many, and tell nobody. */
export class MissedChanges {
  private leftAt: number | undefined;
  private burst = 0;
  private lastAt = -Infinity;

  /**
   * @param now milliseconds
   * @returns whether changes may have been missed
   */
  focusChanged(focused: boolean, now: number): boolean {
    const { leftAt } = this;
    if (!focused) this.leftAt ??= now;
    else this.leftAt = undefined;
    return focused && leftAt !== undefined && now - leftAt >= AWAY_MS;
  }

  /**
   * @param count of changes that came together
   * @param now milliseconds
   * @returns whether others may have been missed
   */
  changed(count: number, now: number): boolean {
    if (now - this.lastAt > APART_MS) this.burst = 0;
    this.lastAt = now;
    this.burst += count;
    return this.burst > BURST;
  }
}
