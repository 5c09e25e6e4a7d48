import { describe, expect, it } from 'vitest';
import { cloneFunctions } from '../../../bench/quality/functionCloner';

type Anything = (...given: unknown[]) => unknown;

const SOURCE = `
/** Sums what is over the limit. */
export function overLimit(prices, { limit, label }, log) {
  const base = 0, names = [];
  let total = base;
  // Each counts once.
  for (let index = 0; index < prices.length; index++) {
    if (prices[index] > limit) {
      total += prices[index];
      names.push(\`\${label}:\${index}\`);
    } else log(prices[index]);
  }
  names.forEach((name) => { log(name); });
  return { total, count: names.length };
}

export class Basket {
  priceOf(items, rate) {
    let net = 0;
    for (const item of items) net += item.price * (1 + (item.rate ?? rate));
    // Rounded to the unit of this basket, which is a hundredth where nothing else is said about it.
    const unit = this.unit === undefined ? 100 : this.unit;
    return Math.round(net * unit) / unit;
  }
}
`;

describe('cloning functions', () => {
  const clones = cloneFunctions('shop.js', SOURCE);

  it('finds functions and methods, and says where they are', () => {
    expect(clones.map(({ name, line }) => [name, line])).toEqual([
      ['overLimit', 3],
      ['priceOf', 18],
    ]);
  });

  it('leaves neither a name of their own nor a comment', () => {
    for (const { cloneCode } of clones)
      expect(cloneCode).not.toMatch(/\b(?:overLimit|priceOf|prices|log|base|names|index|items|net)\b|\/\//);
  });

  it('keeps what a function does', () => {
    const logged: unknown[] = [];
    const overLimit = evaluated(clones[0]!);
    const result = overLimit([5, 20, 30], { limit: 10, label: 'x' }, (each: unknown) => logged.push(each));
    expect(result).toEqual({ total: 50, count: 2 });
    expect(logged).toEqual([5, 'x:1', 'x:2']);
  });

  it('keeps what a method does, as a function of its object', () => {
    const priceOf = evaluated(clones[1]!);
    const items = [{ price: 1, rate: 0.5 }, { price: 2 }];
    expect(priceOf({}, items, 0.111)).toBe(3.72);
    expect(priceOf({ unit: 1 }, items, 0.111)).toBe(4);
  });

  it('gives the same at every run', () => {
    expect(cloneFunctions('shop.js', SOURCE)).toEqual(clones);
  });
});

function evaluated({ cloneCode, cloneName }: { readonly cloneCode: string; readonly cloneName: string }): Anything {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(`${cloneCode}\nreturn ${cloneName};`)() as Anything;
}
