import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchEngine } from './benchEngine';
import type { Bundles } from './bundles';
import { type Corpus, writeCorpus } from './corpus';
import type { Figure } from './figure';
import { type BuiltIndex, indexedWorkspace } from './indexedWorkspace';
import { describeSpread, spreadOf } from './quantiles';
import { queries } from './queries';

const TARGET_MS = 100;
/** Queries come with pauses, as from a person who types. */
const PAUSE_MS = 50;
const WARM_UP = 10;

/** Time from question to answer over the wire, with nothing else to do and while the same index grows. */
export async function queryLatency(bundles: Bundles, corpus: Corpus, index: BuiltIndex): Promise<Figure[]> {
  const { root, cacheDirectory } = indexedWorkspace(corpus, index);
  const { engine } = await BenchEngine.start(bundles.engine, root, cacheDirectory);
  try {
    await engine.ready();
    for (const query of queries().slice(0, WARM_UP)) await engine.search(query);
    const idle = await ask(engine, () => true);

    writeCorpus(root, corpus.further);
    engine.changed(path.join(root, 'added'));
    while (engine.phase !== 'indexing') await sleep(5);
    const busy = await ask(engine, ({ partial }) => partial !== undefined);
    await engine.searchable();
    const refining = await ask(engine, () => engine.phase === 'refining');
    return [
      figure('query, idle', idle, 'engine warm, index complete'),
      figure('query, indexing', busy, whileIndexing(corpus)),
      figure('query, refining', refining, 'while the deep model reads those'),
    ];
  } finally {
    await engine.stop();
  }
}

type Answer = Awaited<ReturnType<BenchEngine['search']>>;

/** Milliseconds of each query, as far as its answer came under the wanted condition. */
async function ask(engine: BenchEngine, counts: (answer: Answer) => boolean): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries()) {
    const start = performance.now();
    const answer = await engine.search(query);
    if (answer.hits.length === 0) throw new Error(`"${query}" found nothing.`);
    if (counts(answer)) times.push(performance.now() - start);
    await sleep(PAUSE_MS);
  }
  return times;
}

function figure(name: string, times: readonly number[], meaning: string): Figure {
  const spread = spreadOf(times);
  return {
    name,
    value: describeSpread(spread),
    target: `p95 < ${TARGET_MS} ms`,
    met: spread.p95 < TARGET_MS,
    meaning: `question to answer with 30 hits, between processes; ${meaning}`,
  };
}

function whileIndexing({ further }: Corpus): string {
  return `while ${further.length} new files of the same folder are being indexed`;
}
