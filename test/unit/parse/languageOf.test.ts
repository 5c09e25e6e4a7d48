import { expect, it } from 'vitest';
import { languageOf } from '../../../src/engine/parse/languages/index';

it.each([
  ['a.ts', 'typescript'],
  ['src/a.mts', 'typescript'],
  ['a.cts', 'typescript'],
  ['a.d.ts', 'typescript'],
  ['a.tsx', 'typescriptreact'],
  ['a.js', 'javascript'],
  ['a.mjs', 'javascript'],
  ['a.cjs', 'javascript'],
  ['a.jsx', 'javascriptreact'],
  ['a.py', 'python'],
  ['a.pyi', 'python'],
  ['C:\\code\\A.PYW', 'python'],
  ['a.go', 'go'],
  ['a_test.go', 'go'],
  ['src/lib.rs', 'rust'],
  ['com/example/A.java', 'java'],
  ['A.cs', 'csharp'],
  ['build.csx', 'csharp'],
])('%s is %s', (file, language) => {
  expect(languageOf(file)?.id).toBe(language);
});

it.each(['a.json', 'Makefile', 'ts', '.ts', 'src/.py', 'folder.ts/readme', 'a.tsx.bak', ''])(
  '%s is of no language',
  (file) => {
    expect(languageOf(file)).toBeUndefined();
  },
);
