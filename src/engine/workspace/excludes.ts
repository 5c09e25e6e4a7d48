import path from 'node:path';
import picomatch from 'picomatch';
import type { ExcludePattern } from '../../protocol/engine';

/** Folders that hold no code of the workspace's own: dependencies, version control, caches of tools. */
export const EXCLUDED_FOLDERS = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'site-packages',
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.yarn',
  '.pnpm-store',
  '.venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '__pycache__',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.angular',
  '.gradle',
  '.terraform',
  '.nyc_output',
  '.vscode-test',
]);

/** A file of this name marks its folder as a Python virtual environment, whatever the folder is called. */
export const VIRTUAL_ENVIRONMENT_MARKER = 'pyvenv.cfg';

/** Answers, for a path relative to the workspace folder, whether it stays out and why. */
export interface Excludes {
  /** @param names the names beside it in its folder, for patterns with a `when` condition */
  reasonAgainst(relativePath: string, isFolder: boolean, names: ReadonlySet<string>): string | undefined;
}

/**
 * Compiles VS Code's exclude patterns (`files.exclude`, `search.exclude`, `hunch.exclude`) together with the folders that
 * always stay out. A pattern that matches a folder excludes all below it, since a walk does not enter it.
 */
export function compileExcludes(patterns: readonly ExcludePattern[]): Excludes {
  const compiled = patterns.map(({ glob, when }) => ({
    glob,
    when,
    matches: picomatch(glob.replace(/\/+$/, ''), { dot: true, nocase: false }),
    // `folder/**` is meant to keep the folder itself out, too.
    matchesFolder: glob.endsWith('/**') ? picomatch(glob.slice(0, -3), { dot: true }) : () => false,
  }));
  return {
    reasonAgainst(relativePath, isFolder, names) {
      const name = path.posix.basename(relativePath);
      if (isFolder && EXCLUDED_FOLDERS.has(name)) return `in ${name}`;
      for (const pattern of compiled) {
        if (!pattern.matches(relativePath) && !(isFolder && pattern.matchesFolder(relativePath))) continue;
        if (pattern.when !== undefined && !names.has(siblingName(pattern.when, name))) continue;
        return `excluded by the setting ${pattern.glob}`;
      }
      return undefined;
    },
  };
}

/** `$(basename).ts` for `app.js` → `app.ts`: VS Code's sibling condition. */
function siblingName(when: string, name: string): string {
  return when.replaceAll('$(basename)', path.posix.parse(name).name);
}
