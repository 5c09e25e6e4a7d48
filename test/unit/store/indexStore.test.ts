import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { IndexStore } from '../../../src/engine/store/indexStore';
import { indexExists, inspectIndex } from '../../../src/engine/store/inspectIndex';
import type { ChunkRow, FileRow } from '../../../src/engine/store/schema';
import { temporaryFolder } from '../../support/temporaryFolder';

const identity = { fingerprint: 'f1', dimensions: 4, model: 'test model' };

async function open(directory: string, changes: Partial<typeof identity> = {}) {
  const opened = await IndexStore.open(directory, { ...identity, ...changes });
  onTestFinished(() => {
    opened.store.close();
  });
  return opened;
}

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function row(
  file: string,
  ordinal: number,
  window: number,
  vector: Float32Array,
  changes: Partial<ChunkRow> = {},
): ChunkRow {
  return {
    id: `${file}:${ordinal}:${window}`,
    path: file,
    ordinal,
    window,
    language: 'typescript',
    symbol: `symbol${ordinal}`,
    container: '',
    kind: 'function',
    signature: '',
    startLine: 1,
    endLine: 2,
    contentHash: `${file}-${ordinal}`,
    nameWords: '',
    textWords: '',
    vector,
    ...changes,
  };
}

const file = (path: string, changes: Partial<FileRow> = {}): FileRow => ({
  path,
  mtimeMs: 1.25,
  size: 2,
  hash: 'h',
  language: 'typescript',
  chunks: 1,
  skipped: '',
  ...changes,
});

describe('the store', () => {
  it('finds chunks by vector, best first, with cosine similarity', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [file('a'), file('b')],
      [row('a', 0, 0, unit(1, 0, 0, 0)), row('b', 0, 0, unit(1, 1, 0, 0))],
    );
    const near = await store.nearest(unit(1, 0, 0, 0), 10);
    expect(near.map((each) => each.path)).toEqual(['a', 'b']);
    expect(near[0]!.score).toBeCloseTo(1);
    expect(near[1]!.score).toBeCloseTo(Math.SQRT1_2);
  });

  it('is maintained again and again after words were edited away, and finds what is there now', async () => {
    const { store } = await open(temporaryFolder());
    const write = (names: readonly string[], words: string) =>
      store.replaceFiles(
        names.map((name) => file(name)),
        names.map((name) =>
          row(name, 0, 0, unit(1, 0, 0, 0), { textWords: `shared${words.replaceAll(' ', ` ${name}`)}` }),
        ),
      );
    const names = 'a b c d e f g h i j k l m n o p q r s t'.split(' ');
    await write(names, ' old older');
    await store.maintain();
    for (const name of names.slice(0, 10)) {
      await write([name], ' new newer newest');
      await store.maintain();
    }
    const found = async (word: string) => (await store.matching([word], 30, 3)).map((each) => each.path).sort();
    expect(await found('shared')).toEqual(names);
    expect(await found('anewest')).toEqual(['a']);
    expect(await found('aold')).toEqual([]);
    expect(await found('told')).toEqual(['t']);
  });

  it('finds chunks by words, names first, without an index rebuilt in between', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [file('a'), file("it's")],
      [
        row('a', 0, 0, unit(1, 0, 0, 0), { nameWords: 'run', textWords: 'parse config file now' }),
        row("it's", 0, 0, unit(0, 1, 0, 0), { nameWords: 'parse config', textWords: 'parse config run' }),
      ],
    );
    expect((await store.matching(['parse', 'config'], 10, 3)).map((each) => each.path)).toEqual(["it's", 'a']);
    expect(await store.matching(['absent'], 10, 3)).toEqual([]);
    expect(await store.matching([], 10, 3)).toEqual([]);
    expect(await store.matching(['x'.repeat(10_000)], 10, 3)).toEqual([]);
  });

  it('replaces a file whole, and leaves the others', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [file('a'), file('b')],
      [row('a', 0, 0, unit(1)), row('a', 1, 0, unit(1)), row('b', 0, 0, unit(1))].map((each) => ({
        ...each,
        vector: unit(1, 0, 0, 0),
      })),
    );
    await store.replaceFiles([file('a')], [row('a', 0, 0, unit(0, 1, 0, 0), { symbol: 'new' })]);
    expect((await store.chunksOf('a')).map((each) => each.symbol)).toEqual(['new']);
    expect(await store.chunksOf('b')).toHaveLength(1);
    await store.replaceFiles([file('a', { chunks: 0 })], []);
    expect(await store.chunksOf('a')).toEqual([]);
    expect((await store.readFiles()).map((row) => row.path).sort()).toEqual(['a', 'b']);
    await store.removeFiles(['a', 'b']);
    expect(await store.countChunks()).toBe(0);
    expect(await store.readFiles()).toEqual([]);
  });

  it('knows the vectors of content it has, all windows in order', async () => {
    const { store } = await open(temporaryFolder());
    const [first, second] = [unit(1, 0, 0, 0), unit(0, 0, 1, 0)];
    await store.replaceFiles(
      [file('a'), file('copy')],
      [
        row('a', 0, 1, second, { contentHash: 'same' }),
        row('a', 0, 0, first, { contentHash: 'same' }),
        row('copy', 0, 0, first, { contentHash: 'same' }),
        row('copy', 0, 1, second, { contentHash: 'same' }),
      ],
    );
    const known = await store.vectorsOf(['same', 'other']);
    expect([...known.keys()]).toEqual(['same']);
    expect(known.get('same')!.map((vector) => [...vector])).toEqual([[...first], [...second]]);
    expect(await store.countChunks()).toBe(2);
  });

  it('refuses a vector of the wrong length, which LanceDB would take', async () => {
    const { store } = await open(temporaryFolder());
    await expect(store.replaceFiles([file('a')], [row('a', 0, 0, new Float32Array(3))])).rejects.toThrow(
      /3 dimensions/,
    );
  });

  it('keeps modification times to the last bit', async () => {
    const directory = temporaryFolder();
    const mtimeMs = 1763880000123.4567;
    const { store } = await open(directory);
    await store.replaceFiles([file('a', { mtimeMs, chunks: 0 })], []);
    expect((await (await open(directory)).store.readFiles())[0]!.mtimeMs).toBe(mtimeMs);
  });

  it('is kept when opened again, and thrown away with the reason when model or version differ', async () => {
    const directory = temporaryFolder();
    expect(await indexExists(directory)).toBe(false);
    await (await open(directory)).store.replaceFiles([file('a')], [row('a', 0, 0, unit(1, 0, 0, 0))]);
    const again = await open(directory);
    expect(again.rebuilt).toBeUndefined();
    expect(await again.store.countChunks()).toBe(1);
    expect(await inspectIndex(directory)).toMatchObject({ ...identity, files: 1, chunks: 1 });

    const other = await open(directory, { fingerprint: 'f2' });
    expect(other.rebuilt).toMatch(/model changed/);
    expect(await other.store.countChunks()).toBe(0);
    expect((await inspectIndex(directory)).fingerprint).toBe('f2');
  });

  it('is built again when a manifest is nothing but zeros', async () => {
    const directory = temporaryFolder();
    const { store } = await open(directory);
    await store.replaceFiles([file('a.ts')], [row('a.ts', 0, 0, unit(1, 0, 0, 0))]);
    store.close();
    const versions = path.join(directory, 'files.lance', '_versions');
    for (const name of readdirSync(versions)) writeFileSync(path.join(versions, name), Buffer.alloc(200));
    const { rebuilt } = await open(directory);
    expect(rebuilt).toMatch(/^it is damaged \(/);
    expect(rebuilt).not.toMatch(/cargo|rustc/);
  });

  it('is built again when its data is damaged', async () => {
    const directory = temporaryFolder();
    await (await open(directory)).store.replaceFiles([file('a')], [row('a', 0, 0, unit(1, 0, 0, 0))]);
    const data = path.join(directory, 'chunks.lance', 'data');
    for (const name of readdirSync(data)) writeFileSync(path.join(data, name), 'not a Lance file');
    const { store, rebuilt } = await open(directory);
    expect(rebuilt).toMatch(/damaged/);
    expect(await store.countChunks()).toBe(0);
  });

  it('says in one sentence that its folder is not writable', async () => {
    const directory = path.join(temporaryFolder(), 'a-file');
    writeFileSync(directory, '');
    await expect(open(directory)).rejects.toThrow(/^The index folder .* is not writable: .*\.$/);
  });

  it('survives maintenance with the same answers', async () => {
    const { store } = await open(temporaryFolder());
    for (let n = 0; n < 20; n++)
      await store.replaceFiles([file(`f${n}`)], [row(`f${n}`, 0, 0, unit(1, n, 0, 0), { textWords: `word${n} all` })]);
    const before = await store.matching(['word7'], 10, 3);
    await store.maintain();
    expect(await store.matching(['word7'], 10, 3)).toMatchObject(before.map(({ path }) => ({ path })));
    expect(await store.matching(['all'], 100, 3)).toHaveLength(20);
    expect(await store.nearest(unit(1, 0, 0, 0), 100)).toHaveLength(20);
  });
});
