import type { FolderConfig } from '../../protocol/engine';
import { languageOf } from '../parse/languages';
import type { IndexStore } from '../store/indexStore';
import type { FileRow } from '../store/schema';
import type { FoundFile } from '../workspace/workspaceFiles';
import { chunkRows, fileRow, type ParsedFile } from './chunkRows';
import type { DeepReader } from './deepReader';
import { type FileRecords, isStampedAlike } from './fileRecords';
import type { IndexerServices } from './indexerServices';
import { ParseAhead } from './parseAhead';
import { INCLUDED_MARK } from './parseThread';
import type { StageTimes } from './stageTimes';
import type { WorkQueue } from './workQueue';

/** Chunks written at a time, so that the index grows steadily and a save waits little. */
const CHUNKS_PER_WRITE = 512;
/** While somebody asks: a question that comes in the middle meets little work. */
const CHUNKS_PER_BUSY_WRITE = 64;
/** Recorded for a file that could not be read: no file has it, so the file is tried again at each scan. */
const NEVER_READ = -1;

/** Brings queued files into the index, with the vectors of the quick model, and takes out those that are gone. */
export class FileIndexer {
  private readonly ahead: ParseAhead;

  constructor(
    config: FolderConfig,
    private readonly records: FileRecords,
    private readonly queue: WorkQueue,
    private readonly deepReader: DeepReader,
    private readonly times: StageTimes,
    private readonly services: Pick<IndexerServices, 'quick' | 'reader' | 'traffic' | 'log'>,
  ) {
    this.ahead = new ParseAhead(services.reader, config, records, queue);
  }

  /**
   * Writes the next few files; the files after them are parsed meanwhile.
   * @throws StoreError, and the signal's reason when it is aborted
   */
  async indexNext(store: IndexStore, signal: AbortSignal): Promise<void> {
    const { isBusy } = this.services.traffic;
    const most = isBusy ? CHUNKS_PER_BUSY_WRITE : CHUNKS_PER_WRITE;
    if (isBusy && (await store.wordsLag())) await this.times.time('word index', () => store.catchUpWords());
    const next = await this.times.time('parse', () => this.ahead.next());
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
    this.ahead.goOn(next, taken);

    await store.updateFiles(unchanged);
    for (const row of unchanged) this.records.set(row);
    await this.write(store, parsed, signal);
    this.queue.finish(next.files.slice(0, taken));
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
    if (!unreadable) this.deepReader.remove(file.path);
    this.records.set(row);
  }

  private async write(store: IndexStore, parsed: readonly ParsedFile[], signal: AbortSignal): Promise<void> {
    if (parsed.length === 0) return;
    const files = parsed.map(fileRow);
    const rows = await this.times.time('embed', () => chunkRows(parsed, this.services.quick, signal));
    await this.times.time('store', () => store.replaceFiles(files, rows));
    for (const row of files) this.records.set(row);
    for (const { file, source } of parsed) {
      const hashes = source.chunks.map((chunk) => chunk.contentHash);
      await this.deepReader.add(store, file.path, hashes, this.queue.wasReported(file));
    }
  }

  /** Takes files that are gone out of the index. @returns the chunks they had */
  async remove(store: IndexStore, paths: readonly string[]): Promise<number> {
    await store.removeFiles(paths);
    let chunks = 0;
    for (const removed of paths) {
      chunks += this.records.delete(removed);
      this.deepReader.remove(removed);
    }
    return chunks;
  }

  /** What was parsed ahead is worth nothing any more. */
  forget(): void {
    this.ahead.forget();
  }
}
