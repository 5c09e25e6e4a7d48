import * as l10n from '@vscode/l10n';
import path from 'node:path';
import type {
  FileChangeKind,
  FolderConfig,
  FolderReport,
  FolderState,
  OutlineFile,
  WhyResponse,
} from '../../protocol/engine';
import { errorText } from '../log';
import type { IndexStore } from '../store/indexStore';
import { StoreError } from '../store/storeError';
import { DeepQueue } from './deepQueue';
import { DeepReader } from './deepReader';
import { type Deferred, deferred } from './deferred';
import { FileIndexer } from './fileIndexer';
import { FileRecords } from './fileRecords';
import { FolderActivity } from './folderActivity';
import { FolderFiles } from './folderFiles';
import type { IndexerServices } from './indexerServices';
import { Maintenance } from './maintenance';
import { Recheck } from './recheck';
import { type IndexUser, SharedIndex } from './sharedIndex';
import { StageTimes } from './stageTimes';
import { WorkQueue } from './workQueue';

/** What indexing did since the indexer was made, in chunks. */
export interface IndexingCounts {
  embedded: number;
  removed: number;
}

/**
 * Keeps the index of one workspace folder equal to its files: compares all of them by `stat` at start, then looks at what
 * is reported as changed. One loop does all the work, one step at a time; what arrives meanwhile waits in a queue in which
 * reported changes come before the rest. Here is what comes when; each kind of work is in a file of its own.
 */
export class FolderIndexer {
  readonly counts: IndexingCounts = { embedded: 0, removed: 0 };

  private readonly records: FileRecords;
  private readonly queue = new WorkQueue();
  private readonly deepQueue = new DeepQueue();
  private readonly times = new StageTimes();
  private readonly activity: FolderActivity;
  private readonly index: SharedIndex;
  private readonly files: FolderFiles;
  private readonly fileIndexer: FileIndexer;
  private readonly deepReader: DeepReader;
  private readonly maintenance: Maintenance;
  private readonly rechecks: Recheck;

  private disposed = false;
  private rebuildWanted = false;
  /** Settled when the index is gone from the disk, which was asked for. */
  private deletion: Deferred<void> | undefined;
  /** Settled when the store was closed to be opened anew, which was asked for. */
  private reopening: Deferred<void> | undefined;
  /** What was tried since the index worked last: to open it again, then to build it again. */
  private recoveries = 0;
  /** Ends the work in hand when it is paused or thrown away. */
  private abort = new AbortController();
  /** How often something happened that the loop must look at. */
  private signals = 0;
  private wake: () => void = () => undefined;
  private readonly loop: Promise<void>;
  private readonly following: Promise<void>;
  private readonly ending = new AbortController();

  /** @param indexDirectory asked when the index is opened; fails when the folder does not exist */
  constructor(
    readonly config: FolderConfig,
    indexDirectory: () => string,
    private readonly services: IndexerServices,
    paused: boolean,
  ) {
    const { queue, deepQueue, times } = this;
    const records = (this.records = new FileRecords([], config.nested));
    this.activity = new FolderActivity(config.root, records, queue, deepQueue, services.onState, paused);
    const user: IndexUser = {
      read: (store) => this.read(store),
      follow: (store) => this.follow(store),
      waits: () => {
        this.activity.lookAgain();
      },
      lost: () => {
        if (!this.disposed) void this.openAnew();
      },
    };
    this.index = new SharedIndex(config.root, indexDirectory, services, user, config.nested);
    this.rechecks = new Recheck(() => this.lookAtAll(), this.ending.signal);
    this.files = new FolderFiles(
      config,
      records,
      queue,
      times,
      services.log,
      () => {
        this.retry();
      },
      () => {
        this.rechecks.request();
        services.onState();
      },
    );
    this.deepReader = new DeepReader(config, records, deepQueue, services);
    this.fileIndexer = new FileIndexer(config, records, queue, this.deepReader, times, services);
    this.maintenance = new Maintenance(this.index, this.deepReader, this.activity, times, services, (error) => {
      this.fail(error);
    });
    queue.rescan();
    this.loop = this.run();
    this.following = this.index.followOthers(this.ending.signal);
  }

  /** The store, once it is open. @throws what opening it failed with */
  async whenOpen(): Promise<IndexStore> {
    if (!this.index.store && this.activity.failure) throw this.activity.failure.error;
    return this.index.whenOpen();
  }

  /**
   * The store opened anew, after a question to it failed: another process may have built the index again.
   * @throws what opening it failed with
   */
  async reopen(failed: IndexStore): Promise<IndexStore> {
    if (this.index.store === failed && !this.disposed) {
      this.index.distrust();
      await this.openAnew();
    }
    return this.whenOpen();
  }

  /** Closes the store, to be opened again by the loop. Resolves when it is closed. */
  private openAnew(): Promise<void> {
    this.reopening ??= deferred();
    const { promise } = this.reopening;
    this.interrupt();
    this.retry();
    return promise;
  }

  get state(): FolderState {
    const { entered } = this.files;
    return { ...this.activity.state, ...(entered.length > 0 ? { entered } : {}) };
  }

  /** Work in hand, and how fast it goes on; for people. */
  get progress(): Pick<FolderReport, 'state' | 'perSecond' | 'secondsLeft'> {
    return this.activity.progress;
  }

  /** See {@link FolderFiles.whatIsLeftOut}. @throws WorkspaceError */
  whatIsLeftOut(): ReturnType<FolderFiles['whatIsLeftOut']> {
    return this.files.whatIsLeftOut();
  }

  /** Why a file is in the index or not. @param relativePath forward slashes */
  async why(relativePath: string): Promise<WhyResponse> {
    const known = await this.files.why(relativePath);
    if (known) return known;
    const { failure, isPaused } = this.activity;
    const reason = isPaused && !failure ? 'not indexed yet: indexing is paused' : 'not indexed yet';
    return { path: relativePath, indexed: false, reason, ...(failure ? { rule: failure.sentence } : {}) };
  }

  /** The files of the index below a folder, as an outline without symbols. @param below `''` for all */
  filesBelow(below: string): OutlineFile[] {
    return this.records.below(below).map(({ path, language }) => ({ path, language, summary: '', symbols: [] }));
  }

  /** Files or folders that changed on disk, by absolute path. Paths outside the folder are ignored. */
  changed(changes: readonly { readonly path: string; readonly kind: FileChangeKind }[]): void {
    if (!this.files.report(changes)) return;
    this.deepReader.giveWay();
    this.retry();
  }

  /** Changes may have been missed: all files are looked at when there is time for it, at low priority. */
  recheck(): void {
    this.rechecks.request();
  }

  private async lookAtAll(): Promise<void> {
    const { signal } = this.ending;
    // What is new is known to be so while it waits to be indexed.
    while (['starting', 'scanning', 'indexing'].includes(this.activity.phase) && !signal.aborted)
      await this.activity.change();
    try {
      const isChanged = await this.files.recheck(async () => {
        await this.services.traffic.makeWay(() => false, signal);
        await this.services.budget?.rest(() => false, signal);
      });
      if (isChanged && !signal.aborted) this.retry();
    } catch (error) {
      if (!signal.aborted) this.services.log('info', 'indexer', `${this.config.root}: ${errorText(error)}`);
    }
  }

  /** The files that are in editors, by absolute path: the deep model reads them before others. */
  filesOpened(paths: readonly string[]): void {
    this.deepQueue.setOpen(paths.flatMap((file) => this.files.inside(file) ?? []));
  }

  /** Files that a question came upon: what the deep model has not read of them comes next. @param paths most wanted first */
  prefer(paths: readonly string[]): void {
    this.deepQueue.prefer(paths);
  }

  rebuild(): void {
    this.rebuildWanted = true;
    this.activity.enter('starting');
    this.interrupt();
    this.retry();
  }

  pause(): void {
    this.activity.isPaused = true;
    this.interrupt();
    this.signal();
  }

  resume(): void {
    this.activity.isPaused = false;
    this.index.expect();
    this.retry();
  }

  /**
   * Deletes the index from the disk. Nothing is built again before `resume`.
   * @throws what deleting it failed with
   */
  async deleteIndex(): Promise<void> {
    this.activity.isPaused = true;
    this.deletion ??= deferred();
    const { promise } = this.deletion;
    this.interrupt();
    this.retry();
    await promise;
  }

  /** Whether there is nothing to ask: the index was deleted, or was never built, and indexing is paused. */
  get isWithoutIndex(): boolean {
    return this.index.isAbsent;
  }

  /**
   * Resolves when there is nothing left to do (or nothing may be done, because of a pause).
   * @throws what indexing failed with
   */
  async idle(): Promise<void> {
    await this.activity.settled();
  }

  /**
   * Resolves when questions can be answered: by a complete index, with `now` by one in which everything can be found. An
   * index that another process is writing is taken as it is, if there is anything in it.
   * @throws what indexing failed with
   */
  async answerable(now: boolean): Promise<void> {
    while (!this.activity.isSettled && !this.activity.failure) {
      if (this.index.isWaiting && this.records.chunks > 0) return;
      if (now && this.activity.phase === 'refining' && !this.files.areAhead) return;
      await this.activity.change();
    }
    await this.idle();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.ending.abort();
    this.interrupt();
    this.signal();
    await Promise.all([this.loop, this.following]);
    this.files.dispose();
    this.index.dispose();
    const closed = new Error('The folder was closed.');
    this.reopening?.reject(closed);
    this.deletion?.reject(closed);
  }

  private interrupt(): void {
    this.abort.abort();
    this.deepReader.stop();
    this.abort = new AbortController();
  }

  private retry(): void {
    this.activity.failure = undefined;
    this.signal();
  }

  private signal(): void {
    this.signals++;
    this.activity.unsettle();
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.disposed) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      const signals = this.signals;
      if (await this.tryStep()) continue;
      if (!(await this.maintenance.isQuiet(woken))) continue;
      const { recoveries } = this;
      await this.maintenance.tidy();
      this.logTimes('complete');
      await this.index.release();
      // Maintenance is part of what has to work.
      if (!this.activity.failure && this.recoveries === recoveries) this.recoveries = 0;
      if (signals === this.signals) this.activity.settle();
      await this.maintenance.cleanUpUntil(woken);
      await woken;
    }
    await this.maintenance.flush();
    await this.index.release();
    this.activity.settle();
  }

  /** One piece of work, its failure noted. False when there is none, or none may be done. */
  private async tryStep(): Promise<boolean> {
    // After a failure nothing is done until something changes or somebody asks.
    if (this.activity.failure) return false;
    try {
      if (await this.step()) return true;
      this.activity.enter(this.activity.isPaused ? 'paused' : 'ready');
      return false;
    } catch (error) {
      if (isAbort(error)) return true;
      this.fail(error);
      // Another way may be open.
      return !this.activity.failure;
    }
  }

  private fail(error: unknown): void {
    this.services.log('error', 'indexer', `${this.config.root}: ${errorText(error)}`);
    // What was in hand may be half done: the next try compares everything again.
    this.queue.clear();
    this.queue.rescan();
    this.fileIndexer.forget();
    if (error instanceof StoreError && error.mayBeDamage && this.recover()) return;
    this.activity.failure = { error, sentence: this.services.sentenceFor(error) };
    this.index.refuse(error);
    this.activity.enter('failed');
  }

  /** Opens an index that failed once more, which finds what is damaged; then builds it again, once. False after both. */
  private recover(): boolean {
    if (this.disposed || this.recoveries === 2) return false;
    this.recoveries++;
    this.index.distrust();
    if (this.recoveries === 1) void this.openAnew();
    else {
      this.rebuildWanted = true;
      this.services.onNotice(
        l10n.t('The index of {0} is being built again because it could not be used.', path.basename(this.config.root)),
      );
    }
    return true;
  }

  private logTimes(state: 'searchable' | 'complete'): void {
    const times = this.times.take();
    if (times !== undefined)
      this.services.log('info', 'indexer', `${this.config.root} is ${state}; waited for: ${times}`);
  }

  /** One piece of work. False when there is none. */
  private async step(): Promise<boolean> {
    if (this.rebuildWanted) {
      await this.startOver();
      return true;
    }
    if (this.deletion) {
      await this.removeIndex(this.deletion);
      return true;
    }
    if (this.reopening) {
      this.close();
      this.queue.rescan();
      this.reopening.resolve();
      this.reopening = undefined;
    }
    // Nothing is written while work is paused.
    if (this.activity.isPaused && !(await this.index.look())) return false;
    const store = await this.index.open(this.abort.signal);
    if (this.activity.isPaused) return false;
    if (this.queue.needsScan) {
      this.activity.enter('scanning');
      this.maintenance.isDueNow = true;
      await this.files.compareAll();
      return true;
    }
    if (await this.files.compareReported()) return true;
    if (this.queue.hasWork && !this.index.hasLock) {
      await this.beginWriting(store);
      return true;
    }
    const removals = this.queue.takeRemovals();
    if (removals.length > 0) {
      const removed = await this.fileIndexer.remove(store, removals);
      this.counts.removed += removed;
      this.activity.tell();
      return true;
    }
    if (this.queue.hasFiles) {
      this.activity.enter('indexing');
      if (!this.queue.nextIsSaved && !(await this.makeWay())) return true;
      await this.fileIndexer.indexNext(store, this.abort.signal);
      this.activity.tell();
      return true;
    }
    return this.deepQueue.hasWork && (await this.readDeeper(store));
  }

  /** Lets the deep model read a few chunks. All are in the index by then: this is what makes answers better. */
  private async readDeeper(store: IndexStore): Promise<true> {
    if (!this.index.hasLock) {
      await this.beginWriting(store);
      return true;
    }
    this.activity.enter('refining');
    if (!(await this.makeWay())) return true;
    // Questions come meanwhile: what was written is brought into the word index first.
    if (this.maintenance.isDueNow || (await store.wordsLag())) {
      await this.maintenance.tidy();
      this.logTimes('searchable');
    }
    const { embedded, changed } = await this.times.time('deep embed', () => this.deepReader.step(store));
    this.counts.embedded += embedded;
    this.queue.report(changed);
    return true;
  }

  /** Work that nobody waits for lets questions pass. False when something was reported meanwhile, which comes first. */
  private async makeWay(): Promise<boolean> {
    const { signal } = this.abort;
    await this.services.traffic.makeWay(() => this.queue.hasReported, signal);
    await this.services.budget?.rest(() => this.queue.hasReported, signal);
    return !this.queue.hasReported;
  }

  private async read(store: IndexStore): Promise<void> {
    this.records.replace(await store.readFiles());
    await this.deepReader.addAll(store);
  }

  /** What is left to do is made up again before anything is written. */
  private async follow(store: IndexStore): Promise<void> {
    this.records.replace(await store.readFiles());
    this.signal();
    this.services.onState();
  }

  private async beginWriting(store: IndexStore): Promise<void> {
    if (await this.index.beginWriting(store, this.abort.signal)) return;
    this.fileIndexer.forget();
    this.queue.rescan();
  }

  private close(): void {
    this.index.close();
    this.fileIndexer.forget();
  }

  private async startOver(): Promise<void> {
    await this.index.takeLock(this.abort.signal);
    this.close();
    this.records.replace([]);
    this.deepQueue.clear();
    this.deepReader.forget();
    await this.index.delete();
    this.queue.clear();
    this.queue.rescan();
    this.rebuildWanted = false;
  }

  private async removeIndex(asked: Deferred<void>): Promise<void> {
    try {
      await this.startOver();
      await this.index.remove();
      this.activity.enter('paused');
      asked.resolve();
    } catch (error) {
      asked.reject(error);
      throw error;
    } finally {
      this.deletion = undefined;
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
