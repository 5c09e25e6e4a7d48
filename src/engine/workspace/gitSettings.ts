import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A git that hangs (a home folder on a dead network drive) must not hold up a walk for ever. */
const GIT_LIMIT_MS = 5000;

/** What git's own settings say about a working tree's ignored files. */
export interface GitSettings {
  /** `core.excludesFile`, or git's default; undefined when it is set to nothing. */
  readonly globalIgnore?: string;
  /** `info/exclude` of the repository; undefined outside of one. */
  readonly infoExclude?: string;
  readonly ignoreCase: boolean;
  /** All files that decide on the above, whether they exist or not. */
  readonly files: readonly string[];
}

/** Asks git, once for each working tree. */
export class GitSettingsReader {
  private readonly known = new Map<string, Promise<GitSettings>>();
  private readonly seen = new Set<string>();

  /** @param workTree absolute path of a folder, with or without a `.git` in it */
  of(workTree: string): Promise<GitSettings> {
    let settings = this.known.get(workTree);
    if (!settings) {
      settings = readGitSettings(workTree).then((read) => {
        for (const file of read.files) this.seen.add(file);
        return read;
      });
      this.known.set(workTree, settings);
    }
    return settings;
  }

  /** A file of rules that was looked for and that lies where no editor may be watching. */
  note(file: string): void {
    this.seen.add(file);
  }

  /** Files outside of what an editor watches: when one changes, all has to be compared again. */
  get files(): readonly string[] {
    return [...this.seen];
  }
}

async function readGitSettings(workTree: string): Promise<GitSettings> {
  const [repository, excludesFile, ignoreCase] = await Promise.all([
    commonDirectory(workTree),
    gitConfig(workTree, 'core.excludesFile', 'path'),
    gitConfig(workTree, 'core.ignoreCase', 'bool'),
  ]);
  const { XDG_CONFIG_HOME = '' } = process.env;
  const configHome = XDG_CONFIG_HOME === '' ? path.join(os.homedir(), '.config') : XDG_CONFIG_HOME;
  const globalIgnore = excludesFile ?? path.join(configHome, 'git', 'ignore');
  const infoExclude = repository === undefined ? undefined : path.join(repository, 'info', 'exclude');
  const absolute = globalIgnore === '' ? undefined : path.resolve(workTree, globalIgnore);
  return {
    ...(absolute === undefined ? {} : { globalIgnore: absolute }),
    ...(infoExclude === undefined ? {} : { infoExclude }),
    // As git sets it when it makes a working tree: by what the platform's file systems do.
    ignoreCase:
      ignoreCase === undefined ? process.platform === 'win32' || process.platform === 'darwin' : ignoreCase === 'true',
    files: [
      ...[absolute, infoExclude].filter((file) => file !== undefined),
      ...(repository === undefined ? [] : [path.join(repository, 'config')]),
      path.join(os.homedir(), '.gitconfig'),
      path.join(configHome, 'git', 'config'),
    ],
  };
}

/**
 * The value of a setting, from all the files that git takes it from. Undefined when it is not set, and without git. Reading
 * its settings makes git run nothing of the repository.
 */
async function gitConfig(workTree: string, name: string, type: 'path' | 'bool'): Promise<string | undefined> {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  // Set where Hunch was started from a hook: they would mean another repository.
  for (const variable of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR'])
    Reflect.deleteProperty(env, variable);
  try {
    const { stdout } = await run('git', ['-C', workTree, 'config', `--type=${type}`, '--get', name], {
      env,
      timeout: GIT_LIMIT_MS,
      windowsHide: true,
      // Windows looks for a program in the current folder first: not in one of the person's.
      cwd: path.dirname(process.execPath),
    });
    return stdout.replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}

/** Where a working tree's repository keeps what its worktrees share; undefined when the folder has no `.git`. */
async function commonDirectory(workTree: string): Promise<string | undefined> {
  const dotGit = path.join(workTree, '.git');
  let directory = dotGit;
  try {
    // In a linked worktree or a submodule a file that says where.
    const target = /^gitdir: (.+)/.exec(await readFile(dotGit, 'utf8'))?.[1];
    if (target === undefined) return undefined;
    directory = path.resolve(workTree, target.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') return undefined;
  }
  try {
    return path.resolve(directory, (await readFile(path.join(directory, 'commondir'), 'utf8')).trim());
  } catch {
    return directory;
  }
}
