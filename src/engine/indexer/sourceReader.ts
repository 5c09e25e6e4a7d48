import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import {
  createMessageConnection,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { Log } from '../log';
import { GRAMMAR_BROKEN, type ParsedSource, type ParseParams, ParseRequest, type ParseThreadData } from './parseThread';

interface Thread {
  readonly worker: Worker;
  readonly connection: MessageConnection;
  /** Resolves when its parser is loaded. */
  readonly ready: Promise<unknown>;
  /** What ended it. By then, all that it did not answer was rejected. */
  failure?: Error;
}

/** The parser cannot work at all; the message is one sentence for people. */
export class ParserError extends Error {
  override readonly name = 'ParserError';
}

/** Reads and parses files in a thread of its own, started on first use and again when a file brings it down. */
export class SourceReader {
  private thread: Thread | undefined;
  private disposed = false;

  /** @param threadFile the built `parseThread.js` */
  constructor(
    private readonly threadFile: string,
    private readonly data: ParseThreadData,
    private readonly log: Log,
  ) {}

  /**
   * Results in the order asked for. A file on which the parser itself dies is skipped with that reason.
   * @throws ParserError when the parser does not start
   */
  async parse(params: ParseParams): Promise<readonly ParsedSource[]> {
    if (this.disposed) throw new ParserError(l10n.t('The parser was shut down.'));
    this.thread ??= this.start();
    const thread = this.thread;
    try {
      await thread.ready;
    } catch (error) {
      throw brokenParser(thread.failure ?? error);
    }
    try {
      // Not in a race with the end of the thread: a promise keeps the results of all races that it is in while it lives.
      return await thread.connection.sendRequest(ParseRequest, params);
    } catch (rejection) {
      // Nothing is wrong with the files: they must not be recorded as left out.
      if (rejection instanceof ResponseError && rejection.code === GRAMMAR_BROKEN) throw brokenParser(rejection);
      const error = thread.failure ?? rejection;
      this.log('warn', 'parse', `The parser thread ended: ${String(error)}`);
      const [only] = params.files;
      if (params.files.length === 1 && only)
        return [{ path: only.path, outcome: 'skipped', reason: `the parser failed on it (${reasonOf(error)})` }];
      const results: ParsedSource[] = [];
      for (const file of params.files) results.push(...(await this.parse({ ...params, files: [file] })));
      return results;
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    const thread = this.thread;
    this.thread = undefined;
    thread?.connection.dispose();
    await thread?.worker.terminate();
  }

  private start(): Thread {
    const worker = new Worker(this.threadFile, { workerData: this.data });
    const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    connection.listen();
    const ready = connection.sendRequest(ParseRequest, { root: '', maxFileBytes: 0, files: [] });
    ready.catch(() => undefined); // Observed by whoever waits for it in `parse`.
    const thread: Thread = { worker, connection, ready };
    const end = (failure: Error): void => {
      thread.failure ??= failure;
      if (this.thread === thread) this.thread = undefined;
      connection.dispose();
    };
    worker.once('error', end);
    worker.once('exit', (code) => {
      end(new Error(`exit code ${code}`));
    });
    return thread;
  }
}

function brokenParser(cause: unknown): ParserError {
  return new ParserError(l10n.t('The parser did not start, since its files are missing or damaged: reinstall Hunch.'), {
    cause,
  });
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);
}
