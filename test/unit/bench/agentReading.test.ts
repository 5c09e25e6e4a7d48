import { describe, expect, it } from 'vitest';
import { budgetFor, paired, recallOf, recallWithin } from '../../../bench/agents/comparison';
import { byKeywords, byMatches, keywordsOf, wholeFiles, windows } from '../../../bench/agents/grep';
import { hitByHit, wholeAnswers } from '../../../bench/agents/hits';
import { countTokens, MOST_TOKENS, type Reading, readUntil } from '../../../bench/agents/reading';
import type { Hit } from '../../../src/protocol/hit';

const FILE = Array.from({ length: 200 }, (_, index) => `line ${index + 1}`).join('\n');
const textOf = (path: string) => (path === 'gone.ts' ? undefined : FILE);
const matched = (path: string, lines: readonly number[], keywords = 1) => ({ path, lines, keywords });
const ranges = (pieces: Iterable<{ readonly startLine: number; readonly endLine: number }>) =>
  [...pieces].map(({ startLine, endLine }) => [startLine, endLine]);

describe('reading until the answer', () => {
  const piece = (path: string, startLine: number, endLine: number) => ({ path, startLine, endLine, text: 'four' });
  const pieces = [piece('a.ts', 1, 10), piece('b.ts', 1, 10), piece('b.ts', 20, 30)];
  const read = (path: string, startLine?: number, endLine?: number) =>
    readUntil([startLine === undefined ? { path } : { path, startLine, endLine: endLine! }], pieces, () => 4);

  it('counts what is read up to the piece that shows a line of it', () => {
    expect(read('a.ts')).toEqual({ answered: true, tokens: 4 });
    expect(read('b.ts')).toEqual({ answered: true, tokens: 8 });
    expect(read('b.ts', 30, 40)).toEqual({ answered: true, tokens: 12 });
    expect(read('b.ts', 11, 19)).toEqual({ answered: false, tokens: 12 });
  });

  it('ends where no context is large enough', () => {
    expect(readUntil([{ path: 'b.ts' }], pieces, () => MOST_TOKENS - 1)).toEqual({
      answered: false,
      tokens: MOST_TOKENS,
    });
  });

  it('takes special tokens for text', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(1);
  });
});

describe('grep and read', () => {
  it('greps for the words that say what is asked', () => {
    expect(keywordsOf('How is the retry of a failed HTTP request done?')).toEqual([
      'retry',
      'failed',
      'http',
      'request',
    ]);
    expect(keywordsOf('what is it')).not.toEqual([]);
  });

  it('begins with the files that have most matches, or most keywords', () => {
    const files = [matched('few.ts', [1, 2], 2), matched('many.ts', [1, 2, 3]), matched('also.ts', [1, 2, 3])];
    expect(byMatches(files).map(({ path }) => path)).toEqual(['also.ts', 'many.ts', 'few.ts']);
    expect(byKeywords(files).map(({ path }) => path)).toEqual(['few.ts', 'also.ts', 'many.ts']);
  });

  it('reads whole files, or the lines around matches', () => {
    const files = [matched('gone.ts', [1]), matched('a.ts', [5, 40, 90, 195])];
    expect(ranges(wholeFiles(files, textOf))).toEqual([[1, 200]]);
    expect(ranges(windows(files, textOf))).toEqual([
      [1, 60],
      [70, 110],
      [175, 200],
    ]);
    expect([...windows([matched('a.ts', [100])], textOf)][0]!.text).toBe(FILE.split('\n').slice(79, 120).join('\n'));
  });
});

describe('reading hits', () => {
  const hit = (startLine: number, endLine: number): Hit => ({
    path: 'a.ts',
    startLine,
    endLine,
    symbol: 'work',
    container: '',
    kind: 'function',
    language: 'typescript',
    score: 0.5,
    signature: 'function work()',
    root: '/r',
  });

  it('shows each with its code, and a long one as far as it is shown', () => {
    const [short, long] = [...hitByHit([hit(3, 5), hit(1, 200)], textOf)];
    expect(short).toMatchObject({ startLine: 3, endLine: 5 });
    expect(short!.text).toContain('line 3\nline 4\nline 5');
    expect(long!.text).toContain(`line ${long!.endLine}\n`);
  });

  it('pays for a whole answer at once', () => {
    const hits = Array.from({ length: 12 }, (_, index) => hit(index * 10 + 1, index * 10 + 5));
    const pieces = [...wholeAnswers(hits, textOf)];
    expect(pieces.map(({ text }) => text !== '').flatMap((isPaid, index) => (isPaid ? [index] : []))).toEqual([0, 10]);
    expect(pieces).toHaveLength(22);
    expect(pieces[0]!.text).toContain('line 91');
  });
});

describe('comparing readings', () => {
  const answered = (tokens: number): Reading => ({ answered: true, tokens });
  const failed: Reading = { answered: false, tokens: 1_000 };
  const readings = [answered(40), failed, answered(10), answered(30)];

  it('asks what has to be read for a share of the answers', () => {
    expect(recallOf(readings)).toBe(0.75);
    expect([9, 10, 39, 40, 2_000].map((budget) => recallWithin(readings, budget))).toEqual([0, 0.25, 0.5, 0.75, 0.75]);
    expect([0.25, 0.5, 0.75, 0.76].map((recall) => budgetFor(readings, recall))).toEqual([10, 30, 40, undefined]);
  });

  it('pairs only what both answer', () => {
    expect(paired(readings, [answered(80), answered(1), failed, answered(30)])).toEqual({
      questions: 2,
      one: 35,
      other: 55,
      medianRatio: 1,
    });
  });
});
