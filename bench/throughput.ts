import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { planBatches } from '../src/engine/embed/batches';
import { Embedder, type EmbeddingInput } from '../src/engine/embed/embedder';
import { BATCH_TOKENS } from '../src/engine/embed/embeddingModel';
import { sessionOptions } from '../src/engine/embed/encoder';
import { readModel } from '../src/engine/embed/model';
import { Tokenizer } from '../src/engine/embed/tokenizer';
import { planWindows } from '../src/engine/embed/windows';
import { textOf } from '../src/engine/indexer/textTemplate';
import { SourceParser } from '../src/engine/parse/sourceParser';
import { defaultThreads } from '../src/engine/engine';
import type { Bundles } from './bundles';
import type { Corpus } from './corpus';
import type { Figure } from './figure';
import { median } from './quantiles';

const INPUTS = 1500;
/** Inputs a turn: ours and bare take turns, so that both meet the same moods of the machine. */
const TURN = 50;
const TARGET = 0.85;

type Feeds = Record<string, Tensor>;

/** A turn's work for the bare session: tensors ready to run. */
interface Turn {
  readonly inputs: readonly EmbeddingInput[];
  readonly batches: readonly Feeds[];
  /** Without padding. */
  readonly tokens: number;
}

/**
 * Tokens a second of `Embedder.embedDocuments` (tokenizing, windows, batches, messages between threads, checks) against
 * nothing but `InferenceSession.run` on the same batches with the same options.
 */
export async function throughput(bundles: Bundles, corpus: Corpus): Promise<Figure[]> {
  const modelDirectory = path.join(bundles.extension, 'models', 'hunch-minilm-code');
  // As the engine chooses: half of the cores.
  const threads = defaultThreads();
  const { manifest, graph, tokenizer: definition } = await readModel(modelDirectory);
  const tokenizer = new Tokenizer(definition);
  const inputs = await corpusInputs(bundles.grammars, corpus);
  const turns = turnsOf(inputs, tokenizer, manifest.maxTokens);

  const session = await InferenceSession.create(graph, sessionOptions(threads));
  const threadFile = path.join(bundles.extension, 'dist', 'embedThread.js');
  const embedder = await Embedder.start({ modelDirectory, threadFile, threads });
  const ours = async (turn: Turn): Promise<unknown> => embedder.embedDocuments(turn.inputs);
  const bare = async (turn: Turn): Promise<void> => {
    for (const feeds of turn.batches) await session.run(feeds, [manifest.output]);
  };
  try {
    await ours(turns[0]!);
    await bare(turns[0]!);
    const times: { tokens: number; ours: number; bare: number }[] = [];
    for (const [index, turn] of turns.entries()) {
      const first = index % 2 === 0 ? await time(ours, turn) : undefined;
      const bareTime = await time(bare, turn);
      times.push({ tokens: turn.tokens, ours: first ?? (await time(ours, turn)), bare: bareTime });
    }
    const rate = (of: 'ours' | 'bare'): string =>
      Math.round(median(times.map((t) => (t.tokens / t[of]) * 1000))).toString();
    const ratio = median(times.map((t) => t.bare / t.ours));
    const tokens = times.reduce((sum, t) => sum + t.tokens, 0);
    return [
      {
        name: 'throughput',
        value: `${ratio.toFixed(2)} of bare run (${rate('ours')} against ${rate('bare')} tokens/s)`,
        target: `≥ ${TARGET}`,
        met: ratio >= TARGET,
        meaning: `medians of ${turns.length} turns, ${inputs.length} chunks, ${tokens} tokens, ${threads} thread(s)`,
      },
    ];
  } finally {
    await embedder.dispose();
    await session.release();
  }
}

async function time(work: (turn: Turn) => Promise<unknown>, turn: Turn): Promise<number> {
  const start = performance.now();
  await work(turn);
  return performance.now() - start;
}

/** The texts of the first chunks of the corpus, as the indexer makes them. */
async function corpusInputs(grammars: string, corpus: Corpus): Promise<EmbeddingInput[]> {
  const parser = await SourceParser.create(grammars);
  const inputs: EmbeddingInput[] = [];
  for (const file of corpus.files) {
    const parsed = await parser.parse(file.path, file.text);
    inputs.push(...(parsed?.chunks ?? []).map((chunk) => textOf(file.path, chunk).input));
    if (inputs.length >= INPUTS) break;
  }
  parser.dispose();
  return inputs.slice(0, INPUTS);
}

function turnsOf(inputs: readonly EmbeddingInput[], tokenizer: Tokenizer, maxTokens: number): Turn[] {
  const turns: Turn[] = [];
  for (let start = 0; start < inputs.length; start += TURN) {
    const part = inputs.slice(start, start + TURN);
    const windows = part.flatMap(
      (input) => planWindows(input, (text) => tokenizer.encode(text), maxTokens, tokenizer.special).windows,
    );
    const lengths = windows.map((window) => window.length);
    const batches = planBatches(lengths, BATCH_TOKENS).map((batch) => feedsOf(batch.map((index) => windows[index]!)));
    turns.push({ inputs: part, batches, tokens: lengths.reduce((sum, length) => sum + length, 0) });
  }
  return turns;
}

/** Rows padded with 0 to the longest. */
function feedsOf(rows: readonly (readonly number[])[]): Feeds {
  const length = Math.max(...rows.map((row) => row.length));
  const filled = (value: (row: readonly number[], column: number) => number): Tensor =>
    new Tensor(
      'int64',
      BigInt64Array.from(rows.flatMap((row) => Array.from({ length }, (_, column) => BigInt(value(row, column))))),
      [rows.length, length],
    );
  return {
    input_ids: filled((row, column) => row[column] ?? 0),
    attention_mask: filled((row, column) => (column < row.length ? 1 : 0)),
  };
}
