import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';

/** The user's cache directory for Hunch by the platform's convention, e.g. `~/.cache/hunch` on Linux. */
export function defaultCacheDirectory(): string {
  return envPaths('hunch', { suffix: '' }).cache;
}

/**
 * Where the index of a workspace folder lives: one folder per real path, so that VS Code, its forks and the command line
 * share one index. The folder's own name is kept in front, for people who look into the cache directory.
 *
 * @param root absolute path of an existing folder
 */
export function indexDirectoryOf(root: string, cacheDirectory = defaultCacheDirectory()): string {
  const real = realpathSync.native(root);
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 16);
  const name = path
    .basename(real)
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 40);
  return path.join(cacheDirectory, 'indexes', `${name}-${hash}`);
}
