import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { ensureFolder, localFolders } from './folders';
import type { IndexingControl } from './indexingControl';
import { messageOf, type Log } from './log';

/** "Hunch: Delete Index": asks, deletes, and leaves indexing paused so that the index stays away. */
export class DeleteIndex implements vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly engine: EngineClient,
    private readonly indexing: IndexingControl,
    private readonly log: Log,
  ) {
    this.registration = vscode.commands.registerCommand(Command.deleteIndex, () => this.ask());
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async ask(): Promise<void> {
    if (!(await ensureFolder())) return;
    const folders = await this.choose();
    if (folders === undefined) return;
    const names = folders.map(({ name }) => name).join(', ');
    const confirm = l10n.t('Delete Index');
    const choice = await vscode.window.showWarningMessage(
      l10n.t('Delete the index of {0}?', names),
      {
        modal: true,
        detail: l10n.t(
          'Your files are not touched. Indexing is paused afterwards; resuming it builds the index again.',
        ),
      },
      confirm,
    );
    if (choice !== confirm) return;
    try {
      await this.indexing.pause();
      await this.engine.deleteIndex(folders.map(({ uri }) => uri.fsPath));
    } catch (error) {
      this.log.error(`delete: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
      return;
    }
    const resume = l10n.t('Resume Indexing');
    const told = l10n.t('Hunch: the index of {0} is deleted, and indexing is paused.', names);
    if ((await vscode.window.showInformationMessage(told, resume)) === resume) await this.indexing.resume();
  }

  /** Of one folder there is no question which. */
  private async choose(): Promise<readonly vscode.WorkspaceFolder[] | undefined> {
    const folders = localFolders();
    if (folders.length === 1) return folders;
    const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      title: l10n.t('Delete the indexes of which folders?'),
    });
    return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ folder }) => folder);
  }
}
