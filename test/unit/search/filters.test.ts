import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../../src/engine/search/facets';
import { filterOf, matcherOf, unmetPaths } from '../../../src/engine/search/filters';
import { passes } from '../../../src/engine/search/sift';
import { parseQuery } from '../../../src/query/parseQuery';

const PATHS = [
  'src/a.ts',
  'src/app/[id]/page.tsx',
  'src/app/(group)/x.ts',
  'lib/src/b.ts',
  'test/a.test.ts',
  '.github/c.ts',
];
const fitting = (pattern: string): string[] => PATHS.filter(matcherOf(pattern));

describe('a path', () => {
  it.each([
    ['src/**', ['src/a.ts', 'src/app/[id]/page.tsx', 'src/app/(group)/x.ts']],
    ['**/src/**', ['src/a.ts', 'src/app/[id]/page.tsx', 'src/app/(group)/x.ts', 'lib/src/b.ts']],
    ['*.tsx', ['src/app/[id]/page.tsx']],
    ['*.{ts,tsx}', PATHS],
    ['TEST', ['test/a.test.ts']],
    ['/src', ['src/a.ts', 'src/app/[id]/page.tsx', 'src/app/(group)/x.ts']],
    ['./src/*.ts', ['src/a.ts']],
    ['src\\app', ['src/app/[id]/page.tsx', 'src/app/(group)/x.ts']],
    ['app/[id]', ['src/app/[id]/page.tsx']],
    ['app/(group)', ['src/app/(group)/x.ts']],
    ['.github/**', ['.github/c.ts']],
    ['nowhere', []],
  ])('fits %s', (pattern, expected) => {
    expect(fitting(pattern)).toEqual(expected);
  });

  it('that nothing fits has one instead that something fits', () => {
    const unmet = unmetPaths(parseQuery('path:app/** path:nowhere -path:never path:src/** x'), PATHS);
    expect(unmet.map(({ term, instead }) => [term.values[0], instead])).toEqual([
      ['app/**', '**/app/**'],
      ['nowhere', undefined],
    ]);
  });
});

describe('the filter of a query', () => {
  const of = (query: string) =>
    filterOf(
      parseQuery(query),
      {
        root: '/w',
        paths: PATHS,
        open: ['/w/src/a.ts', '/elsewhere/z.ts'],
        changed: { paths: ['lib/src/b.ts', 'README'] },
      },
      false,
    );

  it('takes any of several wanted values, and none of the unwanted', () => {
    expect(of('lang:ts lang:go -lang:py kind:class x')).toMatchObject({
      languages: { any: ['typescript', 'go'], none: ['python'] },
      kinds: { any: ['class'], none: [] },
    });
    expect(of('path:lib path:test -path:b.ts x').paths).toEqual({ within: ['test/a.test.ts'] });
  });

  it('knows what is open and what changed', () => {
    expect(of('in:open x').paths).toEqual({ within: ['src/a.ts'] });
    expect(of('in:changed').paths).toEqual({ within: ['lib/src/b.ts'] });
    expect(of('in:open,changed').paths).toEqual({ within: ['src/a.ts', 'lib/src/b.ts'] });
    expect(of('-in:changed').paths).toEqual({ without: ['lib/src/b.ts'] });
    expect(of('in:open path:lib').paths).toEqual({ within: [] });
    expect(of('retry').paths).toBeUndefined();
  });
});

describe('phrases and excluded words', () => {
  const code = ['// No such', '//   file here', "throw new Error('No such: ' + parseConfig)"];
  it.each([
    ['"no such"', true],
    ['"no such file here"', true],
    ['"No such: "', true],
    ['"NO SUCH"', false],
    ['"no such config"', false],
    ['-"no such" x', false],
    ['x -"such no"', true],
    ['x -parse', false],
    ['x -parseConfig', false],
    ['x -configParse', true],
    ['x -pars', true],
    ['x -file', false],
  ])('%s: %s', (query, expected) => {
    expect(passes(parseQuery(query), { lines: code })).toBe(expected);
  });
});

describe('facets', () => {
  it('count what was found, and the folders where it parts', () => {
    const found = ['src/a/1.ts', 'src/a/b/2.ts', 'src/c/3.ts', 'src/4.ts'].map((path, index) => ({
      path,
      language: index === 0 ? 'python' : 'typescript',
      kind: 'function',
    }));
    expect(facetsOf(found)).toEqual({
      lang: [
        { value: 'typescript', count: 3 },
        { value: 'python', count: 1 },
      ],
      kind: [{ value: 'function', count: 4 }],
      path: [
        { value: 'src/a/**', count: 2 },
        { value: 'src/c/**', count: 1 },
      ],
    });
  });
});
