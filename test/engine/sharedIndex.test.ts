import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../harness/eventually';
import { hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

/** An editor's engine with its index ready, and the command line on the same index. */
async function shared() {
  const root = temporaryFolder();
  writeFiles(root, SAMPLE);
  const cacheDirectory = temporaryFolder();
  const engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory });
  onTestFinished(() => engine.shutdown());
  const ready = () =>
    eventually('the index is ready', async () => {
      const [state] = (await engine.state([folder(root)])).folders;
      return state!.phase === 'ready' && state;
    });
  await ready();
  const [name] = readdirSync(path.join(cacheDirectory, 'indexes'));
  const directory = path.join(cacheDirectory, 'indexes', name!);
  const place = ['--root', root, '--index-dir', directory];
  const everything = async () =>
    (await engine.search('everything', 200)).hits.map((hit) => `${hit.path}:${hit.startLine} ${hit.symbol}`);
  return { root, engine, ready, directory, place, everything };
}

describe('an index that an editor and the command line share', () => {
  it('has each chunk once, whoever was first, and the editor knows of all', async () => {
    const { root, engine, ready, place, everything } = await shared();
    writeFiles(root, { 'a.ts': 'export const first = () => 1;\n' });
    rmSync(path.join(root, 'src', 'cache.ts'));
    expect(await hunch(['index', ...place, '--json'])).toMatchObject({ code: 0, json: { files: 5, embedded: 1 } });

    writeFiles(root, { 'b.ts': 'export const second = () => 2;\n' });
    await engine.changed('created', path.join(root, 'a.ts'), path.join(root, 'b.ts'));
    await eventually('the editor has both', async () => (await ready()).files === 6);
    const found = await everything();
    expect(new Set(found).size).toBe(found.length);
    expect(found.join()).toMatch(/first.*second|second.*first/);
  });

  it('is opened anew when it was replaced', async () => {
    const { engine, ready, directory, place, everything } = await shared();
    const before = (await everything()).sort();
    rmSync(directory, { recursive: true, maxRetries: 3 });
    expect(await hunch(['index', ...place])).toMatchObject({ code: 0 });
    await eventually('the editor answers as before', async () => {
      await ready();
      return JSON.stringify((await everything()).sort()) === JSON.stringify(before);
    });

    rmSync(directory, { recursive: true, maxRetries: 3 });
    await eventually('the editor answers as before', async () => {
      await engine.search('everything');
      await ready();
      return JSON.stringify((await everything()).sort()) === JSON.stringify(before);
    });
  });
});
