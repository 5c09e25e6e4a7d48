import path from 'node:path';
import type { FileChangeKind, FolderConfig, FolderPhase, FolderState, SkippedFile } from '../../protocol/engine';
import type { Embedder } from '../embed/embedder';
import { errorText, type Log } from '../log';
import { languageOf } from '../parse/languages';
import { deleteIndex, type IndexIdentity, IndexStore } from '../store/indexStore';
import type { ChunkRow, FileRow } from '../store/schema';
import { isSkippedForSize } from '../workspace/readSource';
import { type FoundFile, WorkspaceFiles } from '../workspace/workspaceFiles';
import type { ParsedSource } from './parseThread';
import type { SourceReader } from './sourceReader';
import { WorkQueue } from './workQueue';

/** New chunks embedded and written at a time: a second or two of work, so that the index grows steadily and a save waits little. */
const CHUNKS_PER_WRITE = 64;
/** Files given to the parser at a time. */
const FILES_PER_PARSE = 16;
/** So many reported paths at once are cheaper to find by one walk over the whole folder. */
const PATHS_BEFORE_FULL_SCAN = 300;
/** Recorded for a file that could not be read: no file has it, so the file is tried again at each scan. */
const NEVER_READ = -1;

export interface IndexerServices {
  readonly embedder: Embedder;
  readonly reader: SourceReader;
  readonly identity: IndexIdentity;
  readonly log: Log;
  /** What a person is told of an error. */
  readonly sentenceFor: (error: unknown) => string;
  readonly onState: () => void;
  readonly onNotice: (text: string) => void;
}

/** What indexing did since the indexer was made, in chunks. */
export interface IndexingCounts {
  embedded: number;
  removed: number;
}

type ParsedFile = Extract<ParsedSource, { outcome: 'parsed' }>;

/**
 * Keeps the index of one workspace folder equal to its files: compares all of them by `stat` at start, then looks at what
 * is reported as changed. One loop does all the work, one step at a time; what arrives meanwhile waits in a queue in which
 * reported changes come before the rest.
 */
export class FolderIndexer {
  readonly counts: IndexingCounts = { embedded: 0, removed: 0 };

  private opened: IndexStore | undefined;
  private opening = deferred<IndexStore>();
  private known = new Map<string, FileRow>();
  private readonly queue = new WorkQueue();
  private phase: FolderPhase = 'starting';
  private failure: { readonly error: unknown; readonly sentence: string } | undefined;
  private chunkCount = 0;
  private paused: boolean;
  private disposed = false;
  private rebuildWanted = false;
  /** Ends the embedding in hand when work is paused or thrown away. */
  private abort = new AbortController();
  /** How often something happened that the loop must look at. */
  private signals = 0;
  private wake: () => void = () => undefined;
  private settled: Promise<void> = Promise.resolve();
  private resolveSettled: (() => void) | undefined;
  private readonly loop: Promise<void>;
  private prefetch:
    { readonly files: readonly FoundFile[]; readonly parsed: Promise<readonly ParsedSource[]> } | undefined;

  constructor(
    readonly config: FolderConfig,
    /** Asked when the index is opened; fails when the folder does not exist. */
    private readonly indexDirectory: () => string,
    private readonly services: IndexerServices,
    paused: boolean,
  ) {
    this.paused = paused;
    this.unsettle();
    this.queue.rescan();
    this.loop = this.run();
  }

  /** The store, once it is open. @throws what opening it failed with */
  async whenOpen(): Promise<IndexStore> {
    if (this.opened) return this.opened;
    if (this.failure) throw this.failure.error;
    return this.opening.promise;
  }

  get state(): FolderState {
    return {
      root: this.config.root,
      phase: this.phase,
      done: this.queue.done,
      total: this.queue.total,
      files: this.countFiles(),
      chunks: this.chunkCount,
      ...(this.failure ? { error: this.failure.sentence } : {}),
    };
  }

  get skipped(): SkippedFile[] {
    return [...this.known.values()]
      .filter((file) => file.skipped !== '')
      .map((file) => ({ path: file.path, reason: file.skipped }));
  }

  /** Files or folders that changed on disk, by absolute path. Paths outside the folder are ignored. */
  changed(changes: readonly { readonly path: string; readonly kind: FileChangeKind }[]): void {
    const inside = changes
      .map((change) => path.relative(this.config.root, change.path).split(path.sep).join('/'))
      .filter((relative) => relative !== '..' && !relative.startsWith('../') && !path.isAbsolute(relative));
    if (inside.length === 0) return;
    const rulesChanged = inside.some((relative) => path.posix.basename(relative) === '.gitignore');
    if (rulesChanged || inside.includes('') || inside.length > PATHS_BEFORE_FULL_SCAN) this.queue.rescan();
    else this.queue.report(inside);
    this.retry();
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
    this.retry();
  }

  /**
   * Resolves when there is nothing left to do (or nothing may be done, because of a pause).
   * @throws what indexing failed with
   */
  async idle(): Promise<void> {
    await this.settled;
    if (this.failure) throw this.failure.error;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.interrupt();
    this.signal();
    await this.loop;
    this.opening.reject(new Error('The folder was closed.'));
    this.opened?.close();
  }

  private countFiles(): number {
    let count = 0;
    for (const file of this.known.values()) if (file.skipped === '') count++;
    return count;
  }

  private interrupt(): void {
    this.abort.abort();
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
  }

  private enter(phase: FolderPhase): void {
    this.phase = phase;
    this.services.onState();
  }

  private async run(): Promise<void> {
    while (!this.disposed) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      const signals = this.signals;
      if (await this.tryStep()) continue;
      await this.tidy();
      if (signals === this.signals) this.settle();
      await woken;
    }
    this.settle();
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
      return false;
    }
  }

  private fail(error: unknown): void {
    this.services.log('error', 'indexer', `${this.config.root}: ${errorText(error)}`);
    this.failure = { error, sentence: this.services.sentenceFor(error) };
    this.opening.reject(error);
    this.opening = deferred();
    // What was in hand may be half done: the next try compares everything again.
    this.queue.clear();
    this.queue.rescan();
    this.prefetch = undefined;
    this.enter('failed');
  }

  /** Maintenance that can wait until there is nothing else to do. */
  private async tidy(): Promise<void> {
    try {
      await this.opened?.tidy();
    } catch (error) {
      this.fail(error);
    }
  }

  /** One piece of work. False when there is none. */
  private async step(): Promise<boolean> {
    if (this.rebuildWanted) {
      await this.startOver();
      return true;
    }
    const store = this.opened ?? (await this.open());
    if (this.paused) return false;
    if (this.queue.needsScan) {
      this.enter('scanning');
      await this.compare('');
      return true;
    }
    const reported = this.queue.takeReported();
    if (reported.length > 0) {
      for (const relativePath of reported) await this.compare(relativePath);
      return true;
    }
    const removals = this.queue.takeRemovals();
    if (removals.length > 0) {
      await this.remove(store, removals);
      return true;
    }
    if (this.queue.hasFiles) {
      this.enter('indexing');
      await this.indexNext(store);
      return true;
    }
    return false;
  }

  private async open(): Promise<IndexStore> {
    const { store, rebuilt } = await IndexStore.open(this.indexDirectory(), this.services.identity);
    if (rebuilt !== undefined)
      this.services.onNotice(
        `The index of ${path.basename(this.config.root)} is being built again because ${rebuilt}.`,
      );
    this.known = await store.readFiles();
    this.chunkCount = await store.countChunks();
    this.opened = store;
    this.opening.resolve(store);
    return store;
  }

  private async startOver(): Promise<void> {
    this.opened?.close();
    this.opened = undefined;
    this.opening = deferred();
    this.known = new Map();
    this.chunkCount = 0;
    this.prefetch = undefined;
    await deleteIndex(this.indexDirectory());
    this.queue.clear();
    this.queue.rescan();
    this.rebuildWanted = false;
  }

  /** Finds what differs from the index at or below a path, and queues it. */
  private async compare(below: string): Promise<void> {
    const files = new WorkspaceFiles(this.config, (relativePath) => languageOf(relativePath) !== undefined);
    if (below === '') this.queue.scanning();
    const { files: found, unreadable } = await files.scan(below);
    for (const { path: folder, reason } of unreadable)
      this.services.log('warn', 'workspace', `${path.join(this.config.root, folder)}: ${reason}`);
    const present = new Set(found.map((file) => file.path));
    const changed = found.filter((file) => {
      const before = this.known.get(file.path);
      return (
        before?.mtimeMs !== file.mtimeMs ||
        before.size !== file.size ||
        // The size limit, a setting, has been moved across the file since.
        isSkippedForSize(before.skipped) !== file.size > this.config.maxFileBytes
      );
    });
    const gone: string[] = [];
    for (const known of this.known.keys()) {
      if (!present.has(known) && (below === '' || known === below || known.startsWith(`${below}/`))) gone.push(known);
    }
    this.queue.add(changed, gone, below === '' ? 'all' : 'reported');
  }

  /** Parses, embeds and writes the next few files; the files after them are parsed meanwhile. */
  private async indexNext(store: IndexStore): Promise<void> {
    const { files, parsed } = this.prefetchFor(this.queue.peek(FILES_PER_PARSE));
    const outcomes = await parsed;
    const group: { file: FoundFile; parsed: ParsedFile }[] = [];
    const unchanged: FileRow[] = [];
    const finished: FoundFile[] = [];
    let chunks = 0;
    for (const [index, outcome] of outcomes.entries()) {
      const file = files[index]!;
      if (chunks >= CHUNKS_PER_WRITE) break;
      finished.push(file);
      if (outcome.outcome === 'unchanged') {
        unchanged.push({ ...this.known.get(file.path)!, mtimeMs: file.mtimeMs, size: file.size });
      } else if (outcome.outcome === 'skipped') {
        await this.skip(store, file, outcome.reason);
      } else {
        group.push({ file, parsed: outcome });
        chunks += outcome.chunks.length;
        if (outcome.incomplete !== undefined) this.services.log('info', 'parse', `${file.path}: ${outcome.incomplete}`);
      }
    }
    // What was parsed but does not fit into this write is the start of the next.
    const rest = files.slice(finished.length);
    this.prefetch =
      rest.length > 0 ? { files: rest, parsed: Promise.resolve(outcomes.slice(finished.length)) } : undefined;
    if (!this.prefetch) this.prefetchFor(this.queue.peek(FILES_PER_PARSE, new Set(finished)));

    await store.updateFiles(unchanged);
    for (const row of unchanged) this.known.set(row.path, row);
    await this.write(store, group);
    this.queue.finish(finished);
    this.services.onState();
  }

  /** The parse in hand if it is of files that are still next, otherwise a new one. */
  private prefetchFor(next: readonly FoundFile[]): NonNullable<FolderIndexer['prefetch']> {
    const current = this.prefetch;
    if (
      current &&
      current.files.length > 0 &&
      current.files[0] === next[0] &&
      current.files.every((file) => this.queue.holds(file))
    )
      return current;
    const parsed = this.services.reader.parse({
      root: this.config.root,
      maxFileBytes: this.config.maxFileBytes,
      files: next.map((file) => ({
        path: file.path,
        size: file.size,
        knownHash: this.known.get(file.path)?.hash ?? '',
      })),
    });
    parsed.catch(() => undefined); // Seen by the step that awaits it.
    this.prefetch = { files: next, parsed };
    return this.prefetch;
  }

  private async skip(store: IndexStore, file: FoundFile, reason: string): Promise<void> {
    const unreadable = reason.startsWith('not readable');
    if (unreadable && reason.includes('ENOENT')) {
      this.queue.remove([file.path], 'reported'); // It vanished between the walk and now.
      return;
    }
    const row: FileRow = {
      path: file.path,
      mtimeMs: unreadable ? NEVER_READ : file.mtimeMs,
      size: file.size,
      hash: '',
      language: languageOf(file.path)?.id ?? '',
      chunks: 0,
      skipped: reason,
    };
    await store.replaceFiles([row], []);
    this.count(row);
  }

  private async write(store: IndexStore, group: readonly { file: FoundFile; parsed: ParsedFile }[]): Promise<void> {
    if (group.length === 0) return;
    const vectors = await this.vectorsFor(
      store,
      group.flatMap(({ parsed }) => parsed.chunks),
    );
    const rows = group.flatMap(({ file, parsed }) => rowsOf(file.path, parsed, vectors));
    const files = group.map(({ file, parsed }): FileRow => ({
      path: file.path,
      mtimeMs: file.mtimeMs,
      size: file.size,
      hash: parsed.hash,
      language: parsed.language,
      chunks: parsed.chunks.length,
      skipped: '',
    }));
    await store.replaceFiles(files, rows);
    for (const row of files) this.count(row);
  }

  /** Vectors of all windows by content hash: those the index has, wherever it has them, and the rest embedded now. */
  private async vectorsFor(
    store: IndexStore,
    chunks: ParsedFile['chunks'],
  ): Promise<Map<string, readonly Float32Array[]>> {
    const byHash = new Map(chunks.map((chunk) => [chunk.contentHash, chunk]));
    const vectors: Map<string, readonly Float32Array[]> = await store.vectorsOf([...byHash.keys()]);
    const missing = [...byHash.values()].filter((chunk) => !vectors.has(chunk.contentHash));
    const embedded = await this.services.embedder.embedDocuments(
      missing.map((chunk) => chunk.input),
      this.abort.signal,
    );
    missing.forEach((chunk, index) => vectors.set(chunk.contentHash, embedded[index]!));
    this.counts.embedded += missing.length;
    return vectors;
  }

  private async remove(store: IndexStore, paths: readonly string[]): Promise<void> {
    await store.removeFiles(paths);
    for (const removed of paths) {
      const chunks = this.known.get(removed)?.chunks ?? 0;
      this.counts.removed += chunks;
      this.chunkCount -= chunks;
      this.known.delete(removed);
    }
    this.services.onState();
  }

  private count(row: FileRow): void {
    this.chunkCount += row.chunks - (this.known.get(row.path)?.chunks ?? 0);
    this.known.set(row.path, row);
  }
}

function rowsOf(
  relativePath: string,
  parsed: ParsedFile,
  vectors: ReadonlyMap<string, readonly Float32Array[]>,
): ChunkRow[] {
  return parsed.chunks.flatMap((chunk, ordinal) =>
    vectors.get(chunk.contentHash)!.map((vector, window) => ({
      id: `${relativePath}:${ordinal}:${window}`,
      path: relativePath,
      ordinal,
      window,
      language: parsed.language,
      symbol: chunk.symbol,
      container: chunk.container,
      kind: chunk.kind,
      signature: chunk.signature,
      startLine: chunk.startLine,
      endLine: chunk.endLine,
      contentHash: chunk.contentHash,
      nameWords: window === 0 ? chunk.nameWords : '',
      textWords: window === 0 ? chunk.textWords : '',
      vector,
    })),
  );
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** A promise settled from outside. A rejection that nobody waits for is no fault. */
function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
