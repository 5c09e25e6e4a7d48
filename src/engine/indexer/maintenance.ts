import { setTimeout as pause } from 'node:timers/promises';
import type { IndexStore } from '../store/indexStore';
import { KEEP_VERSIONS_MS } from '../store/keptVersions';
import type { DeepReader } from './deepReader';
import type { FolderActivity } from './folderActivity';
import type { IndexerServices } from './indexerServices';
import type { SharedIndex } from './sharedIndex';
import type { StageTimes } from './stageTimes';

/** So long nothing must have been saved before maintenance begins, for which the next save would have to wait. */
const QUIET_BEFORE_TIDYING_MS = 3000;
/**
 * Share of the time that maintenance may take while somebody saves again and again: it is long for a large index. Where questions
 * already take longer for what was saved, that counts more.
 */
const TIDYING_SHARE = 0.05;
/** After so long, versions that were replaced by the last change can go. */
const CLEAN_UP_AFTER_MS = KEEP_VERSIONS_MS + 1000;

/** Keeps the index of one folder small and its answers those of a new one, at times when nobody waits for it. */
export class Maintenance {
  /** It does not wait for a quiet time: much was written, by a walk over everything. */
  isDueNow = false;
  /** How long it took last. */
  private tookMs = 0;

  /** @param onFailure told what goes wrong; nothing here throws */
  constructor(
    private readonly index: SharedIndex,
    private readonly deepReader: DeepReader,
    private readonly activity: FolderActivity,
    private readonly times: StageTimes,
    private readonly services: Pick<IndexerServices, 'kept' | 'quietMs'>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /**
   * Whether now is the time for it: after a walk over everything at once, after saves when no more of them come.
   * @param woken resolves when something happens
   */
  async isQuiet(woken: Promise<void>): Promise<boolean> {
    const { store } = this.index;
    if (this.isDueNow || store?.worthTidying !== true) return true;
    let quietMs = this.services.quietMs ?? Math.max(QUIET_BEFORE_TIDYING_MS, this.tookMs / TIDYING_SHARE);
    if (quietMs > QUIET_BEFORE_TIDYING_MS)
      await this.attempt(async () => {
        if (await store.isSlowedBySaves()) quietMs = QUIET_BEFORE_TIDYING_MS;
      });
    return elapse(quietMs, woken);
  }

  /** What can wait until there is nothing else to do. */
  async tidy(): Promise<void> {
    this.isDueNow = false;
    await this.flush();
    await this.attempt(async () => {
      if (!(await this.mayTidy())) return;
      const started = performance.now();
      await this.times.time('word index', async () => this.index.store?.tidy(this.keep));
      this.tookMs = performance.now() - started;
    });
  }

  /** Writes what is embedded and not written yet, before somebody else may write or the engine ends. */
  async flush(): Promise<void> {
    const { store } = this.index;
    if (store && this.index.hasLock) await this.attempt(() => this.deepReader.flush(store));
  }

  /** Drops what was replaced once nobody can be reading it any more, again and again until something happens. */
  async cleanUpUntil(woken: Promise<void>): Promise<void> {
    while (this.mayCleanUp && (await elapse(CLEAN_UP_AFTER_MS, woken))) {
      await this.attempt(async () => {
        if (await this.index.mayWrite()) await this.index.store?.cleanUp();
      });
      await this.index.release();
    }
  }

  private get mayCleanUp(): boolean {
    return this.index.store?.hasOldVersions === true && !this.activity.isPaused && !this.activity.failure;
  }

  /** Whether this process writes, or may do so now. */
  private async mayTidy(): Promise<boolean> {
    if (this.index.hasLock) return true;
    return !this.activity.isPaused && this.index.store?.worthTidying === true && this.index.mayWrite();
  }

  private get keep(): Parameters<IndexStore['tidy']>[0] {
    const { kept } = this.services;
    return kept ? (rows) => kept.put(rows) : undefined;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.onFailure(error);
    }
  }
}

/** Whether so much time passes before something happens. */
async function elapse(ms: number, woken: Promise<void>): Promise<boolean> {
  const ended = new AbortController();
  const passed = pause(ms, true, { signal: ended.signal }).catch(() => false);
  try {
    return await Promise.race([passed, woken.then(() => false)]);
  } finally {
    ended.abort();
  }
}
