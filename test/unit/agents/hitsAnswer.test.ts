import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchResponse } from '../../../src/protocol/engine';
import type { Hit } from '../../../src/protocol/hit';
import { costOf, type Forms } from '../../../src/agents/answer';
import { hitsAnswer } from '../../../src/agents/hitsAnswer';
import { type HitsOutput, SEARCH } from '../../../src/agents/tools';

function functionOf(name: string, lines: number): string {
  const body = Array.from({ length: lines - 2 }, (_, n) => `  total += price(items[${n}], "${name}");`);
  return [`export function ${name}(items: Item[]): number {`, ...body, '}'].join('\n');
}

function hit(name: string, lines: number, changes: Partial<Hit> = {}): Hit {
  return {
    path: `src/${name}.ts`,
    startLine: 11,
    endLine: 10 + lines,
    symbol: name,
    container: '',
    kind: 'function',
    language: 'typescript',
    score: 0.5,
    signature: `export function ${name}(items: Item[]): number`,
    root: '/shop',
    preview: functionOf(name, lines),
    ...changes,
  };
}

const context = (forms: Forms = 'both', roots = ['/shop']) => ({ roots, forms, whenEmpty: 'Nothing is found.' });
const responseOf = (hits: readonly Hit[], more: Partial<SearchResponse> = {}): SearchResponse => ({
  elapsedMs: 1,
  hits,
  ...more,
});
const dataOf = (data: unknown) => data as HitsOutput;

describe('hits within a budget', () => {
  it('are all there with their code when there is room, best first, and nothing is said to be left out', () => {
    const hits = [hit('total', 5, { score: 0.9, container: 'Cart' }), hit('rebate', 4)];
    const { text, data } = hitsAnswer(responseOf(hits), context()).within(4000);
    expect(text).toBe(
      `src/total.ts:11-15 Cart.total (function, 0.90)\n${functionOf('total', 5)}\n\n` +
        `src/rebate.ts:11-14 rebate (function, 0.50)\n${functionOf('rebate', 4)}`,
    );
    expect(dataOf(data).note).toBeUndefined();
    expect(dataOf(data).results[0]).toEqual({
      path: 'src/total.ts',
      startLine: 11,
      endLine: 15,
      name: 'Cart.total',
      kind: 'function',
      language: 'typescript',
      score: 0.9,
      code: functionOf('total', 5),
      codeEndLine: 15,
    });
  });

  it('keep to any budget in both forms, and never cut code without saying so', () => {
    const hits = fc.array(fc.integer({ min: 3, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(hits, fc.integer({ min: 30, max: 6000 }), (sizes, budget) => {
        const all = sizes.map((lines, n) => {
          const each = hit(`name${n}`, lines);
          return { ...each, preview: each.preview!.split('\n').slice(0, 400).join('\n') };
        });
        const { text, data } = hitsAnswer(responseOf(all), context()).within(budget);
        expect(costOf({ text, data }, 'both')).toBeLessThanOrEqual(budget);
        expect(SEARCH.output.safeParse(data).success).toBe(true);
        const { results, note } = dataOf(data);
        expect(results.map(({ path }) => path)).toEqual(all.slice(0, results.length).map(({ path }) => path));
        for (const { code, codeEndLine, startLine, endLine, name } of results) {
          if (code === undefined) continue;
          expect(codeEndLine).toBe(startLine + code.split('\n').length - 1);
          expect(code.endsWith('\n}')).toBe(codeEndLine === endLine);
          expect(text.includes(`${code}\n… lines ${codeEndLine! + 1}-${endLine} are left out`), name).toBe(
            codeEndLine !== endLine,
          );
        }
        if (results.length < all.length) expect(note).toMatch(/left out/i);
      }),
    );
  });

  it('are listed by name and place where their code does not fit, and counted where not even that does', () => {
    const hits = Array.from({ length: 40 }, (_, n) => hit(`name${n}`, 30));
    const { text, data } = hitsAnswer(responseOf(hits), context('text')).within(600);
    expect(text).toMatch(/^src\/name0\.ts:11-40 name0 \(function, 0\.50\)\nexport function name0/);
    expect(text).toContain(
      '\nsrc/name3.ts:11-40 name3 (function, 0.50): export function name3(items: Item[]): number\n',
    );
    const { results, note } = dataOf(data);
    expect(results.length).toBeGreaterThan(5);
    expect(note).toMatch(
      new RegExp(`^Left out to stay within 600 tokens: ${40 - results.length} more results, code of \\d+ results; `),
    );
  });

  it('give one long function no more than half, so that others are seen', () => {
    const { data } = hitsAnswer(responseOf([hit('long', 300), hit('short', 8)]), context('text')).within(2000);
    const [long, short] = dataOf(data).results;
    expect(long!.codeEndLine).toBeLessThan(long!.endLine);
    expect(short!.codeEndLine).toBe(short!.endLine);
  });

  it('do not repeat code that is shown as part of another hit', () => {
    const method = hit('total', 5, { path: 'src/Cart.ts', startLine: 14, endLine: 18, container: 'Cart' });
    const hits = [hit('Cart', 20, { kind: 'class' }), method];
    const { text } = hitsAnswer(responseOf(hits), context()).within(4000);
    expect(text).toMatch(/src\/Cart\.ts:14-18 Cart\.total \(function, 0\.50\): in the code above$/);
  });

  it('say where they are among several folders', () => {
    const other = hit('lend', 3, { root: '/b/library' });
    const { text, data } = hitsAnswer(responseOf([other]), context('both', ['/shop', '/b/library'])).within(4000);
    expect(text).toMatch(/^library\/src\/lend\.ts:/);
    expect(dataOf(data).results[0]!.root).toBe('/b/library');
    const twins = hitsAnswer(responseOf([other]), context('both', ['/a/library', '/b/library'])).within(4000);
    expect(twins.text).toMatch(/^\/b\/library\/src\/lend\.ts:/);
  });

  it('say when there are none, and when the index is not complete', () => {
    expect(hitsAnswer(responseOf([]), context()).within(4000).text).toBe('Nothing is found.');
    const partial = hitsAnswer(responseOf([hit('a', 3)], { partial: { done: 3, total: 9 } }), context()).within(4000);
    expect(partial.text).toMatch(/\n\nThe index is still being built \(3 of 9 files\): there may be more\.$/);
  });

  it('have names on one line, whatever the file is called', () => {
    const hostile = hit('a', 3, { path: 'src/a\n\u202Eb.ts', symbol: 'x\ny' });
    const { text } = hitsAnswer(responseOf([hostile]), context()).within(4000);
    const endless = hitsAnswer(responseOf([hit('x'.repeat(50_000), 3)], { subject: 'y'.repeat(50_000) }), context());
    expect(endless.within(4000).text.length).toBeLessThan(20_000);
    expect(text.split('\n')[0]).toBe('src/a\uFFFD\uFFFDb.ts:11-13 x\uFFFDy (function, 0.50)');
  });
});
