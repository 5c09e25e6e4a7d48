import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Notice } from '../protocol/engine';
import { Command } from './commandIds';
import type { EngineClient } from './engineClient';
import { messageOf, type Log } from './log';

/** Shows a person what the engine has to say: its notices, and that it was given up. */
export class EngineMessages {
  private readonly subscriptions: { dispose(): void }[];

  constructor(
    engine: EngineClient,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      engine.onDidFail((sentence) => {
        this.offer(vscode.window.showErrorMessage(`Hunch: ${sentence}`, l10n.t('Restart Engine'), l10n.t('Show Log')));
      }),
      engine.onNotice((notice) => {
        this.log.info(notice.text);
        this.offer(show(notice));
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private offer(choice: PromiseLike<string | undefined>): void {
    choice
      .then((button) => {
        if (button === l10n.t('Restart Engine')) return vscode.commands.executeCommand(Command.restartEngine);
        if (button === l10n.t('Show Log')) return vscode.commands.executeCommand(Command.showLog);
        return undefined;
      })
      .then(undefined, (error: unknown) => {
        this.log.error(messageOf(error));
      });
  }
}

function show({ severity, text }: Notice): PromiseLike<string | undefined> {
  const message = `Hunch: ${text}`;
  switch (severity) {
    case 'info':
      return vscode.window.showInformationMessage(message);
    case 'warning':
      return vscode.window.showWarningMessage(message, l10n.t('Show Log'));
    case 'error':
      return vscode.window.showErrorMessage(message, l10n.t('Show Log'));
  }
}
