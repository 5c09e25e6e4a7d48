import path from 'node:path';
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

/** The status of the whole engine in a few words. */
export function statusText(engine: {
  readonly phase: EnginePhase;
  readonly state: EngineState | undefined;
  readonly failure: string | undefined;
}): StatusText {
  if (engine.failure !== undefined) {
    return { text: '$(error) Hunch: stopped', severity: 'error', details: [engine.failure] };
  }
  const folders = engine.state?.folders ?? [];
  if (engine.phase !== 'running' || folders.length === 0) {
    return { text: '$(loading~spin) Hunch: starting', severity: 'none', details: ['The search engine is starting.'] };
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

/** `12,345`: the interface is English, so are its numbers. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function headline(phase: FolderPhase, folders: readonly FolderState[]): string {
  switch (phase) {
    case 'failed':
      return '$(warning) Hunch: failed';
    case 'indexing': {
      const { done, total } = indexingProgress(folders) ?? { done: 0, total: 0 };
      return `$(sync~spin) Hunch: ${done.toLocaleString('en-US')} of ${count(total, 'file')}`;
    }
    case 'scanning':
      return '$(sync~spin) Hunch: looking for changes';
    case 'starting':
      return '$(loading~spin) Hunch: starting';
    case 'paused':
      return '$(debug-pause) Hunch: paused';
    case 'refining':
      return `$(search-fuzzy) Hunch: refining, ${refined(folders.filter((folder) => folder.phase === 'refining'))}`;
    case 'ready':
      return `$(search-fuzzy) Hunch: ${count(sum(folders, 'chunks'), 'chunk')}`;
  }
}

function folderDetail(folder: FolderState): string {
  const name = path.basename(folder.root);
  const holds = `${count(folder.chunks, 'chunk')} of ${count(folder.files, 'file')}`;
  switch (folder.phase) {
    case 'failed':
      return `${name}: ${folder.error ?? 'indexing failed; see the log.'}`;
    case 'indexing':
      return `${name}: indexing, ${folder.done.toLocaleString('en-US')} of ${count(folder.total, 'file')} done; ${holds} can be searched.`;
    case 'scanning':
      return `${name}: looking for changed files; ${holds} can be searched.`;
    case 'starting':
      return `${name}: opening the index.`;
    case 'paused':
      return `${name}: paused; ${holds} can be searched.`;
    case 'refining':
      return `${name}: ${holds} can be searched; a closer reading, which makes answers better, is ${refined([folder])} done.`;
    case 'ready':
      return `${name}: up to date; ${holds} can be searched.`;
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
