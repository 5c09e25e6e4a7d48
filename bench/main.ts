// Measures what Hunch promises of itself: `npm run bench`, or only some figures: `npm run bench -- query save --quick`.
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildFigures } from './buildFigures';
import { buildBundles, type Bundles } from './bundles';
import { collectCorpus, type Corpus } from './corpus';
import { type Figure, tableOf } from './figure';
import { hostDelay, hostSaves } from './hostFigures';
import { type BuiltIndex, builtIndex } from './indexedWorkspace';
import { indexSize } from './indexSize';
import { packageSize } from './packageSize';
import { queryLatency } from './queryLatency';
import { saveToFindable } from './saveToFindable';
import { startUp } from './startUp';
import { throughput } from './throughput';

interface Run {
  readonly bundles: Bundles;
  readonly corpus: Corpus;
  readonly index: BuiltIndex;
  readonly quick: boolean;
}

/** In the order in which they are measured. */
const FIGURES: Readonly<Record<string, (run: () => Promise<Run>) => Promise<Figure[]>>> = {
  package: packageSize,
  build: async (run) => buildFigures((await run()).index),
  throughput: async (run) => {
    const { bundles, corpus } = await run();
    return throughput(bundles, corpus);
  },
  size: async (run) => indexSize((await run()).index),
  start: async (run) => startUp(...measured(await run())),
  query: async (run) => queryLatency(...measured(await run())),
  save: async (run) => saveToFindable(...measured(await run())),
  host: async (run) => {
    const { bundles, corpus, quick } = await run();
    return hostDelay(bundles, corpus, quick);
  },
  editor: async (run) => hostSaves(...measured(await run()), (await run()).quick),
};

function measured({ bundles, corpus, index }: Run): [Bundles, Corpus, BuiltIndex] {
  return [bundles, corpus, index];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      chunks: { type: 'string', default: '10000' },
      quick: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
    },
  });
  const chunks = values.quick ? 1000 : Number(values.chunks);
  if (!Number.isInteger(chunks) || chunks < 100) throw new Error('--chunks wants a whole number from 100 on.');
  const unknown = positionals.filter((name) => !(name in FIGURES));
  if (unknown.length > 0)
    throw new Error(`There is no figure ${unknown.join(', ')}; there are ${Object.keys(FIGURES).join(', ')}.`);
  const names = Object.keys(FIGURES).filter((name) => positionals.length === 0 || positionals.includes(name));

  let prepared: Promise<Run> | undefined;
  const run = (): Promise<Run> => (prepared ??= prepare(chunks, values.quick, values.fresh));
  const figures: Figure[] = [];
  for (const name of names) {
    console.error(`Measuring: ${name} …`);
    figures.push(...(await FIGURES[name]!(run)));
  }
  console.log(`\n${machine()}${prepared ? `, ${(await run()).corpus.chunks} chunks` : ''}\n\n${tableOf(figures)}`);
}

async function prepare(chunks: number, quick: boolean, fresh: boolean): Promise<Run> {
  const bundles = buildBundles();
  const corpus = await collectCorpus(bundles.grammars, chunks);
  return { bundles, corpus, index: await builtIndex(bundles, corpus, fresh), quick };
}

/** What the figures depend on most. */
function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${process.platform}-${process.arch}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
