import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Command, ContextKey } from './commandIds';
import type { EngineClient } from './engineClient';
import { ensureFolder } from './folders';
import { rebuildWithProgress } from './indexingProgress';
import { messageOf, type Log } from './log';
import { indexingProgress } from './statusText';

/** Where the choice to pause is kept, a workspace each. */
const PAUSED_KEY = 'paused';

/** Whether the person paused indexing in this workspace, in this session or an earlier one. */
export function isPaused(workspaceState: vscode.Memento): boolean {
  return workspaceState.get<boolean>(PAUSED_KEY, false);
}

/** The commands that pause, resume and rebuild, and the memory of whether indexing is paused. */
export class IndexingControl implements vscode.Disposable {
  private readonly subscriptions: { dispose(): void }[];
  private indexing: boolean | undefined;

  constructor(
    private readonly engine: EngineClient,
    private readonly memory: vscode.Memento,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      this.register(Command.pauseIndexing, () => this.pause()),
      this.register(Command.resumeIndexing, () => this.resume()),
      this.register(Command.rebuildIndex, () => this.rebuild()),
      engine.onDidChangeState(() => {
        this.updateIndexingKey();
      }),
    ];
    this.setKey(ContextKey.paused, isPaused(memory));
  }

  async pause(): Promise<void> {
    await this.remember(true);
    // An engine that is not up takes the choice over when it starts.
    if (this.engine.phase === 'running') await this.engine.pause();
  }

  async resume(): Promise<void> {
    await this.remember(false);
    if (this.engine.phase === 'running') await this.engine.resume();
    else this.engine.start();
  }

  /** Deletes the indexes and builds them again, with a notification that shows how far it is. */
  async rebuild(): Promise<void> {
    // Who asks for a new index wants it built.
    if (isPaused(this.memory)) await this.resume();
    if ((await rebuildWithProgress(this.engine)) === 'done') return;
    await this.pause();
    const resume = l10n.t('Resume Indexing');
    const choice = await vscode.window.showInformationMessage(
      l10n.t('Indexing is paused; what is indexed so far can be searched.'),
      resume,
    );
    if (choice === resume) await this.resume();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private register(command: string, run: () => Promise<void>): vscode.Disposable {
    return vscode.commands.registerCommand(command, async () => {
      if (!(await ensureFolder())) return;
      try {
        await run();
      } catch (error) {
        this.log.error(`${command}: ${messageOf(error)}`);
        const showLog = l10n.t('Show Log');
        if ((await vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`, showLog)) === showLog) {
          await vscode.commands.executeCommand(Command.showLog);
        }
      }
    });
  }

  private async remember(paused: boolean): Promise<void> {
    await this.memory.update(PAUSED_KEY, paused);
    this.setKey(ContextKey.paused, paused);
  }

  private updateIndexingKey(): void {
    const indexing = indexingProgress(this.engine.state?.folders ?? []) !== undefined;
    if (indexing === this.indexing) return;
    this.indexing = indexing;
    this.setKey(ContextKey.indexing, indexing);
  }

  private setKey(key: string, value: boolean): void {
    vscode.commands.executeCommand('setContext', key, value).then(undefined, (error: unknown) => {
      this.log.error(`setContext ${key}: ${messageOf(error)}`);
    });
  }
}
