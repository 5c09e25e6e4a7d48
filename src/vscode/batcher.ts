/** Times of a `Batcher`, in milliseconds. */
export interface BatchTimes {
  /** A batch ends after this much quiet … */
  readonly quietMs: number;
  /** … or this long after its first member, however busy it still is. */
  readonly longestMs: number;
}

/** Runs `flush` once for many calls of `touch` that come close together. */
export class Batcher {
  private quiet: NodeJS.Timeout | undefined;
  private longest: NodeJS.Timeout | undefined;

  constructor(
    private readonly times: BatchTimes,
    private readonly flush: () => void,
  ) {}

  /** Something is there to be flushed. */
  touch(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(this.end, this.times.quietMs);
    this.longest ??= setTimeout(this.end, this.times.longestMs);
  }

  dispose(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.longest);
    this.quiet = this.longest = undefined;
  }

  private readonly end = (): void => {
    this.dispose();
    this.flush();
  };
}
