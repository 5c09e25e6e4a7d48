import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../src/protocol/hit';
import { harmless, hitLabel } from '../../../src/vscode/hitLabel';

const hit: Hit = {
  root: '/home/ada/shop',
  path: 'src/cart.ts',
  startLine: 12,
  endLine: 20,
  symbol: 'total',
  container: 'Cart',
  kind: 'method',
  language: 'typescript',
  score: 0.9,
  signature: 'total(): number',
};

describe('The label of a hit', () => {
  it('is its icon and name, then where it is', () => {
    expect(hitLabel(hit)).toEqual({ label: '$(symbol-method) Cart.total', description: 'src/cart.ts:12' });
  });

  it('names the folder where there are several', () => {
    expect(hitLabel(hit, 'shop').description).toBe('shop/src/cart.ts:12');
  });

  it('is the file name for what is left of a module', () => {
    expect(hitLabel({ ...hit, symbol: '', container: '', kind: 'module' }).label).toBe('$(symbol-module) cart.ts');
  });

  it('makes names harmless, in both places', () => {
    const hostile = hitLabel({ ...hit, symbol: '', container: '', path: 'src/$(flame)\u202etxt.ts' });
    expect(hostile.label).toBe('$(symbol-method) \\$(flame)\uFFFDtxt.ts');
    expect(hostile.description).toBe('src/\\$(flame)\uFFFDtxt.ts:12');
  });
});

describe('Harmless text', () => {
  it.each([
    ['turned reading direction', 'a\u202eb\u2066c\u200fd', 'a\uFFFDb\uFFFDc\uFFFDd'],
    ['line breaks and controls', 'a\nb\u0000c\u001bd\u2028e\u0085f', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf'],
    ['invisible characters', 'a\u200bb\ufeffc\u00add', 'a\uFFFDb\uFFFDc\uFFFDd'],
    ['half a surrogate pair', 'a\ud83d', 'a\uFFFD'],
    ['icons', '$(sync~spin) $(x)', '\\$(sync~spin) \\$(x)'],
  ])('has no %s', (_what, text, expected) => {
    expect(harmless(text)).toBe(expected);
  });

  it('leaves ordinary names of all scripts as they are', () => {
    const name = 'größe, 検索, поиск, 😀 $f(x) (a) <img src=x onerror=alert(1)>';
    expect(harmless(name)).toBe(name);
  });

  it('is cut where no list could show it, and not through the middle of a character', () => {
    expect(harmless('x'.repeat(5_000))).toBe(`${'x'.repeat(200)}…`);
    expect(harmless(`${'x'.repeat(199)}😀y`)).not.toContain('\uFFFD');
  });
});
