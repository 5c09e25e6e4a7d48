import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { isPaused } from './indexingControl';
import type { WorkspaceSwitch } from './workspaceSwitch';

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** What a click on the status bar offers. */
export class Menu implements vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly engine: EngineClient,
    private readonly workspaceState: vscode.Memento,
    private readonly workspaceSwitch: WorkspaceSwitch,
  ) {
    this.registration = vscode.commands.registerCommand(Command.showMenu, () => this.show());
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async show(): Promise<void> {
    const choice = await vscode.window.showQuickPick(this.items(), { title: 'Hunch' });
    if (choice !== undefined) await vscode.commands.executeCommand(choice.command, ...(choice.args ?? []));
  }

  private items(): MenuItem[] {
    const settings: MenuItem = {
      label: `$(gear) ${l10n.t('Settings')}`,
      command: 'workbench.action.openSettings',
      args: ['@ext:hunch-dev.hunch'],
    };
    if (this.workspaceSwitch.isOff)
      return [{ label: `$(play) ${l10n.t('Turn On in This Workspace')}`, command: Command.turnOn }, settings];
    const pauseOrResume: MenuItem = isPaused(this.workspaceState)
      ? { label: `$(debug-start) ${l10n.t('Resume Indexing')}`, command: Command.resumeIndexing }
      : { label: `$(debug-pause) ${l10n.t('Pause Indexing')}`, command: Command.pauseIndexing };
    const restart: MenuItem = { label: `$(debug-restart) ${l10n.t('Restart Engine')}`, command: Command.restartEngine };
    const failed = this.engine.phase === 'failed';
    return [
      ...(failed ? [restart] : []),
      { label: `$(search) ${l10n.t('Search Code by Meaning')}`, command: Command.search },
      { label: `$(layout-sidebar-left) ${l10n.t('Open Search Panel')}`, command: Command.openPanel },
      ...(failed ? [] : [pauseOrResume]),
      { label: `$(refresh) ${l10n.t('Rebuild Index')}`, command: Command.rebuildIndex },
      { label: `$(info) ${l10n.t('Index Status')}`, command: Command.showStatus },
      { label: `$(output) ${l10n.t('Show Log')}`, command: Command.showLog },
      { label: `$(circle-slash) ${l10n.t('Turn Off in This Workspace')}`, command: Command.turnOff },
      settings,
    ];
  }
}
