import { afterAll, beforeAll } from 'vitest';
import { SourceParser } from '../../src/engine/parse/sourceParser';
import { inRepository } from '../harness/repository';

/** The folder with all grammars, which `freshBuild.ts` sees to. */
export const GRAMMARS_FOLDER = inRepository('dist', 'grammars');

/** A parser for the tests of one file, made before the first. */
export function sharedParser(): () => SourceParser {
  let parser: SourceParser | undefined;
  beforeAll(async () => {
    parser = await SourceParser.create(GRAMMARS_FOLDER);
  });
  afterAll(() => {
    parser?.dispose();
  });
  return () => {
    if (!parser) throw new Error('The parser is made before the first test of the file.');
    return parser;
  };
}
