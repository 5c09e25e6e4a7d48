import type { Session } from '@lancedb/lancedb';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { IndexStore } from '../../../src/engine/store/indexStore';
import type * as LanceDbLoader from '../../../src/engine/store/lancedb';
import { loadLanceDb } from '../../../src/engine/store/lancedb';
import { LINGER_MS, OpenTables } from '../../../src/engine/store/openTables';
import { WRITES_PER_MAINTENANCE } from '../../../src/engine/store/tables';
import { chunkRow, fileRow } from '../../support/storedRows';
import { temporaryFolder } from '../../support/temporaryFolder';

/** What LanceDB keeps in memory for each connection that was made, the last one last. Nothing else is told of it. */
const sessions: Session[] = [];

vi.mock('../../../src/engine/store/lancedb', async (original) => {
  const lancedb = await (await original<typeof LanceDbLoader>()).loadLanceDb();
  const connect = (directory: string) => {
    const session = new lancedb.Session();
    sessions.push(session);
    return lancedb.connect(directory, { session });
  };
  return { loadLanceDb: () => Promise.resolve({ ...lancedb, connect }) };
});

const identity = { fingerprint: 'f1', dimensions: 4, quickDimensions: 4, model: 'test model' };

beforeEach(() => {
  sessions.length = 0;
});

async function open(directory: string): Promise<IndexStore> {
  const { store } = await IndexStore.open(directory, identity);
  onTestFinished(() => {
    store.close();
  });
  return store;
}

async function save(store: IndexStore, n: number): Promise<void> {
  await store.replaceFiles([fileRow('a')], [chunkRow('a', 0, { words: `word${n}` })]);
}

describe('the tables that are open', () => {
  it('are rid of what LanceDB kept of earlier versions with each maintenance', async () => {
    const store = await open(temporaryFolder());
    const kept = () => sessions.at(-1)!.approxNumItems();
    await save(store, 0);
    await store.maintain();
    const few = kept();
    for (let n = 0; n < WRITES_PER_MAINTENANCE / 2; n++) {
      await save(store, n);
      await store.matching([`word${n}`], 10);
    }
    expect(kept()).toBeGreaterThan(10 * (few + 1));
    await store.maintain();
    expect(kept()).toBe(few);
    expect(await store.matching([`word${WRITES_PER_MAINTENANCE / 2 - 1}`], 10)).toHaveLength(1);
  });

  it('are rid of it when all chunks came into the word index', async () => {
    const store = await open(temporaryFolder());
    const connections = sessions.length;
    await save(store, 0);
    await store.catchUpWords();
    expect(sessions.length).toBe(connections + 1);
    expect(await store.matching(['word0'], 10)).toHaveLength(1);
  });

  it('close what was opened before once no question can be at work on it', async () => {
    const directory = temporaryFolder();
    await open(directory);
    const connection = await (await loadLanceDb()).connect(directory);
    const [chunks, vectors, files] = await Promise.all([
      connection.openTable('chunks'),
      connection.openTable('vectors'),
      connection.openTable('files'),
    ]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const tables = new OpenTables(directory, { chunks, vectors, files });
    await tables.reopen('chunks', 'files');
    expect([chunks.isOpen(), files.isOpen(), vectors.isOpen()]).toEqual([true, true, true]);
    vi.advanceTimersByTime(LINGER_MS);
    expect([chunks.isOpen(), files.isOpen(), vectors.isOpen()]).toEqual([false, false, true]);
    await tables.reopen('vectors');
    tables.close();
    expect([vectors.isOpen(), tables.chunks.isOpen()]).toEqual([false, false]);
  });

  it('are rid of it in a process that only reads what another one writes', async () => {
    const directory = temporaryFolder();
    const store = await open(directory);
    const reader = await open(directory);
    let connections = 0;
    for (let n = 0; n <= WRITES_PER_MAINTENANCE; n++) {
      await save(store, n);
      const before = sessions.length;
      expect(await reader.refresh()).toEqual({ changed: true });
      connections += sessions.length - before;
    }
    expect(connections).toBe(1);
    expect(await reader.matching([`word${WRITES_PER_MAINTENANCE}`], 10)).toHaveLength(1);
    expect(await reader.refresh()).toEqual({ changed: false });
  });

  it('answer questions that were asked during maintenance', async () => {
    const store = await open(temporaryFolder());
    for (let n = 0; n < 5; n++) await save(store, n);
    const maintained = store.maintain();
    for (let round = 0; round < 20; round++) {
      const near = store.nearestQuick(Float32Array.of(1, 0, 0, 0), 10);
      expect([(await near).length, await store.countChunks()]).toEqual([1, 1]);
    }
    await maintained;
  });
});
