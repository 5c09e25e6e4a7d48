import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { isInside } from '../isInside';
import type { Catalogue } from './catalogue';
import { allOf, type ChunkFilter, outside, quoted, whereOf } from './chunkFilter';
import { indexExists } from './inspectIndex';
import { compact } from './keptVersions';
import { loadLanceDb } from './lancedb';
import {
  type ChunkRow,
  fileSchema,
  type FileRow,
  HIT_COLUMNS,
  MAX_TOKEN_BYTES,
  OUTLINE_COLUMNS,
  type OutlinedChunk,
  type StoredChunk,
  type VectorRow,
  type WORD_COLUMNS,
} from './schema';
import { OpenTables } from './openTables';
import { deleteCatalog, deleteTable, isWhole, problemOf, takeBackTo } from './repair';
import { RowWriter } from './rowWriter';
import { deleteSeal, Seal } from './seal';
import { SealedTables } from './sealedTables';
import { storeError } from './storeError';
import {
  compactVectors,
  createTables,
  type IndexIdentity,
  indexWords,
  nearest,
  openTables,
  pick,
  rowsOutsideWordIndex,
  type TableName,
  type Tables,
  TABLES,
  WRITES_PER_MAINTENANCE,
} from './tables';
import { VectorTable } from './vectorTable';

export type { IndexIdentity } from './tables';

/** How an index is opened. */
export interface OpenOptions {
  /** Kept by whoever opens the same index again and again. */
  readonly seal?: Seal;
  /** Reads all files of the index, also those that were read with this seal before. */
  readonly again?: boolean;
  /** Folders of which nothing is found: others are asked for them. Relative, `''` for everything. */
  readonly nested?: readonly string[];
}

/** A chunk found by one kind of search. */
export interface Found {
  readonly chunk: StoredChunk;
  /** Cosine similarity, or BM25 score; comparable within one list only. */
  readonly score: number;
}

/** The chunks that a filter lets through. */
export interface Scope {
  /** The filter as a condition. */
  readonly where: string;
  /** In no order. */
  readonly chunks: ReadonlySet<StoredChunk>;
  readonly hashes: ReadonlySet<string>;
}

/** So many are worth a round when there is nothing else to do. */
const WRITES_WORTH_TIDYING = 15;
/**
 * Chunks outside the word index that each question takes 25 ms longer for: in a quiet moment they are worth building it anew, at
 * once if they are also at least an eighth of all.
 */
const ROWS_WORTH_INDEXING_WORDS = 500;
const LARGEST_SHARE_OUTSIDE = 8;
/** Scores that differ by less are those of equal texts. */
const SAME_SCORE = 1e-6;
/** Building the word index leaves as many files behind as several small writes. */
const WRITES_OF_WORD_INDEX = 4;
/** A condition that names many thousand paths takes long to parse. */
const PATHS_PER_DELETE = 500;
const HASHES_PER_CONDITION = 1000;
/**
 * Among the nearest are texts that no chunk uses any more, those of a function that is being worked on close together: so many
 * windows more are asked for, and this much more than their share of all, since asking once more takes three times as long.
 */
const SPARE_WINDOWS = 20;
const UNUSED_TIMES = 3;

/**
 * The tables of one workspace folder: chunks (with vectors and words), files, and what they were made with. Every change is
 * sealed.
 */
export class IndexStore {
  /** What the deep model made of the chunks' texts. */
  readonly vectors: VectorTable;
  private readonly rows: RowWriter;
  /** The condition that chunks and files meet which are found. */
  private readonly shown: string | undefined;
  private writes = 0;

  private constructor(
    private readonly directory: string,
    private readonly tables: OpenTables,
    private readonly sealed: SealedTables,
    { dimensions, quickDimensions }: IndexIdentity,
    private readonly nested: readonly string[] = [],
  ) {
    this.shown = outside(nested);
    this.vectors = new VectorTable(tables, dimensions);
    this.rows = new RowWriter(tables, quickDimensions);
  }

  private get chunks(): Table {
    return this.tables.chunks;
  }

  private get files(): Table {
    return this.tables.files;
  }

  /**
   * Opens the index in a directory as it is.
   * @param options.again reads all its files, also those that this process has read before
   * @returns undefined when there is none, or none that can be used
   */
  static async openExisting(
    directory: string,
    identity: IndexIdentity,
    { seal = new Seal(directory), again = true, nested }: OpenOptions = {},
  ): Promise<IndexStore | undefined> {
    if (!(await indexExists(directory))) return undefined;
    try {
      if (!(await isWhole(directory, seal, again))) return undefined;
      const connection = await (await loadLanceDb()).connect(directory);
      const opened = await openTables(connection, identity);
      connection.close();
      return 'tables' in opened ? await IndexStore.of(directory, opened.tables, identity, seal, nested) : undefined;
    } catch (error) {
      throw storeError(error, directory);
    }
  }

  /**
   * Opens the index in a directory, creating it, or those of its tables that are damaged. Whoever calls it holds the index's
   * lock.
   *
   * @returns the store, and the reason why an existing index, or a part of it, had to be thrown away, if it had
   * @throws StoreError when the directory cannot be used
   */
  static async open(
    directory: string,
    identity: IndexIdentity,
    { seal = new Seal(directory), again = true, nested }: OpenOptions = {},
  ): Promise<{ readonly store: IndexStore; readonly rebuilt?: string }> {
    try {
      await mkdir(directory, { recursive: true });
      await checkWritable(directory);
      let connecting: Promise<Connection> | undefined;
      const connect = () => (connecting ??= loadLanceDb().then((lancedb) => lancedb.connect(directory)));
      const problem = await problemOf(directory, connect, identity, seal, again);
      const connection = await connect();
      if (problem) {
        // First, so that an index that is repaired by half is none.
        for (const table of new Set(['meta' as const, ...problem.tables])) await deleteTable(directory, table);
        const kept = Object.entries(seal.versions).filter(([name]) => !problem.tables.includes(name as TableName));
        await seal.remove();
        const tables = await createTables(connection, identity);
        for (const [name, version] of kept) await takeBackTo(version, tables[name as keyof Tables]);
      }
      const opened = await openTables(connection, identity);
      connection.close();
      if ('reason' in opened) throw new Error(opened.reason);
      const store = await IndexStore.of(directory, opened.tables, identity, seal, nested);
      if (problem) await store.sealed.seal();
      else await store.takeBack();
      return problem?.reason === undefined ? { store } : { store, rebuilt: problem.reason };
    } catch (error) {
      throw storeError(error, directory);
    }
  }

  private static async of(
    directory: string,
    opened: Tables,
    identity: IndexIdentity,
    seal: Seal,
    nested: OpenOptions['nested'],
  ): Promise<IndexStore> {
    const tables = new OpenTables(directory, opened);
    return new IndexStore(directory, tables, await SealedTables.of(directory, tables, seal), identity, nested);
  }

  /** Whether a process was ended, or is still at it, after it wrote and before it sealed that. */
  async isUnsealed(): Promise<boolean> {
    return this.sealed.areUnsealed();
  }

  /**
   * Takes back what a process wrote that was ended before it could seal it: nobody knows whether it is whole, or whether all
   * tables have their part of it. Whoever calls it holds the index's lock.
   * @returns whether there was anything
   * @throws StoreError
   */
  async takeBack(): Promise<boolean> {
    try {
      if (!(await this.sealed.takeBack())) return false;
      this.forget();
      return true;
    } catch (error) {
      this.forget(); // Half of it may be done.
      throw storeError(error, this.directory);
    }
  }

  /** Looks at the newest version, and whether another process wrote it. @throws when its files are gone: it was built again */
  async refresh(): Promise<{ readonly changed: boolean }> {
    const changed = await this.sealed.refresh();
    if (changed) this.forget();
    return { changed };
  }

  /** What is in the tables is not what this process wrote there. */
  private forget(): void {
    this.vectors.forget();
    this.rows.forget();
  }

  /** All files the index knows. */
  async readFiles(): Promise<FileRow[]> {
    const rows = (await this.files.query().toArray()) as FileRow[];
    return rows.map((row) => pick(row, fileSchema.names as string[]));
  }

  /** What hits are made of, of all chunks, nested folders' too. It follows the table: do not keep it. */
  all(): Promise<Catalogue> {
    return this.rows.catalogue();
  }

  private async allShown(): Promise<Iterable<StoredChunk>> {
    const all = await this.all();
    return this.nested.length === 0 ? all : [...all].filter((chunk) => this.isShown(chunk));
  }

  private isShown({ path }: StoredChunk): boolean {
    return !isInside(path, this.nested);
  }

  /**
   * Replaces everything the index holds of these files, each file atomically: old rows go and new rows come in one version.
   *
   * @param rows all rows of all `files`; a file without rows loses those it had
   * @throws StoreError
   */
  async replaceFiles(files: readonly FileRow[], rows: readonly ChunkRow[]): Promise<void> {
    if (files.length > 0) await this.write(() => this.rows.replace(files, rows));
  }

  /** Records new modification times of files whose content did not change. */
  async updateFiles(files: readonly FileRow[]): Promise<void> {
    if (files.length > 0) await this.write(() => this.rows.update(files));
  }

  /** Removes files and all their chunks. */
  async removeFiles(paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += PATHS_PER_DELETE)
      await this.write(() => this.rows.remove(paths.slice(start, start + PATHS_PER_DELETE)));
  }

  /** The chunks nearest to a vector of the quick model, best first, by cosine similarity. */
  async nearestQuick(vector: Float32Array, limit: number, where?: string): Promise<Found[]> {
    const condition = allOf(this.shown, where);
    return withWholeTies(limit, async (most) => {
      const rows = await nearest<{ id: string }>(this.chunks, 'quickVector', vector, ['id'], most, condition);
      return this.found(rows);
    });
  }

  /**
   * The chunks nearest to a vector of the deep model by their best window, best first, by cosine similarity.
   * @param scope of `scopeOf`, when only some chunks are meant
   */
  async nearestDeep(vector: Float32Array, windows: number, scope?: Scope): Promise<Found[]> {
    if (scope?.hashes.size === 0) return [];
    const named = scope && scope.hashes.size <= HASHES_PER_CONDITION ? scope.hashes : undefined;
    const catalogue = await this.all();
    const known = (await this.vectors.hashes()).size;
    // Texts that are too many to name are picked out of as many more as may lie between them.
    const times = scope && !named ? Math.ceil(known / scope.hashes.size) : 1;
    const unused = Math.max(0, 1 - catalogue.textCount / Math.max(1, known));
    const spare = Math.min(windows, SPARE_WINDOWS + Math.ceil(UNUSED_TIMES * unused * windows));
    for (let asked = windows * Math.max(1, times) + spare; ; asked *= 2) {
      const all = await this.vectors.nearest(vector, asked, named);
      const found = scope ? all.filter(({ contentHash }) => scope.hashes.has(contentHash)) : all;
      const withText = (hash: string) => catalogue.withText(hash).filter((chunk) => this.isShown(chunk));
      // Texts that no chunk uses any more must not take the places of others.
      const near = found.filter(({ contentHash }) => withText(contentHash).length > 0).slice(0, windows);
      if (near.length < windows && all.length === asked) continue;
      const scores = new Map<string, number>();
      for (const { contentHash, score } of near) if (!scores.has(contentHash)) scores.set(contentHash, score);
      const chunks = [...scores].flatMap(([contentHash, score]) =>
        withText(contentHash).map((chunk) => ({ chunk, score })),
      );
      return bestFirst(scope ? chunks.filter(({ chunk }) => scope.chunks.has(chunk)) : chunks);
    }
  }

  /**
   * Chunks that contain words, best BM25 first.
   * @param words lower-case, already split; an empty list finds nothing
   */
  async matching(words: readonly string[], limit: number, where?: string): Promise<Found[]> {
    return this.byWords('words', words, limit, [], where);
  }

  /**
   * Chunks that are built like some code, best BM25 first, with their features.
   * @param features of `shapeOf`, each once
   */
  async builtLike(features: readonly string[], limit: number): Promise<(Found & Pick<ChunkRow, 'shape'>)[]> {
    return this.byWords('shape', features, limit, ['shape']);
  }

  private async byWords<C extends 'shape'>(
    column: (typeof WORD_COLUMNS)[number],
    words: readonly string[],
    limit: number,
    columns: readonly C[],
    where?: string,
  ): Promise<(Found & Pick<ChunkRow, C>)[]> {
    // A query of which the tokenizer leaves nothing makes LanceDB fail.
    const tokens = words.filter((word) => Buffer.byteLength(word) < MAX_TOKEN_BYTES);
    if (tokens.length === 0) return [];
    const { MatchQuery } = await loadLanceDb();
    const condition = allOf(this.shown, where);
    return withWholeTies(limit, async (most) => {
      const query = this.chunks
        .query()
        .fullTextSearch(new MatchQuery(tokens.join(' '), column))
        .select(['id', ...columns, '_score'])
        .limit(most);
      const rows = await (condition === undefined ? query : query.where(condition)).toArray();
      return this.found(
        (rows as (Pick<ChunkRow, 'id' | C> & { _score: number })[]).map((row) => ({
          ...pick<Pick<ChunkRow, 'id' | C>>(row, ['id', ...columns]),
          score: row._score,
        })),
      );
    });
  }

  /** What is not in the catalogue any more was replaced while it was being looked for. */
  private async found<R extends { readonly id: string; readonly score: number }>(
    rows: readonly R[],
  ): Promise<(R & Found)[]> {
    const catalogue = await this.all();
    return rows.flatMap((row) => {
      const chunk = catalogue.get(row.id);
      return chunk ? [{ ...row, chunk }] : [];
    });
  }

  /** Chunks whose symbol is one of some names, to the letter, in the order of the files. */
  async named(names: readonly string[], limit: number, scope?: Scope): Promise<Found[]> {
    if (names.length === 0) return [];
    const wanted = new Set(names);
    const chunks = [...(scope?.chunks ?? (await this.allShown()))].filter(({ symbol }) => wanted.has(symbol));
    return bestFirst(chunks.map((chunk) => ({ chunk, score: 1 }))).slice(0, limit);
  }

  /** What a filter lets through; undefined when that is everything. */
  async scopeOf(filter: ChunkFilter): Promise<Scope | undefined> {
    const filtered = whereOf(filter);
    if (filtered === undefined) return undefined;
    const where = allOf(this.shown, filtered)!;
    const rows = (await this.chunks.query().where(where).select(['id']).toArray()) as { id: string }[];
    const catalogue = await this.all();
    const chunks = rows.map(({ id }) => catalogue.get(id)).filter((chunk) => chunk !== undefined);
    return { where, chunks: new Set(chunks), hashes: new Set(chunks.map(({ contentHash }) => contentHash)) };
  }

  /** Chunks that pass a filter, with their quick vectors. */
  async chunksLike(filter: ChunkFilter, limit: number): Promise<(StoredChunk & Pick<ChunkRow, 'quickVector'>)[]> {
    const query = this.chunks
      .query()
      .select([...HIT_COLUMNS, 'quickVector'])
      .limit(limit);
    const where = allOf(this.shown, whereOf(filter));
    const rows = (await (where === undefined ? query : query.where(where)).toArray()) as (StoredChunk & {
      quickVector: { toArray(): Float32Array };
    })[];
    return rows
      .map((row) => ({ ...pick<StoredChunk>(row, HIT_COLUMNS), quickVector: row.quickVector.toArray() }))
      .sort(byPlace);
  }

  /** How often each symbol is there, of those that pass a filter. */
  async symbols(filter: ChunkFilter = {}): Promise<Map<string, number>> {
    const scope = await this.scopeOf(filter);
    const counts = new Map<string, number>();
    for (const { symbol } of scope?.chunks ?? (await this.allShown()))
      if (symbol !== '') counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    return counts;
  }

  /** Files with chunks: their paths and languages. */
  async codeFiles(): Promise<{ readonly path: string; readonly language: string; readonly chunks: number }[]> {
    const rows = (await this.files
      .query()
      .where(allOf('chunks > 0', this.shown)!)
      .select(['path', 'language', 'chunks'])
      .toArray()) as FileRow[];
    return rows.map(({ path, language, chunks }) => ({ path, language, chunks }));
  }

  /** The chunks of one file in order, with what similar ones are found by. */
  async chunksOf(relativePath: string): Promise<(StoredChunk & Pick<ChunkRow, 'quickVector' | 'shape'>)[]> {
    const rows = (await this.chunks
      .query()
      .where(allOf(`path = ${quoted(relativePath)}`, this.shown)!)
      .select([...HIT_COLUMNS, 'shape', 'quickVector'])
      .toArray()) as (StoredChunk & { shape: string; quickVector: { toArray(): Float32Array } })[];
    return rows
      .map((row) => ({
        ...pick<StoredChunk>(row, HIT_COLUMNS),
        shape: row.shape,
        quickVector: row.quickVector.toArray(),
      }))
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  /**
   * All chunks of some kinds with their features, batch by batch, so that the thread is free in between.
   * @param kinds none for all
   */
  async *batchesOf(kinds: readonly string[]): AsyncGenerator<(StoredChunk & Pick<ChunkRow, 'shape'>)[]> {
    const columns = [...HIT_COLUMNS, 'shape'] as const;
    const query = this.chunks.query().select([...columns]);
    const isOfKind = kinds.length === 0 ? undefined : `kind IN (${kinds.map(quoted).join(', ')})`;
    const where = allOf(isOfKind, this.shown);
    const batches = where === undefined ? query : query.where(where);
    for await (const batch of batches) {
      const vectors = columns.map((column) => batch.getChild(column)!);
      yield Array.from(
        { length: batch.numRows },
        (_, row) =>
          Object.fromEntries(
            columns.map((column, index) => [column, vectors[index]!.get(row) as unknown]),
          ) as unknown as StoredChunk & { shape: string },
      );
    }
  }

  /**
   * The chunks of a file, or of all files below a folder, in the order of paths and lines.
   * @param below relative, forward slashes; `''` for everything
   * @returns undefined when there are more than `most`
   */
  async outline(below: string, most: number): Promise<OutlinedChunk[] | undefined> {
    // '0' comes right after '/': whatever begins with `below/`, without the wildcards of LIKE.
    const isBelow =
      below === ''
        ? undefined
        : `path = ${quoted(below)} OR (path > ${quoted(`${below}/`)} AND path < ${quoted(`${below}0`)})`;
    const where = allOf(isBelow, this.shown);
    if ((await this.chunks.countRows(where)) > most) return undefined;
    let query = this.chunks.query().select([...OUTLINE_COLUMNS]);
    if (where !== undefined) query = query.where(where);
    const rows = (await query.toArray()) as OutlinedChunk[];
    return rows.map((row) => pick<OutlinedChunk>(row, OUTLINE_COLUMNS)).sort(byPlace);
  }

  countChunks(): Promise<number> {
    return this.chunks.countRows();
  }

  /** Adds vectors of the deep model. @throws StoreError */
  async addVectors(rows: Parameters<VectorTable['add']>[0]): Promise<void> {
    try {
      await this.vectors.add(rows);
      await this.sealed.seal();
      if (this.vectors.needsMaintenance) await this.maintainVectors();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  /** Merges small fragments, brings the indexes up to date and drops versions nobody can be reading any more. */
  async maintain(): Promise<void> {
    await this.sealed.refuseDamage();
    this.writes = 0;
    // Before `optimize`, so that it finds no row outside the index that it would merge in.
    await indexWords(this.chunks);
    await compactVectors(this.chunks, 'quickVector');
    await compact(this.files);
    await this.sealed.sealWithWords();
    await this.tables.reopen('chunks', 'files');
  }

  /**
   * Whether so many chunks are outside the word index that it shows: each question reads their words one by one, and ranks
   * them without knowing how frequent they are.
   */
  async wordsLag(): Promise<boolean> {
    const behind = await rowsOutsideWordIndex(this.chunks);
    return behind >= ROWS_WORTH_INDEXING_WORDS && behind * LARGEST_SHARE_OUTSIDE >= (await this.chunks.countRows());
  }

  /** Whether questions take noticeably longer for what was written since the word index was built. */
  async isSlowedBySaves(): Promise<boolean> {
    return (await rowsOutsideWordIndex(this.chunks)) >= ROWS_WORTH_INDEXING_WORDS;
  }

  /** Brings all chunks into the word index, and nothing else. @throws StoreError */
  async catchUpWords(): Promise<void> {
    try {
      await this.buildWords();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  private async buildWords(): Promise<void> {
    await indexWords(this.chunks);
    this.writes += WRITES_OF_WORD_INDEX;
    await this.sealed.sealWithWords();
    await this.tables.reopen('chunks');
  }

  /** Whether versions are left that nobody needs once they are old enough. */
  get hasOldVersions(): boolean {
    return this.sealed.isLittered;
  }

  /** Drops versions that nobody can be reading any more; best a while after the last change. @throws StoreError */
  async cleanUp(): Promise<void> {
    try {
      if (this.writes > 0 || this.sealed.isWordIndexBehind) {
        // What was left for later; it replaces versions once more.
        await this.maintain();
        return;
      }
      for (const [, table] of this.tables.all) await compact(table);
      await this.sealed.sealClean();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  private async maintainVectors(): Promise<void> {
    await this.sealed.refuseDamage();
    await this.vectors.maintain();
    await this.sealed.seal();
    await this.tables.reopen('vectors');
  }

  /** Whether answers would be better, or the index smaller, after {@link tidy}. */
  get worthTidying(): boolean {
    return this.writes >= WRITES_WORTH_TIDYING || this.sealed.isWordIndexBehind;
  }

  /**
   * For quiet moments: what is worth its time of {@link maintain}, and of the same for the vectors. After it, answers are those
   * of an index built anew.
   * @param keep takes vectors that no chunk uses any more
   */
  async tidy(keep?: (rows: readonly VectorRow[]) => Promise<void>): Promise<void> {
    try {
      if (this.writes >= WRITES_WORTH_TIDYING) await this.maintain();
      else if (this.sealed.isWordIndexBehind) await this.buildWords();
      await this.vectors.prune(
        await this.countChunks(),
        async () => new Set([...(await this.all())].map(({ contentHash }) => contentHash)),
        keep,
      );
      if (this.vectors.hasWritten) await this.maintainVectors();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  close(): void {
    this.tables.close();
  }

  private async write(change: () => Promise<void>): Promise<void> {
    try {
      await change();
      await this.sealed.seal();
      if (++this.writes >= WRITES_PER_MAINTENANCE) await this.maintain();
    } catch (error) {
      this.rows.forget(); // Half of it may be done.
      throw storeError(error, this.directory);
    }
  }
}

/** Deletes an index. Only what Hunch put there goes, in case the directory was not ours alone. */
export async function deleteIndex(directory: string): Promise<void> {
  // An index without it is none, should this be cut short.
  await deleteTable(directory, 'meta');
  await deleteSeal(directory);
  for (const table of TABLES) await deleteTable(directory, table);
  await deleteCatalog(directory);
}

/**
 * The best of a search whose results with equal scores come in any order: more are asked for when it is not clear which of them
 * are among the best.
 * @param ask gives the best so many
 */
async function withWholeTies<F extends Found>(limit: number, ask: (most: number) => Promise<F[]>): Promise<F[]> {
  for (let most = limit + 1; ; most *= 2) {
    const found = await ask(most);
    const isTied = found.length === most && found[limit - 1]!.score - found.at(-1)!.score < SAME_SCORE;
    if (!isTied) return bestFirst(found).slice(0, limit);
  }
}

/** Equal scores in the order of the files: LanceDB gives them in the order in which they were written. */
function bestFirst<F extends Found>(found: F[]): F[] {
  return found.sort(({ chunk: a, score }, { chunk: b, score: other }) => other - score || byPlace(a, b));
}

export function byPlace(a: Pick<StoredChunk, 'path' | 'ordinal'>, b: Pick<StoredChunk, 'path' | 'ordinal'>): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.ordinal - b.ordinal;
}

async function checkWritable(directory: string): Promise<void> {
  const probeFile = path.join(directory, `.writable-${process.pid}`);
  await writeFile(probeFile, '');
  await rm(probeFile);
}
