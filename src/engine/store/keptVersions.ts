import type { Table } from '@lancedb/lancedb';

/** Another process may be reading an older version for as long as this: one that follows does so for a second or two. */
export const KEEP_VERSIONS_MS = 20_000;
/**
 * Part of that time by which more is kept than needs to be. LanceDB counts the age of a version from when it comes to drop it,
 * not from when it is told to: what passes in between must not drop the version that was just counted as the oldest to keep.
 */
const MARGIN = 1 / 4;
/** Nothing was written before. */
const EVER = new Date(0);

/**
 * Merges the small fragments of a table, and drops the versions that nobody can be reading any more.
 * @param keepMs how long ago a version may have been the newest, and is still kept
 */
export async function compact(table: Table, keepMs = KEEP_VERSIONS_MS): Promise<void> {
  // In two steps: merging takes seconds on a large table, and for so long everything gets older.
  await table.optimize({ cleanupOlderThan: EVER });
  await table.optimize({ cleanupOlderThan: await oldestKept(table, keepMs) });
}

/**
 * Versions made before this can be removed. The one that was the newest a while ago may still be read, and how old a version is
 * says nothing of how long ago it was the newest: after a quiet hour it was so until a moment ago.
 */
async function oldestKept(table: Table, keepMs: number): Promise<Date> {
  const limit = Date.now() - keepMs;
  const times = (await table.listVersions()).map(({ timestamp }) => timestamp.getTime());
  // LanceDB never drops the newest: all others can go when it is old enough.
  if (Math.max(...times) <= limit) return new Date(limit);
  const newestThen = Math.max(...times.filter((time) => time <= limit));
  return Number.isFinite(newestThen) ? new Date(newestThen - keepMs * MARGIN) : EVER;
}
