import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Command, ContextKey } from './commandIds';
import type { EngineClient } from './engineClient';
import { localFolders } from './folders';
import { logRejection, type Log } from './log';

/** Where it is kept, a workspace each, that Hunch is off there. Not in the settings: those of a folder are others' too. */
const OFF_KEY = 'off';

/** Whether a person turned Hunch off in this workspace: then the engine does not run and nothing is read. */
export class WorkspaceSwitch implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: EngineClient,
    private readonly memory: vscode.Memento,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      vscode.commands.registerCommand(Command.turnOff, () => this.turnOff()),
      vscode.commands.registerCommand(Command.turnOn, () => this.turnOn()),
    ];
    this.setKey();
  }

  get isOff(): boolean {
    return this.memory.get<boolean>(OFF_KEY, false);
  }

  /** Ends the engine. What is indexed stays for the day that it is turned on again; "Rebuild Index" is another matter. */
  async turnOff(): Promise<void> {
    await this.memory.update(OFF_KEY, true);
    this.setKey();
    await this.holdOff();
  }

  /** Starts the engine, whatever kept it from running. */
  async turnOn(): Promise<void> {
    await this.memory.update(OFF_KEY, undefined);
    this.setKey();
    if (localFolders().length > 0) await this.engine.restart();
  }

  /** Keeps the engine from being started by a question. */
  async holdOff(): Promise<void> {
    await this.engine.refuse(l10n.t('Hunch is turned off in this workspace; turn it on to search.'));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private setKey(): void {
    logRejection(this.log, this.tellKey());
  }

  private async tellKey(): Promise<void> {
    await vscode.commands.executeCommand('setContext', ContextKey.off, this.isOff);
  }
}
