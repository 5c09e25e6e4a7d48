/** What indexing consists of; parsing goes on in a thread of its own, and only what is waited for it counts. */
export type Stage = 'walk' | 'parse' | 'embed' | 'store' | 'word index' | 'deep embed';

/** How long indexing waited for each of its stages, to see where the time goes. */
export class StageTimes {
  private readonly milliseconds = new Map<Stage, number>();

  /** Does some work and counts its time, whether it succeeds or not. */
  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.milliseconds.set(stage, (this.milliseconds.get(stage) ?? 0) + performance.now() - started);
    }
  }

  /** All stages since the last call in one line, e.g. `walk 0.31 s, parse 2.10 s`; undefined when there were none. */
  take(): string | undefined {
    if (this.milliseconds.size === 0) return undefined;
    const text = [...this.milliseconds].map(([stage, time]) => `${stage} ${(time / 1000).toFixed(2)} s`).join(', ');
    this.milliseconds.clear();
    return text;
  }
}
