import * as l10n from '@vscode/l10n';
import { type FSWatcher, watch } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { AsyncSubscription, Event, EventType } from '@parcel/watcher';
import type { FileChangeKind, FilesChangedParams } from '../../protocol/engine';
import { TOOL_FOLDERS } from './defaultRules';
import { realOf } from './locate';
import { WorkspaceError } from './workspaceFiles';

type Changes = FilesChangedParams['changes'];

const KINDS: Readonly<Record<EventType, FileChangeKind>> = { create: 'created', update: 'changed', delete: 'deleted' };

/**
 * Folders that are in no index unless a person brings something in them back (`follow`), at any depth below the watched one: an
 * install makes thousands of events there.
 */
const IGNORED = new RegExp(
  `(?:^|[\\\\/])(?:${[...TOOL_FOLDERS].map((name) => name.replaceAll('.', '\\.')).join('|')})(?:[\\\\/]|$)`,
);

export interface FolderWatcherOptions {
  /** Absolute path. */
  readonly root: string;
  /**
   * Told what changed on disk, by absolute paths below `root`, events that come close together at once. The folder itself
   * stands for "anything": the system lost events, so everything has to be compared.
   */
  readonly onChanges: (changes: Changes) => void;
  /** Told of lost events, for the log. */
  readonly onLost: (error: Error) => void;
}

/** Follows the changes below a folder where there is no editor that does: for the command line. */
export class FolderWatcher {
  /** The folder's own, and those of folders in folders that came in one go, by their real path; see `watchNested`. */
  private readonly subscriptions = new Map<string, AsyncSubscription>();
  /** What tells that a followed folder is made anew, by the real path of the folder it is in. */
  private readonly places = new Map<string, FSWatcher>();
  private readonly followed = new Set<string>();
  private entering: Promise<void> = Promise.resolve();
  private disposed = false;

  private constructor(
    private readonly options: FolderWatcherOptions,
    /** The system names files by the real path of what it watches. */
    private readonly real: string,
  ) {}

  /** @throws WorkspaceError when the folder cannot be watched */
  static async start(options: FolderWatcherOptions): Promise<FolderWatcher> {
    try {
      const watcher = new FolderWatcher(options, await realpath(options.root));
      await watcher.watch(watcher.real);
      return watcher;
    } catch (error) {
      throw unwatchable(options.root, error);
    }
  }

  /**
   * Follows folders of dependencies and tools as well. They stay followed: what happens in one that is out again is compared in
   * vain. Each is reported once it is watched, for what came into it before.
   * @param folders relative paths, as `FolderState.entered` has them
   * @throws WorkspaceError when one cannot be watched
   */
  async follow(folders: readonly string[]): Promise<void> {
    for (const relativePath of folders) {
      const folder = path.join(this.real, relativePath);
      if (this.disposed || this.followed.has(folder)) continue;
      this.followed.add(folder);
      try {
        await this.enter(folder);
      } catch (error) {
        throw unwatchable(folder, error);
      }
    }
  }

  /** An install may replace the folder of dependencies itself, which the subscription above it does not report. */
  private awaitAt(parent: string): void {
    if (this.places.has(parent)) return;
    let place: FSWatcher;
    try {
      place = watch(parent, { persistent: false }, (event, name) => {
        const folder = path.join(parent, name ?? '');
        if (event === 'rename' && this.followed.has(folder)) this.enterAgain(folder);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return; // The subscription above it reports when it is there; see `followBelow`.
    }
    // The folder itself went away.
    place.on('error', () => {
      place.close();
    });
    this.places.set(parent, place);
  }

  /** What is followed in a folder that was made or made anew: what watched the one before sees nothing of it. */
  private followBelow(made: string): void {
    for (const folder of this.followed) {
      if (this.disposed || !folder.startsWith(made + path.sep)) continue;
      const parent = path.dirname(folder);
      this.places.get(parent)?.close();
      this.places.delete(parent);
      this.enterAgain(folder);
    }
  }

  private enterAgain(folder: string): void {
    this.enter(folder).catch((error: unknown) => {
      this.options.onLost(error as Error);
    });
  }

  /** One after the other, so that a folder that goes and comes is not watched twice. */
  private enter(folder: string): Promise<void> {
    this.entering = this.entering
      .catch(() => undefined) // Whoever asked for that one was told.
      .then(async () => {
        if (this.disposed) return;
        this.awaitAt(path.dirname(folder));
        // One that was replaced is another folder under the same name.
        await this.forgetBelow(folder);
        const isThere = (await realOf(folder)) !== undefined;
        if (isThere) await this.watch(folder);
        this.options.onChanges([this.changeOf({ path: folder, type: isThere ? 'create' : 'delete' })]);
      });
    return this.entering;
  }

  private async watch(folder: string): Promise<void> {
    // A native library, which commands that watch nothing do not need.
    const { subscribe } = await import('@parcel/watcher');
    const subscription = await subscribe(
      folder,
      (error, events) => {
        this.take(error, events);
      },
      { ignore: [IGNORED] },
    );
    // Meanwhile it may have been disposed of.
    if (this.disposed) await subscription.unsubscribe();
    else this.subscriptions.set(folder, subscription);
  }

  private take(error: Error | null, events: readonly Event[]): void {
    const { root, onChanges, onLost } = this.options;
    if (error) onLost(error);
    onChanges(error ? [{ path: root, kind: 'changed' }] : events.map((event) => this.changeOf(event)));
    // A folder that goes and comes at once is told of as an update.
    for (const { path: file, type } of events) if (type !== 'delete') this.followBelow(file);
    if (process.platform === 'linux' && !error)
      void this.watchNested(events).catch((failure: unknown) => {
        onLost(failure as Error);
      });
  }

  private changeOf({ path: file, type }: Pick<Event, 'path' | 'type'>): Changes[number] {
    return { path: path.join(this.options.root, path.relative(this.real, file)), kind: KINDS[type] };
  }

  /**
   * On Linux the library watches a new folder, but not the folders that are in it by then (parcel-bundler/watcher#97, #243): they
   * are watched one by one here, and then reported, for whatever came into them before.
   */
  private async watchNested(events: readonly Event[]): Promise<void> {
    for (const { path: file, type } of events) {
      if (type === 'delete') await this.forgetBelow(file);
      if (type !== 'create') continue;
      for (const folder of await foldersIn(file)) {
        if (this.disposed || this.subscriptions.has(folder)) continue;
        try {
          await this.watch(folder);
        } catch (error) {
          if ((await realOf(folder)) !== undefined) throw error;
          continue;
        }
        this.options.onChanges([this.changeOf({ path: folder, type: 'create' })]);
        this.followBelow(folder);
      }
    }
  }

  private async forgetBelow(gone: string): Promise<void> {
    for (const [folder, subscription] of this.subscriptions) {
      if (folder !== gone && !folder.startsWith(gone + path.sep)) continue;
      this.subscriptions.delete(folder);
      await subscription.unsubscribe();
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const place of this.places.values()) place.close();
    await Promise.all([...this.subscriptions.values()].map((subscription) => subscription.unsubscribe()));
  }
}

/** The folders right in a folder that can be in an index; none in what is no folder. */
async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !TOOL_FOLDERS.has(entry.name))
      .map(({ name }) => path.join(folder, name));
  } catch {
    return []; // A file, or gone again.
  }
}

function unwatchable(folder: string, cause: unknown): WorkspaceError {
  return new WorkspaceError(l10n.t('The folder {0} cannot be watched for changes ({1}).', folder, reasonOf(cause)), {
    cause,
  });
}

function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  // What Linux says when the limit of watches is used up.
  return text.includes('No space left on device')
    ? l10n.t('the system has no watches left: raise its limit fs.inotify.max_user_watches')
    : text;
}
