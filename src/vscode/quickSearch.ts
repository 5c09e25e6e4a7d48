import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { ensureFolder } from './folders';
import { logRejection, type Log } from './log';
import { QuickSearchSession } from './quickSearchSession';
import type { SearchHistory } from './searchHistory';
import type { SearchView } from './searchView';
import type { SimilarCode } from './similarCode';

/** What a quick search uses of the rest of the extension. */
export interface QuickSearchParts {
  readonly engine: EngineClient;
  readonly configuration: Configuration;
  readonly panel: SearchView;
  readonly similarCode: SimilarCode;
  readonly history: SearchHistory;
  readonly log: Log;
}

/** "Hunch: Search Code by Meaning": a list that answers while one types. */
export class QuickSearch implements vscode.Disposable {
  private readonly registration: vscode.Disposable;
  private session: QuickSearchSession | undefined;

  constructor(private readonly parts: QuickSearchParts) {
    // Keybindings and other extensions may bring a query along.
    this.registration = vscode.commands.registerCommand(Command.search, (query?: unknown) =>
      this.open(typeof query === 'string' ? query : ''),
    );
  }

  dispose(): void {
    this.registration.dispose();
    this.session?.dispose();
  }

  private async open(query: string): Promise<void> {
    if (!(await ensureFolder())) return;
    this.session?.dispose();
    const session = new QuickSearchSession(this.parts, query);
    this.session = session;
    logRejection(
      this.parts.log,
      session.over.then(() => {
        if (this.session === session) this.session = undefined;
      }),
    );
  }
}
