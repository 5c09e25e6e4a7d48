import path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as l10n from '@vscode/l10n';
import { Emitter, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import { isLostConnection, readableError } from './engineErrors';
import { EngineProcess, type EngineLanguage } from './engineProcess';
import { logRejection, messageOf, taggedLog, type Log } from './log';
import { Readiness } from './readiness';
import type { RestartPolicy } from './restartPolicy';

/** `stopped` before the first start and after the last; `failed` stays until a person asks for a restart. */
export type EnginePhase = 'stopped' | 'starting' | 'running' | 'failed';

export interface EngineSupervisorOptions {
  /** Absolute path of the engine's script. */
  readonly modulePath: string;
  readonly language?: EngineLanguage;
  readonly log: Log;
  readonly restartPolicy: RestartPolicy;
  /**
   * Registers handlers on the connection of a new process, before anything arrives there, and answers with what makes the
   * engine ready. That rejects, with one sentence, when the engine says that it cannot work.
   */
  readonly connect: (connection: MessageConnection) => () => Promise<void>;
}

/** Keeps one engine process alive: starts it, starts it again after a crash, and says so when it gives up. */
export class EngineSupervisor {
  private readonly changed = new Emitter<void>();
  /** Fires when `phase` changed. */
  readonly onDidChange = this.changed.event;
  private readonly failed = new Emitter<string>();
  /** Fires once each time the engine is given up, with the sentence that is then in `failure`. */
  readonly onDidFail = this.failed.event;

  private readonly log: Log;
  private process: EngineProcess | undefined;
  private readiness = new Readiness<MessageConnection>();
  private restartTimer: NodeJS.Timeout | undefined;
  private current: EnginePhase = 'stopped';
  private sentence: string | undefined;
  private disposed = false;

  constructor(private readonly options: EngineSupervisorOptions) {
    this.log = taggedLog(options.log, 'engine supervisor');
  }

  get phase(): EnginePhase {
    return this.current;
  }

  /** One sentence with the cause, while `phase` is `failed`. */
  get failure(): string | undefined {
    return this.sentence;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** The connection to a process that is ready, now. */
  get connection(): MessageConnection | undefined {
    return this.current === 'running' ? this.process?.connection : undefined;
  }

  /** Waits for a process that is ready, starting one if need be; rejects with `failure` when there will be none. */
  async connected(token?: CancellationToken): Promise<MessageConnection> {
    if (this.sentence !== undefined) throw new Error(this.sentence);
    this.start();
    return this.readiness.reached(token);
  }

  /** Starts the engine unless it runs, starts, or has been given up. */
  start(): void {
    if (this.current === 'stopped' && !this.disposed) this.launch();
  }

  /** Ends the engine politely, or by force after a time limit. Those who wait for it are told. */
  async stop(): Promise<void> {
    clearTimeout(this.restartTimer);
    const running = this.process;
    this.process = undefined;
    this.readiness.fail(new Error(l10n.t('Hunch was stopped before the answer came.')));
    if (!this.disposed) this.readiness = new Readiness();
    this.set('stopped');
    await running?.stop();
  }

  /** Stops the engine if it runs and starts it anew, whatever happened before. */
  async restart(): Promise<void> {
    await this.stop();
    this.options.restartPolicy.reset();
    this.start();
  }

  /** As `stop`; what is asked of the engine is refused with a sentence until it is started anew by `restart`. */
  async refuse(sentence: string): Promise<void> {
    await this.stop();
    if (this.disposed) return;
    this.sentence = sentence;
    this.set('failed');
  }

  /** As `stop`, for good. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.stop();
  }

  private launch(): void {
    this.set('starting');
    let engine: EngineProcess;
    try {
      engine = EngineProcess.start(this.options.modulePath, this.options.log, this.options.language);
    } catch (error) {
      this.crashed(messageOf(error));
      return;
    }
    this.process = engine;
    this.log.info(`Started ${path.basename(this.options.modulePath)} as process ${String(engine.pid)}.`);
    engine.onExit((reason) => {
      // Only of the process in charge: one that was told to stop is not in charge any more.
      if (this.process === engine) this.crashed(reason);
    });
    const initialize = this.options.connect(engine.connection);
    engine.connection.listen();
    logRejection(this.log, this.awaitReady(engine, initialize));
  }

  private async awaitReady(engine: EngineProcess, initialize: () => Promise<void>): Promise<void> {
    try {
      await initialize();
      if (this.process !== engine) return;
      this.set('running');
      this.readiness.reach(engine.connection);
    } catch (error) {
      // A crash on the way is dealt with where the exit is seen.
      if (this.process !== engine || isLostConnection(error)) return;
      // The engine says itself why it cannot work (no model, a library that does not load): another try would say the same.
      this.process = undefined;
      this.giveUp(readableError(error).message);
      await engine.stop();
    }
  }

  private crashed(reason: string): void {
    this.process = undefined;
    this.log.error(`The engine ended unexpectedly (${reason}).`);
    const delayMs = this.options.restartPolicy.next(performance.now());
    if (delayMs === undefined) {
      this.giveUp(
        l10n.t(
          'The search engine stopped several times (last: {0}); look into the log for the cause, then restart it.',
          reason,
        ),
      );
      return;
    }
    this.readiness = this.readiness.renewed();
    this.set('starting');
    this.log.info(`Starting the engine again in ${delayMs} ms.`);
    this.restartTimer = setTimeout(() => {
      this.launch();
    }, delayMs);
  }

  private giveUp(sentence: string): void {
    this.log.error(sentence);
    this.sentence = sentence;
    this.readiness.fail(new Error(sentence));
    this.readiness = new Readiness();
    this.set('failed');
    this.failed.fire(sentence);
  }

  private set(phase: EnginePhase): void {
    this.current = phase;
    if (phase !== 'failed') this.sentence = undefined;
    this.changed.fire();
  }
}
