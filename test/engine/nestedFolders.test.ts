import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DuplicatesRequest } from '../../src/protocol/duplicates';
import {
  LocateRequest,
  OutlineRequest,
  ReportRequest,
  SetFoldersRequest,
  SimilarRequest,
  ValuesRequest,
} from '../../src/protocol/engine';
import { MapRequest } from '../../src/protocol/map';
import { eventually } from '../harness/eventually';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const code = (name: string, noun: string): string =>
  `/** Adds all ${noun} of a list up. */\nexport function ${name}(list: number[]): number {\n` +
  `  let total = 0;\n  for (const each of list) {\n    if (each > 0) total += each;\n  }\n  return total;\n}\n`;

describe('A folder that is open within another open folder', () => {
  it('has its files alone, wherever they are shown', { timeout: 120_000 }, async () => {
    const outer = temporaryFolder();
    const inner = path.join(outer, 'packages/app');
    writeFiles(outer, {
      'lib/prices.ts': code('sumPrices', 'prices'),
      'packages/app/weights.ts': code('sumWeights', 'weights'),
      'packages/app/.env': 'KEY=1',
      'packages/application/lengths.ts': code('sumLengths', 'lengths'),
    });
    const link = path.join(temporaryFolder(), 'link');
    symlinkSync(outer, link);
    const engine = await EngineUnderTest.start({ folders: [folder(outer)], cacheDirectory: temporaryFolder() });
    onTestFinished(() => engine.shutdown());
    const { connection } = engine;
    const ready = (...roots: string[]) =>
      eventually('all is indexed', async () => {
        const { folders } = await engine.state(roots.map((root) => folder(root)));
        return folders.every(({ phase }) => phase === 'ready') && folders;
      });
    const places = (hits: readonly { root: string; path: string }[]) =>
      hits.map((hit) => path.join(path.relative(outer, hit.root) || '.', '|', hit.path)).sort();
    const once = ['packages/app/|/weights.ts', '|/lib/prices.ts', '|/packages/application/lengths.ts'];

    await ready(outer);
    for (const roots of [
      [outer, inner],
      [inner, outer],
    ]) {
      await connection.sendRequest(SetFoldersRequest, { folders: roots.map((root) => folder(root)) });
      const folders = await ready(...roots);
      expect(Object.fromEntries(folders.map((each) => [each.root, [each.files, each.chunks]]))).toEqual({
        [outer]: [2, 2],
        [inner]: [1, 1],
      });
      expect(places((await engine.search('adds up a list of numbers', 50)).hits)).toEqual(once);
      // With a filter, by a name, and by words only.
      for (const query of ['lang:typescript sum', 'sumWeights', 'path:weights.ts total', '"total += each"'])
        expect((await engine.search(query, 50)).hits.filter(({ symbol }) => symbol === 'sumWeights')).toHaveLength(1);
      const similar = await connection.sendRequest(SimilarRequest, {
        root: outer,
        path: 'lib/prices.ts',
        startLine: 4,
        endLine: 4,
        limit: 50,
      });
      expect(places(similar.hits)).toEqual(once.filter((place) => !place.includes('prices')));
      const { functions } = await connection.sendRequest(DuplicatesRequest, { minLines: 3 });
      expect(places(functions)).toEqual(once);
      const map = await connection.sendRequest(MapRequest, { history: false });
      expect(map.files).toHaveLength(3);
      const report = await connection.sendRequest(ReportRequest);
      for (const { root, files, chunks, languages, skipped } of report.folders) {
        const count = root === outer ? 2 : 1;
        expect([files, chunks, languages[0]?.chunks]).toEqual([count, count, count]);
        expect(skipped.map((each) => each.path)).toEqual(root === outer ? [] : ['.env']);
      }
      const symbols = await connection.sendRequest(ValuesRequest, { filter: 'symbol', typed: 'sum', limit: 9 });
      expect(symbols.map(({ count }) => count)).toEqual([1, 1, 1]);
      const place = await connection.sendRequest(LocateRequest, { path: path.join(inner, 'weights.ts') });
      expect([place.root, place.path]).toEqual([inner, 'weights.ts']);
      const { files } = await connection.sendRequest(OutlineRequest, { root: outer, path: '', isFolder: true });
      expect(files.map((file) => file.path)).toEqual(['lib/prices.ts', 'packages/application/lengths.ts']);
    }

    // What is new in the inner one is found once, too; and when it is closed, all is the outer one's again.
    writeFileSync(path.join(inner, 'new.ts'), code('sumSpeeds', 'speeds'));
    await engine.changed('created', path.join(inner, 'new.ts'));
    await eventually('it is found', async () => (await engine.search('sumSpeeds')).hits[0]?.symbol === 'sumSpeeds');
    await ready(inner, outer);
    expect((await engine.search('sumSpeeds', 50)).hits.filter(({ symbol }) => symbol === 'sumSpeeds')).toHaveLength(1);
    await connection.sendRequest(SetFoldersRequest, { folders: [folder(outer)] });
    expect((await ready(outer))[0]!.files).toBe(4);
    expect(new Set((await engine.search('adds up a list', 50)).hits.map(({ root }) => root))).toEqual(new Set([outer]));

    // The same folder by another name is one folder.
    await connection.sendRequest(SetFoldersRequest, { folders: [folder(outer), folder(link)] });
    await ready(outer, link);
    expect((await engine.search('adds up a list', 50)).hits).toHaveLength(4);
  });
});
