import type { Table } from '@lancedb/lancedb';
import { loadLanceDb } from './lancedb';
import type { Tables } from './tables';

/** So long a table that was opened anew is kept for what is at work on it: questions take a second at most. */
export const LINGER_MS = 10_000;

/**
 * The tables of an index that is open. Ask for a table where it is used, and do not keep it: it is opened anew now and then.
 *
 * LanceDB keeps in memory what it reads of a table, up to 7 GB, for all tables that come from one connection. It never drops
 * what belongs to versions and word indexes that were replaced, nor forgets them when they are removed from the disk: that
 * was 25 MB after a thousand saves of small files, and crowded out what is needed where less was allowed. What another
 * connection opens starts without it; what the one before holds goes when it is closed, or when the collector comes to it,
 * which knows nothing of its size: a hundred megabytes lay there for minutes after 100,000 chunks were indexed.
 */
export class OpenTables implements Tables {
  private readonly replaced = new Map<Table, NodeJS.Timeout>();

  constructor(
    private readonly directory: string,
    private tables: Tables,
  ) {}

  get chunks(): Table {
    return this.tables.chunks;
  }

  get vectors(): Table {
    return this.tables.vectors;
  }

  get files(): Table {
    return this.tables.files;
  }

  get all(): [keyof Tables, Table][] {
    return Object.entries(this.tables) as [keyof Tables, Table][];
  }

  /** Opens tables anew, in their newest version: best when what was read of them so far is worth little. */
  async reopen(...names: readonly (keyof Tables)[]): Promise<void> {
    const connection = await (await loadLanceDb()).connect(this.directory);
    try {
      for (const name of names) {
        const before = this.tables[name];
        this.tables = { ...this.tables, [name]: await connection.openTable(name) };
        this.closeLater(before);
      }
    } finally {
      connection.close();
    }
  }

  /** A question may be at work on it, and LanceDB does not wait for that. */
  private closeLater(table: Table): void {
    const timer = setTimeout(() => {
      this.replaced.delete(table);
      table.close();
    }, LINGER_MS);
    timer.unref();
    this.replaced.set(table, timer);
  }

  /** Nothing may be at work on them any more. */
  close(): void {
    for (const [table, timer] of this.replaced) {
      clearTimeout(timer);
      table.close();
    }
    this.replaced.clear();
    for (const [, table] of this.all) table.close();
  }
}
