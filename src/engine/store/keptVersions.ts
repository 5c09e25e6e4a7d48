import type { Table } from '@lancedb/lancedb';

/** Another process may be reading an older version for as long as this: one that follows does so for a second or two. */
export const KEEP_VERSIONS_MS = 20_000;

/**
 * Versions made before this can be removed. The one that was the newest a while ago may still be read, and how old a version is
 * says nothing of how long ago it was the newest: after a quiet hour it was so until a moment ago.
 */
export async function oldestKept(table: Table, keepMs = KEEP_VERSIONS_MS): Promise<Date> {
  const limit = Date.now() - keepMs;
  const times = (await table.listVersions()).map(({ timestamp }) => timestamp.getTime());
  const newestThen = Math.max(...times.filter((time) => time <= limit));
  return new Date(Number.isFinite(newestThen) ? newestThen - 1 : limit);
}
