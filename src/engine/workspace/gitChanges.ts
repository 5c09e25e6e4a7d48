import * as l10n from '@vscode/l10n';
import { execFile } from 'node:child_process';
import path from 'node:path';

/** A status of so many changes takes no longer than this; git is not waited for beyond. */
const LONGEST_MS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** What differs from the last commit, or one sentence that says why that is not known. */
export type GitChanges = { readonly paths: readonly string[] } | { readonly reason: string };

/**
 * Files below a folder that git calls changed: modified, staged, renamed, or new and not ignored. Deleted ones are among
 * them.
 *
 * A repository's own settings name programs that git would run (`core.fsmonitor`, hooks, filters), and the folder need not be
 * one that the person trusts: all of them are switched off.
 *
 * @param root absolute path
 * @returns paths relative to `root`, forward slashes
 */
export async function gitChanges(root: string): Promise<GitChanges> {
  try {
    const prefix = (await git(root, ['rev-parse', '--show-prefix'])).replace(/\r?\n$/u, '');
    const filters = await git(root, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']).catch(
      ignoreNoMatch,
    );
    const status = await git(
      root,
      // Also of what is new in a new folder; not of submodules, which have settings of their own.
      ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--ignore-submodules=all', '--no-renames', '--', '.'],
      withoutFilters(filters),
    );
    return { paths: pathsOf(status).flatMap((file) => (file.startsWith(prefix) ? [file.slice(prefix.length)] : [])) };
  } catch (error) {
    return { reason: reasonFor(error) };
  }
}

/** The paths of `git status --porcelain=v1 -z --no-renames`: two letters, a space, the path. */
function pathsOf(status: string): string[] {
  return status
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => entry.slice(3));
}

/** Settings that take their programs away from the filters of a repository. @param names `filter.lfs.clean` and so on */
function withoutFilters(names: string): string[] {
  return names
    .split('\0')
    .filter((name) => name !== '')
    .flatMap((name) => ['-c', name.toLowerCase().endsWith('.required') ? `${name}=false` : `${name}=`]);
}

function git(root: string, args: readonly string[], settings: readonly string[] = []): Promise<string> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${path.join(root, '.git', 'no-hooks')}`];
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['--no-pager', '-C', root, ...safe, ...settings, ...args],
      {
        // On Windows a program is looked for in the current folder first, which must not be the workspace's.
        cwd: path.dirname(process.execPath),
        env: {
          ...process.env,
          // Status must not write, fetch what a partial clone lacks, or ask for a password.
          GIT_OPTIONAL_LOCKS: '0',
          GIT_NO_LAZY_FETCH: '1',
          GIT_ALLOW_PROTOCOL: 'none',
          GIT_TERMINAL_PROMPT: '0',
          LC_ALL: 'C',
        },
        encoding: 'utf8',
        maxBuffer: MOST_BYTES,
        timeout: LONGEST_MS,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        if (error) reject(Object.assign(error as Error, { stderr }));
        else resolve(stdout);
      },
    );
  });
}

/** `git config` exits with 1 when no name matches. */
function ignoreNoMatch(error: unknown): string {
  if ((error as { code?: unknown }).code === 1) return '';
  throw error;
}

function reasonFor(error: unknown): string {
  const { code, stderr = '', killed } = error as { code?: unknown; stderr?: string; killed?: boolean };
  if (code === 'ENOENT') return l10n.t('git is not installed, or not on the PATH.');
  if (stderr.includes('not a git repository')) return l10n.t('this folder is not in a git repository.');
  if (stderr.includes('dubious ownership')) return l10n.t('git refuses this repository because another user owns it.');
  if (killed === true) return l10n.t('git took more than {0} seconds.', LONGEST_MS / 1000);
  return l10n.t('git failed ({0}).', stderr === '' ? String(code) : stderr.split('\n')[0]!);
}
