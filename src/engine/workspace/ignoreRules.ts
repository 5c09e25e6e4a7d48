import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { GitSettingsReader } from './gitSettings';
import { decide, IgnoreLevel, placeOf } from './ignoreLevel';
import type { LeftOut } from './leftOut';

const GITIGNORE = '.gitignore';
/** In gitignore syntax, and stronger than anything git says: it can also bring back what git leaves out. */
const HUNCHIGNORE = '.hunchignore';

/** Files of rules that lie among the workspace's files. */
export const IGNORE_FILES: ReadonlySet<string> = new Set([GITIGNORE, HUNCHIGNORE]);

/**
 * The rules in force in one folder: git's (global file, `info/exclude`, then the `.gitignore` files from the root of the
 * working tree down; the later decides) and, apart from them, those of the `.hunchignore` files.
 */
export class IgnoreRules {
  private constructor(
    private readonly root: string,
    private readonly settings: GitSettingsReader,
    private readonly git: readonly IgnoreLevel[],
    private readonly hunch: readonly IgnoreLevel[],
    private readonly ignoreCase: boolean,
    /** Taken for lines at the end of the `.hunchignore` in the workspace folder. */
    private readonly more: string | undefined,
  ) {}

  /**
   * The rules above a workspace folder, which may itself be a folder of a larger git working tree.
   * @param root the workspace folder, absolute
   * @param more taken for lines at the end of the `.hunchignore` in it
   */
  static async above(root: string, settings: GitSettingsReader, more?: string): Promise<IgnoreRules> {
    const above: string[] = [];
    let workTree = root;
    while (!(await exists(path.join(workTree, '.git')))) {
      const parent = path.dirname(workTree);
      if (parent === workTree) {
        // No working tree at all: what lies above has no say, and the folder is taken for one.
        above.length = 0;
        workTree = root;
        break;
      }
      workTree = parent;
      above.unshift(workTree);
    }
    let rules = await IgnoreRules.ofWorkTree(root, workTree, settings, [], more);
    for (const folder of above) {
      for (const name of IGNORE_FILES) settings.note(path.join(folder, name));
      rules = await rules.with(folder, IGNORE_FILES);
    }
    if (rules.byGit('', true) === undefined) return rules;
    // Who opens a folder that its repository ignores (a dependency, a build's output) wants to search in it.
    return new IgnoreRules(root, settings, [], rules.hunch, rules.ignoreCase, more);
  }

  private static async ofWorkTree(
    root: string,
    workTree: string,
    settings: GitSettingsReader,
    hunch: readonly IgnoreLevel[],
    more: string | undefined,
  ): Promise<IgnoreRules> {
    const { globalIgnore, infoExclude, ignoreCase } = await settings.of(workTree);
    const place = placeOf(root, workTree);
    const read = (file: string | undefined, reason: string) =>
      file === undefined ? undefined : IgnoreLevel.read({ file, reason }, place, ignoreCase);
    const levels = await Promise.all([
      read(globalIgnore, "ignored by git's global ignore file"),
      read(infoExclude, 'ignored by .git/info/exclude'),
    ]);
    const git = levels.filter((level) => level !== undefined);
    return new IgnoreRules(root, settings, git, hunch, ignoreCase, more);
  }

  /**
   * The rules in a folder, made from those of its parent.
   * @param folder relative to the workspace folder, forward slashes, `''` for that itself
   * @param names of what is in it
   */
  async enter(folder: string, names: ReadonlySet<string>): Promise<IgnoreRules> {
    const absolute = path.join(this.root, folder);
    // A submodule, or another repository in this one: git's rules outside of it mean nothing in it.
    const isWorkTree = folder !== '' && names.has('.git');
    const outer = isWorkTree
      ? await IgnoreRules.ofWorkTree(this.root, absolute, this.settings, this.hunch, this.more)
      : this;
    return outer.with(absolute, names);
  }

  private async with(folder: string, names: ReadonlySet<string>): Promise<IgnoreRules> {
    const place = placeOf(this.root, folder);
    const read = (name: string, more?: string) => {
      const source = { file: path.join(folder, name), reason: `ignored by ${name}` };
      const isThere = names.has(name) || more !== undefined;
      return isThere ? IgnoreLevel.read(source, place, this.ignoreCase, more) : undefined;
    };
    const more = folder === this.root ? this.more : undefined;
    const [git, hunch] = await Promise.all([read(GITIGNORE), read(HUNCHIGNORE, more)]);
    if (!git && !hunch) return this;
    return new IgnoreRules(
      this.root,
      this.settings,
      git ? [...this.git, git] : this.git,
      hunch ? [...this.hunch, hunch] : this.hunch,
      this.ignoreCase,
      this.more,
    );
  }

  /** The same, but for a folder that git leaves out and a person brings back: what is in it is judged by its own name. */
  without(folder: string): IgnoreRules {
    const git = this.git.map((level) => level.without(folder));
    return new IgnoreRules(this.root, this.settings, git, this.hunch, this.ignoreCase, this.more);
  }

  byGit(relativePath: string, isFolder: boolean): LeftOut | undefined {
    const verdict = decide(this.git, relativePath, isFolder);
    return verdict === 'in' ? undefined : verdict;
  }

  byHunch(relativePath: string, isFolder: boolean): LeftOut | 'in' | undefined {
    return decide(this.hunch, relativePath, isFolder);
  }

  /** Whether a `.hunchignore` brings back something of just this name. */
  bringsBackByName(name: string): boolean {
    return this.hunch.some((level) => level.names(name));
  }

  /** Whether a `.hunchignore` may bring back something below a folder. */
  mayBringBackBelow(folder: string): boolean {
    return this.hunch.some((level) => level.mayBringBackBelow(folder));
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
