import * as vscode from 'vscode';
import type { Hit } from '../../src/protocol/hit';
import type { HunchApi } from '../../src/vscode/api';
import { eventually } from '../harness/eventually';

/** First indexing loads the model and may share the machine; a bound on hangs, not a measurement. */
const READY_MS = 120_000;

export function extension(): vscode.Extension<HunchApi> {
  const found = vscode.extensions.getExtension<HunchApi>('hunch-dev.hunch');
  if (found === undefined) throw new Error('The extension is not there.');
  return found;
}

/** The extension's internal interface, once it is active. */
export async function activeHunch(): Promise<HunchApi> {
  return extension().activate();
}

/** The same, once the indexes of all folders are complete. */
export async function readyHunch(): Promise<HunchApi> {
  const hunch = await activeHunch();
  await becomesReady(hunch);
  return hunch;
}

/** Waits until the engine runs and the indexes of all folders are complete. */
export async function becomesReady({ engine }: HunchApi): Promise<void> {
  await eventually(
    'the index is ready',
    () => {
      const folders = engine.state?.folders ?? [];
      return engine.phase === 'running' && folders.length > 0 && folders.every(({ phase }) => phase === 'ready');
    },
    READY_MS,
  );
}

/** Absolute path of the folder that the window has open. */
export function workspaceRoot(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The window has no folder open.');
  return folder.uri.fsPath;
}

export async function search({ engine }: HunchApi, query: string, limit = 10): Promise<readonly Hit[]> {
  return (await engine.search({ query, limit })).hits;
}

/** Waits until a search finds a symbol in a file, and answers with the hit. */
export async function found(hunch: HunchApi, query: string, symbol: string, path?: string): Promise<Hit> {
  return eventually(`"${query}" finds ${symbol}${path === undefined ? '' : ` in ${path}`}`, async () =>
    (await search(hunch, query)).find((hit) => hit.symbol === symbol && (path === undefined || hit.path === path)),
  );
}

/** Waits until a search no longer finds anything in a file or below a folder. */
export async function gone(hunch: HunchApi, query: string, path: string): Promise<void> {
  await eventually(`"${query}" finds nothing in ${path}`, async () =>
    (await search(hunch, query, 30)).every((hit) => hit.path !== path && !hit.path.startsWith(`${path}/`)),
  );
}
