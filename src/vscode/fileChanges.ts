import type { FileChangeKind, FilesChangedParams } from '../protocol/engine';

type Changes = FilesChangedParams['changes'];

/**
 * Creations go first and deletions last: the engine then sees the new place of a renamed file before the old one goes, and
 * takes its vectors over instead of computing them again.
 */
const ORDER: Readonly<Record<FileChangeKind, number>> = { created: 0, changed: 1, deleted: 2 };

/** Changes to files since the last hand-over, one a path. */
export class FileChanges {
  private readonly kinds = new Map<string, FileChangeKind>();

  get size(): number {
    return this.kinds.size;
  }

  /** Adds a change; a later one of the same path replaces the earlier, except that a new file stays new when written to. */
  add(path: string, kind: FileChangeKind): void {
    if (kind === 'changed' && this.kinds.get(path) === 'created') return;
    this.kinds.set(path, kind);
  }

  /** Hands over all of them, in the order the engine should take them, and forgets them. */
  take(): Changes {
    const changes = [...this.kinds].map(([path, kind]) => ({ path, kind }));
    this.kinds.clear();
    return changes.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  }
}

/**
 * Whether a change at this path can concern the index at all. These folders hardly ever do, and they are where an install or a
 * commit makes tens of thousands of events.
 *
 * @param relativePath from the workspace folder, forward slashes, one before it or not
 * @param entered folders of dependencies that do concern it
 */
export function mayBeIndexed(relativePath: string, entered: readonly string[] = []): boolean {
  if (/(?:^|\/)\.git\//.test(relativePath)) return false;
  if (!/(?:^|\/)node_modules\//.test(relativePath)) return true;
  const inside = relativePath.replace(/^\//, '');
  return entered.some((folder) => inside.startsWith(`${folder}/`));
}
