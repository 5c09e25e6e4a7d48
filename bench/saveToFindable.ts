import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchEngine } from './benchEngine';
import type { Bundles } from './bundles';
import { type Corpus, writeCorpus } from './corpus';
import { filesToEdit, functionNamed, uniqueWord } from './edits';
import type { Figure } from './figure';
import { type BuiltIndex, indexedWorkspace } from './indexedWorkspace';
import { describeSpread, spreadOf } from './quantiles';

/** More than the writes between two rounds of the index's maintenance, so that one of those is among them. */
const SAVES = 80;
const SAVES_WHILE_INDEXING = 20;
const TARGET_MS = 1000;
/** Between two saves. */
const PAUSE_MS = 300;
/** Between two looks: searching all the time would take the processor from what is waited for. */
const POLL_MS = 15;
const LIMIT_MS = 60_000;

/** Time from writing a file until a search finds what was written, the engine being told of the change at once. */
export async function saveToFindable(bundles: Bundles, corpus: Corpus, index: BuiltIndex): Promise<Figure[]> {
  const { root, cacheDirectory } = indexedWorkspace(corpus, index);
  const { engine } = await BenchEngine.start(bundles.engine, root, cacheDirectory);
  try {
    await engine.ready();
    // The thread that embeds documents starts with the first of them.
    await save(engine, root, filesToEdit(corpus, 1)[0]!, 0);
    const files = filesToEdit(corpus, SAVES + SAVES_WHILE_INDEXING);
    const times = await saves(engine, root, files.slice(0, SAVES), 1);

    writeCorpus(root, corpus.further);
    engine.changed(path.join(root, 'added'));
    while (engine.phase !== 'indexing') await sleep(5);
    const busy = await saves(engine, root, files.slice(SAVES), SAVES + 1, () => engine.phase === 'indexing');
    const spread = spreadOf(times);
    return [
      {
        name: 'save to findable, engine',
        value: describeSpread(spread),
        target: `p95 < ${TARGET_MS} ms`,
        met: spread.p95 < TARGET_MS,
        meaning: 'a function is appended to a file of the index; until a search for its name has it first',
      },
      {
        name: 'save to findable, indexing',
        value: describeSpread(spreadOf(busy)),
        meaning: 'the same while new files are being indexed',
      },
    ];
  } finally {
    await engine.stop();
  }
}

async function saves(
  engine: BenchEngine,
  root: string,
  files: readonly string[],
  firstNumber: number,
  goOn: () => boolean = () => true,
): Promise<number[]> {
  const times: number[] = [];
  for (const [index, file] of files.entries()) {
    await sleep(PAUSE_MS);
    if (!goOn()) break;
    times.push(await save(engine, root, file, firstNumber + index));
  }
  return times;
}

/** Milliseconds from before the write until the answer that has the new function first. */
async function save(engine: BenchEngine, root: string, file: string, number: number): Promise<number> {
  const word = uniqueWord(number);
  const place = path.join(root, file);
  const start = performance.now();
  appendFileSync(place, functionNamed(word));
  engine.changed(place);
  for (;;) {
    const { hits } = await engine.search(word, 1);
    const elapsed = performance.now() - start;
    if (hits[0]?.symbol === word) return elapsed;
    if (elapsed > LIMIT_MS) throw new Error(`${word} in ${file} was not found within ${LIMIT_MS / 1000} s.`);
    await sleep(POLL_MS);
  }
}
