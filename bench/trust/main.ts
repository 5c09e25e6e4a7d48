// Measures whether an index can be trusted: `npm run bench:trust`, or parts of it: `npm run bench:trust -- kills disk`.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { type Figure, tableOf } from '../figure';
import { megabytes, median, milliseconds } from '../quantiles';
import { Prepared } from '../prepared';
import { scratchFolder } from '../scratch';
import { startUp } from '../startUp';
import { switchBranches } from './branches';
import { tryCorruptions } from './corruptions';
import { killEngines } from './kills';
import { keepLarge } from './large';
import { followAndTakeOver } from './secondWindow';
import { SequenceCheck } from './sequences';
import { soak, type SoakSample } from './soak';
import { sequences } from './steps';

interface Options {
  readonly long: boolean;
  readonly seed: number;
  /** How many of whatever a part repeats (of corruptions: one of so many is tried); its own number when absent. */
  readonly count: number | undefined;
}

const PARTS: Readonly<Record<string, (options: Options) => Promise<Figure[]>>> = {
  sequences: sequenceFigures,
  kills: killFigures,
  corruptions: corruptionFigures,
  windows: windowFigures,
  branches: branchFigures,
  restart: restartFigures,
  disk: diskFigures,
  large: largeFigures,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      long: { type: 'boolean', default: false },
      seed: { type: 'string', default: '20261124' },
      count: { type: 'string' },
    },
  });
  const { long, seed, count } = values;
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    console.error(`Measuring: ${name} …`);
    figures.push(
      ...(await measure({ long, seed: Number(seed), count: count === undefined ? undefined : Number(count) })),
    );
  }
  console.log(`\n${tableOf(figures)}`);
  if (figures.some(({ met }) => met === false)) process.exitCode = 1;
}

async function sequenceFigures({ long, seed, count }: Options): Promise<Figure[]> {
  const check = await SequenceCheck.start(emptyFolder());
  let checked = 0;
  const wrong: string[] = [];
  try {
    for (const steps of fc.sample(sequences(long ? 25 : 14, long ? 200 : 30), {
      numRuns: count ?? (long ? 300 : 12),
      seed,
    })) {
      const differences = await check.run(steps);
      checked++;
      if (differences.length > 0) wrong.push(`${JSON.stringify(steps)}: ${differences.slice(0, 3).join('; ')}`);
      if (checked % 10 === 0) console.error(`${checked} sequences, ${wrong.length} with differences`);
    }
    if (long) {
      const differences = await check.run([
        { kind: 'generate', folder: 'bulk', files: 5000 },
        { kind: 'settle' },
        { kind: 'git', command: 'commit' },
        { kind: 'git', command: 'to branch two' },
        { kind: 'git', command: 'to main' },
        { kind: 'delete', path: 'bulk/generated' },
      ]);
      checked++;
      if (differences.length > 0) wrong.push(`5,000 files: ${differences.slice(0, 3).join('; ')}`);
    }
  } finally {
    await check.dispose();
  }
  return [
    {
      name: 'sequences of changes',
      value: `${checked} checked, ${wrong.length} with differences`,
      ...none(wrong),
      meaning: 'edits, renames, git, lost events and restarts: index and hits against those of a fresh one',
    },
  ];
}

async function killFigures({ long, seed, count }: Options): Promise<Figure[]> {
  const { kills, wrong } = await killEngines(emptyFolder(), count ?? (long ? 200 : 10), seed, (kill) => {
    if (kill % 10 === 0) console.error(`${kill} kills`);
  });
  return [
    {
      name: 'kills of the engine',
      value: `${kills} survived, ${wrong.length} differences`,
      ...none(wrong),
      meaning: 'rows lost or left over, wrong hits, indexes built again',
    },
  ];
}

async function corruptionFigures({ long, seed, count }: Options): Promise<Figure[]> {
  const { tried, wrong, rebuilt } = await tryCorruptions(emptyFolder(), {
    // Prime to the kinds of damage, so that all of them come up.
    every: count ?? (long ? 1 : 17),
    seed,
    onTried: (n) => {
      if (n % 50 === 0) console.error(`${n} corruptions`);
    },
  });
  return [
    {
      name: 'corruptions',
      value: `${tried} tried, ${wrong.length} wrong results`,
      ...none(wrong),
      meaning: `each file truncated, zeroed, bits flipped, one bit flipped, removed; ${rebuilt} times something was built again`,
    },
  ];
}

async function windowFigures({ long }: Options): Promise<Figure[]> {
  const { delays, wrong } = await followAndTakeOver(emptyFolder(), long ? 30 : 5);
  const longest = Math.max(...delays);
  if (wrong.length > 0) console.error(wrong.join('\n'));
  return [
    {
      name: 'second window sees a change',
      value: `p50 ${milliseconds(median(delays))}, longest ${milliseconds(longest)} (${delays.length})`,
      target: '2 s',
      met: longest < 2000 && wrong.length === 0,
      meaning: 'from the write, of which only the first window is told; then the first dies, and the second goes on',
    },
  ];
}

async function branchFigures({ long }: Options): Promise<Figure[]> {
  const { changed, thereMs, backMs, embedded, wrong } = await switchBranches(emptyFolder(), long ? 1000 : 40);
  const total = Object.values(embedded).reduce((sum, each) => sum + each, 0);
  return [
    {
      name: 'branch switch',
      value: `${milliseconds(thereMs)} there, ${milliseconds(backMs)} back`,
      meaning: `${changed} files differ; until the index equals the files and is in order`,
    },
    {
      name: 'embedded again',
      value: `${total} chunks`,
      target: '0',
      met: total === 0 && none(wrong).met,
      meaning: `switched back ${embedded.back}, worktree ${embedded.worktree}, renamed folder ${embedded.renamed}, copy ${embedded.copy}`,
    },
  ];
}

/** The one of `npm run bench`, on 10,000 chunks or a tenth of them. */
async function restartFigures({ long }: Options): Promise<Figure[]> {
  const prepared = new Prepared({ chunks: long ? 10_000 : 1000, quick: !long, fresh: false });
  return startUp(prepared.bundles, await prepared.corpus, await prepared.index);
}

async function diskFigures({ long, count }: Options): Promise<Figure[]> {
  const updates = count ?? (long ? 10_000 : 300);
  const { samples, bytes, freshBytes, wrong } = await soak(emptyFolder(), updates, { onSample: tell });
  const ratio = bytes / freshBytes;
  return [
    {
      name: `index after ${updates} updates`,
      value: `${ratio.toFixed(2)} times a fresh one (${megabytes(bytes)})`,
      target: '1.5',
      met: ratio <= 1.5,
      meaning: 'after the last update and some quiet',
    },
    {
      name: 'soak: memory, disk, query',
      value: growth(samples.slice(1)),
      ...none(wrong),
      meaning: `growth from the first tenth of ${updates} updates to the last, of a query from one half to the other; most on disk in between ${megabytes(Math.max(...samples.map(({ disk }) => disk)))}`,
    },
  ];
}

async function largeFigures({ long, count }: Options): Promise<Figure[]> {
  const wanted = long ? 100_000 : 1000;
  const updates = count ?? (long ? 1000 : 50);
  const { chunks, memory, searchableMs, completeMs, samples } = await keepLarge(emptyFolder(), wanted, updates, {
    onSample: tell,
  });
  return [
    {
      name: `memory at ${chunks} chunks`,
      value: `at most ${megabytes(memory)}`,
      target: '1,000 MB',
      met: memory < 1e9,
      meaning: `of the engine; found after ${milliseconds(searchableMs)}, complete after ${milliseconds(completeMs)}`,
    },
    {
      name: 'memory, disk, query',
      value: growth(samples),
      meaning: `growth over ${updates} saves of ten functions; a query took ${milliseconds(samples[0]!.query)} before, ${milliseconds(median(samples.slice(1).map(({ query }) => query)))} in the median of ${samples.length - 1} looks after`,
    },
  ];
}

function tell({ updates, memory, disk, keptVectors, query }: SoakSample): void {
  console.error(
    `${updates} updates: memory ${megabytes(memory)}, disk ${megabytes(disk)} and ${megabytes(keptVectors)} of kept vectors, query ${milliseconds(query)}`,
  );
}

/** Of memory and disk from the first sample to the last; of a query between the medians of two halves, since one sample is noisy. */
function growth(samples: readonly SoakSample[]): string {
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const half = Math.ceil(samples.length / 2);
  const query = (some: readonly SoakSample[]) => median(some.map(({ query }) => query));
  const ratios = [
    last.memory / first.memory,
    last.disk / first.disk,
    query(samples.slice(half)) / query(samples.slice(0, half)),
  ];
  return ratios.map((ratio) => `${Math.round((ratio - 1) * 100)} %`).join(', ');
}

/** What is to be none, with each that is there in the log. */
function none(wrong: readonly string[]): { readonly target: string; readonly met: boolean } {
  for (const each of wrong) console.error(each);
  return { target: '0', met: wrong.length === 0 };
}

function emptyFolder(): string {
  const folder = path.join(scratchFolder(), 'trust');
  mkdirSync(folder);
  return folder;
}

main().catch((error: unknown) => {
  console.error(error);
  // Engines that are still at work would keep the process alive.
  process.exit(1);
});
