import * as l10n from '@vscode/l10n';
import { lstat, readdir } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import path from 'node:path';
import type { FolderConfig } from '../../protocol/engine';
import { secretLeftOut, TOOL_FOLDERS } from './defaultRules';
import { FolderScope, type Verdict } from './folderScope';
import { GitSettingsReader } from './gitSettings';
import { IgnoreRules } from './ignoreRules';
import { type LeftOut, LeftOutTally } from './leftOut';
import { nameOf } from './pathGlob';
import { readStart } from './readStart';
import { SettingRules } from './settingRules';

/** A file as the walk sees it. */
export interface FoundFile {
  /** Relative to the workspace folder, forward slashes. */
  readonly path: string;
  readonly mtimeMs: number;
  /**
   * Of the file's entry: tools that set `mtimeMs` to what it was before (`cp -p`, `rsync -t`, archives) cannot set this one.
   */
  readonly ctimeMs: number;
  /** Bytes. */
  readonly size: number;
  /** A person said that it is in: of what its content could be left out for only what cannot be read as text holds. */
  readonly included?: true;
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
  /** What is left out by its name or kind; what a file's content decides is not known yet. */
  readonly leftOut: LeftOutTally;
  /** Folders of dependencies and tools that were looked into, since a person brings back what is in them. */
  readonly entered: string[];
}

/** What is decided of one path before its content is looked at. */
export type Decision = { readonly leftOut: LeftOut } | { readonly file: FoundFile };

interface FileVerdict extends Verdict {
  /** Its first line decides whether it is of a wanted language. */
  readonly undecided?: boolean;
}

/** Files of no language that is indexed: counted, not listed. */
const NO_CODE: LeftOut = { reason: 'no code that Hunch reads' };
const SYMBOLIC_LINK: LeftOut = { reason: 'symbolic link' };
const SPECIAL: LeftOut = { reason: 'no ordinary file' };
const GONE: LeftOut = { reason: 'not there' };

/**
 * Knows which files of a workspace folder are candidates for the index: inside the folder, of a wanted language, and not
 * left out by settings, files of rules, or for what their names say. Symbolic links are not followed: what they point
 * to is either in the workspace anyway or not part of it.
 *
 * The rules of a folder are read once and kept: make a new instance when a file of rules changes.
 */
export class WorkspaceFiles {
  private readonly settings: SettingRules;
  private readonly scopes = new Map<string, Promise<FolderScope | undefined>>();

  constructor(
    private readonly config: FolderConfig,
    private readonly wanted: WantedFiles,
    private readonly git = new GitSettingsReader(),
    /** Taken for lines at the end of the `.hunchignore` in the folder. */
    private readonly moreRules?: string,
  ) {
    this.settings = new SettingRules(config);
  }

  /**
   * All candidates at or below a path, in path order. A path that is left out or gone gives none.
   * @param pace resolves when the next folder may be looked into
   */
  async scan(below = '', pace?: () => Promise<void>): Promise<ScanResult> {
    const result: ScanResult = {
      files: [],
      unreadable: [],
      leftOut: new LeftOutTally(this.config.nested),
      entered: [],
    };
    if (below === '') {
      await this.walk('', result, pace);
      return result;
    }
    const decision = await this.decide(below);
    if (decision === 'folder') {
      const names = below.split('/');
      const inTool = names.findIndex((name) => TOOL_FOLDERS.has(name));
      if (inTool !== -1) result.entered.push(names.slice(0, inTool + 1).join('/'));
      await this.walk(below, result, pace);
    } else if ('file' in decision) result.files.push(decision.file);
    else result.leftOut.add(below, false, decision.leftOut);
    return result;
  }

  /**
   * What the walk makes of one path, and why.
   * @param relativePath forward slashes, not `''`
   * @returns `'folder'` for a folder that is walked
   */
  async decide(relativePath: string): Promise<Decision | 'folder'> {
    const parts = relativePath.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const above = parts.slice(0, depth).join('/');
      const reached = await this.decideFolder(above);
      if (reached) return { leftOut: inFolder(reached, above) };
    }
    let stats: Stats;
    try {
      stats = await lstat(path.join(this.config.root, relativePath));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { leftOut: code === 'ENOENT' || code === 'ENOTDIR' ? GONE : { reason: `not readable (${code})` } };
    }
    if (stats.isDirectory()) {
      const leftOut = await this.decideFolder(relativePath);
      return leftOut ? { leftOut } : 'folder';
    }
    const scope = await this.scope(parentOf(relativePath));
    if (!scope) return { leftOut: GONE };
    const verdict = this.judgeFile(scope, relativePath, stats);
    if (verdict.leftOut) return { leftOut: verdict.leftOut };
    if (verdict.undecided && !(await this.isWantedScript(relativePath))) return { leftOut: NO_CODE };
    return { file: found(relativePath, stats, verdict) };
  }

  /** Why a folder is not walked. One that is left out and holds something that is brought back is. */
  private async decideFolder(relativePath: string): Promise<LeftOut | undefined> {
    const parent = await this.scope(parentOf(relativePath));
    if (!parent) return GONE;
    const { leftOut, holdsIncluded } = parent.judge(relativePath, true);
    if (leftOut && !holdsIncluded) return leftOut;
    const scope = await this.scope(relativePath);
    return scope ? scope.blocked : GONE;
  }

  /** By name and kind, in the order in which a person would ask. */
  private judgeFile(
    scope: FolderScope,
    relativePath: string,
    kind: Pick<Dirent, 'isFile' | 'isSymbolicLink'>,
  ): FileVerdict {
    if (kind.isSymbolicLink()) return { leftOut: SYMBOLIC_LINK };
    if (!kind.isFile()) return { leftOut: SPECIAL };
    const wanted = this.wanted.byPath(relativePath);
    // What may hold secrets is told of by that, also where it holds no code.
    if (wanted === false) return { leftOut: secretLeftOut(nameOf(relativePath)) ?? NO_CODE };
    const verdict = scope.judge(relativePath, false);
    return wanted === 'maybe' && !verdict.leftOut ? { ...verdict, undecided: true } : verdict;
  }

  /** Rules for the entries of a folder; undefined when it cannot be read. */
  private scope(relativePath: string, names?: readonly string[]): Promise<FolderScope | undefined> {
    let scope = this.scopes.get(relativePath);
    if (!scope) {
      scope = this.readScope(relativePath, names);
      this.scopes.set(relativePath, scope);
    }
    return scope;
  }

  private async readScope(relativePath: string, known?: readonly string[]): Promise<FolderScope | undefined> {
    let names: ReadonlySet<string>;
    try {
      names = new Set(known ?? (await readdir(path.join(this.config.root, relativePath))));
    } catch {
      return undefined;
    }
    if (relativePath === '')
      return FolderScope.ofRoot(
        names,
        await IgnoreRules.above(this.config.root, this.git, this.moreRules),
        this.settings,
      );
    return (await this.scope(parentOf(relativePath)))?.enter(relativePath, names);
  }

  /** Depth first, a folder at a time; the files of one folder are asked for together. */
  private async walk(start: string, result: ScanResult, pace?: () => Promise<void>): Promise<void> {
    const { leftOut: tally } = result;
    const pending = [start];
    for (let relativePath = pending.pop(); relativePath !== undefined; relativePath = pending.pop()) {
      await pace?.();
      let entries: Dirent[];
      try {
        entries = await readdir(path.join(this.config.root, relativePath), { withFileTypes: true });
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        // The workspace folder itself: the caller must not take this for "empty".
        if (relativePath === '')
          throw new WorkspaceError(
            l10n.t(
              'The folder {0} cannot be read ({1}): check that it exists and that you may read it.',
              this.config.root,
              String(code),
            ),
            { cause: error },
          );
        if (code !== 'ENOENT') result.unreadable.push({ path: relativePath, reason: `not readable (${code})` });
        continue;
      }
      const scope = await this.scope(
        relativePath,
        entries.map((entry) => entry.name),
      );
      if (!scope) continue;
      if (scope.blocked) {
        tally.add(relativePath, true, scope.blocked);
        continue;
      }
      const candidates: { readonly path: string; readonly verdict: FileVerdict }[] = [];
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const entryPath = relativePath === '' ? entry.name : `${relativePath}/${entry.name}`;
        if (entry.isDirectory()) {
          const { leftOut, holdsIncluded } = scope.judge(entryPath, true);
          if (leftOut && !holdsIncluded) tally.add(entryPath, true, leftOut);
          else {
            pending.push(entryPath);
            if (TOOL_FOLDERS.has(entry.name)) result.entered.push(entryPath);
          }
          continue;
        }
        const verdict = this.judgeFile(scope, entryPath, entry);
        if (verdict.leftOut) tally.add(entryPath, false, verdict.leftOut, verdict.leftOut !== NO_CODE);
        else candidates.push({ path: entryPath, verdict });
      }
      const files = await Promise.all(candidates.map(({ path: file, verdict }) => this.find(file, verdict)));
      for (const [index, file] of files.entries()) {
        if (!file) continue;
        // One at a time: a folder of a hundred thousand of them must not use up the process's file handles.
        if (!candidates[index]!.verdict.undecided || (await this.isWantedScript(file.path))) result.files.push(file);
        else tally.add(file.path, false, NO_CODE, false);
      }
    }
  }

  private async isWantedScript(relativePath: string): Promise<boolean> {
    const start = await readStart(path.join(this.config.root, relativePath), this.wanted.firstLineBytes);
    return start !== undefined && this.wanted.byFirstLine(start);
  }

  private async find(relativePath: string, verdict: FileVerdict): Promise<FoundFile | undefined> {
    try {
      return found(relativePath, await lstat(path.join(this.config.root, relativePath)), verdict);
    } catch {
      return undefined; // Vanished between the listing and now.
    }
  }
}

function found(relativePath: string, { mtimeMs, ctimeMs, size }: Stats, { included }: Verdict): FoundFile {
  return { path: relativePath, mtimeMs, ctimeMs, size, ...(included ? { included } : {}) };
}

function inFolder({ reason, rule }: LeftOut, folder: string): LeftOut {
  return { reason, rule: rule === undefined ? `the folder ${folder}` : `the folder ${folder}: ${rule}` };
}

function parentOf(relativePath: string): string {
  const slash = relativePath.lastIndexOf('/');
  return slash === -1 ? '' : relativePath.slice(0, slash);
}
