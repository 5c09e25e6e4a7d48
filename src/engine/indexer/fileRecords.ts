import type { SkippedFile } from '../../protocol/engine';
import type { FileRow } from '../store/schema';
import { isInside } from '../isInside';
import { isSkippedForSize, sizeLimit } from '../workspace/readSource';
import type { FoundFile } from '../workspace/workspaceFiles';
import { INCLUDED_MARK } from './parseThread';

/** Whether a file looks as it did; if not, its content decides. */
export function isStampedAlike(one: Stamp, other: Stamp): boolean {
  return one.mtimeMs === other.mtimeMs && one.ctimeMs === other.ctimeMs && one.size === other.size;
}

type Stamp = Pick<FoundFile, 'mtimeMs' | 'ctimeMs' | 'size'>;

/** What the index knows of the files of a folder, as in its `files` table: kept in memory to be compared with the disk. */
export class FileRecords {
  private readonly rows = new Map<string, FileRow>();
  private chunkCount = 0;
  private fileCount = 0;

  /** @param nested folders that do not count; see `FolderConfig` */
  constructor(
    rows: Iterable<FileRow> = [],
    private readonly nested: readonly string[] = [],
  ) {
    this.replace(rows);
  }

  /** Forgets all that was known, for what is known now. */
  replace(rows: Iterable<FileRow>): void {
    this.rows.clear();
    this.chunkCount = 0;
    this.fileCount = 0;
    for (const row of rows) this.set(row);
  }

  /** Files with chunks, those left out not counted. */
  get files(): number {
    return this.fileCount;
  }

  get chunks(): number {
    return this.chunkCount;
  }

  get skipped(): SkippedFile[] {
    return [...this.rows.values()]
      .filter((row) => row.skipped !== '' && this.counts(row))
      .map((row) => ({ path: row.path, reason: row.skipped }));
  }

  /** The files with chunks at or below a path, in path order. */
  below(path: string): FileRow[] {
    return [...this.rows.values()]
      .filter(
        (row) =>
          row.chunks > 0 && this.counts(row) && (path === '' || row.path === path || row.path.startsWith(`${path}/`)),
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  get(path: string): FileRow | undefined {
    return this.rows.get(path);
  }

  set(row: FileRow): void {
    this.delete(row.path);
    this.rows.set(row.path, row);
    this.count(row, 1);
  }

  /** @returns the chunks that the file had */
  delete(path: string): number {
    const row = this.rows.get(path);
    if (!row) return 0;
    this.rows.delete(path);
    this.count(row, -1);
    return row.chunks;
  }

  private count(row: FileRow, times: 1 | -1): void {
    if (!this.counts(row)) return;
    this.chunkCount += times * row.chunks;
    if (row.skipped === '') this.fileCount += times;
  }

  private counts({ path }: FileRow): boolean {
    return !isInside(path, this.nested);
  }

  /**
   * What differs between the disk and the index.
   *
   * @param found all candidates on disk at or below `below`, `''` for the whole folder
   * @param unreadable folders that could not be looked into: what the index has of them is not gone
   * @param maxFileBytes the size limit now: a file left out for its size counts as changed when the limit was raised over it
   */
  compare(
    found: readonly FoundFile[],
    below: string,
    maxFileBytes: number,
    unreadable: readonly { readonly path: string }[],
  ): { readonly changed: FoundFile[]; readonly gone: string[] } {
    const changed = found.filter((file) => {
      const before = this.rows.get(file.path);
      return (
        // Reported itself: it may have changed twice within one tick of the clock that stamps it.
        file.path === below ||
        !before ||
        !isStampedAlike(before, file) ||
        before.hash.startsWith(INCLUDED_MARK) !== (file.included === true) ||
        isSkippedForSize(before.skipped) !== file.size > sizeLimit(maxFileBytes, file.included === true)
      );
    });
    const present = new Set(found.map((file) => file.path));
    const gone = [...this.rows.keys()].filter(
      (path) =>
        !present.has(path) &&
        (below === '' || path === below || path.startsWith(`${below}/`)) &&
        !unreadable.some((folder) => path.startsWith(`${folder.path}/`)),
    );
    return { changed, gone };
  }
}
