import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../../bench/quality/similar/pairs');
const ENTRIES = JSON.parse(readFileSync(path.join(FOLDER, 'pairs.json'), 'utf8')) as {
  readonly same: readonly string[];
  readonly alike: string;
}[];

type Anything = (...given: unknown[]) => unknown;

const tree = { value: 4, left: { value: 2, right: { value: 3 } }, right: { value: 6 } };
const nested = { a: [1, { b: new Date(0) }], c: null };
const sorted = [1, 3, 4, 9, 12];
const links = new Map([
  ['plan', ['build']],
  ['build', ['test', 'ship']],
  ['test', ['ship']],
]);
const roads = { a: { b: 7, c: 1 }, c: { b: 2 }, b: { d: 1 }, d: {} };

/** What the first of each pair is called with; its partner must answer the same. */
const CALLS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  flattenDeep: [[[1, [2, [3, []]], 4]]],
  groupBy: [[['ab', 'c', 'de'], (word: string) => String(word.length)]],
  binarySearch: [9, 1, 5, 13].map((wanted) => [sorted, wanted]),
  quickSort: [[[3, 1, 2, 3]], [[]]],
  mergeSort: [[[3, 1, 2, 3]], [[]]],
  mergeIntervals: [
    [
      [
        [5, 6],
        [1, 3],
        [2, 4],
      ],
    ],
  ],
  permutations: [[[1, 2, 3]], [[]]],
  topologicalSort: [[links]],
  shortestPath: [
    [roads, 'a', 'd'],
    [roads, 'd', 'a'],
  ],
  gridDistance: [
    [
      ['..#', '#..'],
      [0, 0],
      [1, 2],
    ],
    [['.#.'], [0, 0], [0, 2]],
  ],
  connectedComponents: [
    [
      5,
      [
        [0, 1],
        [1, 2],
      ],
    ],
  ],
  inOrder: [[tree], [undefined]],
  isSearchTree: [[tree], [{ value: 1, left: { value: 2 } }]],
  editDistance: [
    ['kitten', 'sitting'],
    ['', 'abc'],
    ['saturday', 'sunday'],
    ['abc', ''],
  ],
  parseCsv: [['a,"b ""x"", y"\n1,2\n'], ['one']],
  toRoman: [[1994], [2048]],
  escapeHtml: [['<a href="x">Tom & \'Jerry\'</a>']],
  kebabCase: [['parseHeaderLine'], ['some_name here']],
  isBalanced: [['f(a[0], {b})'], ['(]'], ['((']],
  runLengthEncode: [['aaabcc']],
  longestCommonPrefix: [[['flower', 'flow', 'flight']], [['a', 'b']], [[]]],
  isPalindrome: [['A man, a plan, a canal: Panama'], ['almost']],
  deepClone: [[nested]],
  deepEqual: [
    [nested, { ...nested }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [NaN, NaN],
  ],
  deepMerge: [
    [
      { a: { b: 1, c: 2 }, d: [1] },
      { a: { c: 3 }, d: [2] },
    ],
  ],
  getPath: [
    [nested, 'a.1.b'],
    [nested, 'c.x', 'none'],
  ],
  parseQuery: [['?a=1&b=x+y&c&d=%26']],
  compareVersions: [
    ['1.10.0', '1.9'],
    ['2.0', '2'],
    ['0.1', '1'],
  ],
  formatBytes: [[0], [999], [1500], [2_000_000]],
  formatDuration: [[0], [3725]],
  parseCookies: [['a=1; b=x%20y; a=2']],
  greatestCommonDivisor: [
    [12, 18],
    [7, 0],
  ],
  primesUpTo: [[50]],
  transpose: [
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
  ],
  multiplyMatrices: [
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  ],
  isValidCardNumber: [['4539578763621486'], ['4539578763621487']],
  movingAverage: [[[1, 2, 3, 6], 2]],
  crc32: [[new TextEncoder().encode('123456789')]],
  encodeBase64: ['', 'a', 'ab', 'abc'].map((text) => [new TextEncoder().encode(text)]),
  fibonacci: [[0], [1], [10]],
  power: [
    [2, 10],
    [3, 5],
  ],
  hexToRgb: [['#fa0'], ['00ff7f']],
};

describe('pairs of the benchmark of similar code', () => {
  it.each(Object.keys(CALLS))('%s and its partner do the same', async (name) => {
    const entry = ENTRIES.find(({ same }) => same[0]!.endsWith(`#${name}`))!;
    const [one, two] = await Promise.all(entry.same.slice(0, 2).map(load));
    for (const given of CALLS[name]!) expect(two!(...given)).toEqual(one!(...given));
  });

  it('each has a lookalike, and no function is in two pairs', () => {
    const places = ENTRIES.flatMap(({ same, alike }) => [...same, alike]);
    expect(new Set(places).size).toBe(places.length);
    expect(ENTRIES.length).toBeGreaterThanOrEqual(40);
  });
});

async function load(place: string): Promise<Anything> {
  const [file, name] = place.split('#') as [string, string];
  const module = (await import(path.join(FOLDER, file))) as Readonly<Record<string, Anything>>;
  return module[name]!;
}
