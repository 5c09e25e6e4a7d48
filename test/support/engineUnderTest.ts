import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import {
  type EngineState,
  type FileChangeKind,
  FilesChangedNotification,
  type FolderConfig,
  InitializeRequest,
  type LogEntry,
  LogNotification,
  type Notice,
  NoticeNotification,
  SearchRequest,
  type SearchResponse,
  SetFoldersRequest,
  ShutdownRequest,
  StateChangedNotification,
} from '../../src/protocol/engine';
import { engineEnvironment } from '../../src/vscode/engineProcess';

const ENGINE = path.join(import.meta.dirname, '..', '..', 'dist', 'engine.js');

export interface EngineStart {
  readonly folders: readonly FolderConfig[];
  readonly cacheDirectory: string;
  readonly modelDirectory?: string;
  readonly paused?: boolean;
  readonly cpuLimit?: number;
  readonly waitOnBattery?: boolean;
  readonly environment?: Record<string, string>;
}

/** The built engine as a process of its own, asked over the real protocol, as the extension does it. */
export class EngineUnderTest {
  readonly notices: Notice[] = [];
  readonly logs: LogEntry[] = [];
  readonly states: EngineState[] = [];

  private constructor(
    readonly child: ChildProcess,
    readonly connection: MessageConnection,
  ) {
    connection.onNotification(NoticeNotification, (notice) => {
      this.notices.push(notice);
    });
    connection.onNotification(LogNotification, (entry) => {
      this.logs.push(entry);
    });
    connection.onNotification(StateChangedNotification, (state) => {
      this.states.push(state);
    });
    connection.listen();
  }

  static spawn(environment: Record<string, string> = {}): EngineUnderTest {
    const child = fork(ENGINE, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...engineEnvironment(process.env), ...environment },
    });
    return new EngineUnderTest(
      child,
      createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child)),
    );
  }

  static async start({ environment, paused = false, ...params }: EngineStart): Promise<EngineUnderTest> {
    const engine = EngineUnderTest.spawn(environment);
    await engine.connection.sendRequest(InitializeRequest, { ...params, paused });
    return engine;
  }

  search(query: string, limit = 10): Promise<SearchResponse> {
    return this.connection.sendRequest(SearchRequest, { query, limit });
  }

  changed(kind: FileChangeKind, ...paths: string[]): Promise<void> {
    return this.connection.sendNotification(FilesChangedNotification, {
      changes: paths.map((each) => ({ path: each, kind })),
    });
  }

  /** The state now: setting the same folders again changes nothing and answers with it. */
  async state(folders: readonly FolderConfig[]): Promise<EngineState> {
    return this.connection.sendRequest(SetFoldersRequest, { folders });
  }

  async shutdown(): Promise<void> {
    const ended = once(this.child, 'exit');
    await this.connection.sendRequest(ShutdownRequest);
    await ended;
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

export function folder(root: string, settings: Partial<FolderConfig> = {}): FolderConfig {
  return { root, exclude: [], maxFileBytes: 1024 * 1024, ...settings };
}
