import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keptVectorsIn } from '../../src/engine/store/keptVectors';
import { loadLanceDb } from '../../src/engine/store/lancedb';
import { eventually } from '../../test/harness/eventually';
import { EngineUnderTest } from '../../test/support/engineUnderTest';
import { useOf } from '../processUse';
import { median } from '../quantiles';
import { folderAt, TwoEngines } from './equality';
import { onlyIndexIn } from './indexContents';
import { seededRandom } from '../../src/engine/analysis/seededRandom';
import { writeWorkspace } from './smallWorkspace';
import { QUERIES, snippet } from './snippets';

const FILES = 300;
/** Looks at the engine, beside the one before the first save. */
const SAMPLES = 10;
/** Saves in a row, after which the engine is given the time to finish them. */
const UPDATES_IN_A_ROW = 20;
const CLEANED_AFTER_MS = 60_000;
/** A sample is of an index that had a quiet moment: in between, all depends on how many saves wait for maintenance just then. */
export const TIDIED_AFTER_MS = 8_000;
const WARM_UP = 10;
const QUERIES_PER_SAMPLE = 40;

export interface SoakSample {
  readonly updates: number;
  /** Resident memory of the engine, bytes. */
  readonly memory: number;
  /** Bytes of the index, old versions included. */
  readonly disk: number;
  /** Bytes of the vectors of earlier texts that are kept by hash: they grow with each new text, up to a limit of their own. */
  readonly keptVectors: number;
  /** Median time of a query, milliseconds. */
  readonly query: number;
}

export interface SoakResult {
  readonly samples: readonly SoakSample[];
  /** Bytes of the index after the last update, when the engine was quiet; and of a fresh one of the same files. */
  readonly bytes: number;
  readonly freshBytes: number;
  readonly wrong: readonly string[];
}

export interface SaveOptions {
  readonly samples?: number;
  /** The quiet moment before a sample; longer than that of a small index where maintenance takes longer. */
  readonly tidiedAfterMs?: number;
  readonly onSample?: (sample: SoakSample) => void;
}

/**
 * Saves random files again and again.
 * @param place an empty folder
 */
export async function soak(place: string, updates: number, options: SaveOptions = {}): Promise<SoakResult> {
  const root = path.join(place, 'workspace');
  writeWorkspace(root, FILES);
  const folders = [folderAt(root)];
  const engines = await TwoEngines.start(place);
  const engine = await EngineUnderTest.start({ folders, cacheDirectory: engines.keptCache });
  const ready = () =>
    eventually('the index is ready', async () => (await engine.state(folders)).folders[0]!.phase === 'ready', 120_000);
  const chance = seededRandom(7);
  const save = (update: number) => {
    const file = path.join(root, 'src', `file${Math.floor(chance() * FILES)}.ts`);
    // Most texts are new ones: what was there before does not come back.
    writeFileSync(file, `${snippet(file, Math.floor(chance() * 40))}\nexport const save${update} = ${update};\n`);
    return file;
  };
  let samples: readonly SoakSample[];
  try {
    await ready();
    samples = await saveInARow(engine, engines.keptCache, { updates, queries: QUERIES, ready, save, ...options });
    // Until the versions that were replaced last are removed.
    await pause(CLEANED_AFTER_MS);
  } finally {
    await engine.shutdown();
  }
  const bytes = bytesBelow(onlyIndexIn(engines.keptCache));
  await engines.kept.setFolders(folders);
  await engines.kept.idle();
  const wrong = [...(await engines.differences(folders)), ...engines.notices];
  const fresh = onlyIndexIn(path.join(place, 'fresh'));
  await withoutOldVersions(fresh);
  const freshBytes = bytesBelow(fresh);
  await engines.dispose();
  return { samples, bytes, freshBytes, wrong };
}

export interface Saves extends SaveOptions {
  readonly updates: number;
  readonly queries: readonly string[];
  /** Resolves when the index has all that was saved. */
  readonly ready: () => Promise<unknown>;
  /** Writes a file. @returns which */
  readonly save: (update: number) => string;
}

/**
 * Saves again and again. The first sample is of the index before.
 * @param cache the engine's cache directory, which holds one index
 */
export async function saveInARow(
  engine: EngineUnderTest,
  cache: string,
  { updates, queries, ready, save, samples: count = SAMPLES, tidiedAfterMs = TIDIED_AFTER_MS, onSample }: Saves,
): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  for (let update = 0; update <= updates; update++) {
    if (update % Math.max(1, Math.floor(updates / count)) === 0) {
      await ready();
      await pause(tidiedAfterMs);
      const sample = await sampleOf(engine, cache, queries, update);
      samples.push(sample);
      onSample?.(sample);
    }
    await engine.changed('changed', save(update));
    if (update % UPDATES_IN_A_ROW === 0) await ready();
  }
  await ready();
  return samples;
}

/**
 * What an engine takes after a quiet moment.
 * @param cache its cache directory, which holds one index
 */
async function sampleOf(
  engine: EngineUnderTest,
  cache: string,
  queries: readonly string[],
  updates: number,
): Promise<SoakSample> {
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + QUERIES_PER_SAMPLE; n++) {
    const asked = performance.now();
    await engine.search(queries[n % queries.length]!);
    if (n >= WARM_UP) times.push(performance.now() - asked);
  }
  const { resident } = useOf(engine.child.pid!);
  const keptVectors = bytesBelow(keptVectorsIn(cache));
  return { updates, memory: resident, disk: bytesBelow(cache) - keptVectors, keptVectors, query: median(times) };
}

/** An index that was just built has versions that go within a minute. */
async function withoutOldVersions(directory: string): Promise<void> {
  const connection = await (await loadLanceDb()).connect(directory);
  for (const name of ['chunks', 'vectors', 'files'])
    await (await connection.openTable(name)).optimize({ cleanupOlderThan: new Date() });
  connection.close();
}

function bytesBelow(directory: string): number {
  let total = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true }))
    if (entry.isFile())
      total += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return total;
}
