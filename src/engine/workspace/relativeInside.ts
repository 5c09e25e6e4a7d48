import path from 'node:path';

/** A file's path relative to a folder, forward slashes, `''` for the folder itself; undefined when it is not in it. */
export function relativeInside(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
}
