import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Hit } from '../../src/protocol/hit';
import { allHits, differenceOfHits, folderAt, TwoEngines } from './equality';
import { differencesBetween, onlyIndexIn, readIndex } from './indexContents';
import { seededRandom } from '../../src/engine/analysis/seededRandom';
import { writeWorkspace } from './smallWorkspace';
import { snippet } from './snippets';

/** Bytes between two flipped bits. */
const FLIP_EVERY = 256;

/** What can happen to a file. */
export const DAMAGES = {
  truncated: (file: string) => {
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
  },
  zeroed: (file: string) => {
    writeFileSync(file, Buffer.alloc(readFileSync(file).length));
  },
  'bit-flipped': (file: string, chance: () => number) => {
    const bytes = readFileSync(file);
    // One in each stretch: a single one may lie where nobody reads.
    for (let at = Math.floor(chance() * Math.min(FLIP_EVERY, bytes.length)); at < bytes.length; at += FLIP_EVERY)
      bytes[at] = bytes[at]! ^ (1 << Math.floor(chance() * 8));
    writeFileSync(file, bytes);
  },
  /** LanceDB reads most of them without a word. */
  'one bit flipped': (file: string, chance: () => number) => {
    const bytes = readFileSync(file);
    const at = Math.floor(chance() * bytes.length);
    if (at < bytes.length) bytes[at] = bytes[at]! ^ (1 << Math.floor(chance() * 8));
    writeFileSync(file, bytes);
  },
  removed: (file: string) => {
    rmSync(file);
  },
} as const;

export interface CorruptionOptions {
  /** Takes only every so many of all files times all damages; 1 when absent. */
  readonly every?: number;
  /** Decides which those are, and which bytes are hit. */
  readonly seed?: number;
  /** Only these; all when absent. */
  readonly damages?: readonly (keyof typeof DAMAGES)[];
  /** Only files whose path matches. */
  readonly files?: RegExp;
  readonly onTried?: (tried: number) => void;
}

export interface CorruptionResult {
  readonly tried: number;
  /** Wrong results, more than one message, or an index that did not come back; a sentence each. */
  readonly wrong: readonly string[];
  /** How often people were told that something is built again. */
  readonly rebuilt: number;
}

/**
 * Damages each file of an index in turn, each time of a whole one, and asks the same as before: at once, and when the engine
 * says that all is done.
 *
 * @param place an empty folder
 */
export async function tryCorruptions(
  place: string,
  { every = 1, seed = 0, damages, files = /./, onTried }: CorruptionOptions = {},
): Promise<CorruptionResult> {
  const root = path.join(place, 'workspace');
  writeWorkspace(root, 12);
  const folders = [folderAt(root)];
  const engines = await TwoEngines.start(place);
  const { kept, keptCache, notices } = engines;
  const wrong: string[] = [];
  let tried = 0;
  let rebuilt = 0;
  try {
    await kept.setFolders(folders);
    await kept.idle();
    // A few versions, deletions, and rows outside of the word index, as an index has them that is in use.
    for (const n of [3, 4, 5]) {
      writeFileSync(path.join(root, 'src', `file${n}.ts`), snippet('x.ts', n + 20));
      kept.filesChanged({ changes: [{ path: path.join(root, 'src', `file${n}.ts`), kind: 'changed' }] });
      await kept.idle();
    }
    const [hits, rows] = [await allHits(kept), await readIndex(onlyIndexIn(keptCache))];
    await kept.setFolders([]);
    const whole = path.join(place, 'whole');
    const indexes = path.join(keptCache, 'indexes');
    cpSync(indexes, whole, { recursive: true });
    const chance = seededRandom(seed + 1);
    let turn = seed;
    for (const file of filesBelow(whole).filter((each) => files.test(each.split(path.sep).join('/'))))
      for (const damage of damages ?? (Object.keys(DAMAGES) as (keyof typeof DAMAGES)[])) {
        if (turn++ % every !== 0) continue;
        rmSync(indexes, { recursive: true, force: true });
        cpSync(whole, indexes, { recursive: true });
        DAMAGES[damage](path.join(indexes, file), chance);
        tried++;
        onTried?.(tried);
        await kept.setFolders(folders);
        const problems: string[] = [];
        try {
          const early = await kept.search({ query: 'open the session', limit: 200 });
          problems.push(...strangers(early.hits, hits[0]!));
          await kept.idle();
          for (const [n, found] of (await allHits(kept)).entries()) {
            const difference = differenceOfHits(found, hits[n]!);
            if (difference !== undefined) problems.push(difference);
          }
          problems.push(...differencesBetween(await readIndex(onlyIndexIn(keptCache)), rows));
        } catch (error) {
          problems.push(String(error));
        }
        const told = notices.splice(0);
        if (told.length > 1) problems.push(`${told.length} messages: ${told.join(' ')}`);
        rebuilt += told.length;
        wrong.push(...problems.slice(0, 3).map((problem) => `${path.basename(file)} ${damage}: ${problem}`));
        await kept.setFolders([]);
      }
  } finally {
    await engines.dispose();
  }
  return { tried, wrong, rebuilt };
}

/** Hits that are none of an undamaged index: what is still being built may lack some. */
function strangers(hits: readonly Hit[], known: readonly Hit[]): string[] {
  const places = new Set(known.map((hit) => `${hit.path}:${hit.startLine}`));
  return hits
    .filter((hit) => !places.has(`${hit.path}:${hit.startLine}`))
    .map((hit) => `finds ${hit.path}:${hit.startLine}`);
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
}
