import { describe, expect, it } from 'vitest';
import type { Why } from '../../../src/protocol/query';
import { reasonsOf, sharesOf } from '../../../src/webview/whyText';

const why = (change: Partial<Why> = {}): Why => ({
  shares: { meaning: 0.5, words: 0.2, name: 0, path: 0.104, size: 0.056, file: 0.053 },
  factors: {},
  matched: [{ word: 'retry', found: ['retry', 'Retries'], places: ['name', 'code'], lines: [3, 9] }],
  missing: ['request'],
  readClosely: true,
  ...change,
});

describe('why a hit is there', () => {
  it('is said in words', () => {
    expect(reasonsOf(why())).toEqual([
      'Mostly because it is near to your query in meaning.',
      'Words that match: “retry” as “Retries” in the name, in the code (lines 3, 9).',
      'Not there: “request”.',
    ]);
    expect(reasonsOf(why({ matched: [], missing: ['retry'] }))[0]).toContain('none of its words');
    const named = { meaning: 0.1, words: 0.1, name: 0.7, path: 0, size: 0, file: 0 };
    expect(reasonsOf(why({ shares: named }))[0]).toBe('It defines what your query names.');
  });

  it('says what lowered the score, and what may still change it', () => {
    const reasons = reasonsOf(
      why({ factors: { aside: { what: 'test', factor: 0.5 }, sameFile: 0.64 }, readClosely: false, like: ['open'] }),
    );
    expect(reasons).toContain('It is like “open”.');
    expect(reasons).toContain(
      'Its score was lowered: it is a test (×0.5); better results of the same file come before it (×0.64).',
    );
    expect(reasons.at(-1)).toContain('not read closely yet');
  });

  it('has shares that add up to the score as it is shown, the largest first', () => {
    const shares = sharesOf(why(), 91);
    expect(shares.map(({ name }) => name)).toEqual(['Meaning', 'Words', 'File name', 'Length', 'Its file']);
    expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBe(91);
  });
});
