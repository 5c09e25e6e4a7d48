import path from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { duplicateGroups, USUAL_MIN_LINES, USUAL_SIMILARITY } from '../../src/duplicates/duplicateGroups';
import { AnalysisProgress, DuplicatesRequest, type DuplicatesResponse } from '../../src/protocol/duplicates';
import { REQUEST_CANCELLED } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { hunch } from '../support/commandLine';
import { DUPLICATES } from '../support/duplicatesWorkspace';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

async function readyEngine(...roots: readonly string[]): Promise<EngineUnderTest> {
  const folders = roots.map((root) => folder(root));
  const engine = await EngineUnderTest.start({ folders, cacheDirectory: temporaryFolder() });
  onTestFinished(() => engine.shutdown());
  await eventually('the index is ready', async () =>
    (await engine.state(folders)).folders.every(({ phase }) => phase === 'ready'),
  );
  return engine;
}

function workspace(files: Readonly<Record<string, string>> = DUPLICATES): string {
  const root = temporaryFolder();
  writeFiles(root, files);
  return root;
}

const groupsOf = (found: DuplicatesResponse, tests = false) =>
  duplicateGroups(found, { similarity: { ...USUAL_SIMILARITY, 'same-meaning': 0.8 }, tests }).map(
    ({ likeness, members }) =>
      `${likeness}: ${members
        .map(({ symbol }) => symbol)
        .sort()
        .join(' ')}`,
  );

const minLines = USUAL_MIN_LINES;

describe('duplicates', () => {
  it('are copies under other names and what does the same otherwise; getters and tests are not', async () => {
    const engine = await readyEngine(workspace());
    const found = await engine.connection.sendRequest(DuplicatesRequest, { minLines });
    expect(groupsOf(found)).toEqual([
      'same-meaning: retryTask retryWithBackoff',
      'near-identical: cartTotal sumOfOrder',
    ]);
    expect(groupsOf(found, true)).toContain('near-identical: expectSum expectTotal');
    expect(found).toMatchObject({ compared: 6, unread: 0 });
  });

  it('are looked for in a folder of the workspace, or over several', async () => {
    const root = workspace();
    const other = workspace({ 'copy.ts': DUPLICATES['src/cart.ts']!.replace('cartTotal', 'basketTotal') });
    const engine = await readyEngine(root, other);
    const ask = (params: { root?: string; within?: string }) =>
      engine.connection.sendRequest(DuplicatesRequest, { minLines, ...params });
    expect(groupsOf(await ask({}))).toContain('near-identical: basketTotal cartTotal sumOfOrder');
    expect(groupsOf(await ask({ root, within: 'src' }))).toEqual(['near-identical: cartTotal sumOfOrder']);
    expect(groupsOf(await ask({ root, within: 'src/net' }))).toEqual([]);
    await expect(ask({ root: '/nowhere' })).rejects.toThrow('is none of the open folders');
  });

  it('tell how far they are, can be given up, and leave the engine free to answer', async () => {
    const copies = Array.from({ length: 300 }, (_, each) => [
      `src/part${each}.ts`,
      DUPLICATES['src/net/retry.ts']!.replaceAll('attempt', `word${each % 50}`).replace(
        'task()',
        `task${each}(${each}000)`,
      ),
    ]);
    const engine = await readyEngine(workspace(Object.fromEntries(copies) as Record<string, string>));
    const shares: number[] = [];
    engine.connection.onProgress(AnalysisProgress, 'mine', ({ share }) => {
      shares.push(share);
    });
    const found = engine.connection.sendRequest(DuplicatesRequest, { minLines, progress: 'mine' });
    expect((await engine.search('run a task again')).hits).not.toEqual([]);
    expect((await found).compared).toBe(300);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));

    const source = new CancellationTokenSource();
    const given = engine.connection.sendRequest(DuplicatesRequest, { minLines }, source.token);
    // A person is never as fast as that: a request cancelled in the moment of sending is answered by the library.
    setTimeout(() => {
      source.cancel();
    }, 0);
    await expect(given).rejects.toMatchObject({ code: REQUEST_CANCELLED });
    expect((await engine.connection.sendRequest(DuplicatesRequest, { minLines })).compared).toBe(300);
  });
});

describe('hunch duplicates', () => {
  it('prints text, JSON and Markdown', async () => {
    const root = workspace();
    const place = ['--root', root, '--index-dir', path.join(temporaryFolder(), 'index')];
    const json = await hunch(['duplicates', ...place, '--format', 'json']);
    expect(json).toMatchObject({ code: 0, stderr: '' });
    const report = JSON.parse(json.stdout) as { groups: { members: { path: string; symbol: string }[] }[] };
    const symbols = report.groups.map(({ members }) => members.map(({ symbol }) => symbol).join(' '));
    expect(symbols).toContain('cartTotal sumOfOrder');

    const text = await hunch(['duplicates', ...place]);
    expect(text.stdout).toMatch(/^ {2}src\/cart\.ts:2-10 {2}cartTotal$/m);
    const markdown = await hunch(['duplicates', ...place, '--format', 'markdown', '--tests']);
    expect(markdown.stdout).toContain('- `expectTotal` (function) in `test/cart.test.ts:1-7`');
  });

  it('keeps to what it is asked for, and refuses what makes no sense', async () => {
    const root = workspace();
    const place = ['--root', root, '--index-dir', path.join(temporaryFolder(), 'index')];
    expect((await hunch(['duplicates', ...place, '--min-lines', '30'])).stdout).toMatch(/^No duplicates among 0 /);
    expect((await hunch(['duplicates', ...place, '--min-similarity', '99'])).stdout).not.toContain('retryTask');
    expect(await hunch(['duplicates', ...place, '--min-similarity', '120'])).toMatchObject({ code: 2, stdout: '' });
    expect(await hunch(['duplicates', ...place, '--format', 'xml'])).toMatchObject({ code: 2, stdout: '' });
  });
});
