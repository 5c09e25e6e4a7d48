import { setTimeout as sleep } from 'node:timers/promises';
import type { FolderStatus, SearchResponse } from '../src/protocol/engine';
import { EngineClient } from '../src/vscode/engineClient';
import type { Log } from '../src/vscode/log';

/** As in the extension's setting `hunch.maxFileSize`. */
const MAX_FILE_BYTES = 1024 * 1024;

/** The engine as a process of its own, run and asked by the very code that the extension runs it with. */
export class BenchEngine {
  private constructor(
    private readonly client: EngineClient,
    private readonly startedAt: number,
  ) {}

  /** Starts the process; resolves when it answers requests, with the milliseconds that took. */
  static async start(
    modulePath: string,
    root: string,
    cacheDirectory: string,
  ): Promise<{ readonly engine: BenchEngine; readonly spawnToAnswerMs: number }> {
    const client = new EngineClient({
      modulePath,
      initializeParams: () => ({
        folders: [{ root, exclude: [], maxFileBytes: MAX_FILE_BYTES }],
        cacheDirectory,
        paused: false,
      }),
      log: complaints,
    });
    const engine = new BenchEngine(client, performance.now());
    client.start();
    await engine.becomes(() => client.phase === 'running');
    return { engine, spawnToAnswerMs: engine.sinceStart };
  }

  get sinceStart(): number {
    return performance.now() - this.startedAt;
  }

  get pid(): number {
    return this.client.pid!;
  }

  get phase(): string | undefined {
    return this.client.state?.folders[0]?.phase;
  }

  get chunks(): number {
    return this.client.state?.folders[0]?.chunks ?? 0;
  }

  /** Resolves when the index equals the folder. @throws when indexing failed */
  async ready(): Promise<void> {
    await this.becomes(() => {
      const folder = this.client.state?.folders[0];
      if (folder?.phase === 'failed') throw new Error(folder.error);
      return folder?.phase === 'ready';
    });
  }

  /** Resolves when every chunk can be found, if not closely read yet. @throws when indexing failed */
  async searchable(): Promise<void> {
    await this.becomes(() => {
      const folder = this.client.state?.folders[0];
      if (folder?.phase === 'failed') throw new Error(folder.error);
      return folder?.phase === 'refining' || folder?.phase === 'ready';
    });
  }

  search(query: string, limit = 30): Promise<SearchResponse> {
    return this.client.search({ query, limit });
  }

  changed(...paths: string[]): void {
    this.client.filesChanged(paths.map((path) => ({ path, kind: 'changed' })));
  }

  async status(): Promise<FolderStatus> {
    return (await this.client.status())[0]!;
  }

  async stop(): Promise<void> {
    await this.client.dispose();
  }

  private async becomes(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.client.failure !== undefined) throw new Error(this.client.failure);
      await sleep(5);
    }
  }
}

const silent = (): void => undefined;
const complaints: Log = {
  trace: silent,
  debug: silent,
  info: (text) => {
    // What the stages of indexing took.
    if (text.includes('waited for')) console.error(text);
  },
  warn: (text) => {
    console.error(text);
  },
  error: (text) => {
    console.error(text);
  },
};
