import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { AsyncSubscription, Event, EventType } from '@parcel/watcher';
import type { FileChangeKind, FilesChangedParams } from '../../protocol/engine';
import { TOOL_FOLDERS } from './defaultRules';
import { WorkspaceError } from './workspaceFiles';

type Changes = FilesChangedParams['changes'];

const KINDS: Readonly<Record<EventType, FileChangeKind>> = { create: 'created', update: 'changed', delete: 'deleted' };

/** Folders that never are in an index, at any depth below the watched one: an install makes thousands of events there. */
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
  private constructor(private readonly subscription: AsyncSubscription) {}

  /** @throws WorkspaceError when the folder cannot be watched */
  static async start({ root, onChanges, onLost }: FolderWatcherOptions): Promise<FolderWatcher> {
    try {
      // The system names files by the real path of what it watches.
      const real = await realpath(root);
      const changeOf = ({ path: file, type }: Event) => ({
        path: path.join(root, path.relative(real, file)),
        kind: KINDS[type],
      });
      // A native library, which commands that watch nothing do not need.
      const { subscribe } = await import('@parcel/watcher');
      const subscription = await subscribe(
        real,
        (error, events) => {
          if (error) onLost(error);
          onChanges(error ? [{ path: root, kind: 'changed' }] : events.map(changeOf));
        },
        { ignore: [IGNORED] },
      );
      return new FolderWatcher(subscription);
    } catch (error) {
      throw new WorkspaceError(`The folder ${root} cannot be watched for changes (${reasonOf(error)}).`, {
        cause: error,
      });
    }
  }

  async dispose(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  // What Linux says when the limit of watches is used up.
  return text.includes('No space left on device')
    ? 'the system has no watches left: raise its limit fs.inotify.max_user_watches'
    : text;
}
