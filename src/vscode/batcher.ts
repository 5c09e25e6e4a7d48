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
  private lastEnd = -Infinity;

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

  /** Something is there that a person waits for: it goes at once, unless it is one of many. */
  touchAtOnce(): void {
    const isFirst = this.quiet === undefined && Date.now() - this.lastEnd > this.times.longestMs;
    if (isFirst) this.end();
    else this.touch();
  }

  dispose(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.longest);
    this.quiet = this.longest = undefined;
  }

  private readonly end = (): void => {
    this.dispose();
    this.lastEnd = Date.now();
    this.flush();
  };
}
