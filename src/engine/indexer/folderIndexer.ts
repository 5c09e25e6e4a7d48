import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  FileChangeKind,
  FolderConfig,
  FolderPhase,
  FolderReport,
  FolderState,
  FolderStatus,
  OutlineFile,
  SkippedFile,
  WhyResponse,
} from '../../protocol/engine';
import type { CpuBudget } from '../cpuBudget';
import type { Embedder } from '../embed/embedder';
import { errorText, type Log } from '../log';
import { languageOf } from '../parse/languages';
import { markRoot, removeIndexDirectory } from '../store/abandonedIndexes';
import { IndexLock } from '../store/indexLock';
import { deleteIndex, type IndexIdentity, IndexStore } from '../store/indexStore';
import { indexExists } from '../store/inspectIndex';
import type { KeptVectors } from '../store/keptVectors';
import { KEEP_VERSIONS_MS } from '../store/keptVersions';
import type { FileRow } from '../store/schema';
import { GitSettingsReader } from '../workspace/gitSettings';
import { IGNORE_FILES } from '../workspace/ignoreRules';
import { LeftOutTally } from '../workspace/leftOut';
import { relativeInside } from '../workspace/relativeInside';
import { RuleFileWatch } from '../workspace/ruleFileWatch';
import { whyLeftOut } from '../workspace/whyLeftOut';
import { Seal, sealStamp } from '../store/seal';
import { StoreError } from '../store/storeError';
import { type FoundFile, WorkspaceFiles } from '../workspace/workspaceFiles';
import { chunkRows, fileRow, type ParsedFile } from './chunkRows';
import { CODE } from './codeFiles';
import { DeepQueue } from './deepQueue';
import { DeepReader } from './deepReader';
import { type Deferred, deferred } from './deferred';
import { FileRecords, isStampedAlike } from './fileRecords';
import { ParseAhead } from './parseAhead';
import { INCLUDED_MARK } from './parseThread';
import type { QueryTraffic } from './queryTraffic';
import type { SourceReader } from './sourceReader';
import { StageTimes } from './stageTimes';
import { WorkQueue } from './workQueue';
import { WorkRate } from './workRate';

/** Chunks written at a time, so that the index grows steadily and a save waits little. */
const CHUNKS_PER_WRITE = 512;
/** While somebody asks: a question that comes in the middle meets little work. */
const CHUNKS_PER_BUSY_WRITE = 64;
/** Chunks given to the deep model at a time: half a second of work. */
const CHUNKS_PER_READING = 32;
const CHUNKS_PER_BUSY_READING = 8;
/** So many reported paths at once are cheaper to find by one walk over the whole folder. */
const PATHS_BEFORE_FULL_SCAN = 300;
/** So long nothing must have been saved before maintenance begins, for which the next save would have to wait. */
const QUIET_BEFORE_TIDYING_MS = 3000;
/** Share of the time that maintenance may take while somebody saves again and again: it is long for a large index. */
const TIDYING_SHARE = 0.05;
/** After so long, versions that were replaced by the last change can go. */
const CLEAN_UP_AFTER_MS = KEEP_VERSIONS_MS + 1000;
/** Another process that writes for so long is at more than one save: a question does not wait for it. */
const SHORT_WAIT_MS = 1000;
/** Shorter waits are not worth a word. */
const SILENT_WAIT_MS = 5000;
/** How often this process looks whether another one wrote the index. */
const FOLLOW_MS = 1000;
/** Recorded for a file that could not be read: no file has it, so the file is tried again at each scan. */
const NEVER_READ = -1;

export interface IndexerServices {
  /** The model that reads every chunk at once, and the one that reads them closely one after the other. */
  readonly quick: Embedder;
  readonly deep: Embedder;
  readonly reader: SourceReader;
  readonly traffic: QueryTraffic;
  readonly identity: IndexIdentity;
  /** Vectors that folders share; none where an index has a place of its own. */
  readonly kept?: KeptVectors;
  /** So long nothing must have been saved before maintenance begins. */
  readonly quietMs?: number;
  readonly log: Log;
  /** What a person is told of an error. */
  readonly sentenceFor: (error: unknown) => string;
  /** What work may use that nobody waits for. */
  readonly budget?: CpuBudget;
  readonly onState: () => void;
  readonly onNotice: (text: string) => void;
}

/** What indexing did since the indexer was made, in chunks. */
export interface IndexingCounts {
  embedded: number;
  removed: number;
}

/**
 * Keeps the index of one workspace folder equal to its files: compares all of them by `stat` at start, then looks at what
 * is reported as changed. One loop does all the work, one step at a time; what arrives meanwhile waits in a queue in which
 * reported changes come before the rest.
 */
export class FolderIndexer {
  readonly counts: IndexingCounts = { embedded: 0, removed: 0 };

  private opened: IndexStore | undefined;
  private opening = deferred<IndexStore>();
  private records = new FileRecords();
  private unreadable: readonly SkippedFile[] = [];
  private git = new GitSettingsReader();
  private readonly ruleFiles = new RuleFileWatch(() => {
    this.queue.rescan();
    this.retry();
  });
  /** What the last walk over everything left out; undefined when something may have changed since. */
  private leftOut: LeftOutTally | undefined;
  private readonly queue = new WorkQueue();
  private readonly ahead: ParseAhead;
  private readonly deepQueue = new DeepQueue();
  private readonly deepReader: DeepReader;
  private readonly times = new StageTimes();
  private phase: FolderPhase = 'starting';
  private failure: { readonly error: unknown; readonly sentence: string } | undefined;
  private paused: boolean;
  private disposed = false;
  private rebuildWanted = false;
  private hasNoIndex = false;
  /** Settled when the index is gone from the disk, which was asked for. */
  private deletion: Deferred<void> | undefined;
  private readonly rate = new WorkRate();
  /** Settled when the store was opened anew, which was asked for. */
  private reopening: Deferred<void> | undefined;
  private lock: IndexLock | undefined;
  private seal: Seal | undefined;
  /** Something went wrong with the index: all of its files are to be read before it is used. */
  private isSuspect = true;
  /** What was tried since the index worked last: to open it again, then to build it again. */
  private recoveries = 0;
  /** The index as it was when this process wrote or read it last; see `sealStamp`. */
  private stamp = '';
  /** Another process wrote the index, and what is left to do was not made up since. */
  private hasFollowed = false;
  /** Another process has been writing the index for a while, and this one waits. */
  private isWaiting = false;
  /** To be called when `answerable` has to look again. */
  private readonly onChange: (() => void)[] = [];
  /** Whether the work in hand comes from a walk over everything, and not only from reported changes. */
  private walked = false;
  /** Ends the embedding in hand when work is paused or thrown away. */
  private abort = new AbortController();
  /** Ends the deep reading in hand also when something is reported, which would have to wait for it. */
  private reading = new AbortController();
  /** Deep reading gave way to something reported: it does so every other time, or files written all the time would stop it. */
  private gaveWay = false;
  /** How long maintenance took last. */
  private tidyingMs = 0;
  /** What was reported, or everything, is being compared with the index. */
  private isComparing = false;
  /** How often something happened that the loop must look at. */
  private signals = 0;
  private wake: () => void = () => undefined;
  private settled: Promise<void> = Promise.resolve();
  private resolveSettled: (() => void) | undefined;
  private readonly loop: Promise<void>;
  private readonly following: Promise<void>;
  private readonly ending = new AbortController();

  constructor(
    readonly config: FolderConfig,
    /** Asked when the index is opened; fails when the folder does not exist. */
    private readonly indexDirectory: () => string,
    private readonly services: IndexerServices,
    paused: boolean,
  ) {
    this.paused = paused;
    this.ahead = new ParseAhead(services.reader, config, this.queue);
    this.deepReader = new DeepReader(services.deep, services.reader, config, this.deepQueue, services.kept);
    this.unsettle();
    this.queue.rescan();
    this.loop = this.run();
    this.following = this.followOthers();
  }

  /** The store, once it is open. @throws what opening it failed with */
  async whenOpen(): Promise<IndexStore> {
    if (this.opened) return this.opened;
    if (this.failure) throw this.failure.error;
    if (this.hasNoIndex) {
      const name = path.basename(this.config.root);
      throw new StoreError(`There is no index of ${name}: resume indexing to build it.`);
    }
    return this.opening.promise;
  }

  /**
   * The store opened anew, after a question to it failed: another process may have built the index again.
   * @throws what opening it failed with
   */
  async reopen(failed: IndexStore): Promise<IndexStore> {
    if (this.opened === failed && !this.disposed) {
      this.isSuspect = true;
      await this.openAnew();
    }
    return this.whenOpen();
  }

  /** Closes the store, to be opened again by the loop. Resolves when it is closed. */
  private openAnew(): Promise<void> {
    this.reopening ??= deferred();
    const { promise } = this.reopening;
    promise.catch(() => undefined); // Seen by those who wait for it.
    this.interrupt();
    this.retry();
    return promise;
  }

  get state(): FolderState {
    return {
      root: this.config.root,
      phase: this.phase,
      ...(this.phase === 'refining'
        ? { done: this.deepQueue.done, total: this.deepQueue.total }
        : { done: this.queue.done, total: this.queue.total }),
      files: this.records.files,
      chunks: this.records.chunks,
      ...(this.failure ? { error: this.failure.sentence } : {}),
    };
  }

  /**
   * What is left out: files for what is in them, and what no rule lets in, a folder with a slash at its end.
   * @throws WorkspaceError
   */
  async whatIsLeftOut(): Promise<Pick<FolderStatus, 'skipped' | 'leftOut'>> {
    this.leftOut ??= (await new WorkspaceFiles(this.config, CODE, this.git).scan()).leftOut;
    const tally = new LeftOutTally();
    for (const { path: file, reason } of this.records.skipped) tally.add(file, false, { reason });
    for (const { path: folder, reason } of this.unreadable) tally.add(folder, true, { reason });
    return {
      skipped: [...this.records.skipped, ...this.unreadable, ...this.leftOut.list()],
      leftOut: LeftOutTally.sum(tally, this.leftOut),
    };
  }

  /** Why a file is in the index or not. @param relativePath forward slashes */
  async why(relativePath: string): Promise<WhyResponse> {
    const left = await whyLeftOut(new WorkspaceFiles(this.config, CODE, this.git), this.config, relativePath);
    if (left) return { path: relativePath, indexed: false, ...left };
    const row = this.records.get(relativePath);
    if (row?.skipped === '') return { path: relativePath, indexed: true, chunks: row.chunks };
    // The parser alone knows some reasons.
    if (row) return { path: relativePath, indexed: false, reason: row.skipped };
    if (this.failure)
      return { path: relativePath, indexed: false, reason: 'not indexed yet', rule: this.failure.sentence };
    return {
      path: relativePath,
      indexed: false,
      reason: this.paused ? 'not indexed yet: indexing is paused' : 'not indexed yet',
    };
  }

  /** The files of the index below a folder, as an outline without symbols. @param below `''` for all */
  filesBelow(below: string): OutlineFile[] {
    return this.records.below(below).map(({ path, language }) => ({ path, language, summary: '', symbols: [] }));
  }

  /** Files or folders that changed on disk, by absolute path. Paths outside the folder are ignored. */
  changed(changes: readonly { readonly path: string; readonly kind: FileChangeKind }[]): void {
    const inside = changes.flatMap((change) => this.inside(change.path) ?? []);
    if (inside.length === 0) return;
    const rulesChanged = inside.some((relative) => IGNORE_FILES.has(path.posix.basename(relative)));
    this.leftOut = undefined;
    if (rulesChanged || inside.includes('') || inside.length > PATHS_BEFORE_FULL_SCAN) this.queue.rescan();
    else this.queue.report(inside);
    if (!this.gaveWay) this.reading.abort();
    this.retry();
  }

  /** The files that are in editors, by absolute path: the deep model reads them before others. */
  filesOpened(paths: readonly string[]): void {
    this.deepQueue.setOpen(paths.flatMap((file) => this.inside(file) ?? []));
  }

  /** Files that a question came upon: what the deep model has not read of them comes next. @param paths most wanted first */
  prefer(paths: readonly string[]): void {
    this.deepQueue.prefer(paths);
  }

  rebuild(): void {
    this.rebuildWanted = true;
    this.enter('starting');
    this.interrupt();
    this.retry();
  }

  pause(): void {
    this.paused = true;
    this.interrupt();
    this.signal();
  }

  resume(): void {
    this.paused = false;
    this.hasNoIndex = false;
    this.retry();
  }

  /**
   * Deletes the index from the disk. Nothing is built again before `resume`.
   * @throws what deleting it failed with
   */
  async deleteIndex(): Promise<void> {
    this.paused = true;
    this.deletion ??= deferred();
    const { promise } = this.deletion;
    this.interrupt();
    this.retry();
    await promise;
  }

  /** Work in hand, and how fast it goes on; for people. */
  get progress(): Pick<FolderReport, 'state' | 'perSecond' | 'secondsLeft'> {
    const { state } = this;
    const perSecond = this.rate.perSecond();
    const isWorking = state.phase === 'indexing' || state.phase === 'refining';
    if (!isWorking || perSecond === undefined) return { state };
    return { state, perSecond, secondsLeft: (state.total - state.done) / perSecond };
  }

  /** Whether there is nothing to ask: the index was deleted, or was never built, and indexing is paused. */
  get isWithoutIndex(): boolean {
    return this.hasNoIndex;
  }

  /**
   * Resolves when there is nothing left to do (or nothing may be done, because of a pause).
   * @throws what indexing failed with
   */
  async idle(): Promise<void> {
    await this.settled;
    if (this.failure) throw this.failure.error;
  }

  /**
   * Resolves when questions can be answered: by a complete index, with `now` by one in which everything can be found. An
   * index that another process is writing is taken as it is, if there is anything in it.
   * @throws what indexing failed with
   */
  async answerable(now: boolean): Promise<void> {
    while (this.resolveSettled) {
      if (this.failure) break;
      if (this.isWaiting && this.records.chunks > 0) return;
      if (now && this.phase === 'refining' && !this.isBehind) return;
      await new Promise<void>((resolve) => this.onChange.push(resolve));
    }
    await this.idle();
  }

  /** Something changed on disk that the index does not have yet, or may have. */
  private get isBehind(): boolean {
    const { hasReported, hasWork, needsScan } = this.queue;
    return hasReported || hasWork || needsScan || this.isComparing;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.ending.abort();
    this.interrupt();
    this.signal();
    await Promise.all([this.loop, this.following]);
    this.ruleFiles.dispose();
    const closed = new Error('The folder was closed.');
    this.opening.reject(closed);
    this.reopening?.reject(closed);
    this.deletion?.reject(closed);
    this.opened?.close();
  }

  /** A path relative to the folder, forward slashes; undefined when it is not in it. */
  private inside(file: string): string | undefined {
    return relativeInside(this.config.root, file);
  }

  private interrupt(): void {
    this.abort.abort();
    this.reading.abort();
    this.abort = new AbortController();
  }

  private retry(): void {
    this.failure = undefined;
    this.signal();
  }

  private signal(): void {
    this.signals++;
    this.unsettle();
    this.wake();
  }

  private unsettle(): void {
    if (this.resolveSettled) return;
    this.settled = new Promise((resolve) => (this.resolveSettled = resolve));
  }

  private settle(): void {
    this.resolveSettled?.();
    this.resolveSettled = undefined;
    this.tellChange();
  }

  private tellChange(): void {
    for (const tell of this.onChange.splice(0)) tell();
  }

  private enter(phase: FolderPhase): void {
    this.phase = phase;
    this.tellChange();
    this.tellState();
  }

  private tellState(): void {
    const { done } = this.state;
    this.rate.note(this.phase, done);
    this.services.onState();
  }

  private async run(): Promise<void> {
    while (!this.disposed) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      const signals = this.signals;
      if (await this.tryStep()) continue;
      if (!(await this.isQuiet(woken))) continue;
      const { recoveries } = this;
      await this.tidy();
      this.logTimes('complete');
      await this.lock?.release();
      // Maintenance is part of what has to work.
      if (!this.failure && this.recoveries === recoveries) this.recoveries = 0;
      if (signals === this.signals) this.settle();
      while (await this.isLeftAlone(woken)) await this.cleanUp();
      await woken;
    }
    await this.flush();
    await this.lock?.release();
    this.settle();
  }

  /** Whether nothing happens until what was written last has made older versions of the index useless to anybody. */
  private async isLeftAlone(woken: Promise<void>): Promise<boolean> {
    const mayTry = this.opened?.hasOldVersions === true && !this.paused && !this.failure;
    return mayTry && (await this.elapse(CLEAN_UP_AFTER_MS, woken));
  }

  /** Whether so much time passes before something happens. */
  private async elapse(ms: number, woken: Promise<void>): Promise<boolean> {
    const ended = new AbortController();
    const passed = pause(ms, true, { signal: ended.signal }).catch(() => false);
    try {
      return await Promise.race([passed, woken.then(() => false)]);
    } finally {
      ended.abort();
    }
  }

  private async cleanUp(): Promise<void> {
    try {
      if (!(await this.mayWrite())) return;
      await this.opened?.cleanUp();
    } catch (error) {
      this.fail(error);
    } finally {
      await this.lock?.release();
    }
  }

  /** What is embedded and not written yet, before somebody else may write or the engine ends. */
  private async flush(): Promise<void> {
    try {
      if (this.opened && this.lock?.held) await this.deepReader.flush(this.opened);
    } catch (error) {
      this.fail(error);
    }
  }

  /** One piece of work, its failure noted. False when there is none, or none may be done. */
  private async tryStep(): Promise<boolean> {
    // After a failure nothing is done until something changes or somebody asks.
    if (this.failure) return false;
    try {
      if (await this.step()) return true;
      this.enter(this.paused ? 'paused' : 'ready');
      return false;
    } catch (error) {
      if (isAbort(error)) return true;
      this.fail(error);
      // Another way may be open.
      return !this.failure;
    }
  }

  private fail(error: unknown): void {
    this.services.log('error', 'indexer', `${this.config.root}: ${errorText(error)}`);
    // What was in hand may be half done: the next try compares everything again.
    this.queue.clear();
    this.queue.rescan();
    this.ahead.forget();
    if (error instanceof StoreError && error.mayBeDamage && this.recover()) return;
    this.failure = { error, sentence: this.services.sentenceFor(error) };
    this.opening.reject(error);
    this.opening = deferred();
    this.enter('failed');
  }

  /** Opens an index that failed once more, which finds what is damaged; then builds it again, once. False after both. */
  private recover(): boolean {
    if (this.disposed || this.recoveries === 2) return false;
    this.recoveries++;
    this.isSuspect = true;
    if (this.recoveries === 1) void this.openAnew();
    else {
      this.rebuildWanted = true;
      this.services.onNotice(
        `The index of ${path.basename(this.config.root)} is being built again because it could not be used.`,
      );
    }
    return true;
  }

  private logTimes(state: 'searchable' | 'complete'): void {
    const times = this.times.take();
    if (times !== undefined)
      this.services.log('info', 'indexer', `${this.config.root} is ${state}; waited for: ${times}`);
  }

  /** Whether now is a time for maintenance: after a walk over everything at once, after saves when no more of them come. */
  private async isQuiet(woken: Promise<void>): Promise<boolean> {
    if (this.walked || this.opened?.worthTidying !== true) return true;
    return this.elapse(this.quietMs, woken);
  }

  private get keep(): Parameters<IndexStore['tidy']>[0] {
    const { kept } = this.services;
    return kept ? (rows) => kept.put(rows) : undefined;
  }

  private get quietMs(): number {
    return this.services.quietMs ?? Math.max(QUIET_BEFORE_TIDYING_MS, this.tidyingMs / TIDYING_SHARE);
  }

  /** Maintenance that can wait until there is nothing else to do. */
  private async tidy(): Promise<void> {
    this.walked = false;
    await this.flush();
    try {
      if (!(await this.mayTidy())) return;
      const started = performance.now();
      await this.times.time('word index', async () => this.opened?.tidy(this.keep));
      this.tidyingMs = performance.now() - started;
    } catch (error) {
      this.fail(error);
    }
  }

  /** Whether this process writes, or may do so now. */
  private async mayTidy(): Promise<boolean> {
    if (this.lock?.held === true) return true;
    return !this.paused && this.opened?.worthTidying === true && this.mayWrite();
  }

  /** Takes the lock if nobody has it, and nobody had it since this process looked at the index last. */
  private async mayWrite(): Promise<boolean> {
    const { opened, lock } = this;
    if (!opened || !lock) return false;
    try {
      if (!(await lock.takeIfFree())) return false;
      if (!(await opened.refresh()).changed) return true;
      this.hasFollowed = true;
      this.signal();
    } catch (error) {
      // Nothing has to be written: an index that can only be read is as good.
      this.services.log('info', 'indexer', `${this.config.root} is left as it is: ${errorText(error)}`);
    }
    return false;
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
      this.closeStore();
      this.queue.rescan();
      this.reopening.resolve();
      this.reopening = undefined;
    }
    // Nothing is written while work is paused.
    if (this.paused && !this.opened && !(await indexExists(this.indexDirectory()))) {
      this.hasNoIndex = true;
      this.opening.reject(new Error('There is no index.'));
      this.opening = deferred();
      return false;
    }
    const store = this.opened ?? (await this.open());
    if (this.hasFollowed) await this.readRecords(store);
    if (this.paused) return false;
    if (this.queue.needsScan) {
      this.enter('scanning');
      await this.compare('');
      return true;
    }
    const reported = this.queue.takeReported();
    if (reported.length > 0) {
      this.isComparing = true;
      try {
        for (const relativePath of reported) await this.compare(relativePath);
      } finally {
        this.isComparing = false;
      }
      return true;
    }
    if (this.queue.hasWork && !this.lock?.held) {
      await this.beginWriting(store);
      return true;
    }
    const removals = this.queue.takeRemovals();
    if (removals.length > 0) {
      await this.remove(store, removals);
      return true;
    }
    if (this.queue.hasFiles) {
      this.enter('indexing');
      if (this.queue.nextIsReported || (await this.makeWay())) await this.indexNext(store);
      return true;
    }
    return this.deepQueue.hasWork && (await this.readDeeper(store));
  }

  /** Lets the deep model read a few chunks. All are in the index by then: this is what makes answers better. */
  private async readDeeper(store: IndexStore): Promise<true> {
    if (!this.lock?.held) {
      await this.beginWriting(store);
      return true;
    }
    this.enter('refining');
    if (!(await this.makeWay())) return true;
    // Questions come meanwhile: what was written is brought into the word index first.
    if (this.walked || (await store.wordsLag())) {
      await this.tidy();
      this.logTimes('searchable');
    }
    const most = this.services.traffic.isBusy ? CHUNKS_PER_BUSY_READING : CHUNKS_PER_READING;
    const { signal } = (this.reading = new AbortController());
    try {
      const { embedded, changed } = await this.times.time('deep embed', () =>
        this.deepReader.step(store, this.records, most, signal),
      );
      this.counts.embedded += embedded;
      this.queue.report(changed);
    } finally {
      this.gaveWay = signal.aborted;
    }
    return true;
  }

  /** Work that nobody waits for lets questions pass. False when something was reported meanwhile, which comes first. */
  private async makeWay(): Promise<boolean> {
    const signal = this.abort.signal;
    await this.services.traffic.makeWay(() => this.queue.hasReported, signal);
    await this.services.budget?.rest(() => this.queue.hasReported, signal);
    return !this.queue.hasReported;
  }

  private async queueForDeepReading(store: IndexStore): Promise<void> {
    const contents = await store.contents();
    const age = (file: string) => -(this.records.get(file)?.mtimeMs ?? 0);
    this.deepQueue.clear();
    // What was worked on last is most likely to be asked about.
    for (const file of [...contents.keys()].sort((a, b) => age(a) - age(b)))
      this.deepQueue.set(file, await this.deepReader.missingOf(contents.get(file)!, store), false);
  }

  private async open(): Promise<IndexStore> {
    const { identity, onNotice } = this.services;
    const directory = this.indexDirectory();
    this.seal ??= new Seal(directory);
    this.lock ??= new IndexLock(directory);
    const options = { seal: this.seal, again: this.isSuspect };
    // An index that is good is opened without waiting for whoever writes it.
    let store = await IndexStore.openExisting(directory, identity, options);
    if (store && (await store.isUnsealed()) && (await this.lock.takeIfFree())) await store.takeBack();
    if (!store) {
      await this.takeLock();
      const opened = await IndexStore.open(directory, identity, options);
      store = opened.store;
      if (opened.rebuilt !== undefined)
        onNotice(`The index of ${path.basename(this.config.root)} is being built again because ${opened.rebuilt}.`);
    }
    this.isSuspect = false;
    await this.readRecords(store);
    this.opened = store;
    this.hasNoIndex = false;
    this.opening.resolve(store);
    await markRoot(this.indexDirectory(), this.config.root).catch((error: unknown) => {
      // A folder that cannot be written is told of when something is to be written.
      this.services.log('debug', 'indexer', `${this.config.root}: ${errorText(error)}`);
    });
    return store;
  }

  private async readRecords(store: IndexStore): Promise<void> {
    this.stamp = await sealStamp(this.indexDirectory());
    this.records = new FileRecords(await store.readFiles());
    await this.queueForDeepReading(store);
    this.hasFollowed = false;
  }

  /**
   * Looks whether another process wrote the index, and goes on with what it wrote: people see it here as well, and should it
   * die, this process knows what is left to do.
   */
  private async follow(store: IndexStore): Promise<void> {
    const stamp = await sealStamp(this.indexDirectory());
    if (stamp === this.stamp || this.lock?.held === true || this.opened !== store) return;
    this.stamp = stamp;
    try {
      if (!(await store.refresh()).changed) return;
      this.records = new FileRecords(await store.readFiles());
      // What is left to do is made up again before anything is written.
      this.hasFollowed = true;
      this.signal();
      this.services.onState();
    } catch (error) {
      this.services.log('info', 'indexer', `${this.config.root}: ${errorText(error)}`);
      if (this.opened === store && !this.disposed) void this.openAnew();
    }
  }

  /** Follows other processes as long as the folder is open. */
  private async followOthers(): Promise<void> {
    let rest = FOLLOW_MS;
    const { signal } = this.ending;
    for (;;) {
      await pause(rest, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) return;
      const started = performance.now();
      try {
        if (this.opened) await this.follow(this.opened);
      } catch (error) {
        this.services.log('warn', 'indexer', `${this.config.root}: ${errorText(error)}`);
      }
      // An index of many files takes a while to look through: not all the time.
      rest = Math.max(FOLLOW_MS, 10 * (performance.now() - started));
    }
  }

  /** Makes sure that no other process writes meanwhile, and that what is known of the index is what is in it. */
  private async beginWriting(store: IndexStore): Promise<void> {
    await this.takeLock();
    try {
      const { changed } = await store.refresh();
      if ((await store.takeBack()) || changed || this.hasFollowed) await this.readRecords(store);
    } catch (error) {
      // Its files are not there any more: another process built the index again.
      this.services.log('info', 'indexer', `${this.config.root}: ${errorText(error)}`);
      this.closeStore();
      this.queue.rescan();
    }
  }

  private async takeLock(): Promise<void> {
    this.lock ??= new IndexLock(this.indexDirectory());
    if (this.lock.held) return;
    let isTold = false;
    try {
      await this.lock.take(this.abort.signal, (waitedMs) => {
        this.isWaiting = waitedMs >= SHORT_WAIT_MS;
        this.tellChange();
        if (waitedMs < SILENT_WAIT_MS || isTold) return;
        isTold = true;
        this.services.onNotice(
          `Another Hunch process is indexing ${path.basename(this.config.root)}: this one waits until it is done.`,
        );
      });
    } finally {
      this.isWaiting = false;
    }
  }

  private closeStore(): void {
    this.opened?.close();
    this.opened = undefined;
    this.opening = deferred();
    this.ahead.forget();
  }

  private async startOver(): Promise<void> {
    await this.takeLock();
    this.closeStore();
    this.records = new FileRecords();
    this.deepQueue.clear();
    this.deepReader.forget();
    await deleteIndex(this.indexDirectory());
    this.seal = undefined;
    this.queue.clear();
    this.queue.rescan();
    this.rebuildWanted = false;
  }

  private async removeIndex(asked: Deferred<void>): Promise<void> {
    try {
      await this.startOver();
      await this.lock?.release();
      await removeIndexDirectory(this.indexDirectory());
      this.hasNoIndex = true;
      this.enter('paused');
      asked.resolve();
    } catch (error) {
      asked.reject(error);
      throw error;
    } finally {
      this.deletion = undefined;
    }
  }

  /** Finds what differs from the index at or below a path, and queues it. */
  private async compare(below: string): Promise<void> {
    // What git says is asked for once, and again when everything is compared.
    if (below === '') this.git = new GitSettingsReader();
    const files = new WorkspaceFiles(this.config, CODE, this.git);
    if (below === '') {
      this.queue.scanning();
      this.walked = true;
    }
    const { files: found, unreadable, leftOut } = await this.times.time('walk', () => files.scan(below));
    if (below === '') {
      this.unreadable = unreadable;
      this.leftOut = leftOut;
      this.ruleFiles.watch(this.git.files);
    }
    for (const { path: folder, reason } of unreadable)
      this.services.log('warn', 'workspace', `${path.join(this.config.root, folder)}: ${reason}`);
    const { changed, gone } = this.records.compare(found, below, this.config.maxFileBytes, unreadable);
    this.queue.add(changed, gone, below === '' ? 'all' : 'reported');
  }

  /** Writes the next few files; the files after them are parsed meanwhile. */
  private async indexNext(store: IndexStore): Promise<void> {
    const { isBusy } = this.services.traffic;
    const most = isBusy ? CHUNKS_PER_BUSY_WRITE : CHUNKS_PER_WRITE;
    if (isBusy && (await store.wordsLag())) await this.times.time('word index', () => store.catchUpWords());
    const next = await this.times.time('parse', () => this.ahead.next(this.records));
    const parsed: ParsedFile[] = [];
    const unchanged: FileRow[] = [];
    let chunks = 0;
    let taken = 0;
    for (const [index, file] of next.files.entries()) {
      const source = next.outcomes[index]!;
      if (chunks >= most) break;
      taken++;
      if (source.outcome === 'unchanged') {
        const before = this.records.get(file.path)!;
        const { mtimeMs, ctimeMs, size } = file;
        if (!isStampedAlike(before, file)) unchanged.push({ ...before, mtimeMs, ctimeMs, size, skipped: '' });
      } else if (source.outcome === 'skipped') {
        await this.skip(store, file, source.reason);
      } else {
        parsed.push({ file, source });
        chunks += source.chunks.length;
        if (source.incomplete !== undefined) this.services.log('info', 'parse', `${file.path}: ${source.incomplete}`);
      }
    }
    this.ahead.goOn(next, taken, this.records);

    await store.updateFiles(unchanged);
    for (const row of unchanged) this.records.set(row);
    await this.write(store, parsed);
    this.queue.finish(next.files.slice(0, taken));
    this.tellState();
  }

  private async skip(store: IndexStore, file: FoundFile, reason: string): Promise<void> {
    const unreadable = reason.startsWith('not readable');
    if (unreadable && reason.includes('ENOENT')) {
      this.queue.remove([file.path], 'reported'); // It vanished between the walk and now.
      return;
    }
    const before = this.records.get(file.path);
    const row: FileRow = {
      path: file.path,
      mtimeMs: unreadable ? NEVER_READ : file.mtimeMs,
      ctimeMs: file.ctimeMs,
      size: file.size,
      hash: unreadable ? (before?.hash ?? '') : file.included ? INCLUDED_MARK : '',
      language: languageOf(file.path)?.id ?? '',
      chunks: unreadable ? (before?.chunks ?? 0) : 0,
      skipped: reason,
    };
    // A file that cannot be read for a while keeps what the index has of it.
    if (unreadable) await store.updateFiles([row]);
    else await store.replaceFiles([row], []);
    if (!unreadable) this.deepQueue.remove(file.path);
    this.records.set(row);
  }

  private async write(store: IndexStore, parsed: readonly ParsedFile[]): Promise<void> {
    if (parsed.length === 0) return;
    const files = parsed.map(fileRow);
    const { signal } = this.abort;
    const rows = await this.times.time('embed', () => chunkRows(parsed, this.services.quick, signal));
    await this.times.time('store', () => store.replaceFiles(files, rows));
    for (const row of files) this.records.set(row);
    for (const { file, source } of parsed) {
      const hashes = source.chunks.map((chunk) => chunk.contentHash);
      const missing = await this.deepReader.missingOf(hashes, store);
      this.deepQueue.set(file.path, missing, this.queue.wasReported(file));
    }
  }

  private async remove(store: IndexStore, paths: readonly string[]): Promise<void> {
    await store.removeFiles(paths);
    for (const removed of paths) {
      this.counts.removed += this.records.delete(removed);
      this.deepQueue.remove(removed);
    }
    this.tellState();
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
