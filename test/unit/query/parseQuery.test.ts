import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type QueryTerm } from '../../../src/query/parseQuery';

/** The terms without their places, as they would be written. */
const written = (query: string): string[] => parseQuery(query).terms.map(spell);
function spell(term: QueryTerm): string {
  if (term.type === 'excluded') return `-${term.word}`;
  const dash = term.negated ? '-' : '';
  return term.type === 'phrase' ? `${dash}"${term.text}"` : `${dash}${term.name}:${term.values.join(',')}`;
}

describe('terms of a query', () => {
  it.each([
    ['lang:ts retry', ['lang:typescript'], 'retry'],
    ['retry lang:TypeScript', ['lang:typescript'], 'retry'],
    ['lang:ts,tsx -lang:py retry', ['lang:typescript,typescriptreact', '-lang:python'], 'retry'],
    ['lang:c++ lang:c# lang:objc', ['lang:cpp', 'lang:csharp', 'lang:objective-c'], ''],
    ['path:src/** -path:test open file', ['path:src/**', '-path:test'], 'open file'],
    ['path:src/{a,b}/**/*.[jt]s path:app/(group)/[id]', ['path:src/{a,b}/**/*.[jt]s', 'path:app/(group)/[id]'], ''],
    ['path:"my folder/**" x', ['path:my folder/**'], 'x'],
    [
      'kind:method symbol:parse* like:parseConfig -like:Store.open',
      ['kind:method', 'symbol:parse*', 'like:parseConfig', '-like:Store.open'],
      '',
    ],
    ['symbol:Foo::bar', ['symbol:Foo::bar'], ''],
    ['in:open in:changed retry', ['in:open', 'in:changed'], 'retry'],
    ['"exact phrase" retry', ['"exact phrase"'], 'exact phrase retry'],
    ['retry -"exact phrase" -mock', ['-"exact phrase"', '-mock'], 'retry'],
    ['retry -snake_case -kebab-case', ['-snake_case', '-kebab-case'], 'retry'],
    ['parse() -test', ['-test'], 'parse()'],
  ])('%s', (query, terms, text) => {
    expect(written(query)).toEqual(terms);
    expect(parseQuery(query)).toMatchObject({ text, mistakes: [] });
  });

  it('stand where they say', () => {
    const query = '  retry lang:ts -mock  "a b" -path:"x y"';
    expect(parseQuery(query).terms.map(({ start, end }) => query.slice(start, end))).toEqual([
      'lang:ts',
      '-mock',
      '"a b"',
      '-path:"x y"',
    ]);
  });

  it('keep the order and spelling of the words between them', () => {
    expect(parseQuery('Read  the lang:go   Config file').text).toBe('Read the Config file');
  });
});

describe('pasted code and messages are words, to the letter', () => {
  it.each([
    'foo:bar',
    'std::vector',
    'std::vector<int> v{1, 2}',
    'path::Path::new("a")',
    'use std::path::PathBuf;',
    'http://example.org/a?b=c',
    'https://example.org:8080/path:x',
    'file:///home/me/a.ts',
    'src/app.ts:12:5',
    'a - b',
    'a-b',
    'x = a -b;',
    'return a -b;',
    'i--',
    '--save-dev',
    '-1',
    '- item',
    '-',
    '"',
    'Error: Cannot find module "lodash"',
    'TypeError: Cannot read properties of undefined (reading "map")',
    "Error: ENOENT: no such file or directory, open 'config.json'",
    'error TS2345: Argument of type "string" is not assignable',
    'throw new Error("not found")',
    'console.log("hello world")',
    '{ "lang": "en", "kind": "method" }',
    '{"lang":"en"}',
    'function load(path: string, kind: Kind) {',
    "import { a } from 'path:b'",
    '{ path:"a" }',
    'f(a, path:string, kind:number)',
    "lang:'en',",
    'in: x',
    'for (const x in:y)',
    'expect(path).toBe("-x");',
    'a ? b : c',
    'case foo: return "x y"',
    'git commit -m "message" && git push',
    'const a = "hello world"\nconst b = -value',
    'SELECT * FROM a WHERE b = "c d"',
    'C:\\Users\\me',
    'node:fs',
    '12:30',
    '@scope/name:tag',
    '#include "a.h";',
    'printf("%d", x)',
    '🙂 smile',
    'x:',
    ':x',
  ])('%s', (query) => {
    const { text, terms } = parseQuery(query);
    expect(terms).toEqual([]);
    expect(text).toBe(query);
  });

  it('every question of the benchmarks', () => {
    const queries = benchQueries();
    expect(queries.length).toBeGreaterThan(500);
    for (const query of queries)
      expect(parseQuery(query)).toMatchObject({ text: query.trim(), terms: [], mistakes: [] });
  });

  it('whatever has no colon, quote or dash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => {
        fc.pre(!/[-:"]/.test(query));
        expect(parseQuery(query)).toMatchObject({ text: query.trim(), terms: [], mistakes: [] });
      }),
    );
  });
});

describe('mistakes', () => {
  it.each([
    ['lang:typescirpt x', 'typescirpt', 'error', 'typescript'],
    ['lang:klingon x', 'klingon', 'error', undefined],
    ['lang:ts,xyzzy x', 'xyzzy', 'error', undefined],
    ['kind:func x', 'func', 'error', 'function'],
    ['-kind:metod x', 'metod', 'error', 'method'],
    ['in:git x', 'git', 'error', 'changed'],
    ['in:opne x', 'opne', 'error', 'open'],
    ['x lang:', 'lang:', 'error', undefined],
    ['path: kind:method', 'path:', 'error', undefined],
    ['lang: ts x', 'lang: ts', 'hint', 'lang:ts'],
    ['"" x', '""', 'error', undefined],
    ['x "not closed', '"not', 'hint', undefined],
    ['x "open', '"open', 'hint', '"open"'],
    ['lnag:ts x', 'lnag:ts', 'hint', 'lang:ts'],
    ['language:ts x', 'language:ts', 'hint', 'lang:ts'],
    ['file:src x', 'file:src', 'hint', 'path:src'],
    ['author:me x', 'author:me', 'hint', undefined],
    ['-foo', '-foo', 'hint', undefined],
  ])('%s', (query, at, severity, suggestion) => {
    const [mistake, ...others] = parseQuery(query).mistakes;
    expect(others).toEqual([]);
    expect(query.slice(mistake!.start, mistake!.end)).toBe(at);
    expect(mistake!.severity).toBe(severity);
    expect(mistake!.suggestion).toBe(suggestion);
    expect(mistake!.text).toMatch(/[.?]$/);
  });

  it('leave out what means nothing and search for the rest', () => {
    expect(parseQuery('lang:klingon retry')).toMatchObject({ text: 'retry', terms: [] });
    expect(written('lang:ts,klingon retry')).toEqual(['lang:typescript']);
    expect(parseQuery('retry lang:').text).toBe('retry');
    expect(parseQuery('retry "twice a day').text).toBe('retry "twice a day');
    expect(parseQuery('colour:red').text).toBe('colour:red');
  });

  it('lie within the query, whatever it is', () => {
    const piece = fc.constantFrom(
      'lang:',
      'ts',
      '-',
      '"',
      ' ',
      'kind:',
      'x',
      'path:',
      '*',
      ',',
      '(',
      '\n',
      'like:',
      'in:open',
      'è',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const query = pieces.join('');
        const { terms, mistakes } = parseQuery(query);
        for (const { start, end } of [...terms, ...mistakes]) {
          expect(start).toBeLessThan(end);
          expect(query.slice(start, end)).toBe(query.slice(start, end).trim());
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** The queries of bench/quality, as they stand in its files. */
function benchQueries(): string[] {
  const folder = path.join(import.meta.dirname, '../../../bench/quality');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'query' && typeof inner === 'string') found.push(inner);
      visit(inner);
    }
  };
  for (const file of files) visit(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return found;
}
