import type { Table } from '@lancedb/lancedb';
import { tableOf } from './arrowTable';
import { quoted } from './chunkFilter';
import { type ChunkRow, chunkSchema, fileSchema, type FileRow } from './schema';

/** The paths that the tables have rows of. */
interface Held {
  readonly chunks: Set<string>;
  readonly files: Set<string>;
}

/**
 * Writes the rows of files: chunks before the files they belong to, so that a process killed in between leaves files that look
 * changed and are read again, never chunks that are missing. What is new is added: a merge looks through the whole table,
 * which was half of the time of storing 10,000 chunks.
 */
export class RowWriter {
  private held: Held | undefined;

  constructor(
    private readonly chunks: Table,
    private readonly files: Table,
    private readonly quickDimensions: number,
  ) {}

  /** See `IndexStore.replaceFiles`. */
  async replace(files: readonly FileRow[], rows: readonly ChunkRow[]): Promise<void> {
    const { chunks: cut } = await this.readHeld();
    const isNew = ({ path }: { readonly path: string }) => !cut.has(path);
    const newRows = rows.filter(isNew);
    const otherRows = rows.filter((row) => !isNew(row));
    const others = files.filter((file) => !isNew(file));
    const schema = chunkSchema(this.quickDimensions);
    if (newRows.length > 0) await this.chunks.add(tableOf(schema, newRows));
    const where = pathIn(others.map((file) => file.path));
    if (otherRows.length > 0) {
      // Before `mergeInsert`, which asks for the schema at once: what throws here must leave no promise of it behind.
      const table = tableOf(schema, otherRows);
      await this.chunks
        .mergeInsert('id')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .whenNotMatchedBySourceDelete({ where })
        .execute(table);
    } else if (others.length > 0) await this.chunks.delete(where);
    await this.update(files);
    const withRows = new Set(rows.map((row) => row.path));
    for (const { path } of files)
      if (withRows.has(path)) cut.add(path);
      else cut.delete(path);
  }

  /** Writes what is known of files, and nothing of their chunks. */
  async update(files: readonly FileRow[]): Promise<void> {
    const { files: known } = await this.readHeld();
    const added = files.filter((file) => !known.has(file.path));
    const updated = files.filter((file) => known.has(file.path));
    if (added.length > 0) await this.files.add(tableOf(fileSchema, added));
    if (updated.length > 0)
      await this.files
        .mergeInsert('path')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute(tableOf(fileSchema, updated));
    for (const { path } of added) known.add(path);
  }

  /** Removes files and all their chunks. */
  async remove(paths: readonly string[]): Promise<void> {
    const where = pathIn(paths);
    await this.chunks.delete(where);
    await this.files.delete(where);
    for (const each of paths) {
      this.held?.chunks.delete(each);
      this.held?.files.delete(each);
    }
  }

  /** The tables may have rows of other paths by now. */
  forget(): void {
    this.held = undefined;
  }

  /** Read from the tables once, then kept in step with them. */
  private async readHeld(): Promise<Held> {
    const paths = async (table: Table) =>
      new Set(((await table.query().select(['path']).toArray()) as { path: string }[]).map((row) => row.path));
    return (this.held ??= { chunks: await paths(this.chunks), files: await paths(this.files) });
  }
}

function pathIn(paths: readonly string[]): string {
  return `path IN (${paths.map(quoted).join(', ')})`;
}
