import type { Table } from '@lancedb/lancedb';

/** The rows of the `meta` table: what an index was made with. */
export async function tableMap(meta: Table): Promise<Map<string, string>> {
  const rows = (await meta.query().toArray()) as { key: string; value: string }[];
  return new Map(rows.map(({ key, value }) => [key, value]));
}
