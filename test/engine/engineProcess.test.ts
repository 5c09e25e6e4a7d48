import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  PauseRequest,
  RebuildRequest,
  ResumeRequest,
  SetFoldersRequest,
  SimilarRequest,
  StatusRequest,
} from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const MODEL = path.join(import.meta.dirname, '..', '..', 'models', 'hunch-minilm-code');

async function started(root: string, options: Partial<Parameters<typeof EngineUnderTest.start>[0]> = {}) {
  const cacheDirectory = options.cacheDirectory ?? temporaryFolder();
  const engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory, ...options });
  onTestFinished(async () => {
    if (engine.child.exitCode === null && engine.child.signalCode === null) await engine.shutdown();
  });
  return { engine, cacheDirectory };
}

function sample(): string {
  const root = temporaryFolder();
  writeFiles(root, SAMPLE);
  return root;
}

const ready = (engine: EngineUnderTest, folders: readonly string[]) =>
  eventually('the index is ready', async () => {
    const state = await engine.state(folders.map((root) => folder(root)));
    return state.folders.every(({ phase }) => phase === 'ready') && state;
  });

const finds = (engine: EngineUnderTest, query: string, symbol: string) =>
  eventually(`"${query}" finds ${symbol}`, async () =>
    (await engine.search(query)).hits.find((hit) => hit.symbol === symbol),
  );

const loses = (engine: EngineUnderTest, query: string, file: string) =>
  eventually(`"${query}" does not find ${file} any more`, async () =>
    (await engine.search(query)).hits.every((hit) => hit.path !== file),
  );

const NEW_FUNCTION =
  '\n/** Paints the fence in a random colour. */\nexport function paintFence(): void {\n  brush();\n}\n';

describe('an index kept current', () => {
  it('follows a file that is created, changed, renamed and deleted', async () => {
    const root = sample();
    const { engine } = await started(root);
    await ready(engine, [root]);

    const file = path.join(root, 'src', 'fence.ts');
    writeFileSync(file, NEW_FUNCTION);
    await engine.changed('created', file);
    expect(await finds(engine, 'paint a fence', 'paintFence')).toMatchObject({ path: 'src/fence.ts', startLine: 3 });

    writeFileSync(file, NEW_FUNCTION.replace('paintFence', 'colourFence'));
    await engine.changed('changed', file);
    await finds(engine, 'paint a fence', 'colourFence');
    expect((await engine.search('paint a fence')).hits.map((hit) => hit.symbol)).not.toContain('paintFence');

    const renamed = path.join(root, 'src', 'wall.ts');
    renameSync(file, renamed);
    await engine.changed('created', renamed);
    await engine.changed('deleted', file);
    await eventually('the new path is found', async () =>
      (await engine.search('paint a fence')).hits.some((hit) => hit.path === 'src/wall.ts'),
    );
    await loses(engine, 'paint a fence', 'src/fence.ts');

    rmSync(renamed);
    await engine.changed('deleted', renamed);
    await loses(engine, 'paint a fence', 'src/wall.ts');
  });

  it('follows a folder that is moved in and away, reported by its own path alone', async () => {
    const root = sample();
    const elsewhere = temporaryFolder();
    writeFiles(elsewhere, { 'garden/a/fence.ts': NEW_FUNCTION, 'garden/b.ts': 'export const answer = () => 42;\n' });
    const { engine } = await started(root);
    await ready(engine, [root]);

    cpSync(path.join(elsewhere, 'garden'), path.join(root, 'garden'), { recursive: true });
    await engine.changed('created', path.join(root, 'garden'));
    await finds(engine, 'paint a fence', 'paintFence');

    rmSync(path.join(root, 'garden'), { recursive: true });
    await engine.changed('deleted', path.join(root, 'garden'));
    await loses(engine, 'paint a fence', 'garden/a/fence.ts');
    await eventually('only the sample is left', async () => (await ready(engine, [root])).folders[0]!.files === 5);
  });

  it('follows a change of .gitignore, and ignores what is excluded', async () => {
    const root = sample();
    const { engine } = await started(root);
    await ready(engine, [root]);
    const state = async () => (await ready(engine, [root])).folders[0]!.files;

    writeFiles(root, { 'node_modules/x/index.ts': NEW_FUNCTION });
    await engine.changed('created', path.join(root, 'node_modules', 'x', 'index.ts'));
    writeFileSync(path.join(root, '.gitignore'), 'src/net/\n');
    await engine.changed('created', path.join(root, '.gitignore'));
    await eventually('the ignored folder is gone', async () => (await state()) === 3);
    rmSync(path.join(root, '.gitignore'));
    await engine.changed('deleted', path.join(root, '.gitignore'));
    await eventually('it is back', async () => (await state()) === 5);
    expect((await engine.search('paint a fence')).hits.map((hit) => hit.symbol)).not.toContain('paintFence');
  });

  it('catches up with what happened while the engine was down', async () => {
    const root = sample();
    const { engine, cacheDirectory } = await started(root);
    await ready(engine, [root]);
    await engine.shutdown();

    writeFiles(root, { 'src/fence.ts': NEW_FUNCTION });
    rmSync(path.join(root, 'src', 'cache.ts'));
    const { engine: next } = await started(root, { cacheDirectory });
    await ready(next, [root]);
    await finds(next, 'paint a fence', 'paintFence');
    expect((await next.search('least recently used')).hits.map((hit) => hit.path)).not.toContain('src/cache.ts');
    expect(next.notices).toEqual([]);
  });

  it('respects settings that change: excluded patterns and the size limit', async () => {
    const root = sample();
    const { engine } = await started(root);
    await ready(engine, [root]);
    const files = async (settings: Parameters<typeof folder>[1]) => {
      const folders = [folder(root, settings)];
      await engine.connection.sendRequest(SetFoldersRequest, { folders });
      return eventually('ready', async () => {
        const [state] = (await engine.state(folders)).folders;
        return state!.phase === 'ready' && state!.files;
      });
    };
    expect(await files({ exclude: [{ glob: '**/net' }] })).toBe(3);
    expect(await files({ maxFileBytes: 300 })).toBeLessThan(5);
    expect(await files({})).toBe(5);
  });

  it('searches several folders together and forgets one that is closed', async () => {
    const [one, two] = [sample(), temporaryFolder()];
    writeFiles(two, { 'fence.ts': NEW_FUNCTION });
    const { engine } = await started(one, { folders: [folder(one), folder(two)] });
    await ready(engine, [one, two]);
    expect((await finds(engine, 'paint a fence', 'paintFence')).root).toBe(two);
    expect((await finds(engine, 'sign a user in', 'openSession')).root).toBe(one);
    await engine.connection.sendRequest(SetFoldersRequest, { folders: [folder(one)] });
    expect((await engine.search('paint a fence')).hits.map((hit) => hit.symbol)).not.toContain('paintFence');
  });
});

describe('work that can be held', () => {
  it('indexes nothing while paused, answers with what it has, and goes on', async () => {
    const root = sample();
    const { engine } = await started(root, { paused: true });
    const phase = async () => (await engine.state([folder(root)])).folders[0]!.phase;
    await eventually('it is paused', async () => (await phase()) === 'paused');
    expect((await engine.search('sign a user in')).hits).toEqual([]);
    await engine.connection.sendRequest(ResumeRequest);
    await ready(engine, [root]);
    await engine.connection.sendRequest(PauseRequest);
    await eventually('it is paused', async () => (await phase()) === 'paused');
    const file = path.join(root, 'fence.ts');
    writeFileSync(file, NEW_FUNCTION);
    await engine.changed('created', file);
    expect((await engine.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
    expect((await engine.search('paint a fence')).hits.map((hit) => hit.symbol)).not.toContain('paintFence');
    await engine.connection.sendRequest(ResumeRequest);
    await finds(engine, 'paint a fence', 'paintFence');
  });

  it('rebuilds from nothing when asked', async () => {
    const root = sample();
    const { engine } = await started(root);
    const before = (await ready(engine, [root])).folders[0]!;
    await engine.connection.sendRequest(RebuildRequest);
    await eventually('it starts over', () => engine.states.some(({ folders }) => folders[0]?.chunks === 0));
    const after = (await ready(engine, [root])).folders[0]!;
    expect(after).toMatchObject({ files: before.files, chunks: before.chunks });
    expect((await engine.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
  });

  it('says that an answer is partial while the index is being built', async () => {
    const root = temporaryFolder();
    for (let n = 0; n < 150; n++)
      writeFiles(root, { [`f${n}.ts`]: `export function job${n}(): number {\n  return ${n} * compute(${n});\n}\n` });
    const { engine } = await started(root);
    const partial = await eventually('a partial answer', async () => {
      const response = await engine.search('compute a job');
      return response.partial && response;
    });
    expect(partial.partial!.total).toBeGreaterThanOrEqual(partial.partial!.done);
    await ready(engine, [root]);
    expect((await engine.search('compute a job')).partial).toBeUndefined();
  });
});

describe('similar code', () => {
  it('can be asked for by a selection, which is not among its own results', async () => {
    const root = sample();
    const { engine } = await started(root);
    await ready(engine, [root]);
    const text = SAMPLE['src/net/retry.ts']!.split('\n').slice(1, 10).join('\n');
    const { hits, subject } = await engine.connection.sendRequest(SimilarRequest, {
      root,
      path: 'src/net/retry.ts',
      startLine: 2,
      endLine: 10,
      text,
      limit: 5,
    });
    expect(subject).toBe('selection');
    expect(hits[0]!.symbol).toBe('tryRepeatedly');
    expect(hits.map((hit) => hit.path)).not.toContain('src/net/retry.ts');
  });
});

describe('an engine that is hurt', () => {
  it('has every row it wrote, and no others, after being killed at any moment', async () => {
    const root = sample();
    for (let n = 0; n < 40; n++)
      writeFiles(root, { [`many/f${n}.ts`]: `export function job${n}(): string {\n  return 'job ${n}';\n}\n` });
    const cacheDirectory = temporaryFolder();
    for (const delay of [300, 600, 900, 1200]) {
      const { engine } = await started(root, { cacheDirectory });
      await new Promise((resolve) => setTimeout(resolve, delay));
      await engine.kill();
      writeFiles(root, { [`killed/after${delay}.ts`]: `export function after${delay}() {\n  return ${delay};\n}\n` });
    }
    const { engine } = await started(root, { cacheDirectory });
    const [state] = (await ready(engine, [root])).folders;

    const { engine: fresh } = await started(root);
    const [expected] = (await ready(fresh, [root])).folders;
    expect(state).toMatchObject({ files: expected!.files, chunks: expected!.chunks });
    // More than there are: every chunk is found, by its vector at least.
    const all = async (each: EngineUnderTest) =>
      (await each.search('sign a user in', 200)).hits.map((hit) => `${hit.path}:${hit.startLine} ${hit.symbol}`).sort();
    expect(await all(engine)).toEqual(await all(fresh));
    expect(await all(engine)).toHaveLength(state!.chunks);
  });

  it('builds a damaged index again, once, and says so', async () => {
    const root = sample();
    const { engine, cacheDirectory } = await started(root);
    await ready(engine, [root]);
    await engine.shutdown();
    const [index] = readdirSync(path.join(cacheDirectory, 'indexes'));
    const data = path.join(cacheDirectory, 'indexes', index!, 'chunks.lance', 'data');
    for (const name of readdirSync(data)) truncateSync(path.join(data, name), 10);

    const { engine: next } = await started(root, { cacheDirectory });
    await ready(next, [root]);
    expect(next.notices.map((notice) => notice.text).join()).toMatch(/built again because it is damaged/);
    expect((await next.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
  });

  it('builds an index of another model again, and says so', async () => {
    const root = sample();
    const { engine, cacheDirectory } = await started(root);
    await ready(engine, [root]);
    await engine.shutdown();
    const other = path.join(temporaryFolder(), 'model');
    cpSync(MODEL, other, { recursive: true });
    const manifest = path.join(other, 'model.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"maxTokens": \d+/, '"maxTokens": 64'));

    const environment = { HUNCH_MODEL_DIRECTORY: other };
    const { engine: next } = await started(root, { cacheDirectory, environment });
    await ready(next, [root]);
    expect(next.notices.map((notice) => notice.text).join()).toMatch(/built again because the embedding model changed/);
    expect((await next.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
  });

  it.each([
    [
      'missing',
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      'cut short',
      (file: string) => {
        truncateSync(file, 1000);
      },
    ],
  ])('does not start with a model file that is %s, and says so in one sentence', async (_what, damage) => {
    const model = path.join(temporaryFolder(), 'model');
    cpSync(MODEL, model, { recursive: true });
    damage(path.join(model, 'model.onnx'));
    const start = EngineUnderTest.start({
      folders: [folder(sample())],
      cacheDirectory: temporaryFolder(),
      environment: { HUNCH_MODEL_DIRECTORY: model },
    });
    await expect(start).rejects.toThrow(/^The model .*model\.onnx.*\.$/s);
  });

  it('tells of an index folder that cannot be written and works again when it can', async () => {
    const root = sample();
    const cacheDirectory = temporaryFolder();
    const blocked = path.join(cacheDirectory, 'indexes');
    writeFileSync(blocked, '');
    const { engine } = await started(root, { cacheDirectory });
    const failed = await eventually('it fails', async () => {
      const [state] = (await engine.state([folder(root)])).folders;
      return state!.phase === 'failed' && state;
    });
    expect(failed.error).toMatch(/is not writable: .*\.$/);
    await expect(engine.search('sign a user in')).rejects.toThrow(/not writable/);
    rmSync(blocked);
    mkdirSync(blocked);
    await engine.connection.sendRequest(ResumeRequest);
    await ready(engine, [root]);
    expect((await engine.search('sign a user in')).hits[0]!.symbol).toBe('openSession');
  });

  it('ends when its shell is gone', async () => {
    const { engine } = await started(sample());
    const ended = new Promise((resolve) => engine.child.once('exit', resolve));
    engine.child.disconnect();
    await ended;
  });
});

describe('questions without an answer', () => {
  it.each([['an empty query', '  ', /^The query is empty: .*\.$/]])(
    '%s is answered with one sentence',
    async (_what, query, sentence) => {
      const root = sample();
      const { engine } = await started(root);
      await expect(engine.search(query)).rejects.toThrow(sentence);
    },
  );

  it('no folder open is answered with one sentence', async () => {
    const { engine } = await started('', { folders: [] });
    await expect(engine.search('sign a user in')).rejects.toThrow(/^No folder is open: .*\.$/);
    expect(await engine.connection.sendRequest(StatusRequest)).toEqual([]);
  });
});
