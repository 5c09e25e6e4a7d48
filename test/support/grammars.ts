import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { GRAMMAR_FILES } from '../../scripts/grammars.mjs';
import { SourceParser } from '../../src/engine/parse/sourceParser';

const require = createRequire(import.meta.url);

/** A folder with all grammars, for the tests of one file. */
export function grammarsFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hunch-grammars-'));
  // As `esbuild.mjs` copies them to `dist/grammars`; tests do not wait for a build.
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', ...GRAMMAR_FILES])
    copyFileSync(require.resolve(file), path.join(folder, path.basename(file)));
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
