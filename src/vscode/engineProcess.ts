import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  createMessageConnection,
  Emitter,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { ShutdownRequest } from '../protocol/engine';
import { taggedLog, type Log } from './log';

/** How long a polite end may take before the process is killed, in milliseconds. VS Code gives a closing host about 5 s. */
const SHUTDOWN_MS = 2_000;

/** One run of the engine: a child process and the connection to it. Ends once, by `stop` or by itself. */
export class EngineProcess {
  readonly connection: MessageConnection;
  private readonly exited = new Emitter<string>();
  /** Fires once, with how it ended (e.g. `signal SIGSEGV`). Requests that were under way have been rejected by then. */
  readonly onExit = this.exited.event;
  private ended = false;

  private constructor(
    private readonly child: ChildProcess,
    log: Log,
  ) {
    this.connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child), {
      error: (text) => {
        log.error(text);
      },
      warn: (text) => {
        log.warn(text);
      },
      info: (text) => {
        log.info(text);
      },
      log: (text) => {
        log.debug(text);
      },
    });
    this.connection.onError(([error]) => {
      // Writing to a process that has just died; its exit, which follows, is what is reported.
      log.debug(`connection: ${error.message}`);
    });
    this.forwardOutput(log);
    child.on('error', (error) => {
      // One that could not be started has no `exit` event.
      if (child.pid === undefined) this.end(error.message);
      else log.warn(error.message);
    });
    child.once('exit', (code, signal) => {
      this.end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  }

  /**
   * Starts the engine's script with the Node.js that runs the extension host. The caller registers its handlers and then
   * calls `connection.listen()`.
   *
   * @param modulePath absolute path of `dist/engine.js`
   */
  static start(modulePath: string, log: Log, language?: EngineLanguage): EngineProcess {
    const child = fork(modulePath, [], {
      // Not a folder of the user: a running process keeps its folder from being deleted on Windows.
      cwd: path.dirname(modulePath),
      env: engineEnvironment(process.env, language),
      // The host may run under a debugger; its flags are not for the engine.
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new EngineProcess(child, taggedLog(log, 'engine process'));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends the process: asks it to, and kills it when it does not in time. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const exit = new Promise<void>((resolve) => {
      this.onExit(() => {
        resolve();
      });
    });
    const timer = setTimeout(() => {
      this.child.kill('SIGKILL');
    }, SHUTDOWN_MS);
    // It may end before it answers; only its end counts.
    this.connection.sendRequest(ShutdownRequest).catch(() => undefined);
    await exit;
    clearTimeout(timer);
  }

  private end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.connection.dispose();
    this.exited.fire(reason);
    this.exited.dispose();
  }

  private forwardOutput(log: Log): void {
    const { stdout, stderr } = this.child;
    if (stdout !== null) {
      createInterface(stdout).on('line', (line) => {
        log.debug(line);
      });
    }
    if (stderr !== null) {
      createInterface(stderr).on('line', (line) => {
        // Native libraries write here what killed them.
        log.warn(line);
      });
    }
  }
}

/** What language the engine speaks to people. */
export interface EngineLanguage {
  /** As in `vscode.env.language`. */
  readonly name: string;
  /** Absolute path of the strings in it; absent where there are none, so the engine speaks English. */
  readonly bundle?: string;
}

/**
 * For the GNU C library, which otherwise has eight pools a core, and keeps in them what threads once needed: with these, 100,000
 * chunks were indexed in 940 MB in place of 1,390, for 4 % more processor time. Others do not look at them.
 */
const LEAN_ALLOCATION = {
  MALLOC_ARENA_MAX: '2',
  // Given in place of found out: large pieces are of the system, and go back to it.
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '262144',
};

/** The environment of the engine, made from that of the extension host. */
export function engineEnvironment(host: NodeJS.ProcessEnv, language?: EngineLanguage): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...LEAN_ALLOCATION,
    ...host,
    // In a desktop VS Code the executable is Electron; these make it a plain Node.js with a plain `fs`.
    ELECTRON_RUN_AS_NODE: '1',
    ELECTRON_NO_ASAR: '1',
    // With one thread LanceDB waits for itself for ever when it builds a full-text index.
    LANCE_CPU_THREADS: String(Math.max(2, Number(host.LANCE_CPU_THREADS) || availableParallelism())),
    LANCEDB_LOG: host.LANCEDB_LOG ?? 'error',
    ...(language === undefined ? {} : { HUNCH_LANGUAGE: language.name }),
    ...(language?.bundle === undefined ? {} : { HUNCH_L10N_BUNDLE: language.bundle }),
  };
  // What a debugger or a terminal preloads into every Node.js would run inside the engine, too.
  delete env.NODE_OPTIONS;
  return env;
}
