import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { tableOf } from './arrowTable';
import { loadLanceDb } from './lancedb';
import {
  type ChunkRow,
  chunkSchema,
  fileSchema,
  type FileRow,
  HIT_COLUMNS,
  MAX_TOKEN_BYTES,
  type StoredChunk,
  WORD_COLUMNS,
} from './schema';
import { storeError } from './storeError';
import { indexExists } from './inspectIndex';
import { createTables, type IndexIdentity, indexWords, openTables, TABLES } from './tables';

export type { IndexIdentity } from './tables';

/** A chunk found by one kind of search. */
export interface Candidate extends StoredChunk {
  /** Cosine similarity, or BM25 score; comparable within one list only. */
  readonly score: number;
}

/** Writes between two rounds of compaction: queries slow down several-fold with thousands of small versions. */
const WRITES_PER_MAINTENANCE = 60;
/** So many are worth a round when there is nothing else to do. */
const WRITES_WORTH_TIDYING = 15;
/** A condition that names many thousand paths takes long to parse. */
const PATHS_PER_DELETE = 500;
/** Another process may be reading an older version for as long as this. */
const KEEP_VERSIONS_MS = 10 * 60 * 1000;

/**
 * The tables of one workspace folder: chunks (with vectors and words), files, and what they were made with.
 * Chunks are written before the files they belong to, so that a process killed in between leaves files that look changed
 * and are read again, never chunks that are missing.
 */
export class IndexStore {
  private writes = 0;

  private constructor(
    private readonly directory: string,
    private readonly connection: Connection,
    private readonly chunks: Table,
    private readonly files: Table,
    private readonly identity: IndexIdentity,
  ) {}

  /** Opens the index in a directory as it is. Undefined when there is none, or none that can be used. */
  static async openExisting(directory: string, identity: IndexIdentity): Promise<IndexStore | undefined> {
    if (!(await indexExists(directory))) return undefined;
    try {
      const connection = await (await loadLanceDb()).connect(directory);
      const { tables } = await openTables(connection, identity);
      if (tables) return new IndexStore(directory, connection, tables.chunks, tables.files, identity);
      connection.close();
      return undefined;
    } catch (error) {
      throw storeError(error, directory);
    }
  }

  /**
   * Opens the index in a directory, creating or rebuilding it where needed. Whoever calls it holds the index's lock.
   *
   * @returns the store, and the reason why an existing index had to be thrown away, if it had
   * @throws StoreError when the directory cannot be used
   */
  static async open(
    directory: string,
    identity: IndexIdentity,
  ): Promise<{ readonly store: IndexStore; readonly rebuilt?: string }> {
    try {
      await mkdir(directory, { recursive: true });
      await checkWritable(directory);
      const connection = await (await loadLanceDb()).connect(directory);
      const { tables, reason } = await openTables(connection, identity);
      if (tables) return { store: new IndexStore(directory, connection, tables.chunks, tables.files, identity) };
      const fresh = await createTables(connection, identity);
      const store = new IndexStore(directory, connection, fresh.chunks, fresh.files, identity);
      return reason === undefined ? { store } : { store, rebuilt: reason };
    } catch (error) {
      throw storeError(error, directory);
    }
  }

  /** Looks at the newest version, and whether another process wrote it. */
  async refresh(): Promise<{ readonly changed: boolean }> {
    const tables = [this.chunks, this.files];
    const versions = () => Promise.all(tables.map((table) => table.version()));
    try {
      const before = await versions();
      await Promise.all(tables.map((table) => table.checkoutLatest()));
      const now = await versions();
      return { changed: now.some((version, index) => version !== before[index]) };
    } catch {
      // Its files are not there any more: another process built the index again.
      return { changed: true };
    }
  }

  /** All files the index knows. */
  async readFiles(): Promise<FileRow[]> {
    const rows = (await this.files.query().toArray()) as FileRow[];
    // Plain objects: a row of Arrow's keeps its whole batch alive.
    return rows.map(({ path, mtimeMs, size, hash, language, chunks, skipped }) => ({
      path,
      mtimeMs,
      size,
      hash,
      language,
      chunks,
      skipped,
    }));
  }

  /**
   * Replaces everything the index holds of these files, each file atomically: old rows go and new rows come in one version.
   *
   * @param rows all rows of all `files`; a file without rows loses those it had
   * @throws StoreError
   */
  async replaceFiles(files: readonly FileRow[], rows: readonly ChunkRow[]): Promise<void> {
    if (files.length === 0) return;
    await this.write(async () => {
      const where = `path IN (${files.map((file) => quoted(file.path)).join(', ')})`;
      if (rows.length === 0) await this.chunks.delete(where);
      else {
        // Before `mergeInsert`, which asks for the schema at once: what throws here must leave no promise of it behind.
        const table = tableOf(chunkSchema(this.identity.dimensions), rows);
        await this.chunks
          .mergeInsert('id')
          .whenMatchedUpdateAll()
          .whenNotMatchedInsertAll()
          .whenNotMatchedBySourceDelete({ where })
          .execute(table);
      }
      await this.touchFiles(files);
    });
  }

  /** Records new modification times of files whose content did not change. */
  async updateFiles(files: readonly FileRow[]): Promise<void> {
    if (files.length > 0) await this.write(() => this.touchFiles(files));
  }

  private async touchFiles(files: readonly FileRow[]): Promise<void> {
    await this.files
      .mergeInsert('path')
      .whenMatchedUpdateAll()
      .whenNotMatchedInsertAll()
      .execute(tableOf(fileSchema, files));
  }

  /** Removes files and all their chunks. */
  async removeFiles(paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += PATHS_PER_DELETE) {
      const where = `path IN (${paths
        .slice(start, start + PATHS_PER_DELETE)
        .map(quoted)
        .join(', ')})`;
      await this.write(async () => {
        await this.chunks.delete(where);
        await this.files.delete(where);
      });
    }
  }

  /** Vectors already known, one a window in order, by content hash. Hashes that are not known are absent. */
  async vectorsOf(contentHashes: readonly string[]): Promise<Map<string, Float32Array[]>> {
    const found = new Map<string, { path: string; ordinal: number; vectors: Float32Array[] }>();
    if (contentHashes.length === 0) return new Map();
    const rows = (await this.chunks
      .query()
      .where(`contentHash IN (${contentHashes.map(quoted).join(', ')})`)
      .select(['contentHash', 'path', 'ordinal', 'window', 'vector'])
      .toArray()) as (Pick<ChunkRow, 'contentHash' | 'path' | 'ordinal' | 'window'> & {
      vector: { toArray(): Float32Array };
    })[];
    for (const row of rows) {
      const known = found.get(row.contentHash);
      // The same content may stand in several places: the windows of one of them are enough.
      if (known && (known.path !== row.path || known.ordinal !== row.ordinal)) continue;
      const entry = known ?? { path: row.path, ordinal: row.ordinal, vectors: [] };
      entry.vectors[row.window] = row.vector.toArray();
      found.set(row.contentHash, entry);
    }
    return new Map([...found].map(([hash, { vectors }]) => [hash, vectors]));
  }

  /** The windows nearest to a vector, best first, by cosine similarity (vectors are normalized). */
  async nearest(vector: Float32Array, limit: number): Promise<Candidate[]> {
    const rows = (await this.chunks
      .query()
      .nearestTo(vector)
      .distanceType('dot')
      .select([...HIT_COLUMNS, '_distance'])
      .limit(limit)
      .toArray()) as (StoredChunk & { _distance: number })[];
    // LanceDB's dot distance is 1 − dot product.
    return bestFirst(rows.map((row) => ({ ...storedChunk(row), score: 1 - row._distance })));
  }

  /**
   * Chunks that contain words, best BM25 first.
   * @param words lower-case, already split; an empty list finds nothing
   * @param nameBoost weight of a word in the name against one in the text
   */
  async matching(words: readonly string[], limit: number, nameBoost: number): Promise<Candidate[]> {
    // A query of which the tokenizer leaves nothing makes LanceDB fail.
    const tokens = words.filter((word) => Buffer.byteLength(word) < MAX_TOKEN_BYTES);
    if (tokens.length === 0) return [];
    const { MultiMatchQuery } = await loadLanceDb();
    const query = new MultiMatchQuery(tokens.join(' '), [...WORD_COLUMNS], { boosts: [nameBoost, 1] });
    const rows = (await this.chunks
      .query()
      .fullTextSearch(query)
      .select([...HIT_COLUMNS, '_score'])
      .limit(limit)
      .toArray()) as (StoredChunk & { _score: number })[];
    return bestFirst(rows.map((row) => ({ ...storedChunk(row), score: row._score })));
  }

  /** The chunks of one file in order, one row each, with the vectors of all windows. */
  async chunksOf(relativePath: string): Promise<(StoredChunk & { readonly vectors: Float32Array[] })[]> {
    const rows = (await this.chunks
      .query()
      .where(`path = ${quoted(relativePath)}`)
      .select([...HIT_COLUMNS, 'vector'])
      .toArray()) as (StoredChunk & { vector: { toArray(): Float32Array } })[];
    const chunks = new Map<number, StoredChunk & { vectors: Float32Array[] }>();
    for (const row of rows) {
      const chunk = chunks.get(row.ordinal) ?? { ...storedChunk(row), vectors: [] };
      chunk.vectors[row.window] = row.vector.toArray();
      chunks.set(row.ordinal, chunk);
    }
    return [...chunks.values()].sort((a, b) => a.ordinal - b.ordinal);
  }

  /** Chunks, counted once however many windows they have. */
  countChunks(): Promise<number> {
    return this.chunks.countRows('window = 0');
  }

  /** Merges small fragments, brings the full-text index up to date and drops versions nobody can be reading any more. */
  async maintain(): Promise<void> {
    this.writes = 0;
    const cleanupOlderThan = new Date(Date.now() - KEEP_VERSIONS_MS);
    // Before `optimize`, so that it finds no row outside the index that it would merge in.
    await indexWords(this.chunks);
    await this.chunks.optimize({ cleanupOlderThan });
    await this.files.optimize({ cleanupOlderThan });
  }

  /** Whether enough was written since the last maintenance for another one to be worth its time. */
  get worthTidying(): boolean {
    return this.writes >= WRITES_WORTH_TIDYING;
  }

  /** For idle moments: {@link maintain} if it is worth its time. */
  async tidy(): Promise<void> {
    if (!this.worthTidying) return;
    try {
      await this.maintain();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  close(): void {
    this.chunks.close();
    this.files.close();
    this.connection.close();
  }

  private async write(change: () => Promise<void>): Promise<void> {
    try {
      await change();
      if (++this.writes >= WRITES_PER_MAINTENANCE) await this.maintain();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }
}

/** Deletes an index. Only what Hunch put there goes, in case the directory was not ours alone. */
export async function deleteIndex(directory: string): Promise<void> {
  for (const table of TABLES) await rm(path.join(directory, `${table}.lance`), { recursive: true, force: true });
}

function storedChunk(row: StoredChunk): StoredChunk {
  return Object.fromEntries(HIT_COLUMNS.map((column) => [column, row[column]])) as unknown as StoredChunk;
}

/** Equal scores in the order of the files: LanceDB gives them in the order in which they were written. */
function bestFirst(candidates: Candidate[]): Candidate[] {
  return candidates.sort(
    (a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.ordinal - b.ordinal),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function checkWritable(directory: string): Promise<void> {
  const probeFile = path.join(directory, `.writable-${process.pid}`);
  await writeFile(probeFile, '');
  await rm(probeFile);
}
