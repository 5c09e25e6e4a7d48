import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AnalysisProgress } from '../../src/protocol/duplicates';
import { type CodeMap, MapRequest } from '../../src/protocol/map';
import { eventually } from '../harness/eventually';
import { DUPLICATES } from '../support/duplicatesWorkspace';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

async function readyEngine(root: string) {
  const cacheDirectory = temporaryFolder();
  const engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory });
  onTestFinished(() => engine.shutdown());
  const ready = () =>
    eventually('the index is ready', async () =>
      (await engine.state([folder(root)])).folders.every(({ phase }) => phase === 'ready'),
    );
  await ready();
  return { engine, cacheDirectory, ready };
}

const placesOf = (map: CodeMap) =>
  new Map(map.symbol.map((symbol, dot) => [`${map.files[map.file[dot]!]!} ${symbol}`, [map.x[dot], map.y[dot]]]));

describe('the map', () => {
  it('has every function with its place, which stays when others come', async () => {
    const root = temporaryFolder();
    writeFiles(root, { ...SAMPLE, ...DUPLICATES });
    const { engine, cacheDirectory, ready } = await readyEngine(root);
    const shares: number[] = [];
    engine.connection.onProgress(AnalysisProgress, 'mine', ({ share }) => {
      shares.push(share);
    });
    const map = await engine.connection.sendRequest(MapRequest, { history: false, progress: 'mine' });
    const places = placesOf(map);
    expect([...places.keys()]).toEqual(
      expect.arrayContaining(['src/cart.ts cartTotal', 'src/cache.ts get', 'tools/report.py totals']),
    );
    expect(map).toMatchObject({ roots: [root], unread: 0 });
    expect(map.clusters.length).toBe(new Set(map.cluster.filter((cluster) => cluster !== -1)).size);
    expect([...map.x, ...map.y].every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(shares.length).toBeGreaterThan(0);
    const [index] = readdirSync(path.join(cacheDirectory, 'indexes'));
    expect(readdirSync(path.join(cacheDirectory, 'indexes', index!))).toContain('map.bin');

    writeFileSync(
      path.join(root, 'src', 'third.ts'),
      DUPLICATES['src/net/retry.ts']!.replace('retryWithBackoff', 'third'),
    );
    await engine.changed('created', path.join(root, 'src', 'third.ts'));
    await eventually('the new function is on the map', async () => {
      await ready();
      const after = placesOf(await engine.connection.sendRequest(MapRequest, { history: false }));
      for (const [name, place] of places) expect(after.get(name)).toEqual(place);
      return after.has('src/third.ts third');
    });
  });

  it('knows how old code is: from git, and from the disk where there is none', async () => {
    const root = temporaryFolder();
    writeFiles(root, DUPLICATES);
    const git = (...args: string[]) => {
      const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
      execFileSync('git', [...identity, ...args], {
        cwd: root,
        env: { ...process.env, GIT_COMMITTER_DATE: '2020-05-06T12:00:00Z', GIT_AUTHOR_DATE: '2020-05-06T12:00:00Z' },
      });
    };
    git('init', '-q');
    git('add', 'src/cart.ts');
    git('commit', '-q', '-m', 'cart');
    const { engine } = await readyEngine(root);
    const timeOf = async (file: string, history: boolean) => {
      const map = await engine.connection.sendRequest(MapRequest, { history });
      return map.fileTimes[map.files.indexOf(file)]!;
    };
    const aMinuteAgo = Date.now() - 60_000;
    expect(await timeOf('src/cart.ts', true)).toBe(Date.parse('2020-05-06T12:00:00Z'));
    expect(await timeOf('src/net/retry.ts', true)).toBeGreaterThan(aMinuteAgo);
    expect(await timeOf('src/cart.ts', false)).toBeGreaterThan(aMinuteAgo);
  });

  it('of a folder without functions is empty', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'a.ts': 'export const a = 1;\n' });
    const { engine } = await readyEngine(root);
    expect(await engine.connection.sendRequest(MapRequest, { history: false })).toMatchObject({ x: [], clusters: [] });
  });
});
