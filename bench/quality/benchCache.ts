import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';

/** What is fetched, generated and indexed for the benchmark is kept here: a second run takes seconds. */
export const cacheFolder = path.join(envPaths('hunch-bench', { suffix: '' }).cache, 'quality');

/**
 * A folder in the cache that is made once. It gets its name only when it is complete, so that one whose making was
 * interrupted is never used.
 *
 * @param name with everything in it that decides what the folder holds
 * @param fill writes into the empty folder it is given
 */
export async function keptFolder(name: string, fill: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await fill(partial);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another run may have been faster; what it made is the same.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
