import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAMAGES } from '../../../bench/trust/corruptions';
import { seededRandom } from '../../../src/engine/analysis/seededRandom';
import { deleteIndex, IndexStore } from '../../../src/engine/store/indexStore';
import { chunkRow, fileRow } from '../../support/storedRows';
import { temporaryFolder } from '../../support/temporaryFolder';

const identity = { fingerprint: 'f1', dimensions: 4, quickDimensions: 4, model: 'test model' };

const file = (name: string) => fileRow(name, { chunks: 2 });

const row = (name: string, ordinal: number) =>
  chunkRow(name, ordinal, {
    contentHash: `a${ordinal}`,
    words: `open the ${name} door`,
    shape: 'call return',
    quickVector: Float32Array.of(1, 0, ordinal, 0),
  });

/** An index with old versions, partly deleted fragments, vectors, and rows outside of the word index. */
async function wholeIndex(): Promise<string> {
  const directory = temporaryFolder();
  const { store } = await IndexStore.open(directory, identity);
  const names = ['a', 'b', 'c', 'd'];
  await store.replaceFiles(
    names.map(file),
    names.flatMap((name) => [row(name, 0), row(name, 1)]),
  );
  await store.addVectors([0, 1].map((n) => ({ contentHash: `a${n}`, window: 0, vector: Float32Array.of(1, n, 0, 0) })));
  await store.maintain();
  await store.removeFiles(['a']);
  await store.replaceFiles([file('e')], [row('e', 0)]);
  store.close();
  return directory;
}

/** Paths below a directory, forward slashes. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** What LanceDB does without: its own list of the tables, and which version of a table is the newest. */
const NOT_NEEDED = /^__manifest\/|\/latest_version_hint\.json$/;

async function answers(store: IndexStore): Promise<unknown> {
  return [
    await store.matching(['open'], 20),
    await store.nearestQuick(Float32Array.of(1, 0, 0, 0), 20),
    await store.nearestDeep(Float32Array.of(1, 0, 0, 0), 20),
    await store.readFiles(),
  ];
}

describe('damage to an index', () => {
  it('is seen in every file that its answers are made of, be it one bit', { timeout: 120_000 }, async () => {
    const directory = await wholeIndex();
    const files = filesBelow(directory).filter((name) => !NOT_NEEDED.test(name));
    for (const kind of ['/data/', '/_indices/', '/_deletions/', '/_versions/', '/_transactions/'])
      expect(files.join()).toContain(kind);
    const chance = seededRandom(3);
    const unseen: string[] = [];
    for (const name of files) {
      const place = path.join(directory, name);
      const bytes = readFileSync(place);
      const flipped = Buffer.from(bytes);
      const at = Math.floor(chance() * bytes.length);
      flipped[at]! ^= 1 << Math.floor(chance() * 8);
      for (const damaged of [flipped, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.alloc(1)])]) {
        writeFileSync(place, damaged);
        const store = await IndexStore.openExisting(directory, identity);
        if (store) unseen.push(name);
        store?.close();
      }
      writeFileSync(place, bytes);
    }
    expect(unseen).toEqual([]);
    const store = await IndexStore.openExisting(directory, identity);
    expect(await store?.countChunks()).toBe(7);
    store?.close();
  });

  it('changes nothing where LanceDB does without a file', { timeout: 120_000 }, async () => {
    const whole = await wholeIndex();
    const before = await IndexStore.openExisting(whole, identity);
    const expected = await answers(before!);
    before?.close();
    const chance = seededRandom(4);
    const files = filesBelow(whole).filter((name) => NOT_NEEDED.test(name));
    expect(files.filter((name) => name.startsWith('__manifest/_versions/'))).toHaveLength(2);
    // Those that LanceDB 0.30 panics over, and others.
    const flips = [1, 60, 152, 224, ...Array.from({ length: 4 }, () => Math.floor(chance() * 600))].map(
      (at) => (place: string) => {
        const bytes = readFileSync(place);
        bytes[at]! ^= 1 << (at % 8);
        writeFileSync(place, bytes);
      },
    );
    const lies = ['{"version":1}', '{"version":99}', ''].map((text) => (place: string) => {
      writeFileSync(place, text);
    });
    for (const name of files)
      for (const hurt of name.endsWith('.json') ? lies : [...Object.values(DAMAGES), ...flips]) {
        const directory = temporaryFolder();
        cpSync(whole, directory, { recursive: true });
        hurt(path.join(directory, name), chance);
        const reader = await IndexStore.openExisting(directory, identity);
        expect(reader, name).toBeDefined();
        expect(await answers(reader!)).toEqual(expected);
        reader?.close();
        const { store, rebuilt } = await IndexStore.open(directory, identity);
        expect(rebuilt).toBeUndefined();
        expect(await answers(store)).toEqual(expected);
        store.close();
      }
  });

  it('to the list of tables does not keep an index from being built again that has no checksums', async () => {
    const directory = await wholeIndex();
    const list = path.join(directory, '__manifest', '_versions');
    for (const name of readdirSync(list).filter((each) => each.endsWith('.manifest'))) {
      const bytes = readFileSync(path.join(list, name));
      bytes[1]! ^= 2; // LanceDB 0.30 panics.
      writeFileSync(path.join(list, name), bytes);
    }
    writeFileSync(path.join(directory, 'seal.json'), '');
    const { store, rebuilt } = await IndexStore.open(directory, identity);
    expect(rebuilt).toContain('damaged');
    store.close();
    await deleteIndex(directory);
    expect(filesBelow(directory)).toEqual([]);
  });
});
