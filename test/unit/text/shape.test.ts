import { describe, expect, it } from 'vitest';
import { shapeLikeness, shapeOf } from '../../../src/engine/text/shape';

const share = (a: string, b: string): number => {
  const [left, right] = [new Set(shapeOf(a)), new Set(shapeOf(b))];
  return [...left].filter((feature) => right.has(feature)).length / Math.max(left.size, right.size);
};

const TOTAL = `function total(cart, tax) {
  // What is in it.
  let sum = 0;
  for (const item of cart.items) if (item.price > 0) sum += round(item.price * item.count);
  return sum * (1 + tax) + 'EUR';
}`;

describe('the shape of code', () => {
  it('does not change with local names, comments and layout', () => {
    const renamed = TOTAL.replaceAll('total', 'ergebnis')
      .replaceAll('sum', 's')
      .replaceAll('cart', 'korb')
      .replaceAll('tax', 'x')
      .replace('// What is in it.', '/* !? */')
      .replaceAll('\n', '\n\n   ')
      .replaceAll('item of', 'each of')
      .replaceAll('(item', '(each')
      .replaceAll(' item.', ' each.');
    // All but its own name.
    expect(share(TOTAL, renamed)).toBeGreaterThan(0.95);
  });

  it('is another one where members, calls, literals or operators differ', () => {
    for (const [from, to] of [
      ['items', 'rows'],
      ['round', 'floor'],
      ["'EUR'", "'USD'"],
      ['*', '/'],
    ] as const)
      expect(share(TOTAL, TOTAL.replaceAll(from, to))).toBeLessThan(1);
    expect(share(TOTAL, 'class A { constructor(a) { super(a); this.b = new B(a); } }')).toBeLessThan(0.2);
  });

  it('is words of letters and digits, as often as they occur', () => {
    const features = shapeOf(TOTAL);
    for (const feature of features) expect(feature).toMatch(/^[a-z0-9]+$/);
    const price = shapeOf('x.price')[0];
    expect(features.filter((feature) => feature === price)).toHaveLength(2);
  });

  it('takes any text, and of a very long one the beginning', () => {
    for (const text of ['', ' ', '"', '/*', '`', '\\', '登录(用户)', '\ud83d'.repeat(10)])
      expect(Array.isArray(shapeOf(text))).toBe(true);
    const features = shapeOf('call(one.two, "three");\n'.repeat(10_000));
    expect(features.length).toBeGreaterThan(1000);
    expect(features.length).toBeLessThan(1300);
  });
});

describe('the likeness of two shapes', () => {
  const likeness = (a: string, b: string) => shapeLikeness(shapeOf(a), shapeOf(b));

  it('is high for the same code under other names and in another order, and low for other code', () => {
    const rewritten = `const summe = (korb, satz) => {
      let s = 0;
      korb.items.forEach((each) => { if (0 < each.price) s = s + round(each.count * each.price); });
      return 'EUR' + (1 + satz) * s;
    };`;
    expect(likeness(TOTAL, TOTAL)).toBeGreaterThan(0.75);
    expect(likeness(TOTAL, rewritten)).toBeGreaterThan(0.4);
    expect(
      likeness(TOTAL, 'function close(file) { if (file.open) file.close(); log("closed " + file.path); }'),
    ).toBeLessThan(0.1);
  });

  it('goes both ways, and counts how often a feature is there', () => {
    const once = 'f(a.one, a.two, a.three, a.four, a.five, a.six)';
    const twice = `${once}; ${once}`;
    expect(likeness(once, twice)).toBeCloseTo(likeness(twice, once));
    expect(likeness(once, twice)).toBeLessThan(likeness(twice, twice));
  });

  it('is lower for code that is too short to say much', () => {
    const getter = 'get size() { return this.count; }';
    expect(likeness(getter, getter)).toBeLessThan(likeness(TOTAL, TOTAL) / 1.5);
    expect(likeness(getter, 'get name() { return this.label; }')).toBeLessThan(0.35);
  });
});
