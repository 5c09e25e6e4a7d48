import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { ensureFolder } from './folders';
import { indexReport } from './indexReport';
import { messageOf, type Log } from './log';

const SCHEME = 'hunch-details';
const URI = vscode.Uri.parse(`${SCHEME}:Hunch Index Details`);

/** "Hunch: Show Index Details": what the indexes hold, where they are, and which files were left out and why. */
export class IndexDetails implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: { dispose(): void }[];
  private report = '';

  constructor(
    private readonly engine: EngineClient,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.commands.registerCommand(Command.showDetails, () => this.show()),
    ];
  }

  provideTextDocumentContent(): string {
    return this.report;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async show(): Promise<void> {
    if (!(await ensureFolder())) return;
    try {
      this.report = indexReport(await this.engine.status());
    } catch (error) {
      this.log.error(`details: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
      return;
    }
    this.changed.fire(URI);
    await vscode.window.showTextDocument(URI, { preview: true });
  }
}
