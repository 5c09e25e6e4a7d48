import * as vscode from 'vscode';
import type { Hit } from '../protocol/hit';
import type { PanelAction } from '../protocol/webviewMessages';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { openFolder } from './folders';
import { openHit } from './hitEditor';
import { hasChat, type HitExport } from './hitExport';
import type { SearchHistory } from './searchHistory';
import type { SearchViewHost } from './searchView';

/** More completions than this nobody reads. */
const COMPLETIONS = 12;

/**
 * Gives the panel what it needs of the rest of the extension, and no more.
 * @param onAnswer told what the panel's searches find
 */
export function panelHost(
  extensionUri: vscode.Uri,
  engine: EngineClient,
  hitExport: HitExport,
  history: SearchHistory,
  log: vscode.LogOutputChannel,
  onAnswer: (answer: { readonly query: string; readonly hits: readonly Hit[] }) => void,
): SearchViewHost {
  return {
    extensionUri,
    log,
    get state() {
      return engine.state;
    },
    get failure() {
      return engine.failure;
    },
    onDidChangeState: engine.onDidChangeState,
    search: async (query, limit, token) => {
      const response = await engine.search({ query, limit }, token);
      onAnswer({ query, hits: response.hits });
      return response;
    },
    explain: (query, limit, token) => engine.search({ query, limit, explain: true }, token),
    values: (filter, typed) => engine.values({ filter, typed, limit: COMPLETIONS }),
    similar: (params, token) => engine.similar(params, token),
    openHit,
    exportHits: (hits, query, target) => hitExport.send(hits, query, target),
    hasChat,
    history,
    act,
  };
}

async function act(action: PanelAction): Promise<void> {
  switch (action) {
    case 'openFolder':
      return openFolder();
    case 'showLog':
      return vscode.commands.executeCommand(Command.showLog);
    case 'rebuild':
      return vscode.commands.executeCommand(Command.rebuildIndex);
    case 'retry':
      return vscode.commands.executeCommand(Command.restartEngine);
    case 'resume':
      return vscode.commands.executeCommand(Command.resumeIndexing);
  }
}
