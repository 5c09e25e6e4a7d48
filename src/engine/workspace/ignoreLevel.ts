import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { LeftOut } from './leftOut';
import { PathGlob } from './pathGlob';

/** What one file of rules is, for people. */
export interface RuleSource {
  /** Absolute path. */
  readonly file: string;
  readonly reason: string;
}

/** The rules of one file in gitignore syntax, and which paths they speak of. */
export class IgnoreLevel {
  private constructor(
    private readonly source: RuleSource,
    private readonly rules: Ignore,
    /** Without the `!`. */
    private readonly negatives: readonly string[],
    private readonly place: Place,
    private readonly ignoreCase: boolean,
  ) {}

  /**
   * Undefined when there is no such file, or it cannot be read: no rules, as git does.
   * @param more taken for lines at its end, whether it is there or not
   */
  static async read(
    source: RuleSource,
    place: Place,
    ignoreCase: boolean,
    more?: string,
  ): Promise<IgnoreLevel | undefined> {
    let text: string;
    try {
      text = await readFile(source.file, 'utf8');
    } catch {
      if (more === undefined) return undefined;
      text = '';
    }
    if (more !== undefined) text += `\n${more}`;
    const rules = ignore({ ignorecase: ignoreCase });
    const negatives: string[] = [];
    for (const [index, line] of text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .entries()) {
      rules.add({ pattern: line, mark: String(index + 1) });
      if (line.startsWith('!')) negatives.push(line.slice(1).replace(/(?<!\\)\s+$/, ''));
    }
    return new IgnoreLevel(source, rules, negatives, place, ignoreCase);
  }

  /** `'in'` when a negative rule names the path itself; undefined when this file says nothing. */
  verdict(relativePath: string, isFolder: boolean): LeftOut | 'in' | undefined {
    const rebased = this.place.rebase(relativePath);
    if (rebased === '') return undefined; // The very folder of the rules.
    const { ignored, unignored, rule } = this.rules.test(isFolder ? `${rebased}/` : rebased);
    if (ignored) return { reason: this.source.reason, rule: this.describe(rule) };
    return unignored ? 'in' : undefined;
  }

  /** The same rules, but for one folder that they leave out: what is in it is judged by its own name. */
  without(folder: string): IgnoreLevel {
    if (this.verdict(folder, true) === undefined) return this;
    const names = this.place
      .rebase(folder)
      .replace(/[\\*?[\]!# ]/g, '\\$&')
      .split('/');
    const folders = names.map((_, depth) => `!/${names.slice(0, depth + 1).join('/')}/`);
    const rules = ignore({ ignorecase: this.ignoreCase }).add(this.rules).add(folders);
    return new IgnoreLevel(this.source, rules, this.negatives, this.place, this.ignoreCase);
  }

  /** Whether a negative rule ends in just this name, without wildcards. */
  names(name: string): boolean {
    return this.negatives.some((pattern) => path.posix.basename(pattern).replace(/\\(.)/g, '$1') === name);
  }

  /** Whether a negative rule with a path in it may speak of something below a folder. */
  mayBringBackBelow(folder: string): boolean {
    return this.negatives.some((pattern) => {
      const trimmed = pattern.replace(/\/+$/, '');
      if (!trimmed.includes('/')) return false;
      return new PathGlob(trimmed.replace(/^\//, '')).mayMatchBelow(this.place.rebase(folder));
    });
  }

  private describe(rule: ignore.IgnoreRule | undefined): string {
    const { root } = this.place;
    const relative = path.relative(root, this.source.file).split(path.sep).join('/');
    const home = path.relative(os.homedir(), this.source.file).split(path.sep).join('/');
    const name = !relative.startsWith('..') ? relative : home.startsWith('..') ? this.source.file : `~/${home}`;
    return `line ${rule?.mark ?? '?'} of ${name}, "${rule?.pattern.trim() ?? ''}"`;
  }
}

/** A line of a file of rules that brings back just one file. @param relativePath from the folder of that file */
export function bringingBack(relativePath: string): string {
  return `!/${relativePath.replace(/[\\*?[\]]/g, '\\$&').replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length))}`;
}

/** Where a file of rules lies, seen from the workspace folder. */
export interface Place {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Turns a path relative to the workspace folder into one relative to the folder that the rules speak of. */
  readonly rebase: (relativePath: string) => string;
}

/** @param folder that the rules speak of, absolute: in the workspace folder, the folder itself, or above */
export function placeOf(root: string, folder: string): Place {
  const below = path.relative(root, folder).split(path.sep).join('/');
  if (below === '') return { root, rebase: (relativePath) => relativePath };
  if (below !== '..' && !below.startsWith('../'))
    return { root, rebase: (relativePath) => relativePath.slice(below.length + 1) };
  const prefix = path.relative(folder, root).split(path.sep).join('/');
  return { root, rebase: (relativePath) => (relativePath === '' ? prefix : `${prefix}/${relativePath}`) };
}

/** What several files say of a path: the last one that says something decides. */
export function decide(
  levels: readonly IgnoreLevel[],
  relativePath: string,
  isFolder: boolean,
): LeftOut | 'in' | undefined {
  for (let index = levels.length - 1; index >= 0; index--) {
    const verdict = levels[index]!.verdict(relativePath, isFolder);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
