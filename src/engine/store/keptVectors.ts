import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { VectorRow } from './schema';

/** How much is kept of one model: 400 MB are the vectors of 250,000 windows of code. */
const LIMITS = { fileBytes: 32e6, totalBytes: 400e6 };
/** What is found in the older half moves to the newest file: it is used. */
const YOUNG_SHARE = 0.5;
/** What nobody wrote for so long is deleted. */
const UNUSED_MS = 60 * 24 * 60 * 60 * 1000;
/** So many small files are put together, when nobody has written to them for so long. */
const MOST_SMALL_FILES = 50;
const SETTLED_MS = 60 * 60 * 1000;
const SUFFIX = '.vectors';

/** Of a record: hash (16 bytes), window and number of windows of its text (2 each), CRC-32 of all else; then the vector. */
const HASH_BYTES = 16;
const WINDOW_AT = HASH_BYTES;
const WINDOWS_AT = WINDOW_AT + 2;
const CHECK_AT = WINDOWS_AT + 2;
const VECTOR_AT = CHECK_AT + 4;

/** The folder of the kept vectors of all models, in the cache of a person. */
export function keptVectorsIn(cacheDirectory: string): string {
  return path.join(cacheDirectory, 'vectors');
}

interface KeptFile {
  readonly name: string;
  mtimeMs: number;
  /** Bytes looked through. */
  bytes: number;
}

/** Where the windows of a text lie, one after the other. There is one for each text that is kept: they are to be small. */
interface Place {
  readonly file: KeptFile;
  readonly offset: number;
  readonly windows: number;
}

/**
 * Vectors of the deep model by the hash of their text, of all folders: other branches, worktrees, copies and earlier states of a
 * folder need not be read again. Nothing depends on it: whatever goes wrong with it costs work and nothing else.
 *
 * Plain files of records of one size, each with a checksum (LanceDB brings the process down over some damaged files). A process
 * appends to a file of its own, so that none waits for another, and what a killed one leaves is at most half a record at an end.
 * When there is too much, the files go that were written longest ago; what is used of an old file was written again.
 */
export class KeptVectors {
  private readonly directory: string;
  private readonly recordBytes: number;
  private readonly files = new Map<string, KeptFile>();
  private readonly places = new Map<string, Place>();
  /** The file that this process writes to. */
  private own: KeptFile | undefined;
  private isOpen = false;
  /** One thing at a time. */
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param place of `keptVectorsIn`
   * @param onTrouble told what went wrong, for the log
   */
  constructor(
    private readonly place: string,
    fingerprint: string,
    private readonly dimensions: number,
    private readonly onTrouble: (error: unknown) => void,
    private readonly limits = LIMITS,
  ) {
    this.directory = path.join(place, fingerprint);
    this.recordBytes = VECTOR_AT + 4 * dimensions;
  }

  /** The vectors of texts, one a window in order. Hashes that are not known are absent. */
  take(contentHashes: readonly string[]): Promise<ReadonlyMap<string, readonly Float32Array[]>> {
    return this.inTurn(new Map(), async () => {
      await this.look();
      const isOld = this.olderHalf();
      const found = new Map<string, readonly Float32Array[]>();
      const old: VectorRow[] = [];
      for (const [file, hashes] of this.byFile(contentHashes))
        for (const [hash, vectors] of await this.read(file, hashes)) {
          found.set(hash, vectors);
          if (isOld(file)) old.push(...vectors.map((vector, window) => ({ contentHash: hash, window, vector })));
        }
      await this.append(old);
      return found;
    });
  }

  /** Keeps all windows of texts that are not kept yet. */
  put(rows: readonly VectorRow[]): Promise<void> {
    return this.inTurn(undefined, async () => {
      await this.look();
      await this.append(rows.filter(({ contentHash }) => !this.places.has(contentHash)));
    });
  }

  /** Resolves when nothing is being read or written any more. */
  async dispose(): Promise<void> {
    await this.last;
  }

  private inTurn<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work).catch((error: unknown) => {
      this.onTrouble(error);
      return otherwise;
    });
    this.last = turn;
    return turn;
  }

  /** Learns what other processes wrote and deleted. */
  private async look(): Promise<void> {
    if (!this.isOpen) await this.open();
    const names = new Set((await readdir(this.directory)).filter((name) => name.endsWith(SUFFIX)));
    for (const name of this.files.keys()) if (!names.has(name)) this.forget(name);
    for (const name of names) {
      const stats = await stat(path.join(this.directory, name)).catch(() => undefined);
      if (!stats) continue;
      const file = this.files.get(name) ?? { name, mtimeMs: 0, bytes: 0 };
      this.files.set(name, file);
      file.mtimeMs = stats.mtimeMs;
      if (stats.size - file.bytes >= this.recordBytes) await this.readHeads(file);
    }
  }

  private async open(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const now = new Date();
    await utimes(this.directory, now, now);
    for (const model of await readdir(this.place)) await removeIfUnused(path.join(this.place, model));
    for (const file of await readdir(this.directory)) await removeIfUnused(path.join(this.directory, file));
    this.isOpen = true;
  }

  /** Finds out which texts the rest of a file has. A text counts when all of its windows are there. */
  private async readHeads(file: KeptFile): Promise<void> {
    const handle = await open(path.join(this.directory, file.name));
    try {
      const buffer = Buffer.alloc(this.recordBytes * 512);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, file.bytes);
        const records = Math.floor(bytesRead / this.recordBytes);
        if (records === 0) return;
        for (let record = 0; record < records; record++) {
          const at = record * this.recordBytes;
          const hash = buffer.toString('hex', at, at + HASH_BYTES);
          const window = buffer.readUInt16LE(at + WINDOW_AT);
          const windows = buffer.readUInt16LE(at + WINDOWS_AT);
          // Windows of a text are written one after the other.
          if (window + 1 !== windows) continue;
          const offset = file.bytes + at - window * this.recordBytes;
          if (offset >= 0) this.places.set(hash, { file, offset, windows });
        }
        file.bytes += records * this.recordBytes;
      }
    } finally {
      await handle.close();
    }
  }

  private byFile(hashes: readonly string[]): Map<KeptFile, string[]> {
    const perFile = new Map<KeptFile, string[]>();
    for (const hash of new Set(hashes)) {
      const file = this.places.get(hash)?.file;
      if (file) perFile.set(file, [...(perFile.get(file) ?? []), hash]);
    }
    return perFile;
  }

  /** What a file has of some texts; what is damaged is forgotten. */
  private async read(file: KeptFile, hashes: readonly string[]): Promise<Map<string, Float32Array[]>> {
    const found = new Map<string, Float32Array[]>();
    const handle = await open(path.join(this.directory, file.name)).catch(() => undefined);
    if (!handle) {
      this.forget(file.name); // Deleted in this moment.
      return found;
    }
    try {
      for (const hash of hashes) {
        const vectors: Float32Array[] = [];
        const { offset, windows } = this.places.get(hash)!;
        for (let window = 0; window < windows; window++) {
          const record = Buffer.alloc(this.recordBytes);
          await handle.read(record, 0, record.length, offset + window * this.recordBytes);
          if (
            record.readUInt32LE(CHECK_AT) === checkOf(record) &&
            record.toString('hex', 0, HASH_BYTES) === hash &&
            record.readUInt16LE(WINDOW_AT) === window
          )
            vectors.push(
              Float32Array.from({ length: this.dimensions }, (_, n) => record.readFloatLE(VECTOR_AT + 4 * n)),
            );
        }
        if (vectors.length === windows) found.set(hash, vectors);
        else this.places.delete(hash);
      }
    } finally {
      await handle.close();
    }
    return found;
  }

  private async append(rows: readonly VectorRow[]): Promise<void> {
    if (rows.length === 0) return;
    const texts = new Map<string, VectorRow[]>();
    for (const row of rows) texts.set(row.contentHash, [...(texts.get(row.contentHash) ?? []), row]);
    const records = [...texts.values()].flatMap((windows) =>
      windows.sort((a, b) => a.window - b.window).map((row) => this.recordOf(row, windows.length)),
    );
    if (!this.own || this.own.bytes > this.limits.fileBytes || !this.files.has(this.own.name)) {
      this.own = { name: `${randomUUID()}${SUFFIX}`, mtimeMs: Date.now(), bytes: 0 };
      await this.makeRoom();
      records.push(...(await this.takeInSmall()));
    }
    await appendFile(path.join(this.directory, this.own.name), Buffer.concat(records));
    this.files.set(this.own.name, this.own);
    await this.readHeads(this.own);
  }

  private recordOf({ contentHash, window, vector }: VectorRow, windows: number): Buffer {
    if (vector.length !== this.dimensions) throw new Error(`A vector has ${vector.length} dimensions.`);
    const record = Buffer.alloc(this.recordBytes);
    record.write(contentHash, 'hex');
    record.writeUInt16LE(window, WINDOW_AT);
    record.writeUInt16LE(windows, WINDOWS_AT);
    for (const [n, value] of vector.entries()) record.writeFloatLE(value, VECTOR_AT + 4 * n);
    record.writeUInt32LE(checkOf(record), CHECK_AT);
    return record;
  }

  /** Deletes the files that were written longest ago, until there is room for another one. */
  private async makeRoom(): Promise<void> {
    let total = this.limits.fileBytes;
    for (const file of this.newestFirst()) {
      total += file.bytes;
      if (total <= this.limits.totalBytes) continue;
      await rm(path.join(this.directory, file.name), { force: true });
      this.forget(file.name);
    }
  }

  /** What many short-lived processes left in files of their own, once there are too many of them. They are deleted. */
  private async takeInSmall(): Promise<Buffer[]> {
    const small = this.newestFirst().filter(
      ({ bytes, mtimeMs }) => bytes < this.limits.fileBytes / 10 && Date.now() - mtimeMs > SETTLED_MS,
    );
    if (small.length < MOST_SMALL_FILES) return [];
    return Promise.all(
      small.map(async ({ name, bytes }) => {
        const file = path.join(this.directory, name);
        const records = (await readFile(file)).subarray(0, bytes);
        await rm(file, { force: true });
        this.forget(name);
        return records;
      }),
    );
  }

  private olderHalf(): (file: KeptFile) => boolean {
    const young = new Set<KeptFile>();
    let total = 0;
    for (const file of this.newestFirst()) {
      total += file.bytes;
      if (total <= this.limits.totalBytes * YOUNG_SHARE || young.size === 0) young.add(file);
    }
    return (file) => !young.has(file);
  }

  private newestFirst(): KeptFile[] {
    return [...this.files.values()].sort((a, b) => b.mtimeMs - a.mtimeMs);
  }

  private forget(name: string): void {
    const file = this.files.get(name);
    this.files.delete(name);
    for (const [hash, place] of this.places) if (place.file === file) this.places.delete(hash);
  }
}

function checkOf(record: Buffer): number {
  return crc32(record.subarray(VECTOR_AT), crc32(record.subarray(0, CHECK_AT)));
}

async function removeIfUnused(entry: string): Promise<void> {
  const { mtimeMs } = await stat(entry).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs > UNUSED_MS) await rm(entry, { recursive: true, force: true });
}
