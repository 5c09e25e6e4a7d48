import { describe, expect, it } from 'vitest';
import { languageOf, languageOfScript, mayBeScript } from '../../../src/engine/parse/languages/index';

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
  ['SConstruct', 'python'],
  ['lib/a.rb', 'ruby'],
  ['tasks/a.rake', 'ruby'],
  ['a.gemspec', 'ruby'],
  ['config.ru', 'ruby'],
  ['Rakefile', 'ruby'],
  ['app/Gemfile', 'ruby'],
  ['src/A.php', 'php'],
  ['a.phtml', 'php'],
  ['a.sh', 'shellscript'],
  ['a.bash', 'shellscript'],
  ['a.zsh', 'shellscript'],
  ['test/a.bats', 'shellscript'],
  ['.bashrc', 'shellscript'],
  ['home/.zshrc', 'shellscript'],
  ['PKGBUILD', 'shellscript'],
  ['a.lua', 'lua'],
  ['a-1.0-1.rockspec', 'lua'],
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
  ['a.go', 'go'],
  ['a_test.go', 'go'],
  ['src/lib.rs', 'rust'],
  ['com/example/A.java', 'java'],
  ['A.cs', 'csharp'],
  ['build.csx', 'csharp'],
])('%s is %s, cut at its symbols', (file, language) => {
  expect(languageOf(file)?.id).toBe(language);
  expect(languageOf(file)?.grammar).toBeDefined();
});

it.each([
  ['a.hs', 'haskell'],
  ['a.ex', 'elixir'],
  ['a.EXS', 'elixir'],
  ['a.erl', 'erlang'],
  ['a.zig', 'zig'],
  ['a.vue', 'vue'],
  ['a.svelte', 'svelte'],
  ['db/a.sql', 'sql'],
  ['a.dart', 'dart'],
  ['a.R', 'r'],
  ['a.jl', 'julia'],
  ['a.ml', 'ocaml'],
  ['a.fs', 'fsharp'],
  ['a.clj', 'clojure'],
  ['a.pm', 'perl'],
  ['a.nim', 'nim'],
  ['a.tf', 'terraform'],
  ['a.graphql', 'graphql'],
  ['a.proto', 'proto3'],
  ['a.css', 'css'],
  ['a.scss', 'scss'],
  ['a.less', 'less'],
  ['a.ps1', 'powershell'],
  ['a.m', 'objective-c'],
  ['build.gradle', 'groovy'],
  ['a.sol', 'solidity'],
  ['views/a.html.erb', 'erb'],
  ['a.twig', 'twig'],
  ['Dockerfile', 'dockerfile'],
  ['docker/Dockerfile.dev', 'dockerfile'],
  ['dev.dockerfile', 'dockerfile'],
  ['Makefile', 'makefile'],
  ['GNUmakefile', 'makefile'],
  ['Makefile.linux', 'makefile'],
  ['CMakeLists.txt', 'cmake'],
  ['Jenkinsfile', 'groovy'],
  ['justfile', 'just'],
])('%s is %s, cut by lines', (file, language) => {
  expect(languageOf(file)).toEqual({ id: language });
});

it.each([
  ...['a.json', 'a.yaml', 'a.yml', 'a.toml', 'a.xml', 'a.csv', 'a.ini', 'a.svg', 'a.log', 'a.ipynb'],
  ...['README.md', 'a.txt', 'a.rst', 'index.html', 'Gemfile.lock', 'Makefile.in', 'Dockerfile.bak', 'a.png'],
  ...['LICENSE', 'readme', 'ts', '.ts', 'src/.py', 'folder.ts/readme', 'a.tsx.bak', '', '.gitignore', 'constructor'],
])('%s is of no language', (file) => {
  expect(languageOf(file)).toBeUndefined();
});

describe('a script without an extension', () => {
  it.each([
    ['#!/bin/sh\n', 'shellscript'],
    ['#!/bin/bash -eu\n', 'shellscript'],
    ['#! /usr/bin/env bash', 'shellscript'],
    ['#!/usr/bin/env python3.12\r\n', 'python'],
    ['#!/usr/local/bin/python3\n', 'python'],
    ['#!/usr/bin/env node', 'javascript'],
    ['#!/usr/bin/env -S node --no-warnings', 'javascript'],
    ['#!/usr/bin/env -S deno run', 'typescript'],
    ['#!/usr/bin/env -S DEBUG=1 ruby -w', 'ruby'],
    ['#!/usr/bin/php8.2 -q', 'php'],
    ['#!/usr/bin/lua5.4', 'lua'],
    ['\uFEFF#!/bin/sh', 'shellscript'],
    ['#!/usr/bin/perl -w', 'perl'],
    ['#!/usr/bin/env Rscript', 'r'],
    ['#!/usr/bin/make -f', 'makefile'],
  ])('%j is %s', (line, language) => {
    expect(languageOfScript(line)?.id).toBe(language);
  });

  it.each([
    '',
    '#',
    '#!',
    '#!\n',
    '#!/bin/\nbash',
    '#!/usr/bin/env',
    '#!/opt/own/tool',
    ' #!/bin/sh',
    'node',
    '// #!node',
  ])('%j is of no language', (line) => {
    expect(languageOfScript(line)).toBeUndefined();
  });

  it.each(['bin/deploy', 'hooks/pre-commit', 'LICENSE'])('%s may be one by its name', (file) => {
    expect(mayBeScript(file)).toBe(true);
  });

  it.each(['Makefile', 'Rakefile', 'a.sh', 'a.bin', '.profile', '.hidden', 'gradlew', 'sub/configure', ''])(
    '%s is none by its name',
    (file) => {
      expect(mayBeScript(file)).toBe(false);
    },
  );
});
