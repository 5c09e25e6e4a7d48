import type { FolderConfig } from '../../protocol/engine';
import type { IndexStore } from '../store/indexStore';
import { rowsOf } from '../store/vectorTable';
import type { DeepQueue } from './deepQueue';
import type { FileRecords } from './fileRecords';
import type { IndexerServices } from './indexerServices';
import { INCLUDED_MARK, type IndexableChunk, type ParsedSource } from './parseThread';

/** Chunks embedded at a time: half a second of work; while somebody asks, a question meets little of it. */
const CHUNKS_PER_STEP = 32;
const CHUNKS_PER_BUSY_STEP = 8;
/** Files read at a time to find so many. */
const FILES_PER_STEP = 8;
/** Files whose texts are looked for among the kept vectors at a time. */
const FILES_PER_LOOKUP = 50;
/** Chunks whose vectors are written at a time: each write is a version of the table. */
const CHUNKS_PER_WRITE = 256;

/** What a step came upon. */
export interface DeepStep {
  readonly embedded: number;
  /** Files that are not what the index says: to be compared again. */
  readonly changed: readonly string[];
}

/**
 * Reads chunks that are in the index already with the deep model, a few at a time. The texts are not kept anywhere: a
 * file is read and cut once more when its turn comes.
 */
export class DeepReader {
  /** Embedded, and still to be written. */
  private unwritten = new Map<string, readonly Float32Array[]>();
  /** Of those, the ones that were embedded here and now. */
  private readonly fresh = new Set<string>();
  /** Hashes that were looked for among the kept vectors already. */
  private readonly sought = new Set<string>();
  /** The last files read, in case their chunks are more than one step takes. */
  private parsed = new Map<string, ParsedSource>();
  /** Ends the step in hand. */
  private inHand = new AbortController();
  /** The last step was ended. */
  private gaveWay = false;

  constructor(
    private readonly config: FolderConfig,
    private readonly records: FileRecords,
    private readonly queue: DeepQueue,
    private readonly services: Pick<IndexerServices, 'deep' | 'reader' | 'kept' | 'traffic'>,
  ) {}

  /**
   * Queues what a file consists of now and has no vectors.
   * @param hashes content hashes of all its chunks
   * @param isUrgent somebody works on it
   */
  async add(store: IndexStore, path: string, hashes: readonly string[], isUrgent: boolean): Promise<void> {
    this.queue.set(path, await this.missingOf(hashes, store), isUrgent);
  }

  remove(path: string): void {
    this.queue.remove(path);
  }

  /** Queues what the index holds and has no vectors, in place of all that was queued. */
  async addAll(store: IndexStore): Promise<void> {
    const files = (await store.all()).byFile();
    const age = (file: string) => -(this.records.get(file)?.mtimeMs ?? 0);
    this.queue.clear();
    // What was worked on last is most likely to be asked about.
    for (const file of [...files.keys()].sort((a, b) => age(a) - age(b)))
      await this.add(store, file, files.get(file)?.map(({ contentHash }) => contentHash) ?? [], false);
  }

  /** Of a text's hashes, those that have no vectors yet. */
  private async missingOf(hashes: readonly string[], store: IndexStore): Promise<string[]> {
    const known = await store.vectors.hashes();
    return hashes.filter((hash) => !known.has(hash) && !this.unwritten.has(hash));
  }

  /** Ends the step in hand. */
  stop(): void {
    this.inHand.abort();
  }

  /** Ends the step in hand for work that comes first: every other time, or files written all the time would stop it. */
  giveWay(): void {
    if (!this.gaveWay) this.stop();
  }

  /**
   * Embeds the next few chunks.
   * @throws an AbortError when it is ended; what earlier steps embedded is kept
   */
  async step(store: IndexStore): Promise<DeepStep> {
    const most = this.services.traffic.isBusy ? CHUNKS_PER_BUSY_STEP : CHUNKS_PER_STEP;
    const { signal } = (this.inHand = new AbortController());
    try {
      return await this.embedNext(store, most, signal);
    } finally {
      this.gaveWay = signal.aborted;
    }
  }

  private async embedNext(store: IndexStore, most: number, signal: AbortSignal): Promise<DeepStep> {
    if (await this.takeKept(store)) return { embedded: 0, changed: [] };
    const waiting = this.queue.peek(FILES_PER_STEP);
    await this.parse(waiting.map(({ path }) => path));
    const changed: string[] = [];
    const taken = new Map<string, IndexableChunk>();
    for (const { path, hashes } of waiting) {
      if (taken.size >= most) break;
      const source = this.parsed.get(path)!;
      if (source.outcome !== 'parsed' || source.hash !== this.records.get(path)?.hash) {
        this.queue.remove(path);
        changed.push(path);
        continue;
      }
      const missing = new Set(await this.missingOf([...hashes], store));
      const chunks = source.chunks.filter(({ contentHash }) => missing.has(contentHash));
      for (const chunk of chunks.slice(0, most - taken.size)) taken.set(chunk.contentHash, chunk);
      // What another file had too has its vectors by now.
      const left = new Set(chunks.map(({ contentHash }) => contentHash));
      this.queue.finish(path, new Set([...hashes].filter((hash) => !left.has(hash))));
    }
    const chunks = [...taken.values()];
    const vectors = await this.services.deep.embedDocuments(
      chunks.map(({ input }) => input),
      signal,
    );
    chunks.forEach(({ contentHash }, index) => {
      this.unwritten.set(contentHash, vectors[index]!);
      this.fresh.add(contentHash);
    });
    for (const { path } of waiting) this.queue.finish(path, new Set(taken.keys()));
    await this.flushIfWorthIt(store);
    return { embedded: chunks.length, changed };
  }

  /** Takes over vectors that are kept of the texts that come next. False when there are none. */
  private async takeKept(store: IndexStore): Promise<boolean> {
    const { kept } = this.services;
    if (!kept) return false;
    const waiting = this.queue.peek(FILES_PER_LOOKUP);
    const hashes = [...new Set(waiting.flatMap((file) => [...file.hashes]))].filter((hash) => !this.sought.has(hash));
    if (hashes.length === 0) return false;
    for (const hash of hashes) this.sought.add(hash);
    const found = await kept.take(hashes);
    for (const [hash, vectors] of found) this.unwritten.set(hash, vectors);
    for (const { path } of waiting) this.queue.finish(path, new Set(found.keys()));
    await this.flushIfWorthIt(store);
    return found.size > 0;
  }

  private async flushIfWorthIt(store: IndexStore): Promise<void> {
    if (this.unwritten.size >= CHUNKS_PER_WRITE || !this.queue.hasWork) await this.flush(store);
    if (!this.queue.hasWork) this.sought.clear();
  }

  /** Writes what is embedded. @throws StoreError */
  async flush(store: IndexStore): Promise<void> {
    const writing = this.unwritten;
    if (writing.size === 0) return;
    const rows = rowsOf(writing);
    await store.addVectors(rows);
    this.unwritten = new Map();
    const fresh = rows.filter(({ contentHash }) => this.fresh.has(contentHash));
    this.fresh.clear();
    if (fresh.length > 0) await this.services.kept?.put(fresh);
  }

  forget(): void {
    this.unwritten.clear();
    this.fresh.clear();
    this.sought.clear();
    this.parsed.clear();
  }

  private async parse(paths: readonly string[]): Promise<void> {
    const kept = new Map(
      [...this.parsed].filter(
        ([path, source]) =>
          paths.includes(path) && source.outcome === 'parsed' && source.hash === this.records.get(path)?.hash,
      ),
    );
    const wanted = paths.filter((path) => !kept.has(path));
    const { root, maxFileBytes } = this.config;
    const files = wanted.map((path) => {
      const { size = 0, hash = '' } = this.records.get(path) ?? {};
      return { path, size, knownHash: '', included: hash.startsWith(INCLUDED_MARK) };
    });
    const outcomes = files.length === 0 ? [] : await this.services.reader.parse({ root, maxFileBytes, files });
    for (const source of outcomes) kept.set(source.path, source);
    this.parsed = kept;
  }
}
