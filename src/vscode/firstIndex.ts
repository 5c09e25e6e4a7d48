import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FolderState } from '../protocol/engine';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { logRejection, type Log } from './log';
import type { WorkspaceSwitch } from './workspaceSwitch';

/** Where it is kept, a workspace each, that the person was told. */
const TOLD_KEY = 'toldOfFirstIndex';

/** Says once in each workspace, when its first index is begun, what is being done there, and takes a no for an answer. */
export class FirstIndex implements vscode.Disposable {
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly engine: EngineClient,
    private readonly memory: vscode.Memento,
    private readonly workspaceSwitch: WorkspaceSwitch,
    log: Log,
  ) {
    this.subscription = engine.onDidChangeState(() => {
      if (this.engine.state?.folders.some(isBegun) !== true || this.memory.get(TOLD_KEY) === true) return;
      logRejection(log, this.tell());
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async tell(): Promise<void> {
    const [search, no] = [l10n.t('Search Code'), l10n.t('Not in This Workspace')];
    // Before it is shown: the next change of state must not show it again.
    await this.memory.update(TOLD_KEY, true);
    const choice = await vscode.window.showInformationMessage(
      l10n.t(
        'Hunch is reading the code of this workspace for the first time, so that you can search it by what it does. Everything stays on this machine.',
      ),
      search,
      no,
    );
    if (choice === search) await vscode.commands.executeCommand(Command.openPanel);
    if (choice === no) await this.workspaceSwitch.turnOff();
  }
}

/** An index is being filled that held nothing before. */
function isBegun({ phase, total, done, chunks, files }: FolderState): boolean {
  return phase === 'indexing' && total > 0 && (chunks === 0 || files <= done);
}
