import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { IndexStore } from '../../../src/engine/store/indexStore';
import { loadLanceDb } from '../../../src/engine/store/lancedb';
import { indexExists, inspectIndex } from '../../../src/engine/store/inspectIndex';
import type { ChunkRow, VectorRow } from '../../../src/engine/store/schema';
import { chunkRow, fileRow } from '../../support/storedRows';
import { temporaryFolder } from '../../support/temporaryFolder';

const identity = { fingerprint: 'f1', dimensions: 4, quickDimensions: 4, model: 'test model' };

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

function row(file: string, ordinal: number, quickVector: Float32Array, changes: Partial<ChunkRow> = {}): ChunkRow {
  return chunkRow(file, ordinal, { quickVector, ...changes });
}

const window = (contentHash: string, number: number, vector: Float32Array): VectorRow => ({
  contentHash,
  window: number,
  vector,
});

describe('the store', () => {
  it('finds chunks by their quick vector, best first, with cosine similarity', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [fileRow('a'), fileRow('b')],
      [row('a', 0, unit(1, 0, 0, 0)), row('b', 0, unit(1, 1, 0, 0))],
    );
    const near = await store.nearestQuick(unit(1, 0, 0, 0), 10);
    expect(near.map(({ chunk }) => chunk.path)).toEqual(['a', 'b']);
    expect(near[0]!.score).toBeCloseTo(1);
    expect(near[1]!.score).toBeCloseTo(Math.SQRT1_2);
  });

  it('is maintained again and again after words were edited away, and finds what is there now', async () => {
    const { store } = await open(temporaryFolder());
    const write = (names: readonly string[], words: string) =>
      store.replaceFiles(
        names.map((name) => fileRow(name)),
        names.map((name) => row(name, 0, unit(1, 0, 0, 0), { words: `shared${words.replaceAll(' ', ` ${name}`)}` })),
      );
    const names = 'a b c d e f g h i j k l m n o p q r s t'.split(' ');
    await write(names, ' old older');
    await store.maintain();
    for (const name of names.slice(0, 10)) {
      await write([name], ' new newer newest');
      await store.maintain();
    }
    const found = async (word: string) => (await store.matching([word], 30)).map(({ chunk }) => chunk.path).sort();
    expect(await found('shared')).toEqual(names);
    expect(await found('anewest')).toEqual(['a']);
    expect(await found('aold')).toEqual([]);
    expect(await found('told')).toEqual(['t']);
  });

  it('finds chunks by words, those with more of them first, without an index rebuilt in between', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [fileRow('a'), fileRow("it's"), fileRow('other')],
      [
        // LanceDB does not find what is in most of the rows that its index has not seen.
        ...[0, 1, 2].map((ordinal) => row('other', ordinal, unit(0, 0, 1, 0), { words: 'something else' })),
        row('a', 0, unit(1, 0, 0, 0), { words: 'run parse config file now and then' }),
        row("it's", 0, unit(0, 1, 0, 0), { words: 'parse config parse config parse config run' }),
      ],
    );
    expect((await store.matching(['parse', 'config'], 10)).map(({ chunk }) => chunk.path)).toEqual(["it's", 'a']);
    expect(await store.matching(['absent'], 10)).toEqual([]);
    expect(await store.matching([], 10)).toEqual([]);
    expect(await store.matching(['x'.repeat(10_000)], 10)).toEqual([]);
  });

  it('replaces a file whole, and leaves the others', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles(
      [fileRow('a'), fileRow('b')],
      [row('a', 0, unit(1, 0, 0, 0)), row('a', 1, unit(1, 0, 0, 0)), row('b', 0, unit(1, 0, 0, 0))],
    );
    await store.replaceFiles([fileRow('a')], [row('a', 0, unit(0, 1, 0, 0), { symbol: 'new' })]);
    expect((await store.chunksOf('a')).map((each) => each.symbol)).toEqual(['new']);
    expect(await store.chunksOf('b')).toHaveLength(1);
    await store.replaceFiles([fileRow('a', { chunks: 0 })], []);
    expect(await store.chunksOf('a')).toEqual([]);
    expect((await store.readFiles()).map((row) => row.path).sort()).toEqual(['a', 'b']);
    await store.removeFiles(['a', 'b']);
    expect(await store.countChunks()).toBe(0);
    expect(await store.readFiles()).toEqual([]);
  });

  it('takes back what was cut short between the tables, and goes on', async () => {
    const directory = temporaryFolder();
    const { store } = await open(directory);
    await store.replaceFiles([fileRow('a')], [row('a', 0, unit(1, 0, 0, 0)), row('a', 1, unit(1, 0, 0, 0))]);
    // As a process leaves it that is killed between two writes that belong together.
    const connection = await (await loadLanceDb()).connect(directory);
    await (await connection.openTable('chunks')).delete('ordinal = 1');
    connection.close();
    const { store: next, rebuilt } = await open(directory);
    expect(rebuilt).toBeUndefined();
    expect(await next.countChunks()).toBe(2);
    expect(await next.readFiles()).toHaveLength(1);
    await next.replaceFiles(
      [fileRow('a'), fileRow('b')],
      [row('a', 0, unit(0, 1, 0, 0)), row('b', 0, unit(0, 1, 0, 0))],
    );
    expect(await next.chunksOf('a')).toHaveLength(1);
    expect(await next.countChunks()).toBe(2);
    await next.replaceFiles([fileRow('b')], [row('b', 0, unit(0, 1, 0, 0))]);
    expect(await next.countChunks()).toBe(2);
    expect(await next.readFiles()).toHaveLength(2);
  });

  it('adds a file again after it was removed or lost its chunks', async () => {
    const { store } = await open(temporaryFolder());
    const write = (rows: number) =>
      store.replaceFiles(
        [fileRow('a')],
        [0, 1, 2].slice(0, rows).map((n) => row('a', n, unit(1, 0, 0, 0))),
      );
    for (const rows of [2, 0, 3, 1]) {
      await write(rows);
      expect(await store.countChunks()).toBe(rows);
    }
    await store.removeFiles(['a']);
    await write(2);
    expect(await store.countChunks()).toBe(2);
    expect(await store.readFiles()).toHaveLength(1);
  });

  it('knows when many chunks are outside the word index, and brings them in', async () => {
    const { store } = await open(temporaryFolder());
    const chunks = Array.from({ length: 600 }, (_, n) => row('a', n, unit(1, 0, 0, 0), { words: `word${n}` }));
    expect(await store.wordsLag()).toBe(false);
    await store.replaceFiles([fileRow('a')], chunks);
    expect(await store.wordsLag()).toBe(true);
    await store.catchUpWords();
    expect(await store.wordsLag()).toBe(false);
    expect(await store.matching(['word599'], 10)).toHaveLength(1);
    await store.replaceFiles([fileRow('b')], [row('b', 0, unit(1, 0, 0, 0))]);
    expect(await store.wordsLag()).toBe(false);
  });

  it('finds chunks by words in another form', async () => {
    const { store } = await open(temporaryFolder());
    await store.replaceFiles([fileRow('a')], [row('a', 0, unit(1, 0, 0, 0), { words: 'register route' })]);
    await store.maintain();
    expect(await store.matching(['routes', 'registered'], 10)).toHaveLength(1);
  });

  it('finds chunks by their name, to the letter', async () => {
    const { store } = await open(temporaryFolder());
    const named = (symbol: string) => row('a', symbol.length, unit(1, 0, 0, 0), { symbol });
    await store.replaceFiles([fileRow('a')], [named('open'), named('Open!'), named("it's me")]);
    expect((await store.named(['open', "it's me"], 10)).map(({ chunk }) => chunk.symbol)).toEqual(['open', "it's me"]);
    expect(await store.named([], 10)).toEqual([]);
  });

  it('outlines a file or what is below a folder, in order, and no neighbour whose name begins alike', async () => {
    const { store } = await open(temporaryFolder());
    const paths = ["src/it's.ts", 'src/a.ts', 'src', 'src.ts', 'src0/a.ts', 'src/%/b.ts', 'lib/a.ts'];
    await store.replaceFiles(
      paths.map((each) => fileRow(each)),
      paths.flatMap((each) => [1, 0].map((ordinal) => row(each, ordinal, unit(1, 0, 0, 0), { summary: 'Says it.' }))),
    );
    const outlined = async (below: string) =>
      (await store.outline(below, 100))!.map((chunk) => `${chunk.path}:${chunk.ordinal}`);
    const both = (...all: string[]) => all.flatMap((each) => [`${each}:0`, `${each}:1`]);
    expect(await outlined('src')).toEqual(both('src', 'src/%/b.ts', 'src/a.ts', "src/it's.ts"));
    expect(await outlined("src/it's.ts")).toEqual(both("src/it's.ts"));
    expect(await outlined('src/%')).toEqual(both('src/%/b.ts'));
    expect(await outlined('')).toHaveLength(14);
    expect(await outlined('nowhere')).toEqual([]);
    expect((await store.outline('lib', 2))![0]).toMatchObject({ summary: 'Says it.', kind: 'function' });
    expect(await store.outline('lib', 1)).toBeUndefined();
  });

  it('finds chunks by the nearest window of their text, in every place that has that text', async () => {
    const { store } = await open(temporaryFolder());
    const any = unit(1, 1, 1, 1);
    await store.replaceFiles(
      [fileRow('a'), fileRow('b'), fileRow('copy')],
      [
        row('a', 0, any, { contentHash: 'aa' }),
        row('copy', 0, any, { contentHash: 'aa' }),
        row('b', 0, any, { contentHash: 'bb' }),
      ],
    );
    await store.addVectors([
      window('aa', 0, unit(0, 0, 1, 0)),
      window('aa', 1, unit(1, 0.1, 0, 0)),
      window('bb', 0, unit(1, 1, 0, 0)),
      window('00', 0, unit(1, 0, 0, 0)),
    ]);
    const near = await store.nearestDeep(unit(1, 0, 0, 0), 10);
    // Of a text that no chunk has any more, there is no hit.
    expect(near.map(({ chunk }) => chunk.path)).toEqual(['a', 'copy', 'b']);
    expect(near[0]!.score).toBeCloseTo(1 / Math.hypot(1, 0.1));
  });

  it('says when so much was saved that questions take longer, until the word index has it', async () => {
    const { store } = await open(temporaryFolder());
    const save = (name: string, chunks: number) =>
      store.replaceFiles(
        [fileRow(name)],
        Array.from({ length: chunks }, (_, n) => row(name, n, unit(1, 0, 0, 0))),
      );
    await save('a', 499);
    expect(await store.isSlowedBySaves()).toBe(false);
    await save('b', 1);
    expect(await store.isSlowedBySaves()).toBe(true);
    await store.tidy();
    expect(await store.isSlowedBySaves()).toBe(false);
  });

  it('asks once for the nearest texts, though some of the nearest are of no chunk any more', async () => {
    const { store } = await open(temporaryFolder());
    const names = Array.from({ length: 40 }, (_, n) => `f${n}`);
    await store.replaceFiles(
      names.map((name) => fileRow(name)),
      names.map((name, n) => row(name, 0, unit(1, 1, 1, 1), { contentHash: `a${n + 10}` })),
    );
    await store.addVectors([
      ...names.map((_, n) => window(`a${n + 10}`, 0, unit(1, 1 + n, 0, 0))),
      ...names.slice(0, 10).map((_, n) => window(`b${n + 10}`, 0, unit(1, n / 100, 0, 0))),
    ]);
    const asked = vi.spyOn(store.vectors, 'nearest');
    const near = await store.nearestDeep(unit(1, 0, 0, 0), 15);
    expect(near.map(({ chunk }) => chunk.path)).toEqual(names.slice(0, 15));
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('has all chunks at hand, those of now, as they would be read from the tables', async () => {
    const directory = temporaryFolder();
    const { store } = await open(directory);
    const any = unit(1, 1, 1, 1);
    const handed = async (from: IndexStore) =>
      [...(await from.all())].map(({ path, symbol }) => `${path} ${symbol}`).sort();
    await store.replaceFiles(
      [fileRow('gone'), fileRow('a')],
      [row('gone', 0, any), row('a', 1, any), row('a', 0, any)],
    );
    await store.replaceFiles([fileRow('a'), fileRow('b:1')], [row('a', 0, any, { symbol: 'new' }), row('b:1', 0, any)]);
    await store.removeFiles(['gone']);
    expect(await handed(store)).toEqual(['a new', 'b:1 symbol0']);
    const catalogue = await store.all();
    expect(catalogue.size).toBe(2);
    expect(catalogue.get('b:1:0')?.path).toBe('b:1');
    expect(catalogue.get('a:1')).toBeUndefined();
    expect(catalogue.withText('a-0').map(({ symbol }) => symbol)).toEqual(['new']);
    expect(catalogue.withText('gone-0')).toEqual([]);
    const { store: again } = await open(directory);
    expect((await again.all()).byFile()).toEqual(catalogue.byFile());
  });

  it('knows which texts have vectors, all windows in order, also after it was opened again', async () => {
    const directory = temporaryFolder();
    const [first, second] = [unit(1, 0, 0, 0), unit(0, 0, 1, 0)];
    const { store } = await open(directory);
    await store.addVectors([window('aa', 1, second), window('aa', 0, first)]);
    for (const { vectors } of [store, (await open(directory)).store]) {
      expect([...(await vectors.hashes())]).toEqual(['aa']);
      const known = await vectors.of(['aa', 'bb']);
      expect([...known.keys()]).toEqual(['aa']);
      expect(known.get('aa')!.map((vector) => [...vector])).toEqual([[...first], [...second]]);
    }
  });

  it('keeps vectors that no chunk uses until they are too many', async () => {
    const { store } = await open(temporaryFolder());
    const hash = (n: number) => n.toString(16).padStart(4, '0');
    const vectors = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => window(hash(from + n), 0, unit(1, n, 0, 0)));
    const prune = () => store.vectors.prune(1, () => Promise.resolve(new Set([hash(0)])));
    await store.addVectors(vectors(0, 1000));
    await prune();
    expect((await store.vectors.hashes()).size).toBe(1000);
    await store.addVectors(vectors(1000, 1010));
    await prune();
    expect([...(await store.vectors.hashes())]).toEqual([hash(0)]);
    expect((await store.vectors.nearest(unit(1, 0, 0, 0), 10)).length).toBe(1);
  });

  it('refuses a vector of the wrong length, which LanceDB would take', async () => {
    const { store } = await open(temporaryFolder());
    await expect(store.replaceFiles([fileRow('a')], [row('a', 0, new Float32Array(3))])).rejects.toThrow(
      /3 dimensions/,
    );
  });

  it('keeps modification times to the last bit', async () => {
    const directory = temporaryFolder();
    const mtimeMs = 1763880000123.4567;
    const { store } = await open(directory);
    await store.replaceFiles([fileRow('a', { mtimeMs, chunks: 0 })], []);
    expect((await (await open(directory)).store.readFiles())[0]!.mtimeMs).toBe(mtimeMs);
  });

  it('is kept when opened again, and thrown away with the reason when model or version differ', async () => {
    const directory = temporaryFolder();
    expect(await indexExists(directory)).toBe(false);
    await (await open(directory)).store.replaceFiles([fileRow('a')], [row('a', 0, unit(1, 0, 0, 0))]);
    const again = await open(directory);
    expect(again.rebuilt).toBeUndefined();
    expect(await again.store.countChunks()).toBe(1);
    expect(await inspectIndex(directory)).toMatchObject({
      fingerprint: 'f1',
      dimensions: 4,
      model: 'test model',
      files: 1,
      chunks: 1,
    });

    const other = await open(directory, { fingerprint: 'f2' });
    expect(other.rebuilt).toMatch(/model changed/);
    expect(await other.store.countChunks()).toBe(0);
    expect((await inspectIndex(directory)).fingerprint).toBe('f2');
  });

  it('is built again when a manifest is nothing but zeros', async () => {
    const directory = temporaryFolder();
    const { store } = await open(directory);
    await store.replaceFiles([fileRow('a.ts')], [row('a.ts', 0, unit(1, 0, 0, 0))]);
    store.close();
    const versions = path.join(directory, 'files.lance', '_versions');
    for (const name of readdirSync(versions)) writeFileSync(path.join(versions, name), Buffer.alloc(200));
    const { rebuilt } = await open(directory);
    expect(rebuilt).toMatch(/^it is damaged \(/);
    expect(rebuilt).not.toMatch(/cargo|rustc/);
  });

  it('is built again when its data is damaged', async () => {
    const directory = temporaryFolder();
    await (await open(directory)).store.replaceFiles([fileRow('a')], [row('a', 0, unit(1, 0, 0, 0))]);
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
      await store.replaceFiles([fileRow(`f${n}`)], [row(`f${n}`, 0, unit(1, n, 0, 0), { words: `word${n} all` })]);
    const before = await store.matching(['word7'], 10);
    await store.maintain();
    expect(await store.matching(['word7'], 10)).toMatchObject(
      before.map(({ chunk: { path } }) => ({ chunk: { path } })),
    );
    expect(await store.matching(['all'], 100)).toHaveLength(20);
    expect(await store.nearestQuick(unit(1, 0, 0, 0), 100)).toHaveLength(20);
  });
});
