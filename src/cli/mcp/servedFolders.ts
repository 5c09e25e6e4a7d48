import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Engine } from '../../engine/engine';
import { errorText, type Log } from '../../engine/log';
import { resourcesIn } from '../../engine/resources';
import { indexDirectoryOf } from '../../engine/workspace/indexPlace';
import { FolderWatcher } from '../../engine/workspace/folderWatcher';
import type { EngineState, FolderConfig } from '../../protocol/engine';
import { folderConfig } from '../session';

export interface ServedFoldersOptions {
  /** Folder of a person's own model. */
  readonly modelDirectory?: string;
  readonly log: Log;
}

/** The engine of an agent server and the folders it keeps current; both can change while questions come. */
export class ServedFolders {
  private readonly engine: Promise<Engine>;
  private watchers = new Map<string, FolderWatcher | undefined>();
  private changing: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<(state: EngineState) => void>();

  constructor(private readonly options: ServedFoldersOptions) {
    this.engine = Engine.start({
      resources: resourcesIn(__dirname),
      ...(options.modelDirectory === undefined ? {} : { modelDirectory: path.resolve(options.modelDirectory) }),
      log: options.log,
      onState: (state) => {
        this.follow(state);
        for (const listener of this.listeners) listener(state);
      },
      onNotice: ({ text }) => {
        options.log('info', 'engine', text);
      },
    });
    // Whoever asks is told.
    this.engine.catch(() => undefined);
  }

  /** Replaces the folders. Those that stay are left alone. */
  setRoots(roots: readonly string[]): Promise<void> {
    return this.inTurn(() => this.change(roots));
  }

  /** The engine, knowing of all changes on disk and of settings. @throws ModelError when it did not start */
  async current(): Promise<Engine> {
    // An editor may have left other rules with an index.
    await this.inTurn(() => this.change([...this.watchers.keys()]));
    const engine = await this.engine;
    // What cannot be watched is compared at each question.
    const unwatched = [...this.watchers].filter(([, watcher]) => watcher === undefined);
    engine.filesChanged({ changes: unwatched.map(([root]) => ({ path: root, kind: 'changed' })) });
    return engine;
  }

  /** Tells how indexing goes on. @returns ends it */
  onState(listener: (state: EngineState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    await this.setRoots([]);
    await (await this.engine).dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.changing = this.changing.catch(() => undefined).then(work);
    return this.changing;
  }

  private async change(roots: readonly string[]): Promise<void> {
    for (const [root, watcher] of this.watchers) {
      if (roots.includes(root)) continue;
      this.watchers.delete(root);
      await watcher?.dispose();
    }
    // Before the engine compares everything, so that no change falls in between.
    for (const root of roots) if (!this.watchers.has(root)) this.watchers.set(root, await this.watch(root));
    const engine = await this.engine;
    await engine.setFolders(await Promise.all(roots.map(configOf)));
  }

  private follow({ folders }: EngineState): void {
    for (const { root, entered = [] } of folders)
      this.watchers
        .get(root)
        ?.follow(entered)
        .catch((error: unknown) => {
          this.options.log('warn', 'watcher', errorText(error));
        });
  }

  private async watch(root: string): Promise<FolderWatcher | undefined> {
    const { log } = this.options;
    try {
      return await FolderWatcher.start({
        root,
        onChanges: (changes) => {
          this.engine.then(
            (engine) => {
              engine.filesChanged({ changes });
            },
            () => undefined,
          );
        },
        onLost: (error) => {
          log('warn', 'watcher', errorText(error));
        },
      });
    } catch (error) {
      log('warn', 'watcher', `${errorText(error)}\nIt is compared at each question instead.`);
      return undefined;
    }
  }
}

async function configOf(root: string): Promise<FolderConfig> {
  // A folder that is gone by now has no index either; that is told when its index is opened.
  const isThere = await stat(root).catch(() => undefined);
  return folderConfig(root, isThere ? indexDirectoryOf(root) : root);
}
