import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeleteIndexRequest, ReportRequest, ResumeRequest } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { EngineUnderTest, type EngineStart, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

async function started(options: Partial<EngineStart> = {}, root = temporaryFolder()) {
  writeFiles(root, SAMPLE);
  const cacheDirectory = options.cacheDirectory ?? temporaryFolder();
  const folders = [folder(root)];
  const engine = await EngineUnderTest.start({ folders, cacheDirectory, ...options });
  onTestFinished(async () => {
    if (engine.child.exitCode === null && engine.child.signalCode === null) await engine.shutdown();
  });
  const state = async () => (await engine.state(folders)).folders[0]!;
  const reaches = (phase: string) => eventually(`it is ${phase}`, async () => (await state()).phase === phase);
  return { root, cacheDirectory, engine, state, reaches };
}

const indexesIn = (cacheDirectory: string): string[] => {
  const directory = path.join(cacheDirectory, 'indexes');
  return existsSync(directory) ? readdirSync(directory).map((name) => path.join(directory, name)) : [];
};

describe('The engine', () => {
  it.runIf(process.platform === 'linux')('has a lower priority than what else runs, all its threads', async () => {
    const { engine, reaches } = await started();
    await reaches('ready');
    expect(os.getPriority(engine.child.pid)).toBe(os.constants.priority.PRIORITY_BELOW_NORMAL);
    const tasks = `/proc/${engine.child.pid}/task`;
    const nice = readdirSync(tasks).map((task) =>
      // The 19th field, counted from behind the name, which may hold anything.
      Number(readFileSync(`${tasks}/${task}/stat`, 'utf8').split(') ')[1]!.split(' ')[16]),
    );
    expect(nice.length).toBeGreaterThan(4);
    // Four are Node's own, from before our first line.
    expect(nice.filter((value) => value === os.constants.priority.PRIORITY_BELOW_NORMAL).length).toBeGreaterThan(3);
  });

  it('is held to hunch.indexing.cpuLimit, and says so', async () => {
    const { engine, reaches } = await started({ cpuLimit: 50 });
    await reaches('ready');
    const { coresAllowed } = await engine.connection.sendRequest(ReportRequest);
    expect(coresAllowed).toBe(os.availableParallelism() / 2);
  });

  it.runIf(process.platform === 'linux')('waits while on battery, and goes on when it is plugged in', async () => {
    const supplies = temporaryFolder();
    writeFiles(supplies, { 'BAT0/type': 'Battery\n', 'BAT0/status': 'Discharging\n' });
    const environment = { HUNCH_POWER_SUPPLY: supplies };
    const { engine, state, reaches } = await started({ waitOnBattery: true, environment });
    await reaches('paused');
    expect(await state()).toMatchObject({ held: 'battery', chunks: 0 });
    expect((await engine.search('sign a user in')).hits).toEqual([]);
    writeFiles(supplies, { 'BAT0/status': 'Charging\n' });
    await reaches('ready');
    expect((await state()).held).toBeUndefined();
    const { engine: other, reaches: otherReaches } = await started({ environment });
    writeFiles(supplies, { 'BAT0/status': 'Discharging\n' });
    await otherReaches('ready');
    await other.shutdown();
  });
});

describe('An index', () => {
  it('is deleted from the disk, stays away while work is paused, and is built again when it goes on', async () => {
    const { root, cacheDirectory, engine, state, reaches } = await started();
    await reaches('ready');
    expect(indexesIn(cacheDirectory)).toHaveLength(1);
    await engine.connection.sendRequest(DeleteIndexRequest, { roots: [root] });
    expect(indexesIn(cacheDirectory)).toEqual([]);
    expect(await state()).toMatchObject({ phase: 'paused', files: 0, chunks: 0 });
    expect((await engine.search('sign a user in')).hits).toEqual([]);
    await engine.changed('changed', path.join(root, 'src/cache.ts'));
    expect((await engine.connection.sendRequest(ReportRequest)).folders[0]).toMatchObject({ root, bytesOnDisk: 0 });
    await engine.shutdown();

    const { engine: next, reaches: nextReaches } = await started({ cacheDirectory, paused: true }, root);
    await nextReaches('paused');
    // The rules that the engine leaves for the command line, and nothing else.
    expect(indexesIn(cacheDirectory).flatMap((index) => readdirSync(index))).toEqual(['rules.json']);
    await next.connection.sendRequest(ResumeRequest);
    await nextReaches('ready');
    expect((await next.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
  });

  it('of a folder that has been gone for long is removed when an engine starts', async () => {
    const { root, cacheDirectory, engine, reaches } = await started();
    await reaches('ready');
    await engine.shutdown();
    const [index] = indexesIn(cacheDirectory);
    rmSync(root, { recursive: true });
    const marker = path.join(index!, 'root.json');
    const facts = JSON.parse(readFileSync(marker, 'utf8')) as object;
    writeFileSync(marker, JSON.stringify({ ...facts, goneSince: '2020-01-01T00:00:00.000Z' }));
    await started({ cacheDirectory });
    await eventually('it is removed', () => !existsSync(index!));
  });

  it('is reported with its languages, sizes and what is left out', async () => {
    const { root, engine, reaches } = await started();
    writeFiles(root, { 'lib/a.min.js': 'let a;' });
    await engine.changed('created', path.join(root, 'lib/a.min.js'));
    await reaches('ready');
    const report = await engine.connection.sendRequest(ReportRequest);
    const [status] = report.folders;
    expect(status!.languages.reduce((sum, { files }) => sum + files, 0)).toBe(status!.files);
    expect(status!.languages.reduce((sum, { chunks }) => sum + chunks, 0)).toBe(status!.chunks);
    expect(Object.keys(status!.sizes)).toEqual(expect.arrayContaining(['chunks', 'vectors', 'files', 'meta']));
    expect(status!.leftOut).toEqual([{ reason: 'minified', files: 1, folders: 0 }]);
    expect(report.models.every(({ bytes }) => bytes > 1_000_000)).toBe(true);
    expect(report.cache).toMatchObject({ indexes: 1 });
    expect(report.memoryBytes).toBeGreaterThan(10_000_000);
  });
});
