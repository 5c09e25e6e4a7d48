import * as l10n from '@vscode/l10n';
import type { Connection, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { tableOf } from './arrowTable';
import { compact } from './keptVersions';
import { loadLanceDb } from './lancedb';
import { tableMap } from './meta';
import {
  chunkSchema,
  fileSchema,
  MAX_TOKEN_BYTES,
  metaSchema,
  SCHEMA_VERSION,
  vectorSchema,
  WORD_COLUMNS,
} from './schema';
import { firstLineOf } from './storeError';

/** What an index must agree with to be usable. */
export interface IndexIdentity {
  readonly fingerprint: string;
  /** Of the vectors that the deep model gives, and the quick one. */
  readonly dimensions: number;
  readonly quickDimensions: number;
  /** For people: the deep model's name. */
  readonly model: string;
}

/** Fewer vectors are scanned in a few ten milliseconds, exactly; the index of more is built in some seconds. */
const ROWS_WORTH_INDEXING = 50_000;
/** Partitions of the index that a query looks into, and how many times more rows than asked for it compares exactly. */
const PROBES = 40;
const REFINE_FACTOR = 10;

/** Writes between two rounds of compaction: queries slow down several-fold with thousands of small versions. */
export const WRITES_PER_MAINTENANCE = 60;

/** All tables that Hunch keeps in an index directory. */
export const TABLES = ['chunks', 'vectors', 'files', 'meta'] as const;
export type TableName = (typeof TABLES)[number];

export interface Tables {
  readonly chunks: Table;
  readonly vectors: Table;
  readonly files: Table;
}

/** Opens the tables, or says why they cannot be used. */
export async function openTables(
  connection: Connection,
  identity: IndexIdentity,
): Promise<{ readonly tables: Tables } | { readonly reason: string }> {
  try {
    const metaTable = await connection.openTable('meta');
    const meta = await tableMap(metaTable);
    metaTable.close();
    if (meta.get('schema') !== String(SCHEMA_VERSION))
      return { reason: l10n.t('it was made by another version of Hunch') };
    if (meta.get('fingerprint') !== identity.fingerprint) return { reason: l10n.t('the embedding model changed') };
    const [chunks, vectors, files] = await Promise.all([
      connection.openTable('chunks'),
      connection.openTable('vectors'),
      connection.openTable('files'),
    ]);
    const tables = { chunks, vectors, files };
    await probe(tables, identity);
    return { tables };
  } catch (error) {
    return { reason: l10n.t('it is damaged ({0})', firstLineOf(error)) };
  }
}

/** A damaged data file shows only when it is read: read a little of each kind. */
async function probe({ chunks, vectors, files }: Tables, identity: IndexIdentity): Promise<void> {
  const { MatchQuery } = await loadLanceDb();
  // All of them are needed at once anyway, and a row of a damaged fragment would be missed.
  await files
    .query()
    // By name: a manifest of nothing but zeros reads as a table without columns.
    .select(fileSchema.names as string[])
    .toArray();
  const any = (dimensions: number) => new Float32Array(dimensions).fill(1);
  await nearest(chunks, 'quickVector', any(identity.quickDimensions), ['path'], 1);
  await nearest(vectors, 'vector', any(identity.dimensions), ['contentHash'], 1);
  for (const column of WORD_COLUMNS)
    await chunks.query().fullTextSearch(new MatchQuery('probe', column)).select(['path', '_score']).limit(1).toArray();
}

/** Reads every column of every row. @throws what reading a damaged table fails with */
export async function readAll(table: Table): Promise<void> {
  for await (const batch of table.query()) batch.numRows.toString();
}

/**
 * The rows nearest to a vector by dot product, which is the cosine of normalized vectors: `score`, best first.
 * @param where a condition that the rows must meet; it is looked at before the distance
 */
export async function nearest<T>(
  table: Table,
  column: string,
  vector: Float32Array,
  select: readonly string[],
  limit: number,
  where?: string,
): Promise<(T & { readonly score: number })[]> {
  const query = table
    .query()
    .nearestTo(vector)
    .column(column)
    .distanceType('dot')
    // Of an index, where the table is so large that it has one; see `indexVectors`.
    .nprobes(PROBES)
    .refineFactor(REFINE_FACTOR)
    .select([...select, '_distance'])
    .limit(limit);
  // Where few rows meet a condition, those partitions may hold less than what is asked for: then all are looked into.
  const asked = where === undefined ? query : query.where(where).maximumNprobes(0);
  const rows = (await asked.toArray()) as (T & { _distance: number })[];
  // LanceDB's dot distance is 1 − dot product.
  return rows.map((row) => ({ ...pick(row, select), score: 1 - row._distance }));
}

/** A plain object: a row of Arrow's keeps its whole batch alive. */
export function pick<T>(row: T, columns: readonly string[]): T {
  return Object.fromEntries(columns.map((column) => [column, (row as Record<string, unknown>)[column]])) as T;
}

/**
 * Makes the tables anew that are not there. `meta`, which must not be, is written last: an index without it is not complete.
 */
export async function createTables(connection: Connection, identity: IndexIdentity): Promise<Tables> {
  const present = await connection.tableNames();
  const table = (name: TableName, schema: Schema) =>
    present.includes(name) ? connection.openTable(name) : connection.createEmptyTable(name, schema);
  const chunks = await table('chunks', chunkSchema(identity.quickDimensions));
  if (!present.includes('chunks')) await indexWords(chunks);
  const vectors = await table('vectors', vectorSchema(identity.dimensions));
  const files = await table('files', fileSchema);
  await connection.createTable(
    'meta',
    tableOf(metaSchema, [
      { key: 'schema', value: String(SCHEMA_VERSION) },
      { key: 'fingerprint', value: identity.fingerprint },
      { key: 'model', value: identity.model },
      { key: 'dimensions', value: String(identity.dimensions) },
    ]),
  );
  return { chunks, vectors, files };
}

/**
 * Builds the full-text index of all chunks anew, in place of the one there is: 0.25 s of processor time for 10,000 chunks.
 * LanceDB up to 0.31 must never be left to merge new rows into an index of which rows were deleted or replaced since: it
 * panics (lance-format/lance#8310, fixed by lance-format/lance#7115).
 */
export async function indexWords(chunks: Table): Promise<void> {
  const { Index } = await loadLanceDb();
  for (const column of WORD_COLUMNS)
    await chunks.createIndex(column, {
      // The words come split and in lower case already.
      config: Index.fts({
        baseTokenizer: 'simple',
        // People ask for "routes registered" where code says `registerRoute`; features are no language.
        stem: column === 'words',
        removeStopWords: false,
        withPosition: false,
        maxTokenLength: MAX_TOKEN_BYTES,
      }),
      replace: true,
    });
}

/** Chunks written since the word index was built. */
export async function rowsOutsideWordIndex(chunks: Table): Promise<number> {
  const index = (await chunks.listIndices()).find(({ columns }) => columns.includes('words'));
  const stats = index && (await chunks.indexStats(index.name));
  return stats?.numUnindexedRows ?? (await chunks.countRows());
}

/**
 * Merges the small fragments of a table and drops old versions. The index of its vectors is taken away before and made anew:
 * one over rows that compaction moves finds little more than half of the nearest afterwards (LanceDB 0.30, `ivfRq`). Without
 * it all rows are scanned.
 */
export async function compactVectors(table: Table, column: string): Promise<void> {
  const index = (await table.listIndices()).find(({ columns }) => columns.includes(column));
  if (index) await table.dropIndex(index.name);
  await compact(table);
  await indexVectors(table, column);
}

/**
 * Builds the index of a vector column anew where a scan over all rows would take too long. What is written later is found
 * without it, by a scan over what is not in it yet.
 */
async function indexVectors(table: Table, column: string): Promise<void> {
  if ((await table.countRows()) < ROWS_WORTH_INDEXING) return;
  const { Index } = await loadLanceDb();
  await table.createIndex(column, { config: Index.ivfRq({ distanceType: 'dot' }), replace: true });
}
