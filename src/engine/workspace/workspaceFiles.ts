import { lstat, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type { FolderConfig } from '../../protocol/engine';
import { compileExcludes, VIRTUAL_ENVIRONMENT_MARKER, type Excludes } from './excludes';
import { GitIgnore } from './gitignore';
import { readStart } from './readStart';

/** A file as the walk sees it. */
export interface FoundFile {
  /** Relative to the workspace folder, forward slashes. */
  readonly path: string;
  readonly mtimeMs: number;
  /** Bytes. */
  readonly size: number;
}

/** Which files are of a language that can be indexed. */
export interface WantedFiles {
  /** By its path, relative to the workspace folder. `'maybe'` when its first line decides. */
  byPath(relativePath: string): boolean | 'maybe';
  /** @param text what the file begins with, cut anywhere after `firstLineBytes` */
  byFirstLine(text: string): boolean;
  readonly firstLineBytes: number;
}

/** The workspace folder itself cannot be used; the message is one sentence for people. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
}

/** What a walk could not read, and why. */
export interface UnreadableFolder {
  readonly path: string;
  readonly reason: string;
}

export interface ScanResult {
  readonly files: FoundFile[];
  readonly unreadable: UnreadableFolder[];
}

interface Folder {
  readonly names: ReadonlySet<string>;
  readonly ignore: GitIgnore;
}

/**
 * Knows which files of a workspace folder are candidates for the index: inside the folder, of a wanted language, not
 * excluded by settings, by `.gitignore`, or by being someone else's code. Symbolic links are not followed: what they point
 * to is either in the workspace anyway or not part of it.
 *
 * The rules of a folder are read once and kept: make a new instance when a `.gitignore` changes.
 */
export class WorkspaceFiles {
  private readonly excludes: Excludes;
  private readonly folders = new Map<string, Promise<Folder | undefined>>();

  constructor(
    private readonly config: FolderConfig,
    private readonly wanted: WantedFiles,
  ) {
    this.excludes = compileExcludes(config.exclude);
  }

  /** All candidates at or below a path, in path order. A path that is excluded or gone gives none. */
  async scan(below = ''): Promise<ScanResult> {
    const result: ScanResult = { files: [], unreadable: [] };
    if (below === '') {
      await this.walk('', result);
      return result;
    }
    if (!(await this.reaches(below))) return result;
    let stats;
    try {
      stats = await lstat(path.join(this.config.root, below));
    } catch {
      return result; // Gone since it was reported.
    }
    if (stats.isDirectory()) {
      if (!(await this.leftOut(below, true))) await this.walk(below, result);
      return result;
    }
    const wanted = stats.isFile() && this.wanted.byPath(below);
    if (wanted === false || (await this.leftOut(below, false))) return result;
    if (wanted === true || (await this.isWantedScript(below)))
      result.files.push({ path: below, mtimeMs: stats.mtimeMs, size: stats.size });
    return result;
  }

  /** Whether no folder above the path is left out. */
  private async reaches(relativePath: string): Promise<boolean> {
    const parts = relativePath.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      if (await this.leftOut(parts.slice(0, depth).join('/'), true)) return false;
    }
    return true;
  }

  private async leftOut(relativePath: string, isFolder: boolean): Promise<boolean> {
    const parent = await this.folder(parentOf(relativePath));
    if (!parent) return true;
    return this.leftOutOf(parent, relativePath, isFolder);
  }

  private leftOutOf(parent: Folder, relativePath: string, isFolder: boolean): boolean {
    return (
      this.excludes.reasonAgainst(relativePath, isFolder, parent.names) !== undefined ||
      parent.ignore.ignores(relativePath, isFolder)
    );
  }

  /** Rules for the entries of a folder; undefined when it is a virtual environment or cannot be read. */
  private folder(relativePath: string, names?: readonly string[]): Promise<Folder | undefined> {
    let folder = this.folders.get(relativePath);
    if (!folder) {
      folder = this.readFolder(relativePath, names);
      this.folders.set(relativePath, folder);
    }
    return folder;
  }

  private async readFolder(relativePath: string, known?: readonly string[]): Promise<Folder | undefined> {
    const parentIgnore =
      relativePath === ''
        ? await GitIgnore.above(this.config.root)
        : (await this.folder(parentOf(relativePath)))?.ignore;
    if (!parentIgnore) return undefined;
    let names: readonly string[];
    try {
      names = known ?? (await readdir(path.join(this.config.root, relativePath)));
    } catch {
      return undefined;
    }
    return {
      names: new Set(names),
      ignore: names.includes('.gitignore') ? await parentIgnore.enter(this.config.root, relativePath) : parentIgnore,
    };
  }

  /** Depth first, a folder at a time; the files of one folder are asked for together. */
  private async walk(start: string, result: ScanResult): Promise<void> {
    const pending = [start];
    for (let relativePath = pending.pop(); relativePath !== undefined; relativePath = pending.pop()) {
      let entries: Dirent[];
      try {
        entries = await readdir(path.join(this.config.root, relativePath), { withFileTypes: true });
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        // The workspace folder itself: the caller must not take this for "empty".
        if (relativePath === '')
          throw new WorkspaceError(
            `The folder ${this.config.root} cannot be read (${code}): check that it exists and that you may read it.`,
            { cause: error },
          );
        if (code !== 'ENOENT') result.unreadable.push({ path: relativePath, reason: `not readable (${code})` });
        continue;
      }
      if (relativePath !== '' && entries.some((entry) => entry.name === VIRTUAL_ENVIRONMENT_MARKER)) continue;
      const folder = await this.folder(
        relativePath,
        entries.map((entry) => entry.name),
      );
      if (!folder) continue;
      const candidates: string[] = [];
      const undecided = new Set<string>();
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const entryPath = relativePath === '' ? entry.name : `${relativePath}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!this.leftOutOf(folder, entryPath, true)) pending.push(entryPath);
          continue;
        }
        const wanted = entry.isFile() && this.wanted.byPath(entryPath);
        if (wanted === false || this.leftOutOf(folder, entryPath, false)) continue;
        candidates.push(entryPath);
        if (wanted === 'maybe') undecided.add(entryPath);
      }
      for (const found of await Promise.all(candidates.map((candidate) => this.find(candidate)))) {
        if (!found) continue;
        // One at a time: a folder of a hundred thousand of them must not use up the process's file handles.
        if (!undecided.has(found.path) || (await this.isWantedScript(found.path))) result.files.push(found);
      }
    }
  }

  private async isWantedScript(relativePath: string): Promise<boolean> {
    const start = await readStart(path.join(this.config.root, relativePath), this.wanted.firstLineBytes);
    return start !== undefined && this.wanted.byFirstLine(start);
  }

  private async find(relativePath: string): Promise<FoundFile | undefined> {
    try {
      const stats = await lstat(path.join(this.config.root, relativePath));
      return { path: relativePath, mtimeMs: stats.mtimeMs, size: stats.size };
    } catch {
      return undefined; // Vanished between the listing and now.
    }
  }
}

function parentOf(relativePath: string): string {
  const slash = relativePath.lastIndexOf('/');
  return slash === -1 ? '' : relativePath.slice(0, slash);
}
