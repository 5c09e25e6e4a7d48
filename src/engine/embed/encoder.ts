import * as l10n from '@vscode/l10n';
import type * as Runtime from 'onnxruntime-node';
import { damaged, ModelError, type ModelManifest } from './model';
import { normalize, pool } from './pooling';

/** One window for the model. */
export interface Sequence {
  readonly ids: readonly number[];
  /** From where to before where tokens are of type 1, for a model that makes a difference. */
  readonly marked?: readonly [number, number] | undefined;
}

/** A graph that is loaded, and the library that runs it. */
export interface OpenGraph {
  readonly runtime: typeof Runtime;
  readonly session: Runtime.InferenceSession;
}

/** Runs the model: token ids in, L2-normalized vectors out. Blocks its thread while it runs. */
export class Encoder {
  readonly #runtime: typeof Runtime;
  readonly #session: Runtime.InferenceSession;
  readonly #manifest: ModelManifest;
  readonly #pad: number;

  /** Takes over the session. @param pad id that fills the shorter rows of a batch */
  constructor({ runtime, session }: OpenGraph, manifest: ModelManifest, pad: number) {
    this.#runtime = runtime;
    this.#session = session;
    this.#manifest = manifest;
    this.#pad = pad;
  }

  /**
   * @param threads threads that share the work of one `encode`
   * @param pad id that fills the shorter rows of a batch
   * @throws {ModelError} when the native library or the model does not load
   */
  static async create(
    modelDirectory: string,
    manifest: ModelManifest,
    graph: Uint8Array,
    threads: number,
    pad: number,
  ): Promise<Encoder> {
    const opened = await openGraph(graph, threads, (error) =>
      damaged(modelDirectory, l10n.t('{0} does not load', 'model.onnx'), error),
    );
    const { session } = opened;
    const unknown = [
      ...manifest.inputs.filter((name) => !session.inputNames.includes(name)),
      ...[manifest.output].filter((name) => !session.outputNames.includes(name)),
    ][0];
    if (unknown !== undefined) {
      await session.release();
      throw damaged(modelDirectory, l10n.t('model.onnx has no input or output "{0}"', unknown));
    }
    return new Encoder(opened, manifest, pad);
  }

  /**
   * One vector (`dimensions` long, of length 1) for each sequence of token ids.
   * @throws {Error} when the model gives something else than its manifest promises
   */
  async encode(sequences: readonly Sequence[]): Promise<Float32Array[]> {
    const { output, dimensions, inGraphPooling, pooling, maxTokens } = this.#manifest;
    const longest = Math.max(...sequences.map(({ ids }) => ids.length));
    const length = Math.max(longest, Math.min(maxTokens, Math.ceil(longest / LANES) * LANES));
    const feeds = feedsOf(this.#runtime, this.#manifest.inputs, sequences, length, this.#pad);
    const result = (await this.#session.run(feeds, [output]))[output];
    const shape = inGraphPooling ? [sequences.length, dimensions] : [sequences.length, length, dimensions];
    if (!(result?.data instanceof Float32Array) || result.dims.join() !== shape.join()) {
      throw new Error(
        `The model gave ${result?.type ?? 'nothing'} [${result?.dims.join() ?? ''}], not [${shape.join()}].`,
      );
    }
    const values = result.data;
    const rowSize = values.length / sequences.length;
    return sequences.map((sequence, row) => {
      const rowValues = values.slice(row * rowSize, (row + 1) * rowSize);
      return normalize(
        inGraphPooling ? rowValues : pool({ values: rowValues, tokens: sequence.ids.length, dimensions }, pooling),
      );
    });
  }

  /** Frees the native memory. Not while `encode` runs. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * Loads a graph.
 * @param graph its bytes, or its path where the runtime has to find external data beside it
 * @param refused the error to throw when it does not load
 * @throws {ModelError} when the native library does not load
 */
export async function openGraph(
  graph: Uint8Array | string,
  threads: number,
  refused: (error: unknown) => ModelError,
): Promise<OpenGraph> {
  const runtime = await loadRuntime();
  const { InferenceSession } = runtime;
  const options = sessionOptions(threads);
  try {
    const session = await (typeof graph === 'string'
      ? InferenceSession.create(graph, options)
      : InferenceSession.create(graph, options));
    return { runtime, session };
  } catch (error) {
    throw refused(error);
  }
}

/**
 * A batch as the runtime takes it.
 * @param inputs names of the tensors wanted
 * @param length tokens of each row, padding included
 * @throws {ModelError} when an input is unknown
 */
export function feedsOf(
  { Tensor }: typeof Runtime,
  inputs: readonly string[],
  sequences: readonly Sequence[],
  length: number,
  pad: number,
): Runtime.InferenceSession.FeedsType {
  const shape = [sequences.length, length];
  const ids = new BigInt64Array(sequences.length * length).fill(BigInt(pad));
  const mask = new BigInt64Array(sequences.length * length);
  const types = new BigInt64Array(sequences.length * length);
  sequences.forEach((sequence, row) => {
    const start = row * length;
    sequence.ids.forEach((id, column) => (ids[start + column] = BigInt(id)));
    mask.fill(1n, start, start + sequence.ids.length);
    if (sequence.marked) types.fill(1n, start + sequence.marked[0], start + sequence.marked[1]);
  });
  const known: Readonly<Record<string, () => Runtime.Tensor>> = {
    input_ids: () => new Tensor('int64', ids, shape),
    attention_mask: () => new Tensor('int64', mask, shape),
    token_type_ids: () => new Tensor('int64', types, shape),
  };
  return Object.fromEntries(
    inputs.map((name) => {
      const tensor = known[name];
      if (tensor === undefined)
        throw new ModelError(l10n.t('The model wants an input "{0}" that Hunch does not know.', name));
      return [name, tensor()];
    }),
  );
}

/**
 * Sequences are padded to a multiple of this. On Arm the runtime computes exp() for four values at a time, and for the last
 * one to three of a row in another way that differs in the last bit; rounding to int8 makes more of it. Padded, a text's
 * vector does not depend on how long the texts beside it are.
 */
const LANES = 4;

/** How every session of Hunch runs. */
export function sessionOptions(threads: number): Runtime.InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Idle threads that spin would take the cores that the editor needs.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** The native library is loaded here and not at the top, so that its failure is one sentence and no stack trace. */
async function loadRuntime(): Promise<typeof Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);
    throw new ModelError(
      l10n.t(
        'The native library {0} does not load on {1} ({2}): install the Hunch package made for this platform.',
        'onnxruntime',
        `${process.platform}-${process.arch}`,
        reason,
      ),
      { cause: error },
    );
  }
}
