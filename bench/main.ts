// Measures what Hunch promises of itself: `npm run bench`, or only some figures: `npm run bench -- query save --quick`.
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildFigures } from './buildFigures';
import { type Figure, tableOf } from './figure';
import { hostDelay, hostSaves } from './hostFigures';
import { indexSize } from './indexSize';
import { packageSize } from './packageSize';
import { panelLatency } from './panelLatency';
import { type BenchOptions, Prepared } from './prepared';
import { queryLatency } from './queryLatency';
import { saveToFindable } from './saveToFindable';
import { startUp } from './startUp';
import { throughput } from './throughput';

/** In the order in which they are measured. */
const FIGURES: Readonly<Record<string, (prepared: Prepared) => Promise<Figure[]>>> = {
  package: packageSize,
  throughput: async ({ bundles, corpus }) => throughput(bundles, await corpus),
  build: async ({ index }) => buildFigures(await index),
  size: async ({ index }) => indexSize(await index),
  start: async ({ bundles, corpus, index }) => startUp(bundles, await corpus, await index),
  query: async ({ bundles, corpus, index }) => queryLatency(bundles, await corpus, await index),
  panel: async ({ bundles, corpus, index }) => panelLatency(bundles, await corpus, await index),
  save: async ({ bundles, corpus, index }) => saveToFindable(bundles, await corpus, await index),
  editor: async ({ bundles, corpus, index, options }) => hostSaves(bundles, await corpus, await index, options.quick),
  host: async ({ bundles, corpus, options }) => hostDelay(bundles, await corpus, options.quick),
};

const QUICK_CHUNKS = 1000;

async function main(): Promise<void> {
  const { names, options } = commandLine();
  const prepared = new Prepared(options);
  const figures: Figure[] = [];
  for (const name of names) {
    console.error(`Measuring: ${name} …`);
    try {
      figures.push(...(await FIGURES[name]!(prepared)));
    } catch (error) {
      // The other figures took minutes; this one must not cost them.
      console.error(error);
      figures.push({ name, value: 'failed', meaning: error instanceof Error ? error.message : String(error) });
      process.exitCode = 1;
    }
  }
  console.log(`\n${machine()}, --chunks ${options.chunks}\n\n${tableOf(figures)}`);
}

function commandLine(): { readonly names: readonly string[]; readonly options: BenchOptions } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      chunks: { type: 'string' },
      quick: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
    },
  });
  const { quick, fresh } = values;
  const chunks = values.chunks === undefined ? (quick ? QUICK_CHUNKS : 10_000) : Number(values.chunks);
  if (!Number.isInteger(chunks) || chunks < 100) throw new Error('--chunks wants a whole number from 100 on.');
  const unknown = positionals.filter((name) => !(name in FIGURES));
  if (unknown.length > 0)
    throw new Error(`There is no figure ${unknown.join(', ')}; there are ${Object.keys(FIGURES).join(', ')}.`);
  const names = Object.keys(FIGURES).filter((name) => positionals.length === 0 || positionals.includes(name));
  return { names, options: { chunks, quick, fresh } };
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
