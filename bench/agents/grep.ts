import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tellingWords } from '../../src/engine/search/sameWord';
import type { Piece } from './reading';

/** Lines shown before and after a match. */
const AROUND = 20;
const LEAST_LETTERS = 3;
const MOST_OUTPUT_BYTES = 512 * 1024 * 1024;

/** A file with matches. */
export interface Matched {
  readonly path: string;
  /** The line of each match, 1-based, ascending. */
  readonly lines: readonly number[];
  /** Different keywords among them. */
  readonly keywords: number;
}

/**
 * What somebody greps for who has a question: its words, without those that questions are made of, and without those of
 * fewer than three letters where there are longer ones, since these are in everything.
 */
export function keywordsOf(query: string): string[] {
  const words = tellingWords([...new Set(query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])]);
  const long = words.filter((word) => word.length >= LEAST_LETTERS);
  return long.length > 0 ? long : [...words];
}

/** Every match of ripgrep, as substrings and in any case, so that `retry` finds `RetryPolicy` as well. @throws where there is no `rg` */
export async function grep(root: string, keywords: readonly string[]): Promise<Matched[]> {
  const patterns = keywords.flatMap((word) => ['-e', word]);
  const args = ['--no-config', '-i', '-F', '-n', '-o', '--no-heading', '--null', '--color', 'never', ...patterns, '.'];
  const stdout = await promisify(execFile)('rg', args, { cwd: root, maxBuffer: MOST_OUTPUT_BYTES }).then(
    (result) => result.stdout,
    (error: unknown) => {
      const { code } = error as { readonly code?: unknown };
      // Nothing matched.
      if (code === 1) return '';
      if (code !== 'ENOENT') throw error;
      throw new Error('There is no ripgrep: install it, on Debian by "apt-get install ripgrep".', { cause: error });
    },
  );
  const files = new Map<string, { lines: number[]; keywords: Set<string> }>();
  for (const row of stdout.split('\n')) {
    const match = /^(.+)\0(\d+):(.*)$/.exec(row);
    if (!match) continue;
    const name = match[1]!.replace(/^\.\//, '');
    const file = files.get(name) ?? { lines: [], keywords: new Set() };
    file.lines.push(Number(match[2]));
    file.keywords.add(match[3]!.toLowerCase());
    files.set(name, file);
  }
  return [...files].map(([path, { lines, keywords: met }]) => ({ path, lines, keywords: met.size }));
}

/** Files with most matches first. */
export function byMatches(files: readonly Matched[]): Matched[] {
  return [...files].sort((a, b) => b.lines.length - a.lines.length || (a.path < b.path ? -1 : 1));
}

/** Files with most of the keywords first, then by matches: more than `grep` and `sort` do, and better. */
export function byKeywords(files: readonly Matched[]): Matched[] {
  return byMatches(files).sort((a, b) => b.keywords - a.keywords);
}

/** Whole files. @param textOf a file; undefined for one that is not among those searched */
export function* wholeFiles(files: readonly Matched[], textOf: (path: string) => string | undefined): Generator<Piece> {
  for (const { path } of files) {
    const text = textOf(path);
    if (text !== undefined) yield { path, startLine: 1, endLine: text.split('\n').length, text };
  }
}

/** The lines around each match; where those of two matches meet, as one. */
export function* windows(files: readonly Matched[], textOf: (path: string) => string | undefined): Generator<Piece> {
  for (const { path, lines: matches } of files) {
    const lines = textOf(path)?.split('\n');
    if (lines === undefined) continue;
    const piece = (startLine: number, endLine: number): Piece => ({
      path,
      startLine,
      endLine,
      text: lines.slice(startLine - 1, endLine).join('\n'),
    });
    let [start, end] = [0, 0];
    for (const line of matches) {
      if (end !== 0 && line - AROUND > end + 1) {
        yield piece(start, end);
        end = 0;
      }
      if (end === 0) start = Math.max(1, line - AROUND);
      end = Math.min(lines.length, line + AROUND);
    }
    if (end !== 0) yield piece(start, end);
  }
}
