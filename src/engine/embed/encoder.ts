import type * as Runtime from 'onnxruntime-node';
import { damaged, ModelError, type ModelManifest } from './model';
import { normalize, pool } from './pooling';
import type { SpecialTokens } from './tokenizer';

/** One window for the model. */
export interface Sequence {
  readonly ids: readonly number[];
  /** Tokens of the header, after the one that opens the window. */
  readonly header: number;
}

/** Runs the model: token ids in, L2-normalized vectors out. Blocks its thread while it runs. */
export class Encoder {
  readonly #runtime: typeof Runtime;
  readonly #session: Runtime.InferenceSession;
  readonly #manifest: ModelManifest;
  readonly #special: SpecialTokens;

  private constructor(
    runtime: typeof Runtime,
    session: Runtime.InferenceSession,
    manifest: ModelManifest,
    special: SpecialTokens,
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#manifest = manifest;
    this.#special = special;
  }

  /**
   * @param threads threads that share the work of one `encode`
   * @throws {ModelError} when the native library or the model does not load
   */
  static async create(
    modelDirectory: string,
    manifest: ModelManifest,
    graph: Uint8Array,
    threads: number,
    special: SpecialTokens,
  ): Promise<Encoder> {
    const runtime = await loadRuntime();
    let session: Runtime.InferenceSession;
    try {
      session = await runtime.InferenceSession.create(graph, sessionOptions(threads));
    } catch (error) {
      throw damaged(modelDirectory, 'model.onnx does not load', error);
    }
    const unknown = [
      ...manifest.inputs.filter((name) => !session.inputNames.includes(name)),
      ...[manifest.output].filter((name) => !session.outputNames.includes(name)),
    ][0];
    if (unknown !== undefined) {
      await session.release();
      throw damaged(modelDirectory, `model.onnx has no input or output "${unknown}"`);
    }
    return new Encoder(runtime, session, manifest, special);
  }

  /**
   * One vector (`dimensions` long, of length 1) for each sequence of token ids.
   * @throws {Error} when the model gives something else than its manifest promises
   */
  async encode(sequences: readonly Sequence[]): Promise<Float32Array[]> {
    const { output, dimensions, inGraphPooling, pooling, maxTokens } = this.#manifest;
    const longest = Math.max(...sequences.map(({ ids }) => ids.length));
    const length = Math.max(longest, Math.min(maxTokens, Math.ceil(longest / LANES) * LANES));
    const result = (await this.#session.run(this.#feeds(sequences, length), [output]))[output];
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

  #feeds(sequences: readonly Sequence[], length: number): Runtime.InferenceSession.FeedsType {
    const shape = [sequences.length, length];
    const ids = new BigInt64Array(sequences.length * length).fill(BigInt(this.#special.pad));
    const types = new BigInt64Array(sequences.length * length);
    const mask = new BigInt64Array(sequences.length * length);
    sequences.forEach((sequence, row) => {
      const start = row * length;
      sequence.ids.forEach((id, column) => (ids[start + column] = BigInt(id)));
      mask.fill(1n, start, start + sequence.ids.length);
      const header = start + this.#special.open.length;
      if (this.#manifest.marksHeader === true) types.fill(1n, header, header + sequence.header);
    });
    const { Tensor } = this.#runtime;
    const known: Readonly<Record<string, () => Runtime.Tensor>> = {
      input_ids: () => new Tensor('int64', ids, shape),
      attention_mask: () => new Tensor('int64', mask, shape),
      token_type_ids: () => new Tensor('int64', types, shape),
    };
    return Object.fromEntries(
      this.#manifest.inputs.map((name) => {
        const tensor = known[name];
        if (tensor === undefined) throw new ModelError(`The model wants an input "${name}" that Hunch does not know.`);
        return [name, tensor()];
      }),
    );
  }
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
      `The native library onnxruntime does not load on ${process.platform}-${process.arch} (${reason}): ` +
        'install the Hunch package made for this platform.',
      { cause: error },
    );
  }
}
