import { describe, expect, it } from 'vitest';
import type { PanelHit } from '../../../src/protocol/webview';
import { FIRST_LINES, isExpandable, previewOf, type Preview } from '../../../src/webview/preview';

const hit = (preview: string | undefined, more: Partial<PanelHit> = {}): PanelHit => ({
  path: 'src/a.ts',
  startLine: 1,
  endLine: preview?.split('\n').length ?? 1,
  symbol: 'f',
  container: '',
  kind: 'function',
  language: 'typescript',
  score: 0.5,
  signature: '',
  ...(preview === undefined ? {} : { preview }),
  ...more,
});
const texts = (preview: Preview): string[] => preview.lines.map(({ text }) => text);
const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');

describe('the preview of a hit', () => {
  it('has the first lines, and the others when it is expanded', () => {
    const long = hit(numbered(20));
    expect(previewOf(long, false).lines).toHaveLength(FIRST_LINES);
    expect(previewOf(long, false).more).toBe(14);
    expect(previewOf(long, true).lines).toHaveLength(20);
  });

  it('counts the lines of the chunk that it does not hold', () => {
    expect(previewOf(hit(numbered(20), { endLine: 90, previewCut: true }), true).missing).toBe(70);
    expect(previewOf(hit(numbered(20)), true).missing).toBe(0);
  });

  it('leaves out the indentation that all lines share, and only that', () => {
    expect(texts(previewOf(hit('    def f():\n\n        return 1'), false))).toEqual(['def f():', '', '    return 1']);
    expect(texts(previewOf(hit('\t\tif (x) {\n\t\t\ty();\n\t\t}'), false))).toEqual(['if (x) {', '\ty();', '}']);
    expect(texts(previewOf(hit('def f():\n    return 1'), false))).toEqual(['def f():', '    return 1']);
    expect(texts(previewOf(hit('\tone\n    two'), false)), 'tabs and spaces share nothing').toEqual([
      '\tone',
      '    two',
    ]);
  });

  it('cuts lines that no panel is wide enough for', () => {
    const [line] = texts(previewOf(hit('x'.repeat(500)), false));
    expect(line).toBe(`${'x'.repeat(200)}…`);
  });

  it('shows the signature only where the lines do not', () => {
    const signature = 'export function f(a: string, b: number): void';
    expect(
      previewOf(hit('export function f(\n  a: string,\n  b: number,\n): void {', { signature }), false).signature,
    ).toBe('');
    expect(previewOf(hit('/**\n * 1\n * 2\n * 3\n * 4\n */\nexport function f(', { signature }), false).signature).toBe(
      signature,
    );
    expect(previewOf(hit(undefined, { signature }), false).signature).toBe(signature);
  });

  it('can be expanded where there are more than the first lines', () => {
    expect(isExpandable(hit(numbered(FIRST_LINES)))).toBe(false);
    expect(isExpandable(hit(numbered(FIRST_LINES + 1)))).toBe(true);
    expect(isExpandable(hit(undefined))).toBe(false);
  });
});

describe('the lines that match the query', () => {
  const match = (line: number, text: string, ...words: [number, number][]) => ({ line, text, words });

  it('are marked, with their words, where the first lines have them', () => {
    const { lines } = previewOf(
      hit('  def f():\n    return retry', {
        startLine: 10,
        endLine: 11,
        matchLines: [match(11, 'return retry', [7, 12])],
      }),
      false,
    );
    expect(lines[0]).toMatchObject({ matches: false, marks: [] });
    const [, second] = lines;
    expect(second).toMatchObject({ matches: true, marks: [[9, 14]] });
    expect(second!.text.slice(9, 14)).toBe('retry');
  });

  it('are shown with the lines around them where the first lines do not have them', () => {
    const deep = hit(numbered(20), { matchLines: [match(16, 'line 15', [0, 4])] });
    const preview = previewOf(deep, false);
    expect(texts(preview)).toEqual(['line 0', 'line 13', 'line 14', 'line 15', 'line 16', 'line 17']);
    expect(preview.lines.map(({ afterGap }) => afterGap)).toEqual([false, true, false, false, false, false]);
    expect(preview.more).toBe(14);
    expect(texts(previewOf(deep, true))).toHaveLength(20);
  });

  it('stand below the first lines where the preview does not reach them', () => {
    const far = hit(numbered(5), { endLine: 90, previewCut: true, matchLines: [match(80, 'deep down', [0, 4])] });
    const last = previewOf(far, false).lines.at(-1);
    expect(last).toEqual({ text: 'deep down', afterGap: true, matches: true, marks: [[0, 4]] });
  });

  it('are marked at the right place where the engine has cut them', () => {
    const line = `${'a'.repeat(150)} retry ${'b'.repeat(150)}`;
    const cut = `… ${line.slice(120, 180)} …`;
    const start = cut.indexOf('retry');
    const [shown] = previewOf(hit(line, { matchLines: [match(1, cut, [start, start + 5])] }), true).lines;
    expect(shown!.marks.map(([from, to]) => line.slice(from, to))).toEqual(['retry']);
  });

  it('that are not in the code any more are marked as lines without words', () => {
    const [shown] = previewOf(hit('other', { matchLines: [match(1, 'gone from here', [0, 4])] }), false).lines;
    expect(shown).toMatchObject({ matches: true, marks: [] });
  });
});
