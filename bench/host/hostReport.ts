/** How free the event loop of the extension host was during one stretch of time. Milliseconds. */
export interface LoopSample {
  /** From `perf_hooks.monitorEventLoopDelay`: how late a timer was. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Time from `setImmediate` to its call, one every 10 ms. */
  readonly immediates: readonly number[];
  /** Share of the time in which the loop was busy, from 0 to 1. Unlike the rest it hardly depends on what else the machine does. */
  readonly utilization: number;
}

/** What the script inside the extension host measured of the event loop. */
export interface DelayReport {
  readonly indexing: readonly LoopSample[];
  readonly paused: readonly LoopSample[];
  /** Chunks that became searchable during the samples called `indexing`, and those of them that the deep model read. */
  readonly chunks: number;
  readonly readClosely: number;
  /** Milliseconds to load and activate the extension, as VS Code's own start-up report has them; undefined if it has none. */
  readonly activation?: Activation;
}

export interface Activation {
  /** Reading and evaluating its bundle. */
  readonly load: number;
  /** `activate()`. */
  readonly call: number;
}

/** Milliseconds from a save until a search by the extension finds what was written. */
export interface SaveReport {
  /** Written by another program. */
  readonly byOthers: readonly number[];
  /** Saved in an editor. */
  readonly inEditor: readonly number[];
}

export type HostReport<T> = { readonly result: T } | { readonly error: string };
