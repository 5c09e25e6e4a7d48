import './language';
import * as l10n from '@vscode/l10n';
import os from 'node:os';
import {
  type CancellationToken,
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
} from 'vscode-jsonrpc/node';
import {
  FileFunctionsRequest,
  DeleteIndexRequest,
  FilesChangedNotification,
  FilesOpenedNotification,
  InitializeRequest,
  LocateRequest,
  LogNotification,
  NoticeNotification,
  OutlineRequest,
  PauseRequest,
  RebuildRequest,
  RecheckNotification,
  ReportRequest,
  REQUEST_CANCELLED,
  ResumeRequest,
  SearchRequest,
  SetFoldersRequest,
  ShutdownRequest,
  SimilarRequest,
  StateChangedNotification,
  StatusRequest,
  ValuesRequest,
  WhyRequest,
} from '../protocol/engine';
import { AnalysisProgress, DuplicatesRequest } from '../protocol/duplicates';
import { MapRequest } from '../protocol/map';
import { Engine } from './engine';
import { sentenceFor } from './errors';
import { errorText, type Log } from './log';
import { resourcesIn } from './resources';
import { throttle } from './throttle';

/** States come with every file; people and the wire need far fewer. */
const STATE_INTERVAL_MS = 100;

/** The engine process: an {@link Engine} behind JSON-RPC over Node's IPC channel. */
function main(): void {
  if (!process.send) {
    console.error('The engine is started by Hunch itself, with an IPC channel; on the command line use `hunch`.');
    process.exit(2);
  }
  lowerPriority();
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  const log: Log = (level, component, text) => {
    send(connection.sendNotification(LogNotification, { level, component, text }));
  };
  let engine: Engine | undefined;

  const started = (): Engine => {
    if (!engine)
      throw new ResponseError(ErrorCodes.ServerNotInitialized, l10n.t('The search engine is still starting.'));
    return engine;
  };

  connection.onRequest(
    InitializeRequest,
    answering(log, async (params) => {
      engine = await Engine.start({
        resources: resourcesIn(__dirname),
        ...(params.cacheDirectory === undefined ? {} : { cacheDirectory: params.cacheDirectory }),
        ...(params.modelDirectory === undefined ? {} : { modelDirectory: params.modelDirectory }),
        onModelRefused: (sentence) => {
          const text = l10n.t('{0} Hunch uses its own model; the setting hunch.model.path names the other.', sentence);
          send(connection.sendNotification(NoticeNotification, { severity: 'error', text }));
        },
        ...(params.cpuLimit === undefined ? {} : { cpuLimit: params.cpuLimit }),
        waitOnBattery: params.waitOnBattery ?? false,
        paused: params.paused,
        savesRules: true,
        log,
        onState: throttle(STATE_INTERVAL_MS, (state) => {
          send(connection.sendNotification(StateChangedNotification, state));
        }),
        onNotice: (notice) => {
          send(connection.sendNotification(NoticeNotification, notice));
        },
      });
      await engine.setFolders(params.folders);
      return engine.state;
    }),
  );
  connection.onRequest(
    SetFoldersRequest,
    answering(log, async ({ folders }) => {
      await started().setFolders(folders);
      return started().state;
    }),
  );
  connection.onRequest(
    SearchRequest,
    answering(log, (params, signal) => started().search(params, signal)),
  );
  connection.onRequest(
    ValuesRequest,
    answering(log, (params) => started().values(params)),
  );
  connection.onRequest(
    SimilarRequest,
    answering(log, (params, signal) => started().similar(params, signal)),
  );
  const progressOf = (name: string | undefined) =>
    name === undefined
      ? undefined
      : throttle(STATE_INTERVAL_MS, (share: number) => {
          send(connection.sendProgress(AnalysisProgress, name, { share }));
        });
  connection.onRequest(
    FileFunctionsRequest,
    answering(log, (params, signal) => started().fileFunctions(params, signal)),
  );
  connection.onRequest(
    MapRequest,
    answering(log, (params, signal) => started().map(params, signal, progressOf(params.progress))),
  );
  connection.onRequest(
    DuplicatesRequest,
    answering(log, (params, signal) => started().duplicates(params, signal, progressOf(params.progress))),
  );
  connection.onRequest(
    LocateRequest,
    answering(log, async (params) => started().locate(params)),
  );
  connection.onRequest(
    OutlineRequest,
    answering(log, (params, signal) => started().outline(params, signal)),
  );
  connection.onRequest(StatusRequest, (token) => answering(log, () => started().status())(undefined, token));
  connection.onRequest(ReportRequest, (token) => answering(log, () => started().report())(undefined, token));
  connection.onRequest(
    DeleteIndexRequest,
    answering(log, (params) => started().deleteIndex(params)),
  );
  connection.onRequest(
    WhyRequest,
    answering(log, (params) => started().why(params)),
  );
  connection.onRequest(RebuildRequest, () => {
    started().rebuild();
  });
  connection.onRequest(PauseRequest, () => {
    started().pause();
  });
  connection.onRequest(ResumeRequest, () => {
    started().resume();
  });
  connection.onNotification(FilesChangedNotification, (params) => engine?.filesChanged(params));
  connection.onNotification(RecheckNotification, () => engine?.recheck());
  connection.onNotification(FilesOpenedNotification, (params) => engine?.filesOpened(params));

  let ending: Promise<void> | undefined;
  const end = () => (ending ??= engine?.dispose() ?? Promise.resolve());
  connection.onRequest(ShutdownRequest, async () => {
    await end();
    // The answer must be on the wire before the process ends.
    setImmediate(() => process.exit(0));
  });
  // The shell is gone: nobody is left to work for.
  process.on('disconnect', () => {
    void end().finally(() => process.exit(0));
  });
  process.on('unhandledRejection', (reason) => {
    log('error', 'engine', `Unhandled rejection: ${errorText(reason)}`);
  });
  connection.listen();
}

/**
 * What else runs on this machine comes first: the editor, the person's builds. Threads that are started later are of the same
 * priority.
 */
function lowerPriority(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // Some containers do not let a process change it.
    console.error(`The priority stays as it is: ${String(error)}`);
  }
}

/** Turns a function into a request handler: cancellable, its errors logged whole and told in one sentence. */
function answering<P, R>(log: Log, work: (params: P, signal: AbortSignal) => Promise<R>) {
  return async (params: P, token: CancellationToken): Promise<R> => {
    const abort = new AbortController();
    // The token of a request that was cancelled before its turn came fires no event.
    if (token.isCancellationRequested) abort.abort();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await work(params, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) throw new ResponseError(REQUEST_CANCELLED, 'The request was cancelled.');
      if (error instanceof ResponseError) throw error;
      log('error', 'engine', errorText(error));
      throw new ResponseError(ErrorCodes.InternalError, sentenceFor(error));
    }
  };
}

/** A message that cannot be sent has lost its reader: the `disconnect` event ends the process. */
function send(sent: Promise<void>): void {
  sent.catch(() => undefined);
}

main();
