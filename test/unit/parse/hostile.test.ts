import { copyFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceParser } from '../../../src/engine/parse/sourceParser';
import { GRAMMARS_FOLDER, sharedParser } from '../../support/grammars';
import { temporaryFolder } from '../../support/temporaryFolder';
import { headings } from './describeChunks';

const parser = sharedParser();
const FILES = ['a.tsx', 'a.js', 'a.py', 'a.go', 'a.rs', 'a.java', 'a.cs'];
/** Of their own kind, since most of what breaks others is one long mistake to their grammars. */
const SCRIPTS = ['a.rb', 'a.php', 'a.sh', 'a.lua', 'a.vue'];
/** Repeats with the number of the repetition for `#`. */
const times = (count: number, text: string) =>
  Array.from({ length: count }, (_, n) => text.replaceAll('#', `${n}`)).join('');

async function expectSound(file: string, text: string): Promise<void> {
  const parsed = (await parser().parse(file, text))!;
  expect(parsed.chunks.every((chunk) => chunk.code.trim() !== '')).toBe(true);
  expect(parsed.chunks.every((chunk) => 1 <= chunk.startLine && chunk.startLine <= chunk.endLine)).toBe(true);
  // Names that contain each other without end would take the square of the file.
  expect(Math.max(0, ...parsed.chunks.slice(0, 1000).map((chunk) => chunk.container.length))).toBeLessThan(500);
  // The parser is whole afterwards.
  expect(headings(await parser().parse('b.py', 'def b(): pass'))).toEqual(['[1-1] function b']);
}

async function expectAnyText(file: string): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const parsed = (await parser().parse(file, text))!;
      const count = text.split(/\r\n|\n|\r/).length;
      for (const chunk of parsed.chunks) expect(chunk.endLine).toBeLessThanOrEqual(count);
    }),
  );
}

describe.each(FILES)('%s', (file) => {
  it.each([
    ['100,000 nested brackets', times(100_000, '[') + times(100_000, ']')],
    ['100,000 opened brackets', times(100_000, '(')],
    ['30,000 nested brackets, a line each', times(30_000, '[\n') + times(30_000, ']\n')],
    ['10,000 nested functions', `${times(10_000, 'function f#() {\n')}${times(10_000, '}\n')}`],
    [
      '1,000 nested Python functions',
      Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}def f${n}():`).join('\n'),
    ],
    ['10,000 nested objects', `x = ${times(10_000, '{ a#:\n')}1${times(10_000, '\n}')}`],
    ['10,000 chained calls', `x${times(10_000, '\n.then(function () {\nreturn #;\n})')}`],
    ['10,000 nested callbacks', times(10_000, 'f(() => {\n') + times(10_000, '})\n')],
    ['10,000 nested anonymous classes', times(10_000, 'new A() { void f#() {\n') + times(10_000, '}}\n')],
    ['100,000 calls without an end', times(100_000, 'new f (')],
    ['10,000 nested namespaces', times(10_000, 'namespace N# {\n') + times(10_000, '}\n')],
    ['10,000 namespaces for the rest of the file', times(10_000, 'namespace N#;\n')],
    ['10,000 nested implementations', times(10_000, 'impl A<# {\n') + times(10_000, '}\n')],
    ['an endless string', `"${'a'.repeat(500_000)}`],
    ['an endless comment', `/*${' * a\n'.repeat(100_000)}`],
    ['50,000 comments', '// a comment that says something of interest to somebody\n'.repeat(50_000)],
    ['50,000 Python comments', '# a comment that says something of interest to somebody\n'.repeat(50_000)],
    ['20,000 decorators', `${times(20_000, '@decorated\n')}class A {}`],
    ['200,000 blank lines', '\n'.repeat(200_000)],
    ['one line of 500,000 spaces', `${' '.repeat(500_000)}x`],
    ['20,000 functions in one line', times(20_000, 'function f#(){return #}')],
    ['a variable statement of 20,000', `var ${times(20_000, 'v# = #,')}z`],
    ['null characters', 'function a() {\0}\0\0'.repeat(1000)],
    ['halves of surrogate pairs', '\uD800 function \uDFFF() { \uD800 }\n'.repeat(1000)],
    ['a merge conflict', '<<<<<<< a\nfunction a() {\n=======\nfunction b() {\n>>>>>>> b\n}\n'],
  ])('comes through %s', { timeout: 120_000 }, async (_, text) => {
    await expectSound(file, text);
  });

  it('comes through any text', async () => {
    await expectAnyText(file);
  });
});

describe.each(SCRIPTS)('%s', (file) => {
  it.each([
    ['10,000 nested Ruby modules', `${times(10_000, 'module A#\n')}${times(10_000, 'end\n')}`],
    ['10,000 nested Ruby blocks', `${times(10_000, 'task :a# do\n')}${times(10_000, 'end\n')}`],
    ['10,000 nested PHP arrays', `<?php $x = ${times(10_000, '[\n')}1${times(10_000, ']\n')};`],
    ['10,000 nested tables', `x = ${times(10_000, '{ a# =\n')}1${times(10_000, '\n}')}`],
    ['10,000 command substitutions', `${times(10_000, 'echo $(')}${times(10_000, ')')}`],
    ['1,000 heredocs without an end', times(1000, 'cat <<A#\n')],
    ['100,000 nested brackets', times(100_000, '[') + times(100_000, ']')],
    ['an endless string', `"${'a'.repeat(500_000)}`],
    ['200,000 blank lines', '\n'.repeat(200_000)],
    ['null characters', 'def a() {\0}\0\0'.repeat(1000)],
  ])('comes through %s', { timeout: 120_000 }, async (_, text) => {
    await expectSound(file, text);
  });

  it('comes through any text', async () => {
    await expectAnyText(file);
  });
});

it('cuts a file by lines when its syntax takes too long, and says so', async () => {
  const hasty = await SourceParser.create(GRAMMARS_FOLDER, { millisecondsPerFile: 0 });
  const text = times(100, 'function f#() {\n  return #;\n}\n\n');
  const parsed = (await hasty.parse('a.ts', text))!;
  expect(parsed.incomplete).toBe('Reading its syntax took longer than 0 s, so it is cut by lines.');
  expect(parsed.chunks.length).toBeGreaterThan(5);
  const covered = new Set(
    parsed.chunks.flatMap((c) => Array.from({ length: c.endLine - c.startLine + 1 }, (_, n) => c.startLine + n)),
  );
  text.split('\n').forEach((line, index) => {
    if (line.trim() !== '') expect(covered.has(index + 1), `line ${index + 1}`).toBe(true);
  });
  for (const chunk of parsed.chunks)
    expect(chunk).toMatchObject({ kind: 'module', symbol: '', language: 'typescript' });
  // Functions are not cut in two where there is a blank line to cut at.
  for (const chunk of parsed.chunks) expect(chunk.code).toMatch(/^function[^]*\}$/);
  hasty.dispose();
});

it('reads the next file from its start after it gave one up', async () => {
  // Too short a text for tree-sitter to ask whether to go on.
  const short = 'class A {}';
  const hasty = await SourceParser.create(GRAMMARS_FOLDER, { millisecondsPerFile: 0 });
  expect((await hasty.parse('a.js', times(1000, 'function f#() {}\n')))!.incomplete).toBeDefined();
  expect(headings(await hasty.parse('a.js', short))).toEqual(['[1-1] class A']);
  hasty.dispose();
});

it('comes through a megabyte of noise', { timeout: 60_000 }, async () => {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647);
  const noise = Array.from({ length: 1_000_000 }, () => String.fromCharCode(32 + (random() % 95))).join('');
  expect((await parser().parse('a.js', noise))!.chunks.length).toBeGreaterThan(0);
});

it('says so when a file makes no sense as a whole, and keeps what does and all lines', async () => {
  const text = 'class A {\n  one() {\n    return 1;\n  }\n  two() {\n    if (x) {\n      call();\n';
  const parsed = await parser().parse('a.ts', text);
  expect(parsed?.incomplete).toContain('makes no sense');
  expect(headings(parsed)).toEqual(['[1-1] module', '[2-4] method one', '[5-7] module']);
});

it('knows no language for other files', async () => {
  expect(await parser().parse('a.txt', 'function a() {}')).toBeUndefined();
});

it('says which file is missing when a grammar is, and finds it when it has come back', async () => {
  const empty = temporaryFolder();
  await expect(SourceParser.create(empty)).rejects.toThrow(/web-tree-sitter\.wasm/);
  copyFileSync(path.join(GRAMMARS_FOLDER, 'web-tree-sitter.wasm'), path.join(empty, 'web-tree-sitter.wasm'));
  const poor = await SourceParser.create(empty);
  await expect(poor.parse('a.py', 'pass')).rejects.toThrow(/tree-sitter-python\.wasm/);
  copyFileSync(path.join(GRAMMARS_FOLDER, 'tree-sitter-python.wasm'), path.join(empty, 'tree-sitter-python.wasm'));
  expect((await poor.parse('a.py', 'pass'))?.chunks).toHaveLength(1);
  poor.dispose();
});
