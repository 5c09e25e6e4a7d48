import { describe, expect, it } from 'vitest';
import { plainText, splitDeceiving } from '../../../src/webview/visibleText';

describe('text of a workspace', () => {
  it('is one piece when nothing in it deceives, whatever its script', () => {
    for (const text of [
      '',
      'a\tb\nc',
      'naïve',
      '日本語',
      'مرحبا',
      'שלום',
      '👩‍💻'.replaceAll('\u200d', ''),
      '<b>&amp;</b>',
    ])
      expect(splitDeceiving(text)).toEqual([{ plain: text }]);
  });

  it('shows an override by its number, so that gnp.ts cannot pass for st.png', () => {
    expect(splitDeceiving('a\u202egnp.ts')).toEqual([{ plain: 'a' }, { code: 'U+202E' }, { plain: 'gnp.ts' }]);
  });

  it.each([
    ['escape', '\u001b', 'U+001B'],
    ['null', '\u0000', 'U+0000'],
    ['carriage return', '\r', 'U+000D'],
    ['delete', '\u007f', 'U+007F'],
    ['C1 control', '\u009b', 'U+009B'],
    ['soft hyphen', '\u00ad', 'U+00AD'],
    ['Arabic letter mark', '\u061c', 'U+061C'],
    ['zero-width space', '\u200b', 'U+200B'],
    ['right-to-left mark', '\u200f', 'U+200F'],
    ['line separator', '\u2028', 'U+2028'],
    ['isolate', '\u2066', 'U+2066'],
    ['byte-order mark', '\ufeff', 'U+FEFF'],
    ['tag character', '\u{e0041}', 'U+E0041'],
  ])('shows a %s by its number', (_, character, code) => {
    expect(splitDeceiving(character)).toEqual([{ code }]);
    expect(plainText(`x${character}y`)).toBe(`x[${code}]y`);
  });
});
