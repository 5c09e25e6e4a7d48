import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** The open folders that lie on disk, where Hunch can read them. */
export function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

/** The name of the open folder at an absolute path; undefined when none is there. */
export function folderName(root: string): string | undefined {
  return localFolders().find(({ uri }) => uri.fsPath === root)?.name;
}

/** What tells a folder from others for people, in place of its absolute path; empty when there are no others. */
export function folderLabel(root: string): string {
  return localFolders().length > 1 ? (folderName(root) ?? path.basename(root)) : '';
}

/** Whether folders are open, but none that has its files on disk (of GitHub Repositories, for example). */
export function onlyVirtualFolders(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).length > 0 && localFolders().length === 0;
}

/** Whether there is a folder to search; if not, the person is told and offered to open one. */
export async function ensureFolder(): Promise<boolean> {
  if (localFolders().length > 0) return true;
  const open = l10n.t('Open Folder');
  const choice = await vscode.window.showWarningMessage(
    onlyVirtualFolders()
      ? l10n.t('Hunch cannot index a virtual workspace, since its files are not on a disk; open a folder on disk.')
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
