import type { Connection, Table } from '@lancedb/lancedb';
import { tableOf } from './arrowTable';
import { loadLanceDb } from './lancedb';
import { tableMap } from './meta';
import { chunkSchema, fileSchema, MAX_TOKEN_BYTES, metaSchema, SCHEMA_VERSION, WORD_COLUMNS } from './schema';
import { firstLineOf } from './storeError';

/** What an index must agree with to be usable. */
export interface IndexIdentity {
  readonly fingerprint: string;
  readonly dimensions: number;
  /** For people: the model's name. */
  readonly model: string;
}

/** All that Hunch keeps in an index directory. */
export const TABLES = ['chunks', 'files', 'meta'] as const;

export interface Tables {
  readonly chunks: Table;
  readonly files: Table;
}

/** Opens the tables, or says why they cannot be used; neither when there are none yet. */
export async function openTables(
  connection: Connection,
  identity: IndexIdentity,
): Promise<{ readonly tables?: Tables; readonly reason?: string }> {
  const names = await connection.tableNames();
  if (!names.includes('meta')) return names.includes('chunks') ? { reason: 'it was not complete' } : {};
  try {
    const meta = await tableMap(await connection.openTable('meta'));
    if (meta.get('schema') !== String(SCHEMA_VERSION)) return { reason: 'it was made by another version of Hunch' };
    if (meta.get('fingerprint') !== identity.fingerprint) return { reason: 'the embedding model changed' };
    const [chunks, files] = await Promise.all([connection.openTable('chunks'), connection.openTable('files')]);
    await probe(chunks, files, identity.dimensions);
    return { tables: { chunks, files } };
  } catch (error) {
    return { reason: `it is damaged (${firstLineOf(error)})` };
  }
}

/** A damaged data file shows only when it is read: read a little of each kind. */
async function probe(chunks: Table, files: Table, dimensions: number): Promise<void> {
  const { MultiMatchQuery } = await loadLanceDb();
  // All of them are needed at once anyway, and a row of a damaged fragment would be missed.
  await files
    .query()
    // By name: a manifest of nothing but zeros reads as a table without columns.
    .select(fileSchema.names as string[])
    .toArray();
  await chunks.query().nearestTo(new Float32Array(dimensions).fill(1)).select(['path', '_distance']).limit(1).toArray();
  await chunks
    .query()
    .fullTextSearch(new MultiMatchQuery('probe', [...WORD_COLUMNS]))
    .select(['path', '_score'])
    .limit(1)
    .toArray();
}

/** `meta` is written last: an index without it is not complete. */
export async function createTables(connection: Connection, identity: IndexIdentity): Promise<Tables> {
  // Ours only: the directory may hold tables of somebody else.
  const present = await connection.tableNames();
  for (const name of TABLES) if (present.includes(name)) await connection.dropTable(name);
  const chunks = await connection.createEmptyTable('chunks', chunkSchema(identity.dimensions));
  await indexWords(chunks);
  const files = await connection.createEmptyTable('files', fileSchema);
  await connection.createTable(
    'meta',
    tableOf(metaSchema, [
      { key: 'schema', value: String(SCHEMA_VERSION) },
      { key: 'fingerprint', value: identity.fingerprint },
      { key: 'model', value: identity.model },
      { key: 'dimensions', value: String(identity.dimensions) },
    ]),
  );
  return { chunks, files };
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
      // The words come split and in lower case already; stemming and stop words are for prose.
      config: Index.fts({
        baseTokenizer: 'simple',
        stem: false,
        removeStopWords: false,
        withPosition: false,
        maxTokenLength: MAX_TOKEN_BYTES,
      }),
      replace: true,
    });
}
