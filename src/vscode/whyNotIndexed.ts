import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { count } from '../l10n/amounts';
import { reasonText, ruleText } from '../l10n/reasons';
import type { WhyResponse } from '../protocol/engine';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { messageOf, type Log } from './log';

/** "Hunch: Why Is This File Not Indexed?": the answer for the active file, and the way to change it. */
export class WhyNotIndexed implements vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly engine: EngineClient,
    private readonly configuration: Configuration,
    private readonly log: Log,
  ) {
    this.registration = vscode.commands.registerCommand(Command.whyNotIndexed, (uri?: unknown) =>
      this.answer(uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri),
    );
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** @returns what the engine said; undefined when there was nothing to ask it */
  private async answer(uri: vscode.Uri | undefined): Promise<WhyResponse | undefined> {
    if (uri === undefined) {
      this.show(l10n.t('Open the file that you want to know about.'));
      return undefined;
    }
    if (uri.scheme !== 'file') {
      const name = vscode.workspace.asRelativePath(uri);
      this.show(l10n.t('{0} is not indexed: it is no file on disk.', name));
      return undefined;
    }
    try {
      const answer = await this.engine.why({ path: uri.fsPath });
      this.tell(uri, answer);
      return answer;
    } catch (error) {
      this.log.error(`why: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
      return undefined;
    }
  }

  private tell(uri: vscode.Uri, answer: WhyResponse): void {
    const { path, indexed, chunks = 0, reason = '', rule, include } = answer;
    if (indexed) {
      this.show(l10n.t('{0} is indexed: {1}.', path, count(chunks, 'chunk')));
      return;
    }
    const text =
      rule === undefined
        ? l10n.t('{0} is not indexed: {1}.', path, reasonText(reason))
        : l10n.t('{0} is not indexed: {1} ({2}).', path, reasonText(reason), ruleText(rule));
    if (include === undefined) {
      this.show(text);
      return;
    }
    const anyway = l10n.t('Index It Anyway');
    this.run(async () => {
      if ((await vscode.window.showInformationMessage(`Hunch: ${text}`, anyway)) === anyway)
        await this.configuration.include(uri, include);
    });
  }

  private show(text: string): void {
    this.run(() => vscode.window.showInformationMessage(`Hunch: ${text}`));
  }

  private run(work: () => PromiseLike<unknown>): void {
    work().then(undefined, (error: unknown) => {
      this.log.error(`why: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
    });
  }
}
