import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/agents/answer';
import { outlineAnswer } from '../../../src/agents/outlineAnswer';
import { OUTLINE, type OutlineOutput } from '../../../src/agents/tools';
import type { OutlineFile, OutlineResponse, OutlineSymbol } from '../../../src/protocol/engine';

const symbol = (name: string, changes: Partial<OutlineSymbol> = {}): OutlineSymbol => ({
  symbol: name,
  container: '',
  kind: 'function',
  startLine: 3,
  endLine: 9,
  signature: `export function ${name}(value: string): string`,
  summary: `Does what ${name} does.`,
  ...changes,
});

const STORE: OutlineFile = {
  path: 'src/store.ts',
  language: 'typescript',
  summary: 'Keeps things.',
  symbols: [
    symbol('Store', { kind: 'class', signature: 'export class Store', startLine: 1, endLine: 40 }),
    symbol('open', { container: 'Store', kind: 'method', signature: 'open(path: string): void', summary: '' }),
    symbol('helper', { startLine: 42, endLine: 50 }),
  ],
};

const files = (folders: number, perFolder: number): OutlineFile[] =>
  Array.from({ length: folders * perFolder }, (_, n) => ({
    ...STORE,
    path: `src/part${Math.floor(n / perFolder)}/file${n}.ts`,
  }));

const context = (path: string, isFolder = true) => ({
  place: { root: '/shop', path, isFolder },
  roots: ['/shop'],
  forms: 'both' as const,
});
const responseOf = (all: readonly OutlineFile[], isBrief = false): OutlineResponse => ({ files: all, isBrief });

describe('an outline within a budget', () => {
  it('has everything when there is room', () => {
    const { text, data } = outlineAnswer(responseOf([STORE]), context('src/store.ts', false)).within(4000);
    expect(text).toBe(
      [
        'src/store.ts — Keeps things.',
        '  1-40 export class Store — Does what Store does.',
        '    3-9 open(path: string): void',
        '  42-50 export function helper(value: string): string — Does what helper does.',
      ].join('\n'),
    );
    expect((data as OutlineOutput).files![0]!.symbols![1]).toEqual({
      name: 'Store.open',
      kind: 'method',
      startLine: 3,
      endLine: 9,
      signature: 'open(path: string): void',
    });
  });

  it('loses detail step by step, and says which', () => {
    const answer = outlineAnswer(responseOf(files(5, 5)), { ...context('src'), forms: 'text' });
    const notes = [2000, 1500, 1200, 800, 480, 250].map(
      (budget) => (answer.within(budget).data as OutlineOutput).note?.split(':')[0],
    );
    expect(notes).toEqual([
      undefined,
      'Without signatures, to stay within the budget',
      'Without signatures and members, to stay within the budget',
      'Without signatures, members and summaries, to stay within the budget',
      'Only the files, to stay within the budget',
      'Only the folders, of 25 files, to stay within the budget',
    ]);
    expect(answer.within(250).text).toMatch(/^src\/part0\/ \(5 files\)\nsrc\/part1\/ \(5 files\)\n/);
  });

  it('keeps to any budget in both forms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 90, max: 3000 }),
        fc.boolean(),
        (folders, perFolder, budget, isBrief) => {
          const rendered = outlineAnswer(responseOf(files(folders, perFolder), isBrief), context('src')).within(budget);
          expect(costOf(rendered, 'both')).toBeLessThanOrEqual(budget);
          expect(OUTLINE.output.safeParse(rendered.data).success).toBe(true);
        },
      ),
    );
  });

  it('of one long file is cut at the end, and says how much is left out', () => {
    const long = { ...STORE, symbols: Array.from({ length: 500 }, (_, n) => symbol(`function${n}`)) };
    const { text, data } = outlineAnswer(responseOf([long]), context('src/store.ts', false)).within(500);
    const shown = (data as OutlineOutput).files![0]!.symbols!.length;
    expect(shown).toBeGreaterThan(5);
    expect(text).toContain(`The other ${500 - shown} symbols are left out.`);
  });
});
