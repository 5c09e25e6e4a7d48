import {
  Emitter,
  type CancellationToken,
  type MessageConnection,
  type RequestParam,
  type RequestType,
} from 'vscode-jsonrpc/node';
import {
  AnalysisProgress,
  DuplicatesRequest,
  type DuplicatesParams,
  type DuplicatesResponse,
} from '../protocol/duplicates';
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
  ResumeRequest,
  SearchRequest,
  SetFoldersRequest,
  SimilarRequest,
  StateChangedNotification,
  StatusRequest,
  ValuesRequest,
  WhyRequest,
  type EngineReport,
  type EngineState,
  type FileFunction,
  type FileFunctionsParams,
  type FilesChangedParams,
  type FolderConfig,
  type FolderStatus,
  type InitializeParams,
  type LocateParams,
  type Notice,
  type OutlineParams,
  type OutlineResponse,
  type Place,
  type SearchParams,
  type SearchResponse,
  type SimilarParams,
  type ValueCount,
  type ValuesParams,
  type WhyParams,
  type WhyResponse,
} from '../protocol/engine';
import { type CodeMap, MapRequest, type MapParams } from '../protocol/map';
import { isLostConnection, readableError } from './engineErrors';
import type { EngineLanguage } from './engineProcess';
import { EngineSupervisor, type EnginePhase } from './engineSupervisor';
import { FileChanges } from './fileChanges';
import { logRejection, taggedLog, type Log } from './log';
import { RestartPolicy } from './restartPolicy';

export interface EngineClientOptions {
  /** Absolute path of the engine's script. */
  readonly modulePath: string;
  /** English if absent. */
  readonly language?: EngineLanguage;
  /** Asked at every start, so that a restarted engine gets the settings of that moment. */
  readonly initializeParams: () => InitializeParams;
  readonly log: Log;
  readonly restartPolicy?: RestartPolicy;
}

/**
 * The engine as the rest of the extension sees it: always there, started when it is first needed, started again after a
 * crash. Requests made while it starts wait for it. Every rejection's message is one sentence fit to be shown; a cancelled
 * request's is told by `isCancelled`.
 */
export class EngineClient {
  private readonly changed = new Emitter<void>();
  /** Fires when `phase`, `state` or `failure` changed. */
  readonly onDidChangeState = this.changed.event;
  private readonly noticed = new Emitter<Notice>();
  readonly onNotice = this.noticed.event;
  /** Fires once each time the engine is given up, with the sentence that is then in `failure`. */
  readonly onDidFail: EngineSupervisor['onDidFail'];

  private readonly log: Log;
  private readonly supervisor: EngineSupervisor;
  private readonly changes = new FileChanges();
  private openFiles: readonly string[] = [];
  private lastState: EngineState | undefined;

  constructor(private readonly options: EngineClientOptions) {
    this.log = taggedLog(options.log, 'engine client');
    this.supervisor = new EngineSupervisor({
      modulePath: options.modulePath,
      ...(options.language === undefined ? {} : { language: options.language }),
      log: options.log,
      restartPolicy: options.restartPolicy ?? new RestartPolicy(),
      connect: (connection) => this.connect(connection),
    });
    this.onDidFail = this.supervisor.onDidFail;
    this.supervisor.onDidChange(() => {
      if (this.phase === 'running') this.flushChanges();
      this.changed.fire();
    });
  }

  get phase(): EnginePhase {
    return this.supervisor.phase;
  }

  /** What the engine last said of itself; kept over a restart, `undefined` before it has spoken. */
  get state(): EngineState | undefined {
    return this.lastState;
  }

  /** One sentence with the cause, while `phase` is `failed`. */
  get failure(): string | undefined {
    return this.supervisor.failure;
  }

  /** The running process; for the log and for tests. */
  get pid(): number | undefined {
    return this.supervisor.pid;
  }

  /** Stops the engine; what is asked of it is refused with a sentence until `restart`. */
  refuse(sentence: string): Promise<void> {
    return this.supervisor.refuse(sentence);
  }

  /** Starts the engine unless it runs, starts, or has been given up. */
  start(): void {
    this.supervisor.start();
  }

  /** Stops the engine if it runs and starts it anew, whatever happened before. */
  async restart(): Promise<void> {
    await this.supervisor.restart();
  }

  /** Ends the engine until it is needed again. */
  async stop(): Promise<void> {
    await this.supervisor.stop();
  }

  /** Ends the engine for good, politely, or by force after a time limit. */
  async dispose(): Promise<void> {
    await this.supervisor.dispose();
  }

  async search(params: SearchParams, token?: CancellationToken): Promise<SearchResponse> {
    return this.request((connection) => connection.sendRequest(SearchRequest, params, token), token);
  }

  async similar(params: SimilarParams, token?: CancellationToken): Promise<SearchResponse> {
    return this.request((connection) => connection.sendRequest(SimilarRequest, params, token), token);
  }

  /** What a path means among the workspace folders. */
  async locate(params: LocateParams, token?: CancellationToken): Promise<Place> {
    return this.request((connection) => connection.sendRequest(LocateRequest, params, token), token);
  }

  async outline(params: OutlineParams, token?: CancellationToken): Promise<OutlineResponse> {
    return this.request((connection) => connection.sendRequest(OutlineRequest, params, token), token);
  }

  /** For completion of a query. */
  async values(params: ValuesParams, token?: CancellationToken): Promise<readonly ValueCount[]> {
    return this.request((connection) => connection.sendRequest(ValuesRequest, params, token), token);
  }

  async fileFunctions(params: FileFunctionsParams, token?: CancellationToken): Promise<readonly FileFunction[]> {
    return this.request((connection) => connection.sendRequest(FileFunctionsRequest, params, token), token);
  }

  /** @param onProgress told the share done, 0 to 1 */
  async duplicates(
    params: DuplicatesParams & { readonly progress: string },
    token: CancellationToken,
    onProgress: (share: number) => void,
  ): Promise<DuplicatesResponse> {
    return this.analysis(DuplicatesRequest, params, token, onProgress);
  }

  /** @param onProgress told the share done, 0 to 1 */
  async map(
    params: MapParams & { readonly progress: string },
    token: CancellationToken,
    onProgress: (share: number) => void,
  ): Promise<CodeMap> {
    return this.analysis(MapRequest, params, token, onProgress);
  }

  async status(): Promise<readonly FolderStatus[]> {
    return this.request((connection) => connection.sendRequest(StatusRequest));
  }

  async report(): Promise<EngineReport> {
    return this.request((connection) => connection.sendRequest(ReportRequest));
  }

  /** Deletes the indexes of some workspace folders, by absolute path; indexing is paused afterwards. */
  async deleteIndex(roots: readonly string[]): Promise<void> {
    await this.request((connection) => connection.sendRequest(DeleteIndexRequest, { roots }));
  }

  async why(params: WhyParams): Promise<WhyResponse> {
    return this.request((connection) => connection.sendRequest(WhyRequest, params));
  }

  async pause(): Promise<void> {
    await this.request((connection) => connection.sendRequest(PauseRequest));
  }

  async resume(): Promise<void> {
    await this.request((connection) => connection.sendRequest(ResumeRequest));
  }

  /** Answers when the work is queued. */
  async rebuild(token?: CancellationToken): Promise<void> {
    await this.request((connection) => connection.sendRequest(RebuildRequest, token), token);
  }

  async setFolders(folders: readonly FolderConfig[]): Promise<void> {
    this.take(await this.request((connection) => connection.sendRequest(SetFoldersRequest, { folders })));
  }

  /**
   * Tells the engine what changed on disk. While it starts, changes are kept: it may have looked at those files already.
   * While it is down they are dropped, because it looks at everything when it starts.
   */
  filesChanged(changes: FilesChangedParams['changes']): void {
    if (this.phase !== 'starting' && this.phase !== 'running') return;
    for (const { path, kind } of changes) this.changes.add(path, kind);
    this.flushChanges();
  }

  /** Changes may have been missed: the engine looks at all files when it has time. One that starts does so anyway. */
  recheck(): void {
    const { connection } = this.supervisor;
    if (connection !== undefined && this.phase === 'running')
      logRejection(this.log, connection.sendNotification(RecheckNotification));
  }

  /** Tells the engine which files are in editors, by absolute path, those looked at first. An engine started later is told, too. */
  filesOpened(paths: readonly string[]): void {
    this.openFiles = paths;
    const { connection } = this.supervisor;
    if (connection !== undefined && this.phase === 'running') this.sendOpenFiles(connection);
  }

  private sendOpenFiles(connection: MessageConnection): void {
    logRejection(this.log, connection.sendNotification(FilesOpenedNotification, { paths: this.openFiles }));
  }

  private connect(connection: MessageConnection): () => Promise<void> {
    connection.onNotification(StateChangedNotification, (state) => {
      this.take(state);
    });
    connection.onNotification(NoticeNotification, (notice) => {
      this.noticed.fire(notice);
    });
    connection.onNotification(LogNotification, ({ level, component, text }) => {
      taggedLog(this.options.log, component)[level](text);
    });
    return async () => {
      this.take(await connection.sendRequest(InitializeRequest, this.options.initializeParams()));
      this.sendOpenFiles(connection);
    };
  }

  private async request<R>(send: (connection: MessageConnection) => Promise<R>, token?: CancellationToken): Promise<R> {
    const connection = await this.supervisor.connected(token);
    try {
      return await send(connection);
    } catch (error) {
      // Given up because of the very crash that took the answer: then it is not being started again.
      throw this.failure !== undefined && isLostConnection(error) ? new Error(this.failure) : readableError(error);
    }
  }

  private async analysis<P, R>(
    type: RequestType<P, R, void>,
    params: RequestParam<P> & { readonly progress: string },
    token: CancellationToken,
    onProgress: (share: number) => void,
  ): Promise<R> {
    return this.request(async (connection) => {
      const listening = connection.onProgress(AnalysisProgress, params.progress, ({ share }) => {
        onProgress(share);
      });
      try {
        return await connection.sendRequest(type, params, token);
      } finally {
        listening.dispose();
      }
    }, token);
  }

  private flushChanges(): void {
    const { connection } = this.supervisor;
    if (connection === undefined || this.changes.size === 0) return;
    logRejection(this.log, connection.sendNotification(FilesChangedNotification, { changes: this.changes.take() }));
  }

  private take(state: EngineState): void {
    this.lastState = state;
    this.changed.fire();
  }
}
