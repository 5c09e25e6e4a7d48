import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PauseRequest, ResumeRequest, type FolderState } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

/** So many functions take the deep model a while, and the quick one no time that anybody notices. */
const FUNCTIONS = 400;

/** Functions that differ in what they do, so that none is a copy of another. */
function functionNumber(n: number): string {
  const verbs = ['wait', 'parse', 'sort', 'send', 'paint', 'merge', 'close', 'count'];
  const things = ['orders', 'packets', 'colours', 'users', 'sockets', 'trees', 'dates', 'prices'];
  const [verb, thing] = [verbs[n % 8]!, things[Math.floor(n / 8) % 8]!];
  const body = Array.from({ length: 12 }, (_, line) => `  ${verb}${thing}${line}(${n * 31 + line}, list[${line}]);`);
  return `/** Will ${verb} the ${thing} of shop ${n}. */\nexport function ${verb}_${thing}_${n}(list) {\n${body.join('\n')}\n}\n`;
}

function workspace(functions = FUNCTIONS): string {
  const root = temporaryFolder();
  const files = Array.from({ length: functions / 10 }, (_, file) => [
    `src/shop${file}.js`,
    Array.from({ length: 10 }, (_, n) => functionNumber(file * 10 + n)).join('\n'),
  ]);
  writeFiles(root, Object.fromEntries(files) as Record<string, string>);
  return root;
}

async function started(root: string, cacheDirectory = temporaryFolder()) {
  const engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory });
  onTestFinished(async () => {
    if (engine.child.exitCode === null && engine.child.signalCode === null) await engine.shutdown();
  });
  const state = async (): Promise<FolderState> => (await engine.state([folder(root)])).folders[0]!;
  const reaches = (phase: string) =>
    eventually(`the index is ${phase}`, async () => {
      const now = await state();
      return now.phase === phase && now;
    });
  return { engine, cacheDirectory, state, reaches };
}

const embedded = async (root: string, cacheDirectory: string) => {
  const { json } = await hunch(['index', '--root', root, '--index-dir', path.join(cacheDirectory, 'own'), '--json']);
  return (json as { embedded: number }).embedded;
};

describe('an index whose chunks are still being read closely', () => {
  it('answers at once with everything, and says so: nothing is partial', async () => {
    const root = workspace();
    const { engine, reaches } = await started(root);
    const refining = await reaches('refining');
    expect(refining).toMatchObject({ chunks: FUNCTIONS, files: FUNCTIONS / 10 });
    expect(refining.done).toBeLessThan(refining.total);
    const { hits, partial } = await engine.search('count the prices of shop 399');
    expect(partial).toBeUndefined();
    expect(hits.map((hit) => hit.symbol)).toContain('count_prices_63');
    await reaches('ready');
  });

  it('stops when it is paused, takes saves first when it goes on, and ends', async () => {
    const root = workspace();
    const { engine, state, reaches } = await started(root);
    await reaches('refining');
    await engine.connection.sendRequest(PauseRequest);
    await reaches('paused');
    const before = (await state()).phase;
    expect(before).toBe('paused');
    await engine.connection.sendRequest(ResumeRequest);
    await reaches('refining');
    const saved = path.join(root, 'src', 'fence.js');
    writeFileSync(saved, 'export function paintFence() {\n  dip(brush);\n  stroke(board);\n}\n');
    await engine.changed('created', saved);
    await eventually('the saved function is found while the rest is still read', async () =>
      (await engine.search('paint a fence')).hits.some((hit) => hit.symbol === 'paintFence'),
    );
    expect((await state()).phase).not.toBe('ready');
    await reaches('ready');
  });

  it('loses nothing that was written when the engine is killed, and goes on from there', async () => {
    const root = workspace();
    const first = await started(root);
    // More than one batch of vectors is written by then.
    await eventually('some is read', async () => (await first.state()).done >= 300);
    await first.engine.kill();
    const second = await started(root, first.cacheDirectory);
    const { total } = await second.reaches('refining');
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(FUNCTIONS);
    const { chunks } = await second.reaches('ready');
    expect(chunks).toBe(FUNCTIONS);
  });
});

describe('what was read closely once', () => {
  it('is not read again when a file goes and comes back, or stands elsewhere in a folder of the same name', async () => {
    const root = workspace(50);
    const cache = temporaryFolder();
    expect(await embedded(root, cache)).toBe(50);
    const file = path.join(root, 'src', 'shop3.js');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    expect(await embedded(root, cache)).toBe(0);
    writeFileSync(file, text);
    expect(await embedded(root, cache)).toBe(0);
    writeFiles(root, { 'copy/of/src/shop3.js': text });
    // Path words are the last two folders.
    expect(await embedded(root, cache)).toBe(10);
    renameSync(path.join(root, 'copy', 'of'), path.join(root, 'of'));
    expect(await embedded(root, cache)).toBe(0);
  });

  it('is read again where it changed', async () => {
    const root = workspace(50);
    const cache = temporaryFolder();
    await embedded(root, cache);
    const file = path.join(root, 'src', 'shop3.js');
    writeFileSync(file, readFileSync(file, 'utf8').replace('(961,', '(1961,'));
    expect(await embedded(root, cache)).toBe(1);
  });
});

describe('the command line with --now', () => {
  it('answers before everything is read closely, and leaves the rest for later', async () => {
    const root = workspace();
    const cache = temporaryFolder();
    const place = ['--root', root, '--index-dir', path.join(cache, 'own')];
    const { json } = await hunch(['search', 'count the prices of shop 63', '--now', ...place, '--json']);
    expect((json as { results: { symbol: string }[] }).results.map(({ symbol }) => symbol)).toContain(
      'count_prices_63',
    );
    expect(await embedded(root, cache)).toBeGreaterThan(0);
    expect(await embedded(root, cache)).toBe(0);
  });
});
