import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../src/protocol/hit';
import { hitMarkdown } from '../../../src/vscode/hitMarkdown';
import { resultsDocument } from '../../../src/vscode/resultsDocument';

const hit = (change: Partial<Hit> = {}): Hit => ({
  path: 'src/net/client.ts',
  startLine: 10,
  endLine: 12,
  symbol: 'send',
  container: 'Client',
  kind: 'method',
  language: 'typescript',
  score: 0.9,
  signature: '',
  root: '/home/someone/shop',
  ...change,
});
const code = 'send(): void {\n  this.queue.push(1);\n}';

describe('hits as Markdown', () => {
  it('have path, lines, name and code, and not where the folder lies', () => {
    const { text, hits } = hitMarkdown(
      [hit(), hit({ symbol: '', container: '', startLine: 5, endLine: 5 })],
      () => code,
      1_000,
    );
    expect(hits).toBe(2);
    expect(text).toBe(
      [
        '### `src/net/client.ts:10-12` `Client.send` (method)',
        '',
        '```typescript',
        code,
        '```',
        '',
        '### `src/net/client.ts:5` (method)',
        '',
        '```typescript',
        code,
        '```',
        '',
      ].join('\n'),
    );
  });

  it('stay within the budget, the best first, and say what is left out', () => {
    const long = Array.from({ length: 40 }, (_, line) => `  const value${line} = compute(${line}, "text");`).join('\n');
    for (const budget of [200, 500, 1_000, 3_000]) {
      const copied = hitMarkdown(
        Array.from({ length: 30 }, () => hit()),
        () => long,
        budget,
      );
      expect(encode(copied.text).length).toBeLessThanOrEqual(budget);
      expect(copied.tokens).toBeLessThanOrEqual(budget);
      expect(copied.hits).toBeLessThan(30);
      expect(copied.text).toContain(`_${30 - copied.hits} more results left out for length._`);
    }
    const cut = hitMarkdown([hit()], () => long, 300);
    expect(cut.text).toMatch(/value0 .*_\d+ more lines_/s);
  });

  it('cannot be broken out of by what a file is called or holds', () => {
    const hostile = hit({ path: 'a`b\n# c.ts', symbol: '```</script>', language: 'typescriptreact' });
    const { text } = hitMarkdown([hostile], () => '```\n# not a heading\n````', 1_000);
    const lines = text.split('\n');
    expect(lines.find((line) => line.startsWith('#'))).toContain('``a`b # c.ts:10-12``');
    expect(lines).toContain('`````tsx');
    expect(lines.indexOf('`````')).toBeGreaterThan(lines.indexOf('````'));
  });

  it('name a hit whose code cannot be read', () => {
    expect(hitMarkdown([hit()], () => undefined, 1_000).text).toBe(
      '### `src/net/client.ts:10-12` `Client.send` (method)\n',
    );
  });
});

describe('hits as a search editor', () => {
  it('stand below their files with line numbers, the lines that match marked', () => {
    const document = resultsDocument('send again', [
      {
        hit: hit({ matchLines: [{ line: 11, text: 'this.queue.push(1);', words: [] }] }),
        lines: code.split('\n'),
      },
      { hit: hit({ path: 'a.ts', startLine: 1, endLine: 1 }), lines: ['x'] },
      { hit: hit({ startLine: 2, endLine: 2 }), lines: ['first'] },
    ]);
    expect(document).toBe(
      [
        '# Query: send again',
        '',
        '3 results - 2 files',
        '',
        'src/net/client.ts:',
        '   2: first',
        '',
        '  10  send(): void {',
        '  11:   this.queue.push(1);',
        '  12  }',
        '',
        'a.ts:',
        '  1: x',
        '',
      ].join('\n'),
    );
  });

  it('name the workspace folder as VS Code does', () => {
    expect(resultsDocument('q', [{ hit: hit(), lines: ['x'], folder: 'shop' }])).toContain(
      '\nshop • src/net/client.ts:\n',
    );
  });
});
