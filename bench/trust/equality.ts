import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Engine } from '../../src/engine/engine';
import { resourcesIn } from '../../src/engine/resources';
import type { FolderConfig } from '../../src/protocol/engine';
import type { Hit } from '../../src/protocol/hit';
import { inRepository } from '../../test/harness/repository';
import { differencesBetween, onlyIndexIn, readIndex } from './indexContents';
import { QUERIES } from './snippets';

/** Rounded scores may differ by their last digit. */
const SCORE_TOLERANCE = 0.0002;
const MOST_HITS = 200;

const startEngine = (cacheDirectory: string, notices: string[] = []) =>
  Engine.start({
    resources: resourcesIn(inRepository('dist')),
    cacheDirectory,
    // Tens of sequences do not wait as long as people who type.
    quietMs: 50,
    log: (level, component, text) => {
      if (process.env.HUNCH_LOG !== undefined) console.error(`[${level}] ${component}: ${text}`);
    },
    onNotice: ({ text }) => notices.push(text),
  });

export const folderAt = (root: string): FolderConfig => ({ root, exclude: [], maxFileBytes: 1024 * 1024 });

/**
 * Two engines over the same folders: one on an index that something happened to, and one that builds everything anew to be
 * compared with. Both are real and in this process.
 */
export class TwoEngines {
  private constructor(
    /** Cache directory of the index in question. */
    readonly keptCache: string,
    private readonly freshCache: string,
    readonly kept: Engine,
    private readonly fresh: Engine,
    /** What people were told by the kept one since the last look. */
    readonly notices: string[],
  ) {}

  static async start(place: string): Promise<TwoEngines> {
    const [keptCache, freshCache] = [path.join(place, 'kept'), path.join(place, 'fresh')];
    const notices: string[] = [];
    const kept = await startEngine(keptCache, notices);
    return new TwoEngines(keptCache, freshCache, kept, await startEngine(freshCache), notices);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.kept.dispose(), this.fresh.dispose()]);
  }

  /** How the kept engine's index and answers differ from new ones, a sentence each. The folders are open in it and it is idle. */
  async differences(folders: readonly FolderConfig[]): Promise<string[]> {
    await rm(path.join(this.freshCache, 'indexes'), { recursive: true, force: true });
    await this.fresh.setFolders(folders);
    await this.fresh.idle();
    const differences: string[] = [];
    for (const { root } of folders) {
      const name = `${path.basename(root)}-`;
      const [index, fresh] = await Promise.all(
        [this.keptCache, this.freshCache].map((cache) => readIndex(onlyIndexIn(cache, name))),
      );
      differences.push(...differencesBetween(index!, fresh!));
    }
    const [hits, freshHits] = await Promise.all([this.kept, this.fresh].map((engine) => allHits(engine)));
    for (const [n, query] of QUERIES.entries()) {
      const difference = differenceOfHits(hits![n]!, freshHits![n]!);
      if (difference !== undefined) differences.push(`"${query}": ${difference}`);
    }
    await this.fresh.setFolders([]);
    return differences;
  }
}

/** The hits of each query. */
export async function allHits(engine: Engine): Promise<(readonly Hit[])[]> {
  return Promise.all(QUERIES.map(async (query) => (await engine.search({ query, limit: MOST_HITS })).hits));
}

/** Hits are the same when the same chunks come with the same scores; those with equal scores may change places. */
export function differenceOfHits(hits: readonly Hit[], fresh: readonly Hit[]): string | undefined {
  const scores = (all: readonly Hit[]) =>
    new Map(all.map((hit) => [`${hit.root}/${hit.path}:${hit.startLine}-${hit.endLine} ${hit.symbol}`, hit.score]));
  const [one, other] = [scores(hits), scores(fresh)];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    const [a, b] = [one.get(key), other.get(key)];
    if (a === undefined || b === undefined)
      return `${key} is only found in the ${a === undefined ? 'fresh' : 'kept'} index`;
    if (Math.abs(a - b) > SCORE_TOLERANCE) return `${key} has the score ${a} instead of ${b}`;
  }
  return undefined;
}
