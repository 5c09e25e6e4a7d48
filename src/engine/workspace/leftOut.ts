import type { LeftOutGroup, SkippedFile } from '../../protocol/engine';
import { isInside } from '../isInside';

/** Why a file or folder is not indexed. */
export interface LeftOut {
  /** Fit to follow a name: `minified`, `ignored by .gitignore`. The same words for all files of one kind: they are counted by it. */
  readonly reason: string;
  /** What exactly says so, e.g. `line 3 of .gitignore, "out/"`. */
  readonly rule?: string;
}

/**
 * Whether a file is left out by Hunch's own judgement, and not by a rule of the person's or for being no file of code: what
 * one may miss without knowing why.
 */
export function isOwnJudgement({ path, reason }: SkippedFile): boolean {
  return !path.endsWith('/') && !/^(?:ignored|excluded|symbolic link|no )/.test(reason);
}

/** More of one kind are counted, and not listed. */
const LISTED = 1000;

/** Counts what a walk leaves out, and lists it as far as a person would want to read it. */
export class LeftOutTally {
  private readonly groups = new Map<string, { files: number; folders: number; listed: string[] }>();

  /** @param nested folders that do not count; see `FolderConfig` */
  constructor(private readonly nested: readonly string[] = []) {}

  /** @param listed whether its name says anything; the hundreds of pictures and texts of a repository do not */
  add(path: string, isFolder: boolean, { reason }: LeftOut, listed = true): void {
    if (isInside(path, this.nested)) return;
    let group = this.groups.get(reason);
    if (!group) this.groups.set(reason, (group = { files: 0, folders: 0, listed: [] }));
    if (isFolder) group.folders++;
    else group.files++;
    if (listed && group.listed.length < LISTED) group.listed.push(isFolder ? `${path}/` : path);
  }

  /** All of several together, most first. A folder counts as one, whatever is in it. */
  static sum(...tallies: readonly LeftOutTally[]): LeftOutGroup[] {
    const sums = new Map<string, LeftOutGroup>();
    for (const { groups } of tallies)
      for (const [reason, { files, folders }] of groups) {
        const before = sums.get(reason);
        sums.set(reason, { reason, files: files + (before?.files ?? 0), folders: folders + (before?.folders ?? 0) });
      }
    return [...sums.values()].sort((a, b) => b.files + b.folders - a.files - a.folders);
  }

  /** Those worth listing, a folder with a slash at its end. */
  list(): SkippedFile[] {
    return [...this.groups].flatMap(([reason, { listed }]) => listed.map((path) => ({ path, reason })));
  }
}
