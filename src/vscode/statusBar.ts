import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { localFolders } from './folders';
import { statusText, type StatusText } from './statusText';
import type { WorkspaceSwitch } from './workspaceSwitch';

const BACKGROUND: Readonly<Record<StatusText['severity'], vscode.ThemeColor | undefined>> = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
};

/** Says in the status bar what Hunch is doing; a click opens its menu. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: { dispose(): void }[];
  private shown = '';

  constructor(
    private readonly engine: EngineClient,
    private readonly workspaceSwitch: WorkspaceSwitch,
  ) {
    // Low priority: left of it is the place of branch and problems.
    this.item = vscode.window.createStatusBarItem('hunch.status', vscode.StatusBarAlignment.Left, -10);
    this.item.name = 'Hunch';
    this.item.command = Command.showMenu;
    this.subscriptions = [
      this.item,
      engine.onDidChangeState(() => {
        this.update();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.update();
      }),
    ];
    this.update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    if (localFolders().length === 0) {
      this.item.hide();
      return;
    }
    const status = statusText(this.engine, this.workspaceSwitch.isOff);
    // Each assignment is a message to the window, and an open tooltip is built anew.
    const shown = JSON.stringify(status);
    if (shown !== this.shown) {
      this.shown = shown;
      this.item.text = status.text;
      this.item.backgroundColor = BACKGROUND[status.severity];
      this.item.tooltip = tooltip(status);
      this.item.accessibilityInformation = { label: status.text.replace(/\$\([^)]*\) ?/g, ''), role: 'button' };
    }
    this.item.show();
  }
}

function tooltip({ details }: StatusText): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('**Hunch**\n\n');
  // As text: a folder may be called anything.
  for (const detail of details) markdown.appendText(detail).appendMarkdown('\n\n');
  return markdown;
}
