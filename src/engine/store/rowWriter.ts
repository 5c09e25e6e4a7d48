import { tableOf } from './arrowTable';
import { Catalogue } from './catalogue';
import { quoted } from './chunkFilter';
import { type ChunkRow, chunkSchema, fileSchema, type FileRow, HIT_COLUMNS, type StoredChunk } from './schema';
import { pick, type Tables } from './tables';

/**
 * Writes the rows of files: chunks before the files they belong to, so that a process killed in between leaves files that look
 * changed and are read again, never chunks that are missing. What is new is added: a merge looks through the whole table,
 * which was half of the time of storing 10,000 chunks.
 */
export class RowWriter {
  /** Read from the tables once, then kept in step with them: all chunks, and the paths of all files. */
  private read: Promise<Catalogue> | undefined;
  private knownFiles: Set<string> | undefined;

  constructor(
    private readonly tables: Pick<Tables, 'chunks' | 'files'>,
    private readonly quickDimensions: number,
  ) {}

  /** All chunks. It follows the table: do not keep it. */
  catalogue(): Promise<Catalogue> {
    return (this.read ??= Catalogue.read(this.tables.chunks).catch((error: unknown) => {
      this.read = undefined;
      throw error;
    }));
  }

  /** See `IndexStore.replaceFiles`. */
  async replace(files: readonly FileRow[], rows: readonly ChunkRow[]): Promise<void> {
    const catalogue = await this.catalogue();
    const isNew = ({ path }: { readonly path: string }) => !catalogue.byFile().has(path);
    const newRows = rows.filter(isNew);
    const otherRows = rows.filter((row) => !isNew(row));
    const others = files.filter((file) => !isNew(file));
    const schema = chunkSchema(this.quickDimensions);
    if (newRows.length > 0) await this.tables.chunks.add(tableOf(schema, newRows));
    const where = pathIn(others.map((file) => file.path));
    if (otherRows.length > 0) {
      // Before `mergeInsert`, which asks for the schema at once: what throws here must leave no promise of it behind.
      const table = tableOf(schema, otherRows);
      await this.tables.chunks
        .mergeInsert('id')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .whenNotMatchedBySourceDelete({ where })
        .execute(table);
    } else if (others.length > 0) await this.tables.chunks.delete(where);
    const chunks = new Map(files.map(({ path }): [string, StoredChunk[]] => [path, []]));
    for (const row of rows) chunks.get(row.path)!.push(pick<StoredChunk>(row, HIT_COLUMNS));
    for (const [path, ofFile] of chunks) catalogue.replace(path, ofFile);
    await this.update(files);
  }

  /** Writes what is known of files, and nothing of their chunks. */
  async update(files: readonly FileRow[]): Promise<void> {
    const known = await this.readKnownFiles();
    const added = files.filter((file) => !known.has(file.path));
    const updated = files.filter((file) => known.has(file.path));
    if (added.length > 0) await this.tables.files.add(tableOf(fileSchema, added));
    if (updated.length > 0)
      await this.tables.files
        .mergeInsert('path')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute(tableOf(fileSchema, updated));
    for (const { path } of added) known.add(path);
  }

  /** Removes files and all their chunks. */
  async remove(paths: readonly string[]): Promise<void> {
    const where = pathIn(paths);
    await this.tables.chunks.delete(where);
    await this.tables.files.delete(where);
    const catalogue = await this.read;
    for (const each of paths) {
      catalogue?.replace(each, []);
      this.knownFiles?.delete(each);
    }
  }

  /** The tables may have rows of other paths by now. */
  forget(): void {
    this.read = undefined;
    this.knownFiles = undefined;
  }

  private async readKnownFiles(): Promise<Set<string>> {
    const rows = () => this.tables.files.query().select(['path']).toArray() as Promise<{ path: string }[]>;
    return (this.knownFiles ??= new Set((await rows()).map(({ path }) => path)));
  }
}

function pathIn(paths: readonly string[]): string {
  return `path IN (${paths.map(quoted).join(', ')})`;
}
