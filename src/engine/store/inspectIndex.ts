import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Table } from '@lancedb/lancedb';
import type { FolderStatus, LanguageShare, SkippedFile } from '../../protocol/engine';
import { allOf, outside } from './chunkFilter';
import { loadLanceDb } from './lancedb';
import { tableMap } from './meta';
import type { FileRow } from './schema';

/** An index as it lies on disk, whatever model or version made it. */
export type IndexSummary = Omit<FolderStatus, 'root' | 'skipped' | 'leftOut'>;

/** What is said of an index that is not there, or cannot be opened. */
export const NO_INDEX: Omit<FolderStatus, 'root'> = {
  files: 0,
  chunks: 0,
  model: '',
  fingerprint: '',
  dimensions: 0,
  bytesOnDisk: 0,
  sizes: {},
  languages: [],
  schema: 0,
  updatedAt: '',
  skipped: [],
  leftOut: [],
};

/** Whether a directory holds an index. */
export async function indexExists(directory: string): Promise<boolean> {
  try {
    // `meta` is written last: an index without it is not complete.
    return (await readdir(directory)).includes('meta.lance');
  } catch {
    return false;
  }
}

/**
 * Looks at an index without changing it. The directory must hold one.
 * @param nested folders that do not count; see `FolderConfig`
 */
export async function inspectIndex(directory: string, nested?: readonly string[]): Promise<IndexSummary> {
  const shown = outside(nested);
  const connection = await (await loadLanceDb()).connect(directory);
  try {
    const [meta, chunks, files] = await Promise.all(
      ['meta', 'chunks', 'files'].map((name) => connection.openTable(name)),
    );
    const facts = await tableMap(meta!);
    return {
      files: await files!.countRows(allOf("skipped = ''", shown)),
      chunks: await chunks!.countRows(shown),
      model: facts.get('model') ?? '',
      fingerprint: facts.get('fingerprint') ?? '',
      dimensions: Number(facts.get('dimensions')),
      bytesOnDisk: await bytesBelow(directory),
      sizes: await tableSizes(directory),
      languages: languagesOf(await filesByLanguage(files!, shown)),
      schema: Number(facts.get('schema')),
      updatedAt: new Date(await lastWrite(directory, ['chunks', 'vectors', 'files'])).toISOString(),
    };
  } finally {
    connection.close();
  }
}

/** Bytes of each table, by its name. */
async function tableSizes(directory: string): Promise<Record<string, number>> {
  const tables = (await readdir(directory)).filter((name) => name.endsWith('.lance'));
  const sizes = tables.map(async (name) => [
    name.slice(0, -'.lance'.length),
    await bytesBelow(path.join(directory, name)),
  ]);
  return Object.fromEntries(await Promise.all(sizes)) as Record<string, number>;
}

async function filesByLanguage(
  files: Table,
  shown: string | undefined,
): Promise<Pick<FileRow, 'language' | 'chunks'>[]> {
  const query = files.query().where(allOf("skipped = ''", shown)!);
  return (await query.select(['language', 'chunks']).toArray()) as FileRow[];
}

/** Most chunks first. */
function languagesOf(files: readonly Pick<FileRow, 'language' | 'chunks'>[]): LanguageShare[] {
  const shares = new Map<string, LanguageShare>();
  for (const { language, chunks } of files) {
    const before = shares.get(language);
    shares.set(language, { language, files: 1 + (before?.files ?? 0), chunks: chunks + (before?.chunks ?? 0) });
  }
  return [...shares.values()].sort((a, b) => b.chunks - a.chunks || (a.language < b.language ? -1 : 1));
}

/** What an index knows of one file. The directory must hold one. */
export async function fileInIndex(directory: string, path: string): Promise<FileRow | undefined> {
  const connection = await (await loadLanceDb()).connect(directory);
  try {
    const files = await connection.openTable('files');
    const [row] = (await files
      .query()
      .where(`path = '${path.replaceAll("'", "''")}'`)
      .toArray()) as FileRow[];
    return row;
  } finally {
    connection.close();
  }
}

/** Files that were left out for what is in them. The directory must hold an index. */
export async function skippedInIndex(directory: string): Promise<SkippedFile[]> {
  const connection = await (await loadLanceDb()).connect(directory);
  try {
    const files = await connection.openTable('files');
    const rows = (await files.query().where("skipped <> ''").select(['path', 'skipped']).toArray()) as FileRow[];
    return rows.map(({ path: file, skipped }) => ({ path: file, reason: skipped }));
  } finally {
    connection.close();
  }
}

/** Bytes of all files below a directory. Files that vanish while we look count as nothing. */
export async function bytesBelow(directory: string): Promise<number> {
  let total = 0;
  for await (const { size } of filesBelow(directory)) total += size;
  return total;
}

/**
 * When a table was last written, in milliseconds since 1970. Each version is one file that never changes; LanceDB reads all of
 * them for their times, and fails when one is cleaned up meanwhile.
 */
async function lastWrite(directory: string, tables: readonly string[]): Promise<number> {
  let last = 0;
  for (const table of tables) {
    for await (const { mtimeMs } of filesBelow(path.join(directory, `${table}.lance`, '_versions')))
      last = Math.max(last, mtimeMs);
  }
  return last;
}

/** What vanishes while we look is passed over: the index may be written and cleaned up at any time. */
async function* filesBelow(directory: string): AsyncGenerator<Stats> {
  for (const entry of (await unlessGone(readdir(directory, { withFileTypes: true }))) ?? []) {
    const at = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(at);
    const stats = entry.isFile() && (await unlessGone(stat(at)));
    if (stats) yield stats;
  }
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
