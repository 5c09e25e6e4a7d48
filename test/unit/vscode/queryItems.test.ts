import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/query/parseQuery';
import { completionItems, mistakeItems } from '../../../src/vscode/queryItems';

const values = (filter: string, typed: string) =>
  Promise.resolve(filter === 'symbol' && typed === 'parse' ? [{ value: 'parseConfig', count: 3 }] : []);

describe('lines about a query in a list', () => {
  it('mend a mistake', () => {
    const query = 'retry lang:typescirpt now';
    const [item, ...others] = mistakeItems(query, parseQuery(query).mistakes, false);
    expect(others).toEqual([]);
    expect(item!.label).toMatch(/^\$\(warning\) Hunch knows no language "typescirpt"/);
    expect(item!.detail).toContain('typescript');
    expect(item!.query).toBe('retry lang:typescript now');
  });

  it('only say what cannot be mended, and nothing of what is being completed', () => {
    const query = 'x kind:zz kind:m';
    const items = mistakeItems(query, parseQuery(query).mistakes, true);
    expect(items.map((item) => item.query)).toEqual([undefined]);
    expect(items[0]!.label).toContain('"zz"');
  });

  it('complete the value at the end', async () => {
    expect(await completionItems('retry kind:m', values)).toEqual([
      { label: '$(filter) kind:method', query: 'retry kind:method ' },
      { label: '$(filter) kind:module', query: 'retry kind:module ' },
    ]);
    expect(await completionItems('-symbol:parse', values)).toEqual([
      { label: '$(filter) symbol:parseConfig', description: '3', query: '-symbol:parseConfig ' },
    ]);
    for (const query of ['retry', 'la', 'kind:method ', 'kind:m retry', 'http:']) {
      expect(await completionItems(query, values)).toEqual([]);
    }
  });

  it('show names of somebody else harmlessly', async () => {
    const [item] = await completionItems('symbol:', () => Promise.resolve([{ value: '$(zap)\u202Ex', count: 1 }]));
    expect(item!.label).toBe('$(filter) symbol:\\$(zap)\uFFFDx');
  });
});
