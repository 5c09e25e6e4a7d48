import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedParser } from '../../support/grammars';
import { headings } from './describeChunks';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/parse');
const parser = sharedParser();

describe.each(['typescript/functions.ts', 'javascript/commonjs.js', 'python/functions.py', 'python/classes.py'])(
  '%s reads the same',
  (name) => {
    const text = readFileSync(path.join(FIXTURES, name), 'utf8').replaceAll('\r\n', '\n');

    it.each([
      ['with Windows line breaks', text.replaceAll('\n', '\r\n')],
      ['with line breaks of an old Mac', text.replaceAll('\n', '\r')],
      ['with a byte-order mark', `\uFEFF${text}`],
      ['with both', `\uFEFF${text.replaceAll('\n', '\r\n')}`],
      ['without a line break at its end', text.trimEnd()],
    ])('%s', async (_, variant) => {
      expect(await parser().parse(name, variant)).toEqual(await parser().parse(name, text));
    });
  },
);

it('counts lines right after characters of more than one unit, and keeps names in any script', async () => {
  const text = [
    "const smile = '😀😀😀'; // 😀",
    '',
    'function größe(données) {',
    "  return '日本語';",
    '}',
    'class Ünïcode {',
    '  名前() { return "👩‍👩‍👧"; }',
    '}',
  ].join('\n');
  expect(headings(await parser().parse('a.js', text))).toEqual([
    '[1-1] constant smile',
    '[3-5] function größe',
    '[6-8] class Ünïcode',
    '[7-7] method Ünïcode › 名前',
  ]);
});

it('takes the indentation of nested code off, tabs too', async () => {
  const parsed = await parser().parse('a.ts', 'class A {\n\tb() {\n\t\treturn 1;\n\t}\n}\n');
  expect(parsed?.chunks[1]?.code).toBe('b() {\n\treturn 1;\n}');
});

describe('a file with little in it', () => {
  it.each([
    ['', []],
    ['\n\n  \n\t\n', []],
    ['\uFEFF', []],
    ['// Nothing here yet.\n', ['[1-1] module']],
    ['/*\n * Copyright 2020 Somebody.\n */\n', ['[1-3] module']],
    [';', []],
    ['x', ['[1-1] module']],
    ["import './a';\n", ['[1-1] module']],
  ])('%j', async (text, expected) => {
    expect(headings(await parser().parse('a.ts', text))).toEqual(expected);
  });

  it('in Python', async () => {
    expect(headings(await parser().parse('a.py', '"""Only words."""\n'))).toEqual(['[1-1] module']);
    expect(headings(await parser().parse('a.py', '# -*- coding: utf-8 -*-\n'))).toEqual(['[1-1] module']);
    expect(headings(await parser().parse('a.py', 'pass'))).toEqual(['[1-1] module']);
  });
});

describe('comments that belong to nothing', () => {
  it('are left out when they are headings, licences or closing marks, and kept when they say something', async () => {
    const text = [
      '// Copyright 2020 Somebody. All rights reserved, and a good deal more of that kind.',
      '',
      '// ---- helpers ----',
      '',
      'function a() {}',
      '',
      '//#region later',
      '// Everything below is called by the scheduler only, never from a request.',
      '',
      'function b() {}',
      '//#endregion',
    ].join('\n');
    expect(headings(await parser().parse('a.ts', text))).toEqual([
      '[5-5] function a',
      '[7-8] module',
      '[10-10] function b',
    ]);
  });

  it('of a licence are no part of the first chunk', async () => {
    const text = '/* Licensed under the MIT licence. */\n/* Reads files. */\nimport fs from "fs";\n';
    const [first] = (await parser().parse('a.ts', text))!.chunks;
    expect(first).toMatchObject({ startLine: 2, endLine: 3, doc: 'Reads files.', code: 'import fs from "fs";' });
  });
});

it('cuts long stretches without symbols at blank lines, within 60 lines and 2,000 characters', async () => {
  const test = (n: number) => [
    `it('does ${n}', () => {`,
    `  const x = work(${n});`,
    '',
    `  expect(x).toBe(${n});`,
    `  expect(x).not.toBe(${n + 1});`,
    '});',
    '',
  ];
  const text = Array.from({ length: 50 }, (_, n) => test(n).join('\n')).join('\n');
  const chunks = (await parser().parse('a.test.ts', text))!.chunks;
  expect(chunks.length).toBeGreaterThan(2);
  for (const chunk of chunks) {
    expect(chunk.endLine - chunk.startLine).toBeLessThan(60);
    expect(chunk.code.length).toBeLessThanOrEqual(2000);
    expect(chunk.code).toMatch(/^it\(.*\}\);$/s);
  }
});

it('leaves the source map at the end of a bundle out', async () => {
  const text = `run();\n//# sourceMappingURL=data:application/json;base64,${'A'.repeat(10_000)}\n`;
  expect((await parser().parse('a.js', text))?.chunks.map((chunk) => chunk.code)).toEqual(['run();']);
});
