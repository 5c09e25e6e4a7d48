import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** As git sets `core.ignoreCase` when it makes a working tree: by what the platform's file systems do. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

interface Level {
  readonly rules: Ignore;
  /** Turns a path relative to the workspace folder into one relative to the folder of the rules. */
  readonly rebase: (relativePath: string) => string;
}

/**
 * The `.gitignore` rules in force in one folder: its own and those of the folders above, up to the root of the git working
 * tree. As in git, the deepest file that says something about a path decides.
 */
export class GitIgnore {
  private constructor(private readonly levels: readonly Level[]) {}

  /** The rules above a workspace folder that is itself a folder of a larger git working tree. */
  static async above(root: string): Promise<GitIgnore> {
    const above: string[] = [];
    for (let folder = root; !(await exists(path.join(folder, '.git')));) {
      const parent = path.dirname(folder);
      // No working tree at all: what lies above has no say.
      if (parent === folder) return new GitIgnore([]);
      folder = parent;
      above.unshift(folder);
    }
    const levels: Level[] = [];
    for (const folder of above) {
      const rules = await readRules(folder);
      const prefix = path.relative(folder, root).split(path.sep).join('/');
      if (rules) levels.push({ rules, rebase: (relativePath) => `${prefix}/${relativePath}` });
    }
    const ignoresRoot = levels.some(({ rules, rebase }) => rules.ignores(rebase('')));
    // Who opens a folder that its repository ignores (a dependency, a build's output) wants to search in it.
    return new GitIgnore(ignoresRoot ? [] : levels);
  }

  /**
   * Adds the rules of a folder to those of its parent.
   * @param folder relative to `root`, forward slashes, `''` for the root
   */
  async enter(root: string, folder: string): Promise<GitIgnore> {
    const rules = await readRules(path.join(root, folder));
    if (!rules) return this;
    const strip = folder === '' ? 0 : folder.length + 1;
    return new GitIgnore([...this.levels, { rules, rebase: (relativePath) => relativePath.slice(strip) }]);
  }

  /** @param relativePath relative to the workspace folder, forward slashes */
  ignores(relativePath: string, isFolder: boolean): boolean {
    for (let level = this.levels.length - 1; level >= 0; level--) {
      const { rules, rebase } = this.levels[level]!;
      const rebased = rebase(relativePath);
      const verdict = rules.test(isFolder ? `${rebased}/` : rebased);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
}

async function readRules(folder: string): Promise<Ignore | undefined> {
  try {
    const text = await readFile(path.join(folder, '.gitignore'), 'utf8');
    return ignore({ ignorecase: IGNORES_CASE }).add(text.replace(/^\uFEFF/, ''));
  } catch {
    // No such file, or not readable: no rules, as git does.
    return undefined;
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
