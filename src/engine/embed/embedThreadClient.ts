import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import {
  type CancellationToken,
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  type RequestParam,
  type RequestType,
} from 'vscode-jsonrpc/node';
import {
  type ErrorData,
  fromResponseError,
  type LoadedModel,
  LoadRequest,
  type LoadParams,
  StopRequest,
} from './embedProtocol';
import { ModelError } from './model';

/** A running embedding thread, seen from the engine. */
export class EmbedThreadClient {
  readonly #connection: MessageConnection;
  readonly #exited: Promise<void>;
  #alive = true;
  #stopping = false;
  /** What ended the thread, when it did not end by `stop`. */
  #failure: unknown;
  #model: LoadedModel | undefined;

  private constructor(threadFile: string) {
    const worker = new Worker(threadFile);
    this.#connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    this.#connection.listen();
    worker.on('error', (error) => (this.#failure = error));
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#alive = false;
        // Rejects what is still unanswered.
        this.#connection.dispose();
        resolve();
      });
    });
  }

  /**
   * Starts a thread and loads the model in it.
   * @throws {ModelError} when the model cannot be used
   */
  static async start(threadFile: string, params: LoadParams): Promise<EmbedThreadClient> {
    const thread = new EmbedThreadClient(threadFile);
    try {
      thread.#model = await thread.request(LoadRequest, params);
      return thread;
    } catch (error) {
      await thread.stop();
      throw error;
    }
  }

  get alive(): boolean {
    return this.#alive;
  }

  get model(): LoadedModel {
    return this.#model!;
  }

  /** @throws the signal's reason once it is aborted; an error of one sentence when the thread dies */
  async request<P, R>(type: RequestType<P, R, ErrorData>, params: RequestParam<P>, signal?: AbortSignal): Promise<R> {
    signal?.throwIfAborted();
    const source = new CancellationTokenSource();
    const cancel = (): void => {
      source.cancel();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#send(type, params, source.token);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }

  async #send<P, R>(type: RequestType<P, R, ErrorData>, params: RequestParam<P>, token: CancellationToken): Promise<R> {
    try {
      return await this.#connection.sendRequest(type, params, token);
    } catch (error) {
      if (this.#alive) throw fromResponseError(error);
      if (this.#stopping) throw new Error('The embedder was stopped.', { cause: error });
      const reason = this.#failure instanceof Error ? this.#failure.message : l10n.t('no reason given');
      const sentence = l10n.t(
        'The embedding thread stopped unexpectedly ({0}); the next search or save starts it again.',
        reason,
      );
      throw new ModelError(sentence, { cause: this.#failure ?? error });
    }
  }

  /** Ends the thread after its batch in hand; what is unanswered by then rejects. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#alive) {
      // A thread that dies before it answers has ended too: what is waited for is its exit.
      await this.#connection.sendRequest(StopRequest).catch(() => undefined);
    }
    await this.#exited;
  }
}
