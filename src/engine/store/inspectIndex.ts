import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FolderStatus } from '../../protocol/engine';
import { loadLanceDb } from './lancedb';
import { tableMap } from './meta';
import type { FileRow } from './schema';

/** An index as it lies on disk, whatever model or version made it. */
export type IndexSummary = Omit<FolderStatus, 'root' | 'skipped' | 'leftOut'>;

/** Whether a directory holds an index. */
export async function indexExists(directory: string): Promise<boolean> {
  try {
    // `meta` is written last: an index without it is not complete.
    return (await readdir(directory)).includes('meta.lance');
  } catch {
    return false;
  }
}

/** Looks at an index without changing it. The directory must hold one. */
export async function inspectIndex(directory: string): Promise<IndexSummary> {
  const connection = await (await loadLanceDb()).connect(directory);
  try {
    const [meta, chunks, vectors, files] = await Promise.all(
      ['meta', 'chunks', 'vectors', 'files'].map((name) => connection.openTable(name)),
    );
    const facts = await tableMap(meta!);
    const versions = (await Promise.all([chunks!, vectors!, files!].map((table) => table.listVersions()))).flat();
    const last = Math.max(...versions.map((version) => version.timestamp.getTime()));
    return {
      files: await files!.countRows("skipped = ''"),
      chunks: await chunks!.countRows(),
      model: facts.get('model') ?? '',
      fingerprint: facts.get('fingerprint') ?? '',
      dimensions: Number(facts.get('dimensions')),
      bytesOnDisk: await bytesBelow(directory),
      schema: Number(facts.get('schema')),
      updatedAt: new Date(last).toISOString(),
    };
  } finally {
    connection.close();
  }
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

/** Bytes of all files below a directory. Files that vanish while we look count as nothing. */
async function bytesBelow(directory: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      total += (await stat(path.join(entry.parentPath, entry.name))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return total;
}
