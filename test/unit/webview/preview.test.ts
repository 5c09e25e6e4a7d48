import { describe, expect, it } from 'vitest';
import type { PanelHit } from '../../../src/protocol/webview';
import { FIRST_LINES, previewOf } from '../../../src/webview/preview';

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
    expect(previewOf(hit('    def f():\n\n        return 1'), false).lines).toEqual(['def f():', '', '    return 1']);
    expect(previewOf(hit('\t\tif (x) {\n\t\t\ty();\n\t\t}'), false).lines).toEqual(['if (x) {', '\ty();', '}']);
    expect(previewOf(hit('def f():\n    return 1'), false).lines).toEqual(['def f():', '    return 1']);
    expect(previewOf(hit('\tone\n    two'), false).lines, 'tabs and spaces share nothing').toEqual([
      '\tone',
      '    two',
    ]);
  });

  it('cuts lines that no panel is wide enough for', () => {
    const [line] = previewOf(hit('x'.repeat(500)), false).lines;
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
});
