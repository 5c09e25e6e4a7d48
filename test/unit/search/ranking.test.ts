import { describe, expect, it } from 'vitest';
import type { ChunkKind } from '../../../src/protocol/hit';
import type { Candidate } from '../../../src/engine/search/candidates';
import { readQuery } from '../../../src/engine/search/question';
import { rank, WEIGHTS, weightsWith } from '../../../src/engine/search/ranking';

interface Place {
  readonly path?: string;
  readonly symbol?: string;
  readonly kind?: ChunkKind;
  readonly lines?: number;
}

let ordinal = 0;
function candidate(
  sides: Partial<Pick<Candidate, 'quick' | 'deep' | 'words' | 'isRead'>>,
  place: Place = {},
): Candidate {
  const { path = `f${ordinal}.ts`, symbol = 'run', kind = 'function', lines = 10 } = place;
  return {
    root: '/w',
    isRead: true,
    ...sides,
    chunk: {
      path,
      ordinal: ordinal++,
      language: 'typescript',
      symbol,
      container: '',
      kind,
      signature: '',
      startLine: 1,
      endLine: lines,
      contentHash: '',
    },
  };
}

/** Two that no other can be worse than, so that what lies between them keeps its place on every side. */
const ends = () => [candidate({ quick: 0, deep: 0, words: 0 }), candidate({ quick: 1, deep: 1, words: 1 })];
const ranked = (query: string, ...candidates: Candidate[]) =>
  rank(readQuery(query), [...ends(), ...candidates]).flatMap(({ item }) => (candidates.includes(item) ? [item] : []));

describe('ranking', () => {
  it('puts first what all sides find, and gives scores from 1 to 0, falling', () => {
    const [worst, best] = ends();
    const middle = candidate({ deep: 0.5, quick: 0.5, words: 0.5 });
    const list = rank(readQuery('wait longer'), [worst!, middle, best!]);
    expect(list.map(({ item }) => item)).toEqual([best, middle, worst]);
    for (const [index, { score }] of list.entries()) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(index === 0 ? 1 : list[index - 1]!.score);
    }
  });

  it('is empty without candidates', () => {
    expect(rank(readQuery('anything'), [])).toEqual([]);
  });

  it('takes how much better a hit is, and not only that it is better', () => {
    const far = candidate({ deep: 0.9, words: 0.1 });
    const near = candidate({ deep: 0.5, words: 0.3 });
    expect(ranked('wait longer', near, far)).toEqual([far, near]);
  });

  it('takes the quick vector for the deep one of a chunk that is not read yet', () => {
    const unread = candidate({ quick: 0.8, isRead: false });
    const read = candidate({ quick: 0.8, deep: 0.4 });
    expect(ranked('wait longer', read, unread)).toEqual([unread, read]);
    // Read, and not among the nearest: it is far.
    const farAway = candidate({ quick: 0.8 });
    expect(ranked('wait longer', farAway, read)).toEqual([read, farAway]);
  });

  it('puts the definition of a name before what is near to it', () => {
    const user = candidate({ deep: 0.9, words: 0.9 });
    const definition = candidate({ deep: 0.2, words: 0.5 }, { symbol: 'CliRunner', kind: 'class' });
    expect(ranked('CliRunner', user, definition)).toEqual([definition, user]);
    // Among other words it says less.
    expect(ranked('how does CliRunner work', user, definition)).toEqual([user, definition]);
  });

  it('prefers files that are named by the query, in another form, too', () => {
    const [plain, inNamed] = [candidate({ deep: 0.5 }), candidate({ deep: 0.45 }, { path: 'src/route-registry.ts' })];
    expect(ranked('registries of routes', plain, inNamed)).toEqual([inNamed, plain]);
  });

  it('prefers what is long, what runs, and what is no test, unless tests are asked for', () => {
    const usual = candidate({ deep: 0.5 });
    const better = { deep: 0.55 };
    expect(ranked('wait longer', candidate(better, { lines: 1 }), usual)[0]).toBe(usual);
    expect(ranked('wait longer', candidate(better, { kind: 'module' }), usual)[0]).toBe(usual);
    const test = candidate(better, { path: 'test/wait.test.ts' });
    expect(ranked('wait longer', test, usual)[0]).toBe(usual);
    expect(ranked('tests of waiting longer', test, usual)[0]).toBe(test);
  });

  it('knows each kind, those named like what objects have by nature, too', () => {
    const constructor = candidate({ deep: 0.5 }, { kind: 'constructor' });
    expect(rank(readQuery('make one'), [...ends(), constructor]).every(({ score }) => Number.isFinite(score))).toBe(
      true,
    );
  });

  it('puts another file before the fourth hit of one, and drops nothing', () => {
    const one = [0.8, 0.79, 0.78, 0.77].map((deep) => candidate({ deep }, { path: 'one.ts' }));
    const other = candidate({ deep: 0.72 });
    const list = ranked('wait longer', ...one, other);
    expect(list).toHaveLength(5);
    expect(list.indexOf(other)).toBeLessThan(4);
    expect(list[0]).toBe(one[0]);
  });

  it('prefers a file with several good chunks', () => {
    const lone = candidate({ deep: 0.5 });
    const company = [0.499, 0.49, 0.48].map((deep) => candidate({ deep }, { path: 'company.ts' }));
    expect(ranked('wait longer', lone, ...company)[0]).toBe(company[0]);
  });

  it('says how sure one can be of the first hit', () => {
    const first = (deep: number, query = 'wait longer', symbol = 'x') =>
      rank(readQuery(query), [candidate({ deep }, { symbol })])[0]!.score;
    expect(first(0.7)).toBe(1);
    // As near as a right first hit and as what a question about something else finds mostly are; see `confidence.ts`.
    expect(first(0.51)).toBeGreaterThan(0.7);
    expect(first(0.24)).toBeLessThan(0.3);
    expect(first(0.1)).toBeLessThan(0.1);
    expect(first(0.1, 'parseConfig', 'parseConfig')).toBe(1);
  });

  it('can be told other weights, to measure what each adds', () => {
    expect(weightsWith(undefined)).toBe(WEIGHTS);
    expect(weightsWith('{"stem":0}')).toEqual({ ...WEIGHTS, stem: 0 });
  });
});
