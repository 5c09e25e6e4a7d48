import * as vscode from 'vscode';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { localFolders } from './folders';
import { logRejection, taggedLog, type Log } from './log';
import type { WorkspaceSwitch } from './workspaceSwitch';

/** Runs the engine while there is a folder to search, and keeps it told which folders and settings those are. */
export class EngineLifetime implements vscode.Disposable {
  private readonly log: Log;
  private readonly start: NodeJS.Immediate;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: EngineClient,
    private readonly configuration: Configuration,
    private readonly workspaceSwitch: WorkspaceSwitch,
    log: Log,
  ) {
    this.log = taggedLog(log, 'engine lifetime');
    this.subscriptions = [
      configuration.onDidChangeFolders(() => {
        this.run(this.update());
      }),
      configuration.onDidChangeEngineSettings(() => {
        if (engine.phase !== 'stopped') this.run(engine.restart());
      }),
      vscode.commands.registerCommand(Command.restartEngine, () => workspaceSwitch.turnOn()),
    ];
    // Not while VS Code waits for the activation to end.
    this.start = setImmediate(() => {
      this.run(this.update());
    });
  }

  dispose(): void {
    clearImmediate(this.start);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async update(): Promise<void> {
    const { engine } = this;
    if (localFolders().length === 0) return engine.stop();
    if (this.workspaceSwitch.isOff) return this.workspaceSwitch.holdOff();
    // An engine that starts asks for the folders itself.
    if (engine.phase === 'stopped') engine.start();
    else if (engine.phase !== 'failed') await engine.setFolders(this.configuration.folders());
  }

  private run(work: Promise<void>): void {
    logRejection(this.log, work);
  }
}
