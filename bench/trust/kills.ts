import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EngineUnderTest } from '../../test/support/engineUnderTest';
import { folderAt, TwoEngines } from './equality';
import { seededRandom } from '../../src/engine/analysis/seededRandom';
import { writeWorkspace } from './smallWorkspace';
import { snippet } from './snippets';

/** In which an engine starts, indexes, takes edits, and puts the index in order after three seconds of quiet. */
const LONGEST_LIFE_MS = 6000;
const FILES = 40;
/** A change is written to several tables, and sealed, within so long. */
const LONGEST_WRITE_MS = 60;
/** There may be nothing left to be written. */
const WAIT_FOR_WRITE_MS = 1000;
/** Kills between two comparisons with a fresh index. */
const KILLS_PER_CHECK = 5;

export interface KillResult {
  readonly kills: number;
  /** Rows lost or left over, wrong hits, indexes built again; a sentence each. */
  readonly wrong: readonly string[];
}

/**
 * Kills engine processes at random moments of indexing, updating and optimizing one index, with files that change all the
 * while, and compares what is left with a fresh index.
 * @param place an empty folder
 */
export async function killEngines(
  place: string,
  kills: number,
  seed = 1,
  onKill?: (kill: number) => void,
): Promise<KillResult> {
  const root = path.join(place, 'workspace');
  writeWorkspace(root, FILES);
  const folders = [folderAt(root)];
  const engines = await TwoEngines.start(place);
  const chance = seededRandom(seed);
  const wrong: string[] = [];
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const engine = await EngineUnderTest.start({ folders, cacheDirectory: engines.keptCache });
      const end = performance.now() + chance() * LONGEST_LIFE_MS;
      // Some are left in peace after a few edits, so that maintenance comes; the others die while they write.
      const isLeftInPeace = chance() < 0.4;
      for (let edits = isLeftInPeace ? Math.floor(chance() * 30) : Infinity; edits > 0; edits--) {
        if (performance.now() >= end) break;
        const file = path.join(root, 'src', `file${Math.floor(chance() * FILES * 1.2)}.ts`);
        const isDeletion = chance() < 0.1;
        if (isDeletion) rmSync(file, { force: true });
        else writeFileSync(file, snippet(file, Math.floor(chance() * 40)));
        await engine.changed(isDeletion ? 'deleted' : 'changed', file);
        await pause(chance() * 60);
      }
      await pause(Math.max(0, end - performance.now()));
      if (!isLeftInPeace) await nextWrite(engines.keptCache, chance() * LONGEST_WRITE_MS);
      wrong.push(...engine.notices.map(({ text }) => `kill ${kill}: ${text}`));
      await engine.kill();
      onKill?.(kill);
      if (kill % KILLS_PER_CHECK !== 0 && kill !== kills) continue;
      await engines.kept.setFolders(folders);
      await engines.kept.idle();
      const differences = [...(await engines.differences(folders)), ...engines.notices.splice(0)];
      wrong.push(...differences.map((difference) => `after kill ${kill}: ${difference}`));
      await engines.kept.setFolders([]);
      // Now and then from the beginning.
      if (chance() < 0.3) rmSync(path.join(engines.keptCache, 'indexes'), { recursive: true, force: true });
    }
  } finally {
    await engines.dispose();
  }
  return { kills, wrong };
}

/** Resolves some time after the next version of the chunks is there, so that the kill comes before all is written. */
async function nextWrite(cacheDirectory: string, laterMs: number): Promise<void> {
  const indexes = path.join(cacheDirectory, 'indexes');
  const [index] = existsSync(indexes) ? readdirSync(indexes) : [];
  const versions = index === undefined ? '' : path.join(indexes, index, 'chunks.lance', '_versions');
  if (!existsSync(versions)) return;
  const watcher = watch(versions);
  await Promise.race([once(watcher, 'change'), pause(WAIT_FOR_WRITE_MS)]);
  watcher.close();
  await pause(laterMs);
}
