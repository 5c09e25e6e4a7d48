import * as l10n from '@vscode/l10n';
import { EmbedDocumentsRequest, EmbedQueryRequest, type LoadedModel } from './embedProtocol';
import { EmbedThreadClient } from './embedThreadClient';
import { ModelError, type ModelManifest } from './model';
import type { EmbeddingInput } from './windows';

export type { EmbeddingInput } from './windows';

export interface EmbedderOptions {
  readonly modelDirectory: string;
  /** A person's own model, in Hugging Face layout as a rule. */
  readonly own?: boolean;
  /** The bundled `embedThread.js`. */
  readonly threadFile: string;
  /** Threads that share the work of embedding documents; queries take one more. */
  readonly threads: number;
  /** Queries and documents share one thread: for a model that is so quick that none waits for another. */
  readonly oneThread?: boolean;
}

/** Starts of one thread in the life of an embedder, the first one included. */
const MAX_STARTS = 4;

/**
 * Embeds texts with a local model. Queries and documents have a thread and a session each, because a session blocks its
 * thread for a whole batch and a query must not wait for that. The documents' thread starts when the first is embedded.
 */
export class Embedder {
  readonly manifest: ModelManifest;
  /** Identity of the vectors; see `ModelFiles.modelHash`. */
  readonly modelHash: string;
  readonly #queries: RestartingThread;
  readonly #documents: RestartingThread;

  private constructor(model: LoadedModel, queries: RestartingThread, documents: RestartingThread) {
    this.manifest = model.manifest;
    this.modelHash = model.modelHash;
    this.#queries = queries;
    this.#documents = documents;
  }

  /**
   * Loads the model for queries.
   * @throws {ModelError} when the model or the native library cannot be used: a sentence with the next step
   */
  static async start({
    modelDirectory,
    own = false,
    threadFile,
    threads,
    oneThread,
  }: EmbedderOptions): Promise<Embedder> {
    // From 1.30 on onnxruntime writes a device id into the user's cache directory and reports to Microsoft by default.
    // The environment of a thread is a copy that native code does not see: it must be set in this one, before the first loads.
    process.env.ORT_DISABLE_TELEMETRY = '1';
    const queries = new RestartingThread(() =>
      EmbedThreadClient.start(threadFile, { modelDirectory, own, threads: 1 }),
    );
    const { model } = await queries.get();
    const documents =
      oneThread === true
        ? queries
        : new RestartingThread(() => EmbedThreadClient.start(threadFile, { modelDirectory, own, threads }));
    return new Embedder(model, queries, documents);
  }

  /**
   * The vectors of each input: one for a short input, one a window for a long one. L2-normalized, `dimensions` long.
   * Calls that overlap take turns batch by batch, so that a small one does not wait for a big one.
   * @throws the signal's reason, at the next border between batches
   */
  async embedDocuments(
    inputs: readonly EmbeddingInput[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly Float32Array[])[]> {
    signal?.throwIfAborted();
    if (inputs.length === 0) return [];
    return (await this.#thread(this.#documents)).request(EmbedDocumentsRequest, { inputs }, signal);
  }

  /** The L2-normalized vector of a query. Of a long text, what fits into the model's window counts. */
  async embedQuery(text: string): Promise<Float32Array> {
    return (await this.#thread(this.#queries)).request(EmbedQueryRequest, { text });
  }

  /** Ends the threads after the batches they have in hand; calls not answered by then reject. Await it before exit. */
  async dispose(): Promise<void> {
    await Promise.all([this.#queries.dispose(), this.#documents.dispose()]);
  }

  async #thread(slot: RestartingThread): Promise<EmbedThreadClient> {
    const thread = await slot.get();
    if (thread.model.modelHash !== this.modelHash) {
      throw new ModelError(l10n.t('The model was replaced while Hunch was running. Restart Hunch to use the new one.'));
    }
    return thread;
  }
}

/** A thread that is started when it is wanted, and again when it has died, up to `MAX_STARTS` times. */
class RestartingThread {
  readonly #start: () => Promise<EmbedThreadClient>;
  #current: Promise<EmbedThreadClient> | undefined;
  #starts = 0;
  #disposed = false;

  constructor(start: () => Promise<EmbedThreadClient>) {
    this.#start = start;
  }

  get(): Promise<EmbedThreadClient> {
    this.#current = this.#usable(this.#current);
    return this.#current;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const thread = await this.#current?.catch(() => undefined);
    await thread?.stop();
  }

  async #usable(previous: Promise<EmbedThreadClient> | undefined): Promise<EmbedThreadClient> {
    const spent = this.#starts >= MAX_STARTS;
    // That a start failed was told to the caller who wanted it; the last failure is told to all who come after.
    const thread = await (spent ? previous : previous?.catch(() => undefined));
    if (this.#disposed) throw new Error('The embedder was stopped.');
    if (thread?.alive === true) return thread;
    if (spent)
      throw new Error(
        l10n.t('The embedding thread stopped {0} times; restart Hunch and look into its log.', MAX_STARTS),
      );
    this.#starts++;
    return this.#start();
  }
}
