import * as l10n from '@vscode/l10n';
import type { PanelStatus } from '../protocol/webview';

/** How things stand with the index of all folders together: what decides the panel's empty states and its notices. */
export type IndexState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'noFolder' }
  /** Folders are open, but none that has its files on disk. */
  | { readonly kind: 'virtual' }
  /** No engine: `text` says why. */
  | { readonly kind: 'noEngine'; readonly text: string }
  | { readonly kind: 'starting' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number; readonly empty: boolean }
  | { readonly kind: 'paused'; readonly empty: boolean }
  /** The index of at least one folder failed; the others may be searched. */
  | { readonly kind: 'failed'; readonly text: string; readonly empty: boolean }
  | { readonly kind: 'ready'; readonly empty: boolean };

/** `status` is undefined until the host has spoken. */
export function indexState(status: PanelStatus | undefined): IndexState {
  if (status === undefined) return { kind: 'unknown' };
  if (!status.folderOpen) return { kind: status.virtual === true ? 'virtual' : 'noFolder' };
  if (status.failure !== undefined) return { kind: 'noEngine', text: status.failure };
  const folders = status.folders ?? [];
  if (folders.length === 0) return { kind: 'starting' };
  const empty = folders.every((folder) => folder.chunks === 0);
  const failed = folders.find((folder) => folder.phase === 'failed');
  if (failed !== undefined) {
    const text = failed.error ?? l10n.t('The index could not be built.');
    return { kind: 'failed', text: folders.length > 1 ? l10n.t('{0}: {1}', failed.name, text) : text, empty };
  }
  if (folders.some((folder) => folder.phase === 'paused')) return { kind: 'paused', empty };
  const working = folders.filter((folder) => folder.phase === 'scanning' || folder.phase === 'indexing');
  if (working.length > 0) {
    const sum = (of: (folder: (typeof working)[number]) => number): number =>
      working.reduce((total, folder) => total + of(folder), 0);
    return { kind: 'working', done: sum((folder) => folder.done), total: sum((folder) => folder.total), empty };
  }
  if (folders.some((folder) => folder.phase === 'starting')) return { kind: 'starting' };
  return { kind: 'ready', empty };
}
