import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { amount, count } from '../l10n/amounts';
import type { EngineState, FolderPhase, FolderState } from '../protocol/engine';
import type { EnginePhase } from './engineSupervisor';

/** What the status bar says, free of VS Code's types. */
export interface StatusText {
  /** With `$(icon)`s; holds no name from outside. */
  readonly text: string;
  readonly severity: 'none' | 'warning' | 'error';
  /** Sentences for the tooltip, plain text. */
  readonly details: readonly string[];
}

/** When folders are in different phases, the earlier one here is what the person wants to know. */
const URGENCY: readonly FolderPhase[] = ['failed', 'indexing', 'scanning', 'starting', 'paused', 'refining', 'ready'];

/** The status of the whole engine in a few words. @param isOff a person turned it off, which is no failure */
export function statusText(
  engine: {
    readonly phase: EnginePhase;
    readonly state: EngineState | undefined;
    readonly failure: string | undefined;
  },
  isOff = false,
): StatusText {
  if (isOff) {
    const text = `$(circle-slash) ${l10n.t('Hunch: off')}`;
    return {
      text,
      severity: 'none',
      details: [l10n.t('Hunch is turned off in this workspace; turn it on to search.')],
    };
  }
  if (engine.failure !== undefined) {
    return { text: `$(error) ${l10n.t('Hunch: stopped')}`, severity: 'error', details: [engine.failure] };
  }
  const folders = engine.state?.folders ?? [];
  if (engine.phase !== 'running' || folders.length === 0) {
    return {
      text: `$(loading~spin) ${l10n.t('Hunch: starting')}`,
      severity: 'none',
      details: [l10n.t('The search engine is starting.')],
    };
  }
  const phase = URGENCY.find((each) => folders.some((folder) => folder.phase === each)) ?? 'ready';
  return {
    text: headline(phase, folders),
    severity: phase === 'failed' ? 'warning' : 'none',
    details: folders.map((folder) => folderDetail(folder)),
  };
}

/** `n of m files` of the folders that are being indexed, or `undefined` when none is. */
export function indexingProgress(
  folders: readonly FolderState[],
): { readonly done: number; readonly total: number } | undefined {
  const busy = folders.filter(({ phase }) => phase === 'indexing');
  if (busy.length === 0) return undefined;
  return { done: sum(busy, 'done'), total: sum(busy, 'total') };
}

function headline(phase: FolderPhase, folders: readonly FolderState[]): string {
  switch (phase) {
    case 'failed':
      return `$(warning) ${l10n.t('Hunch: failed')}`;
    case 'indexing': {
      const { done, total } = indexingProgress(folders) ?? { done: 0, total: 0 };
      return `$(sync~spin) ${l10n.t('Hunch: {0} of {1}', amount(done), count(total, 'file'))}`;
    }
    case 'scanning':
      return `$(sync~spin) ${l10n.t('Hunch: looking for changes')}`;
    case 'starting':
      return `$(loading~spin) ${l10n.t('Hunch: starting')}`;
    case 'paused':
      return folders.some(({ held }) => held === 'battery')
        ? `$(debug-pause) ${l10n.t('Hunch: on battery')}`
        : `$(debug-pause) ${l10n.t('Hunch: paused')}`;
    case 'refining':
      return `$(search-fuzzy) ${l10n.t('Hunch: refining, {0}', refined(folders.filter((folder) => folder.phase === 'refining')))}`;
    case 'ready':
      return `$(search-fuzzy) ${l10n.t('Hunch: {0}', count(sum(folders, 'chunks'), 'chunk'))}`;
  }
}

function folderDetail(folder: FolderState): string {
  const name = path.basename(folder.root);
  const holds = l10n.t('{0} of {1}', count(folder.chunks, 'chunk'), count(folder.files, 'file'));
  switch (folder.phase) {
    case 'failed':
      return `${name}: ${folder.error ?? l10n.t('indexing failed; see the log.')}`;
    case 'indexing':
      return l10n.t(
        '{0}: indexing, {1} of {2} done; {3} can be searched.',
        name,
        amount(folder.done),
        count(folder.total, 'file'),
        holds,
      );
    case 'scanning':
      return l10n.t('{0}: looking for changed files; {1} can be searched.', name, holds);
    case 'starting':
      return l10n.t('{0}: opening the index.', name);
    case 'paused':
      if (folder.held === 'battery')
        return l10n.t(
          '{0}: waiting while on battery, as hunch.indexing.waitOnBattery says; {1} can be searched.',
          name,
          holds,
        );
      return l10n.t('{0}: paused; {1} can be searched.', name, holds);
    case 'refining':
      return l10n.t(
        '{0}: {1} can be searched; a closer reading, which makes answers better, is {2} done.',
        name,
        holds,
        refined([folder]),
      );
    case 'ready':
      return l10n.t('{0}: up to date; {1} can be searched.', name, holds);
  }
}

/** How far the closer reading is. Never 100 %: then it is over. */
function refined(folders: readonly FolderState[]): string {
  const total = sum(folders, 'total');
  return `${total === 0 ? 0 : Math.min(99, Math.floor((100 * sum(folders, 'done')) / total))} %`;
}

function sum(folders: readonly FolderState[], field: 'done' | 'total' | 'chunks'): number {
  return folders.reduce((total, folder) => total + folder[field], 0);
}
