import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedParser } from '../../support/grammars';
import { describeChunks } from './describeChunks';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/parse');
const parser = sharedParser();

// What a file is cut into stands beside it: `functions.ts` and `functions.ts.chunks`. After a change on purpose:
// `npx vitest run test/unit/parse --update`, and read the difference.
for (const folder of readdirSync(FIXTURES)) {
  describe(`chunks of ${folder} files`, () => {
    const files = readdirSync(path.join(FIXTURES, folder)).filter((name) => !name.endsWith('.chunks'));
    it.each(files)('%s', async (name) => {
      const file = path.join(FIXTURES, folder, name);
      const parsed = await parser().parse(file, readFileSync(file, 'utf8'));
      await expect(describeChunks(parsed!)).toMatchFileSnapshot(`${file}.chunks`);
    });
  });
}
