import * as l10n from '@vscode/l10n';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { planBatches } from './batches';
import { Encoder, feedsOf, openGraph, type Sequence } from './encoder';
import { describeHuggingFaceModel, fetchAgain, readHuggingFaceModel, reasonOf, unfit } from './huggingFaceModel';
import { damaged, hasManifest, type ModelManifest, readModel } from './model';
import { Tokenizer } from './tokenizer';
import { type EmbeddingInput, planWindows, queryWindow } from './windows';

/**
 * Padded tokens of one batch: about 2 × 128. Measured per token of processor time, 512 is no faster and 1024 is 5 to 10 % slower
 * (a layer's activations no longer fit into the cache); a query or an abort waits 30 ms at most.
 */
export const BATCH_TOKENS = 256;

/** Milliseconds of tokenizing after which other work of the thread gets its turn. */
const TURN_MS = 50;

interface Window extends Sequence {
  readonly owner: number;
}

/** Tokenizer and encoder of one model folder: text in, vectors out. Lives inside one thread. */
export class EmbeddingModel {
  private constructor(
    readonly manifest: ModelManifest,
    readonly modelHash: string,
    private readonly tokenizer: Tokenizer,
    private readonly encoder: Encoder,
  ) {}

  /** @throws {ModelError} when the folder is damaged or the native library does not load */
  static async load(modelDirectory: string, threads: number): Promise<EmbeddingModel> {
    const files = await readModel(modelDirectory);
    let tokenizer: Tokenizer;
    try {
      tokenizer = new Tokenizer(files.tokenizer, files.manifest.split === 'words');
    } catch (error) {
      throw damaged(modelDirectory, l10n.t('{0} does not load', 'tokenizer.json'), error);
    }
    const { manifest, modelHash, graph } = files;
    const encoder = await Encoder.create(modelDirectory, manifest, graph, threads, tokenizer.special.pad);
    return new EmbeddingModel(manifest, modelHash, tokenizer, encoder);
  }

  /**
   * Loads a person's own model: a folder in Hugging Face layout, or like those of Hunch.
   * @throws {ModelError} when it does not fit, or the native library does not load
   */
  static async loadOwn(modelDirectory: string, threads: number): Promise<EmbeddingModel> {
    if (await hasManifest(modelDirectory)) return EmbeddingModel.load(modelDirectory, threads);
    const model = await readHuggingFaceModel(modelDirectory);
    let tokenizer: Tokenizer;
    try {
      tokenizer = new Tokenizer(model.tokenizer, false, model.padToken);
    } catch (error) {
      const what = l10n.t('tokenizer.json is of a kind that Hunch does not know ({0})', reasonOf(error));
      throw unfit(modelDirectory, what, l10n.t('choose a model with a tokenizer like that of BERT or RoBERTa'), error);
    }
    const { pad } = tokenizer.special;
    const graph = await openGraph(model.graph, threads, (error) =>
      unfit(modelDirectory, l10n.t('{0} does not load ({1})', 'onnx/model.onnx', reasonOf(error)), fetchAgain(), error),
    );
    const { runtime, session } = graph;
    try {
      const described = await describeHuggingFaceModel(model, session, tokenizer, async (inputs, output, sequences) => {
        const length = Math.max(...sequences.map((sequence) => sequence.length));
        const asked = sequences.map((ids) => ({ ids }));
        return (await session.run(feedsOf(runtime, inputs, asked, length, pad), [output]))[output]!;
      });
      const { manifest, modelHash } = described;
      return new EmbeddingModel(manifest, modelHash, tokenizer, new Encoder(graph, manifest, pad));
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /**
   * The vectors of each input, one a window, in the order of the inputs. Between batches other work of the thread gets
   * its turn.
   * @param checkpoint called before each input and each batch; throws to give up
   */
  async embedDocuments(inputs: readonly EmbeddingInput[], checkpoint: () => void): Promise<Float32Array[][]> {
    const windows = await this.windowsOf(inputs, checkpoint);
    const vectors = new Array<Float32Array>(windows.length);
    const batches = planBatches(
      windows.map(({ ids }) => ids.length),
      BATCH_TOKENS,
    );
    for (const batch of batches) {
      checkpoint();
      const encoded = await this.encoder.encode(batch.map((index) => windows[index]!));
      batch.forEach((index, row) => (vectors[index] = encoded[row]!));
    }
    const result: Float32Array[][] = inputs.map(() => []);
    windows.forEach(({ owner }, index) => result[owner]!.push(vectors[index]!));
    return result;
  }

  /** Tokenized windows, each with the index of its input. A text of few separators can take a second: others get turns. */
  private async windowsOf(inputs: readonly EmbeddingInput[], checkpoint: () => void): Promise<Window[]> {
    const { maxTokens, documentPrefix, maxWindows, marksHeader } = this.manifest;
    const encode = (text: string): number[] => this.tokenizer.encode(text);
    const windows: Window[] = [];
    let turnBegan = performance.now();
    for (const [owner, { header, body }] of inputs.entries()) {
      if (performance.now() - turnBegan > TURN_MS) {
        await nextTurn();
        turnBegan = performance.now();
      }
      checkpoint();
      const input = { header: documentPrefix + header, body };
      const plan = planWindows(input, encode, maxTokens, this.tokenizer.special, maxWindows);
      const start = this.tokenizer.special.open.length;
      const marked = marksHeader === true ? ([start, start + plan.header] as const) : undefined;
      windows.push(...plan.windows.map((ids) => ({ owner, ids: this.filled(ids), marked })));
    }
    return windows;
  }

  /** The vector of a query; what does not fit into the model's window is cut. */
  async embedQuery(text: string): Promise<Float32Array> {
    const { maxTokens, queryPrefix } = this.manifest;
    const encode = (part: string): number[] => this.tokenizer.encode(part);
    const ids = queryWindow(queryPrefix + text, encode, maxTokens, this.tokenizer.special);
    return (await this.encoder.encode([{ ids: this.filled(ids) }]))[0]!;
  }

  /** No model gives a vector for nothing. */
  private filled(ids: readonly number[]): readonly number[] {
    return ids.length > 0 ? ids : [this.tokenizer.special.unknown];
  }

  /** Frees the native memory. Not while anything is being embedded. */
  async release(): Promise<void> {
    await this.encoder.release();
  }
}
