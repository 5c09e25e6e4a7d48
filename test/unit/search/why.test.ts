import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/engine/search/candidates';
import { docLinesAbove } from '../../../src/engine/search/chunkText';
import { readQuery } from '../../../src/engine/search/question';
import { rank } from '../../../src/engine/search/ranking';
import { commentLines, SCORE_PARTS, sharesOf, whyOf } from '../../../src/engine/search/why';

function candidate(path: string, symbol: string, sides: Partial<Candidate> = {}, lines = 10): Candidate {
  return {
    root: '/w',
    isRead: true,
    quick: 0.4,
    deep: 0.5,
    words: 3,
    ...sides,
    chunk: {
      path,
      ordinal: 0,
      language: 'typescript',
      symbol,
      container: 'Client',
      kind: 'method',
      signature: '',
      startLine: 3,
      endLine: 2 + lines,
      contentHash: '',
    },
  };
}

const sum = (shares: Readonly<Record<string, number>>): number =>
  Object.values(shares).reduce((total, share) => total + share, 0);

describe('the shares of a score', () => {
  it('add up to the score of every hit, whatever the hits are', () => {
    const side = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    const arbitrary = fc.record({
      path: fc.constantFrom('src/retry.ts', 'test/retry.test.ts', 'src/a.ts', 'docs/x.ts'),
      symbol: fc.constantFrom('retry', 'withRetry', 'other', ''),
      quick: side,
      deep: side,
      words: side,
      isRead: fc.boolean(),
      lines: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(
        fc.array(arbitrary, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('retry', 'retry a request', 'withRetry of the client'),
        (places, text) => {
          const candidates = places.map(({ path, symbol, lines, isRead, quick, deep, words }) => ({
            ...candidate(path, symbol, {}, lines),
            quick: undefined,
            deep: undefined,
            words: undefined,
            isRead,
            ...(quick === undefined ? {} : { quick }),
            ...(deep === undefined ? {} : { deep }),
            ...(words === undefined ? {} : { words }),
          })) as Candidate[];
          for (const { score, reasons } of rank(readQuery(text), candidates)) {
            // The reasons are the score and not a story about it.
            const { terms, kind, aside, coherence, sameFile, scale } = reasons;
            expect(sum(terms) * kind * (aside?.factor ?? 1) * (1 + coherence) * sameFile * scale).toBeCloseTo(score, 9);
            const rounded = Math.round(score * SCORE_PARTS) / SCORE_PARTS;
            const shares = sharesOf(reasons, rounded);
            if (sum(terms) > 0) expect(sum(shares)).toBeCloseTo(rounded, 9);
            for (const share of Object.values(shares)) expect(share).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('are those of the signals that the hit has', () => {
    const query = readQuery('withRetry of a client');
    const ranked = rank(query, [
      candidate('src/x.ts', 'withRetry', { deep: 0.2, quick: 0.1, words: 1 }),
      candidate('src/client.ts', 'other', { deep: 0.6, words: 2 }),
      candidate('src/y.ts', 'third', { deep: 0.1, quick: 0.1, words: 0 }),
    ]);
    const sharesIn = (symbol: string) =>
      sharesOf(ranked.find(({ item }) => item.chunk.symbol === symbol)!.reasons, 0.5);
    const named = sharesIn('withRetry');
    const near = sharesIn('other');
    expect(named.name).toBeGreaterThan(0.1);
    expect(near).toMatchObject({ name: 0 });
    expect(near.meaning).toBeGreaterThan(near.words);
    expect(near.path).toBeGreaterThan(0);
    expect(named.path).toBe(0);
  });
});

describe('why a hit is there', () => {
  const query = readQuery('retry failed requests of the client with jitter');
  const text = {
    firstLine: 1,
    lines: ['/** Tries again when', ' * a request failed. */', 'async withRetry(request) {', '}'],
  };

  it('says which words it has and where, and which not', () => {
    const [hit] = rank(query, [candidate('src/requests.ts', 'withRetry', { deep: 0.5 })]);
    const why = whyOf(query, hit!, 0.5, text);
    expect(why.matched).toEqual([
      { word: 'retry', found: ['Retry'], places: ['name', 'code'], lines: [3] },
      { word: 'failed', found: ['failed'], places: ['doc'], lines: [2] },
      { word: 'requests', found: ['requests', 'request'], places: ['path', 'doc', 'code'], lines: [2, 3] },
      { word: 'client', found: ['Client'], places: ['name'], lines: [] },
    ]);
    expect(why.missing).toEqual(['jitter']);
    expect(why).toMatchObject({ similarity: 0.5, readClosely: true, factors: {} });
  });

  it('says what lowered it', () => {
    const [, second] = rank(query, [
      candidate('test/a.test.ts', 'one'),
      candidate('test/a.test.ts', 'two', { deep: 0.4 }),
    ]);
    expect(whyOf(query, second!, 0.1, text).factors).toEqual({ aside: { what: 'test', factor: 0.5 }, sameFile: 0.8 });
  });
});

describe('comments', () => {
  it('are told from code in most languages', () => {
    const lines = [
      '# python',
      '#include <a>',
      '#[derive]',
      '// c',
      'x // y',
      '"""doc',
      'more',
      '"""',
      '-- sql',
      '--x',
      '  * star',
      'code',
    ];
    expect(
      commentLines(lines)
        .map((isComment, index) => (isComment ? index : -1))
        .filter((index) => index >= 0),
    ).toEqual([0, 3, 5, 6, 7, 8, 10]);
  });

  it('belong to what is right below them', () => {
    expect(docLinesAbove(['/** a', ' * b */'])).toBe(2);
    expect(docLinesAbove(['// a', '', '// b'])).toBe(1);
    expect(docLinesAbove(['code();'])).toBe(0);
  });
});
