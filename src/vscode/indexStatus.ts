import os from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { version } from '../../package.json';
import type { EngineReport } from '../protocol/engine';
import { Batcher } from './batcher';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import { diagnostics } from './diagnostics';
import { stringLanguage } from './displayLanguage';
import type { EngineClient } from './engineClient';
import { ensureFolder } from './folders';
import { isPaused } from './indexingControl';
import { messageOf, type Log } from './log';
import { statusContent, statusShell } from './statusPage';

/** While work goes on, the page is made anew at most as often as this. */
const TIMES = { quietMs: 300, longestMs: 1500 } as const;

const VIEW_TYPE = 'hunch.status';

const ACTIONS = [
  Command.rebuildIndex,
  Command.pauseIndexing,
  Command.resumeIndexing,
  Command.deleteIndex,
  Command.copyDiagnostics,
  Command.showLog,
];

/** "Hunch: Index Status": a page about the indexes and the engine, kept up to date while it can be seen, and "Copy Diagnostics". */
export class IndexStatus implements vscode.Disposable {
  private page: vscode.WebviewPanel | undefined;
  private content: string | undefined;
  private readonly batcher = new Batcher(TIMES, () => {
    this.run(this.renew());
  });
  private readonly subscriptions: { dispose(): void }[];

  constructor(
    private readonly engine: EngineClient,
    private readonly configuration: Configuration,
    private readonly workspaceState: vscode.Memento,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      vscode.commands.registerCommand(Command.showStatus, () => this.show()),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel) => {
          this.open(panel);
          return Promise.resolve();
        },
      }),
      vscode.commands.registerCommand(Command.copyDiagnostics, () => this.copyDiagnostics()),
      engine.onDidChangeState(() => {
        if (this.page?.visible === true) this.batcher.touch();
      }),
    ];
  }

  /** What the open page says, as HTML; for tests. */
  get shown(): string | undefined {
    return this.content;
  }

  dispose(): void {
    this.batcher.dispose();
    this.page?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async show(): Promise<void> {
    if (!(await ensureFolder())) return;
    if (this.page === undefined) this.open();
    else this.page.reveal();
  }

  /** @param restored the tab of before a reload of the window */
  private open(restored?: vscode.WebviewPanel): void {
    const title = l10n.t('Hunch: Index Status');
    const page =
      restored ??
      vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, { enableFindWidget: true });
    page.title = title;
    page.webview.options = { enableScripts: true, enableCommandUris: ACTIONS, localResourceRoots: [] };
    this.page = page;
    page.webview.onDidReceiveMessage(() => {
      this.run(this.renew()); // The page is loaded, or loaded again after it was hidden.
    });
    page.onDidDispose(() => {
      this.page = undefined;
      this.content = undefined;
    });
    page.webview.html = statusShell(stringLanguage());
  }

  private async renew(): Promise<void> {
    const { page } = this;
    if (page === undefined) return;
    const report = await this.report();
    this.content = statusContent(report, this.engine.failure, isPaused(this.workspaceState));
    await page.webview.postMessage({ html: this.content });
  }

  /** @returns what is in the clipboard then */
  private async copyDiagnostics(): Promise<string> {
    const text = diagnostics(await this.report(), this.engine.failure, {
      hunch: version,
      editor: `${vscode.env.appName} ${vscode.version}`,
      system: `${os.platform()} ${os.arch()} ${os.release()}, ${os.availableParallelism()} cores, Node.js ${process.versions.node}`,
      remote: vscode.env.remoteName ?? '',
      trusted: vscode.workspace.isTrusted,
      settings: this.configuration.facts,
    });
    await vscode.env.clipboard.writeText(text);
    void vscode.window.showInformationMessage(
      l10n.t('Hunch: the diagnostics are in the clipboard. They hold no code and no paths outside of the workspace.'),
    );
    return text;
  }

  /** Undefined when there is no engine that could report; why is in its `failure`. */
  private async report(): Promise<EngineReport | undefined> {
    if (this.engine.phase === 'failed' || this.engine.phase === 'stopped') return undefined;
    return this.engine.report();
  }

  private run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.log.error(`status: ${messageOf(error)}`);
    });
  }
}
