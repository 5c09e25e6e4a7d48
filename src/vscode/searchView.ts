import * as vscode from 'vscode';
import type { EngineState, SearchResponse, SimilarParams } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import type { PanelAction } from '../protocol/webview';

/** What the panel needs from the rest of the extension. */
export interface SearchViewHost {
  /** Where the extension is installed; the panel's files are in `dist/webview`. */
  readonly extensionUri: vscode.Uri;
  /** `undefined` until the engine has spoken. */
  readonly state: EngineState | undefined;
  /** One sentence with the cause, when the engine does not run and will not by itself. */
  readonly failure: string | undefined;
  /** Fires when `state` or `failure` changed; the event's value is not used. */
  readonly onDidChangeState: vscode.Event<unknown>;
  /** Rejects with an error whose message is one sentence for the person. */
  search(query: string, limit: number, token: vscode.CancellationToken): Promise<SearchResponse>;
  /** As `search`. */
  similar(params: SimilarParams, token: vscode.CancellationToken): Promise<SearchResponse>;
  openHit(hit: Hit, options: { readonly toSide: boolean; readonly preserveFocus: boolean }): Promise<void>;
  /** Open a folder, show the log, rebuild the index, start the engine again (`retry`), resume indexing. */
  act(action: PanelAction): Promise<void>;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'warn' | 'error'>;
}

/** The sidebar panel: serves the webview its page, runs its searches, opens its hits. */
export class SearchView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = 'hunch.search';

  constructor(private readonly host: SearchViewHost) {}

  resolveWebviewView(_view: vscode.WebviewView): void {
    throw new Error('not yet');
  }

  /** Reveals the panel with the keyboard in the search box; with a query, searches for it. */
  async focus(_query?: string): Promise<void> {
    await vscode.commands.executeCommand(`${SearchView.viewId}.focus`);
  }

  /** Reveals the panel and shows the answer of `work` there, under "Similar to `subject.title`". */
  async showSimilar(
    _subject: { readonly title: string },
    _work: (token: vscode.CancellationToken) => Promise<SearchResponse>,
  ): Promise<void> {
    await vscode.commands.executeCommand(`${SearchView.viewId}.focus`);
    this.host.log.debug('not yet');
  }

  dispose(): void {
    // Nothing held yet.
  }
}
