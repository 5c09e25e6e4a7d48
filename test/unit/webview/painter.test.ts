import { describe, expect, it } from 'vitest';
import { GRAMMARS } from '../../../src/webview/highlighting/grammars';
import { Painter } from '../../../src/webview/highlighting/painter';
import type { Code, Token } from '../../../src/webview/highlighting/tokens';

type Lines = readonly (readonly Token[])[] | undefined;
const painter = new Painter();
const code = (language: string, lines: readonly string[], isMember = false): Code => ({ lines, language, isMember });
const texts = (lines: Lines): string[] => (lines ?? []).map((tokens) => tokens.map(({ text }) => text).join(''));
const token = (lines: Lines, text: string): Token | undefined =>
  lines?.flat().find((each) => each.text.trim() === text);

describe('painting code', () => {
  const typescript = [
    '/** Opens',
    ' *  it. */',
    'export async function open(path: string): Promise<Store> {',
    '  return new Store(`${path}/x`, 12);',
  ];

  it('gives back each line as it was, in every language', () => {
    const odd = ['', '\t</script><img onerror=1>', '"unclosed', '', '\\', '`${', 'a\rb', ''];
    for (const language of GRAMMARS.keys()) expect(texts(painter.paint(code(language, odd))), language).toEqual(odd);
    expect(texts(painter.paint(code('typescript', typescript)))).toEqual(typescript);
  });

  it('tells kinds apart where the theme is not known', () => {
    const lines = painter.paint(code('typescript', typescript));
    expect(lines?.[1]?.[0]?.kind).toBe('comment');
    expect(token(lines, 'function')?.kind).toBe('keyword');
    expect(token(lines, 'return')?.kind).toBe('control');
    expect(token(lines, 'open')?.kind).toBe('function');
    expect(token(lines, 'Store')?.kind).toBe('type');
    expect(token(lines, '12')?.kind).toBe('number');
    expect(token(painter.paint(code('python', ['def f(x):', '    return 1'])), 'def')?.kind).toBe('keyword');
    expect(token(painter.paint(code('go', ['func main() {', '}'])), 'main')?.kind).toBe('function');
  });

  it('knows where a string ends that begins in one of several ways', () => {
    const python = painter.paint(code('python', ['def f(x):', '    """Opens it."""', '    return 1']));
    expect(token(python, 'return')?.kind).toBe('control');
    const ruby = painter.paint(code('ruby', ['text = <<~END', '  some words', 'END', 'return 1']));
    expect(token(ruby, 'return')?.kind).toBe('control');
    const rust = painter.paint(code('rust', ['let a = r#"some "text""#;', 'return 1;']));
    expect(token(rust, 'return')?.kind).toBe('control');
  });

  it('reads a method as one, and PHP as such, though the code around them is missing', () => {
    const method = ['async send<T>(request: Request): Promise<T> {', '  return this.x;', '}'];
    expect(token(painter.paint(code('typescript', method, true)), 'send')?.kind).toBe('function');
    const lines = painter.paint(code('php', ['public function total(): int {', '  return 1;', '}'], true));
    expect(token(lines, 'return')?.kind).toBe('control');
    expect(token(painter.paint(code('php', ['function f() { return 2; }'])), 'return')?.kind).toBe('control');
  });

  it('uses the colours and styles of a theme', () => {
    const themed = new Painter();
    themed.setTheme({
      isDark: true,
      foreground: '#eeeeee',
      rules: [
        { scopes: ['keyword', 'storage'], foreground: '#569CD6' },
        { scopes: ['keyword.control'], foreground: '#C586C0', fontStyle: 'italic bold' },
      ],
    });
    const lines = themed.paint(code('typescript', typescript));
    expect(token(lines, 'function')?.color).toBe('#569CD6');
    expect(token(lines, 'return')).toMatchObject({ color: '#C586C0', italic: true, bold: true });
    const number = lines?.flat().find(({ text }) => text.includes('12'));
    expect(Object.keys(number ?? {}), 'no rule: the colour of the text').toEqual(['text']);
  });

  it('leaves a language without a grammar alone, whatever it is called', () => {
    for (const language of ['cobol', 'constructor', '__proto__', ''])
      expect(painter.paint(code(language, ['return 1']))).toBeUndefined();
  });
});
