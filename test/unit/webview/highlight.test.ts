import { describe, expect, it } from 'vitest';
import { highlightLines } from '../../../src/webview/highlight';

const texts = (lines: ReturnType<typeof highlightLines>): string[] =>
  lines.map((tokens) => tokens.map((token) => token.text).join(''));
const kindOf = (lines: ReturnType<typeof highlightLines>, text: string): string | undefined =>
  lines.flat().find((token) => token.text === text)?.kind;

describe('highlighting', () => {
  const typescript = [
    '/** Opens',
    ' *  it. */',
    'export async function open(path: string): Promise<Store> {',
    '  return new Store(`${path}/x`, 12);',
  ];

  it('gives back each line as it was, also in tokens that run over lines', () => {
    expect(texts(highlightLines(typescript, 'typescript'))).toEqual(typescript);
    const odd = ['', '\t</script><img onerror=1>', '"unclosed', '', '\\', '`${', ''];
    for (const language of ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'cobol'])
      expect(texts(highlightLines(odd, language))).toEqual(odd);
  });

  it('knows comments, keywords, names, strings and numbers', () => {
    const lines = highlightLines(typescript, 'typescript');
    expect(lines[1]?.[0]?.kind).toBe('comment');
    expect(kindOf(lines, 'function')).toBe('keyword');
    expect(kindOf(lines, 'return')).toBe('keyword.control');
    expect(kindOf(lines, 'open')).toBe('title.function');
    expect(kindOf(lines, '12')).toBe('number');
    expect(kindOf(highlightLines(['def f(x):', '    return "a"'], 'python'), '"a"')).toBe('string');
    expect(kindOf(highlightLines(['return <Item id="a" />;'], 'typescriptreact'), 'Item')).toBe('name');
  });

  it('shows a language without a grammar plain, whatever it is called', () => {
    for (const language of ['cobol', 'constructor', '__proto__', ''])
      expect(highlightLines(['return 1'], language)).toEqual([[{ text: 'return 1', kind: '' }]]);
  });
});
