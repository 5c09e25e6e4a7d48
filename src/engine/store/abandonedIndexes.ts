import { readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IndexLock } from './indexLock';
import { indexExists } from './inspectIndex';
import { CATALOG } from './seal';

/** In each index: which folder it is of. */
const MARKER = 'root.json';
/** What `workspace/savedRules.ts` leaves there. */
const RULES = 'rules.json';
const DAY_MS = 24 * 60 * 60 * 1000;
/** So long a folder must be gone before its index goes, too. */
export const GONE_DAYS = 30;
/** And so long where its drive may just not be there: unmounted, unplugged, a share that is not reached. */
export const UNREACHED_DAYS = 365;

interface Marker {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Of the file system that it is on, as `stat` numbers them. */
  readonly device: number;
  /** When it was first seen to be gone, ISO 8601. */
  readonly goneSince?: string;
}

/** Notes in an index which folder it is of, so that it can be removed some time after that folder. */
export async function markRoot(directory: string, root: string): Promise<void> {
  const marker: Marker = { root, device: (await stat(root)).dev };
  const before = await readMarker(directory);
  if (JSON.stringify(before) !== JSON.stringify(marker)) await writeMarker(directory, marker);
}

/** Removes the directory of an index that was deleted, unless somebody else keeps something there. */
export async function removeIndexDirectory(directory: string): Promise<void> {
  for (const name of [MARKER, RULES, CATALOG]) await rm(path.join(directory, name), { recursive: true, force: true });
  try {
    await rmdir(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(code ?? '')) throw error;
  }
}

/**
 * Looks at all indexes of a cache and removes those whose folders have been gone for long. One without a note of its folder
 * stays.
 * @param now milliseconds since 1970
 * @returns the folders of the removed indexes
 */
export async function removeAbandonedIndexes(cacheDirectory: string, now = Date.now()): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const directory of await indexesIn(cacheDirectory)) {
    const marker = await readMarker(directory);
    if (!marker) continue;
    const found = await look(marker);
    if (found === 'there') {
      if (marker.goneSince !== undefined) await writeMarker(directory, { root: marker.root, device: marker.device });
      continue;
    }
    const since = Date.parse(marker.goneSince ?? '');
    // Never seen to be gone, or by a clock that was wrong.
    if (Number.isNaN(since) || since > now) {
      await writeMarker(directory, { ...marker, goneSince: new Date(now).toISOString() });
      continue;
    }
    const days = found === 'gone' ? GONE_DAYS : UNREACHED_DAYS;
    if (now - since >= days * DAY_MS && (await removeUnused(directory))) removed.push(marker.root);
  }
  return removed;
}

/** How many indexes a cache holds, and how large they are together. */
export async function sizeOfIndexes(
  cacheDirectory: string,
  sizeOf: (directory: string) => Promise<number>,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const directories = await indexesIn(cacheDirectory);
  const sizes = await Promise.all(directories.map(sizeOf));
  // Of a deleted index the rules for the command line are left.
  const exist = await Promise.all(directories.map(indexExists));
  return { count: exist.filter(Boolean).length, bytes: sizes.reduce((sum, each) => sum + each, 0) };
}

async function indexesIn(cacheDirectory: string): Promise<string[]> {
  const indexes = path.join(cacheDirectory, 'indexes');
  try {
    const entries = await readdir(indexes, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(indexes, entry.name));
  } catch {
    return []; // Nothing was indexed yet.
  }
}

/**
 * `gone` when the file system it was on is there without it; `unreached` when what is left of its path is on another one, as
 * a mount point is without its drive, or nothing is left at all, as of a drive letter.
 */
async function look({ root, device }: Marker): Promise<'there' | 'gone' | 'unreached'> {
  for (let folder = root; ; folder = path.dirname(folder)) {
    try {
      const { dev } = await stat(folder);
      if (folder === root) return 'there';
      return dev === device ? 'gone' : 'unreached';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Not readable is not gone.
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return 'unreached';
      if (folder === path.dirname(folder)) return 'unreached';
    }
  }
}

/** Not while a process is writing it: it may know better. */
async function removeUnused(directory: string): Promise<boolean> {
  const lock = new IndexLock(directory);
  if (!(await lock.takeIfFree())) return false;
  try {
    await rm(directory, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
  return true;
}

async function readMarker(directory: string): Promise<Marker | undefined> {
  try {
    return JSON.parse(await readFile(path.join(directory, MARKER), 'utf8')) as Marker;
  } catch {
    return undefined;
  }
}

async function writeMarker(directory: string, marker: Marker): Promise<void> {
  await writeFile(path.join(directory, MARKER), JSON.stringify(marker));
}
