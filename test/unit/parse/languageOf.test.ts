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
  ['a.c', 'c'],
  ['a.h', 'cpp'],
  ['a.cc', 'cpp'],
  ['a.cpp', 'cpp'],
  ['a.cxx', 'cpp'],
  ['a.hpp', 'cpp'],
  ['a.hh', 'cpp'],
  ['a.hxx', 'cpp'],
  ['a.inl', 'cpp'],
  ['a.ipp', 'cpp'],
  ['a.kt', 'kotlin'],
  ['a.kts', 'kotlin'],
  ['a.swift', 'swift'],
  ['a.scala', 'scala'],
  ['a.sc', 'scala'],
])('%s is %s', (file, language) => {
  expect(languageOf(file)?.id).toBe(language);
});

it.each(['a.json', 'Makefile', 'ts', '.ts', 'src/.py', 'folder.ts/readme', 'a.tsx.bak', ''])(
  '%s is of no language',
  (file) => {
    expect(languageOf(file)).toBeUndefined();
  },
);
