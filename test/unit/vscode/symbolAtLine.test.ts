import { describe, expect, it } from 'vitest';
import { symbolAtLine, type SymbolRange } from '../../../src/vscode/symbolAtLine';

function symbol(name: string, from: number, to: number, ...children: SymbolRange[]): SymbolRange {
  return { name, range: { start: { line: from }, end: { line: to } }, children };
}

const file = [
  symbol('Cart', 2, 20, symbol('total', 4, 9, symbol('sum', 5, 5)), symbol('size', 11, 11)),
  symbol('open', 22, 30),
];

describe('The symbol at a line', () => {
  it('is the innermost one', () => {
    expect(symbolAtLine(file, 4)?.name).toBe('total');
    expect(symbolAtLine(file, 9)?.name).toBe('total');
    expect(symbolAtLine(file, 25)?.name).toBe('open');
  });

  it('is what a one-liner stands in, not the one-liner', () => {
    expect(symbolAtLine(file, 5)?.name).toBe('total');
    expect(symbolAtLine(file, 11)?.name).toBe('Cart');
  });

  it('is undefined outside of all', () => {
    expect(symbolAtLine(file, 21)).toBeUndefined();
    expect(symbolAtLine([], 0)).toBeUndefined();
  });

  it('is undefined where a provider answers without ranges', () => {
    expect(symbolAtLine([{ name: 'flat' } as SymbolRange], 0)).toBeUndefined();
  });
});
