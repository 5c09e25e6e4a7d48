import * as vscode from 'vscode';
import { Command } from './commandIds';
import { ensureFolder } from './folders';
import { logRejection } from './log';
import { type QuickSearchParts, QuickSearchSession } from './quickSearchSession';

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
