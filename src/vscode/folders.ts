import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** The open folders that lie on disk, where Hunch can read them. */
export function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

/** Whether there is a folder to search; if not, the person is told and offered to open one. */
export async function ensureFolder(): Promise<boolean> {
  if (localFolders().length > 0) return true;
  const open = l10n.t('Open Folder');
  const anyFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const choice = await vscode.window.showWarningMessage(
    anyFolder
      ? l10n.t('Hunch searches folders on disk, and none of the open ones is; open one that is.')
      : l10n.t('Hunch searches the code of an open folder; open one first.'),
    open,
  );
  if (choice === open) await openFolder();
  return false;
}

/** Lets the person choose a folder to open in this window. */
export async function openFolder(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.openFolder');
}
