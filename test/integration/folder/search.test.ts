import assert from 'node:assert/strict';
import type { HunchApi } from '../../../src/vscode/api';
import { HOSTILE_NAME, UNWANTED_WORDS } from '../../harness/fixtureNames';
import { readyHunch, search, workspaceRoot } from '../hunch';

describe('Search', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });

  const MEANINGS: readonly (readonly [query: string, symbol: string])[] = [
    ['try again after a failure, waiting longer each time', 'retryWithBackoff'],
    ['split text with commas into fields', 'parseCsv'],
    ['how far apart two places on earth are', 'distanceBetween'],
    ['throw away what was not used for the longest time', 'LruCache'],
    ['is this a correct e-mail address', 'is_valid_email'],
  ];
  for (const [query, symbol] of MEANINGS)
    it(`finds ${symbol} by "${query}"`, async () => {
      const hits = await search(hunch, query, 5);
      assert.ok(
        hits.some((hit) => hit.symbol === symbol || hit.container === symbol),
        `Found ${hits.map((hit) => hit.symbol).join(', ')}`,
      );
    });

  it('answers with 1-based lines, paths from the folder and falling scores', async () => {
    const hits = await search(hunch, 'Levenshtein distance between two words');
    const hit = hits.find(({ symbol }) => symbol === 'editDistance');
    assert.equal(hit?.path, 'src/text/editDistance.ts');
    assert.equal(hit.root, workspaceRoot());
    assert.equal(hit.kind, 'function');
    assert.equal(hit.language, 'typescript');
    assert.ok(hit.startLine >= 1 && hit.endLine === 13, `lines ${hit.startLine} to ${hit.endLine}`);
    const scores = hits.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
  });

  for (const [where, word] of Object.entries(UNWANTED_WORDS))
    it(`finds nothing in files that do not belong into the index: ${where}`, async () => {
      const hits = await search(hunch, word, 30);
      assert.deepEqual(
        hits.filter(({ symbol, preview = '' }) => symbol.includes(word) || preview.includes(word)),
        [],
      );
    });

  it('finds code in a file whose name is an attack', async () => {
    if (process.platform === 'win32') return;
    const [hit] = await search(hunch, 'draw a teapot in ASCII art', 3);
    assert.equal(hit?.path, HOSTILE_NAME);
  });

  const ODD_QUERIES: readonly (readonly [name: string, query: string])[] = [
    ['full of quotes', `"'"'\`"" OR 'a' = 'a'; --`],
    ['of 10,000 characters', 'parse the file '.repeat(667).slice(0, 10_000)],
    ['of another script', '再試行する関数 🔁'],
    ['of full-text operators', '+a -b (c OR d) AND "e" ~2 ^3 *'],
  ];
  for (const [name, query] of ODD_QUERIES)
    it(`answers a query ${name}`, async () => {
      assert.ok((await search(hunch, query)).length > 0);
    });

  it('does not choke on an empty query', async () => {
    // Either nothing is found or one sentence says what to do; the engine stays up in both cases.
    const answer = await search(hunch, '  ').catch((error: unknown) => error);
    if (answer instanceof Error) assert.match(answer.message, /^[A-Z].*\.$/);
    else assert.deepEqual(answer, []);
    assert.equal(hunch.engine.phase, 'running');
  });
});
