import * as vscode from 'vscode';
import { Batcher } from './batcher';
import type { EngineClient } from './engineClient';

/** Moving through editors quickly counts as one look at the last of them. */
const TIMES = { quietMs: 300, longestMs: 1000 } as const;

/** Tells the engine what the person looks at, which is read closely first. */
export class OpenEditors implements vscode.Disposable {
  private readonly batcher = new Batcher(TIMES, () => {
    this.tell();
  });
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly engine: Pick<EngineClient, 'filesOpened'>) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.batcher.touch();
      }),
      // Tabs come and go without being looked at; `in:open` means all of them.
      vscode.window.tabGroups.onDidChangeTabs(() => {
        this.batcher.touch();
      }),
    ];
    this.tell();
  }

  dispose(): void {
    this.batcher.dispose();
    for (const each of this.subscriptions) each.dispose();
  }

  private tell(): void {
    this.engine.filesOpened(openFiles());
  }
}

/** Absolute paths of the files in editors: the active one, those that can be seen, then those in other tabs. */
function openFiles(): string[] {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  const uris = [
    ...[activeTextEditor, ...visibleTextEditors].map((editor) => editor?.document.uri),
    ...tabGroups.all.flatMap(({ tabs }) =>
      tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined)),
    ),
  ];
  return [...new Set(uris.flatMap((uri) => (uri?.scheme === 'file' ? [uri.fsPath] : [])))];
}
