// Copies the pictures that the end-to-end tests took to where the README shows them: `npm run test:e2e && npm run screenshots`.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository, resultsFolder } from '../test/harness/repository';

const PICTURES = {
  why: 'panel',
  'quick-search': 'quick-search',
  similar: 'similar',
  duplicates: 'duplicates',
  map: 'map',
};

for (const [taken, shown] of Object.entries(PICTURES)) {
  const from = path.join(resultsFolder, 'screenshots', `${taken}.png`);
  const to = inRepository('media', 'screenshots', `${shown}.png`);
  if (!existsSync(from)) throw new Error(`${from} is missing: run "npm run test:e2e" first.`);
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
  console.log(path.relative(inRepository(), to));
}
