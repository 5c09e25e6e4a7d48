import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { SourceParser } from '../../src/engine/parse/sourceParser';

const require = createRequire(import.meta.url);

/** As `esbuild.mjs` copies them to `dist/grammars`; tests do not wait for a build. */
const FILES = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

/** A folder with all grammars, for the tests of one file. */
export function grammarsFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hunch-grammars-'));
  for (const file of FILES) copyFileSync(require.resolve(file), path.join(folder, path.basename(file)));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return folder;
}

/** A parser for the tests of one file, made before the first. */
export function sharedParser(): () => SourceParser {
  const folder = grammarsFolder();
  let parser: SourceParser | undefined;
  beforeAll(async () => {
    parser = await SourceParser.create(folder);
  });
  afterAll(() => {
    parser?.dispose();
  });
  return () => {
    if (!parser) throw new Error('The parser is made before the first test of the file.');
    return parser;
  };
}
