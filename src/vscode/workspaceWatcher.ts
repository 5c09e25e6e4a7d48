import * as vscode from 'vscode';
import type { FileChangeKind } from '../protocol/engine';
import { Batcher } from './batcher';
import type { EngineClient } from './engineClient';
import { FileChanges, mayBeIndexed } from './fileChanges';
import { MissedChanges } from './missedChanges';
import { localFolders } from './folders';
import { taggedLog, type Log } from './log';

/** Short enough that saved code is found within a second, long enough to catch the events of one save or rename together. */
const TIMES = { quietMs: 75, longestMs: 250 } as const;

/** Tells the engine which files changed, by the editor or by anything else. Looks at no file itself. */
export class WorkspaceWatcher implements vscode.Disposable {
  private readonly log: Log;
  private readonly changes = new FileChanges();
  private readonly batcher = new Batcher(TIMES, () => {
    this.flush();
  });
  private readonly missed = new MissedChanges();
  private watchers: vscode.Disposable[] = [];
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: Pick<EngineClient, 'filesChanged' | 'recheck' | 'state'>,
    log: Log,
  ) {
    this.log = taggedLog(log, 'watcher');
    const { workspace } = vscode;
    // The watcher below reports all of this too, but only once the operating system has; the editor knows at once.
    this.subscriptions = [
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.add(uri, 'changed')) this.batcher.touchAtOnce();
      }),
      workspace.onDidCreateFiles(({ files }) => {
        for (const uri of files) this.report(uri, 'created');
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.report(uri, 'deleted');
      }),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) {
          this.report(newUri, 'created');
          this.report(oldUri, 'deleted');
        }
      }),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.watchFolders();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (this.missed.focusChanged(focused, performance.now())) this.engine.recheck();
      }),
    ];
    this.watchFolders();
  }

  dispose(): void {
    this.batcher.dispose();
    for (const each of [...this.watchers, ...this.subscriptions]) each.dispose();
  }

  private watchFolders(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = localFolders().flatMap((folder) => {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
      return [
        watcher,
        watcher.onDidCreate((uri) => {
          this.report(uri, 'created');
        }),
        watcher.onDidChange((uri) => {
          this.report(uri, 'changed');
        }),
        watcher.onDidDelete((uri) => {
          this.report(uri, 'deleted');
        }),
      ];
    });
  }

  private report(uri: vscode.Uri, kind: FileChangeKind): void {
    if (this.add(uri, kind)) this.batcher.touch();
  }

  /** False when it is no change that the engine has to know of. */
  private add(uri: vscode.Uri, kind: FileChangeKind): boolean {
    if (uri.scheme !== 'file') return false;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return false;
    const entered = this.engine.state?.folders.find(({ root }) => root === folder.uri.fsPath)?.entered;
    if (!mayBeIndexed(uri.path.slice(folder.uri.path.length), entered)) return false;
    this.changes.add(uri.fsPath, kind);
    return true;
  }

  private flush(): void {
    this.log.trace(`${this.changes.size} changes`);
    const changes = this.changes.take();
    this.engine.filesChanged(changes);
    if (this.missed.changed(changes.length, performance.now())) this.engine.recheck();
  }
}
