import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { EngineState, SearchResponse, SimilarParams, ValueCount, ValuesParams } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import type { Why } from '../protocol/query';
import { FIRST_LIMIT, type AnswerId, type HostToPanel, type PanelStatus } from '../protocol/webview';
import {
  readHitContext,
  readPanelMessage,
  type ExportTarget,
  type PanelAction,
  type PanelToHost,
} from '../protocol/webviewMessages';
import { folderName, localFolders, onlyVirtualFolders } from './folders';
import { toPanelAnswer } from './panelHit';
import { displayLanguage } from './displayLanguage';
import { panelPage } from './panelPage';
import { PanelRuns, type Outcome } from './panelRuns';
import type { SearchHistory } from './searchHistory';
import { TokenColors } from './tokenColors';

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
  /** As `search`; the hits say why they are there. */
  explain(query: string, limit: number, token: vscode.CancellationToken): Promise<SearchResponse>;
  /** Values of a filter, for completion; most likely first. */
  values(filter: ValuesParams['filter'], typed: string): Promise<readonly ValueCount[]>;
  /** As `search`. */
  similar(params: SimilarParams, token: vscode.CancellationToken): Promise<SearchResponse>;
  openHit(hit: Hit, options: { readonly toSide: boolean; readonly preserveFocus: boolean }): Promise<void>;
  /** Resolves with one sentence that says what was done. */
  exportHits(hits: readonly Hit[], query: string, target: ExportTarget): Promise<string>;
  hasChat(): Promise<boolean>;
  readonly history: SearchHistory;
  /** Open a folder, show the log, rebuild the index, start the engine again (`retry`), resume indexing. */
  act(action: PanelAction): Promise<void>;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'warn' | 'error'>;
}

/** The sidebar panel: serves the webview its page, runs its searches, opens its hits. */
export class SearchView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = 'hunch.search';

  private view: vscode.WebviewView | undefined;
  /** Whether the page listens. VS Code throws the page away when it is hidden, and the next one says `ready` again. */
  private listening = false;
  /** What the shell asked for while no page listened; the latest of each is enough. */
  private waiting: { similar?: HostToPanel & { type: 'similarStarted' }; focus?: HostToPanel & { type: 'focus' } } = {};
  private readonly runs = new PanelRuns<vscode.CancellationToken>(
    () => new vscode.CancellationTokenSource(),
    (id, outcome) => {
      if ('failure' in outcome) this.host.log.warn(`[panel] a search failed: ${outcome.failure}`);
      this.postOutcome(id, outcome);
    },
  );
  private chat = false;
  /** The answer that the person asked reasons of last. */
  private explained: { readonly id: AnswerId; readonly answer: Promise<SearchResponse> } | undefined;
  private readonly colors: TokenColors;
  private readonly listeners: { dispose(): void }[];

  constructor(private readonly host: SearchViewHost) {
    this.colors = new TokenColors(host.log);
    this.listeners = [
      this.colors,
      this.colors.onDidChange(() => {
        this.postTheme();
      }),
      host.history.onDidChange(() => {
        this.postHistory();
      }),
      host.onDidChangeState(() => {
        this.postStatus();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.postStatus();
      }),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const files = vscode.Uri.joinPath(this.host.extensionUri, 'dist', 'webview');
    const uri = (name: string): string => view.webview.asWebviewUri(vscode.Uri.joinPath(files, name)).toString();
    this.view = view;
    this.listening = false;
    view.webview.options = { enableScripts: true, localResourceRoots: [files] };
    view.webview.onDidReceiveMessage((message: unknown) => {
      this.receive(message);
    });
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.listening = false;
    });
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.listening = false;
    });
    view.webview.html = panelPage({
      cspSource: view.webview.cspSource,
      script: uri('main.js'),
      style: uri('main.css'),
      codicons: uri('codicon.css'),
      highlighter: uri('highlighter.js'),
      nonce: randomUUID(),
      language: displayLanguage(),
    });
  }

  /** Reveals the panel with the keyboard in the search box; with a query, searches for it. */
  async focus(query?: string): Promise<void> {
    const message = { type: 'focus', ...(query === undefined ? {} : { query }) } as const;
    if (this.listening) this.post(message);
    else this.waiting.focus = message;
    await this.reveal();
  }

  /**
   * Reveals the panel and shows the answer of `work` there, under "Similar to `subject.title`". Resolves when the answer or
   * the failure has been handed to the panel; a failure of `work` is shown there and does not reject.
   */
  async showSimilar(
    subject: { readonly title: string },
    work: (token: vscode.CancellationToken) => Promise<SearchResponse>,
  ): Promise<void> {
    const id = randomUUID();
    const message = { type: 'similarStarted', id, title: subject.title } as const;
    if (this.listening) this.post(message);
    else this.waiting.similar = message;
    await Promise.all([this.reveal(), this.runs.start(id, work)]);
  }

  /** The result whose context menu a command came from: `context` is what VS Code passes it. */
  hitOf(context: unknown): Hit | undefined {
    const read = readHitContext(context);
    return read && this.hit(read.answer, read.index);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.runs.dispose();
  }

  private async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${SearchView.viewId}.focus`);
  }

  private receive(raw: unknown): void {
    const read = readPanelMessage(raw);
    if ('malformed' in read) {
      this.host.log.warn(`[panel] ignored a message of the panel: ${read.malformed}`);
      return;
    }
    this.answer(read.message).catch((error: unknown) => {
      this.host.log.error(`[panel] ${read.message.type} failed`, error);
      void vscode.window.showErrorMessage(`Hunch: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  private async answer(message: PanelToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.welcome(message.wanted);
        return;
      case 'search':
        return this.runs.start(
          message.id,
          (token) => this.host.search(message.query, message.limit, token),
          message.query,
        );
      case 'similar': {
        const hit = this.hit(message.of, message.index);
        if (hit === undefined) {
          this.post({ type: 'failed', id: message.id, text: gone() });
          return;
        }
        const { root, path, startLine, endLine } = hit;
        const place = { root, path, startLine, endLine, limit: FIRST_LIMIT };
        return this.runs.start(message.id, (token) => this.host.similar(place, token));
      }
      case 'values': {
        const { id, filter, typed } = message;
        // Without a completion one types on: what goes wrong here goes wrong again, and louder, when one searches.
        const values = await this.host.values(filter, typed).catch((error: unknown) => {
          this.host.log.debug('[panel] no completions', error);
          return [];
        });
        this.post({ type: 'values', id, values });
        return;
      }
      case 'cancel':
        this.runs.cancel(message.id);
        return;
      case 'open': {
        const { toSide, preserveFocus } = message;
        const hit = this.hit(message.of, message.index);
        if (hit === undefined) this.post({ type: 'done', text: gone() });
        else await this.host.openHit(hit, { toSide, preserveFocus });
        return;
      }
      case 'export': {
        const text = await this.exportHits(message.of, message.index, message.target);
        this.post({ type: 'done', text });
        return;
      }
      case 'why': {
        const { of, index } = message;
        this.post({ type: 'why', of, index, ...(await this.why(of, index)) });
        return;
      }
      case 'arranged':
        return this.host.history.arrange(message.layout);
      case 'remember':
        return this.host.history.remember(message.query);
      case 'forget':
        return this.host.history.forget(message.query);
      case 'clearHistory':
        return this.host.history.clear();
      case 'saveSearch':
        return message.saved ? this.host.history.save(message.query) : this.host.history.unsave(message.query);
      case 'act':
        return this.host.act(message.action);
      case 'trouble':
        this.host.log.error(`[panel] ${message.text}`);
        return;
    }
  }

  /** The page listens: how things stand, what it showed before, and what was asked of it meanwhile. */
  private welcome(wanted: readonly AnswerId[]): void {
    const { similar, focus } = this.waiting;
    this.waiting = {};
    this.listening = true;
    this.postStatus();
    this.postTheme();
    this.postHistory();
    // VS Code writes down a page's own memory once a minute only, and may lose it when the window is loaded again.
    const { layout } = this.host.history;
    if (layout !== undefined) this.post({ type: 'arranged', layout });
    void this.host.hasChat().then((chat) => {
      if (chat === this.chat) return;
      this.chat = chat;
      this.postStatus();
    });
    for (const id of wanted) this.postAgain(id);
    if (similar !== undefined) {
      this.post(similar);
      this.postAgain(similar.id);
    }
    if (focus !== undefined) this.post(focus);
  }

  private postAgain(id: AnswerId): void {
    const outcome = this.runs.outcome(id);
    if (outcome !== undefined) this.postOutcome(id, outcome);
    else if (!this.runs.isRunning(id)) this.post({ type: 'gone', id });
  }

  /** Asked of the engine when the person asks: all hits of the answer at once, since one costs as much. */
  private async why(id: AnswerId, index: number): Promise<{ readonly why: Why } | { readonly text: string }> {
    const outcome = this.runs.outcome(id);
    const hit = outcome !== undefined && 'response' in outcome ? outcome.response.hits[index] : undefined;
    if (outcome === undefined || 'failure' in outcome || hit === undefined) return { text: gone() };
    const { query, response } = outcome;
    if (this.explained?.id !== id) {
      const token = new vscode.CancellationTokenSource().token;
      this.explained = { id, answer: this.host.explain(query, response.hits.length, token) };
    }
    try {
      const { hits } = await this.explained.answer;
      const why = hits.find((each) => sameChunk(each, hit))?.why;
      return why === undefined ? { text: l10n.t('The index has changed since: search again to see why.') } : { why };
    } catch (error) {
      this.explained = undefined;
      return { text: error instanceof Error ? error.message : String(error) };
    }
  }

  private async exportHits(id: AnswerId, index: number | undefined, target: ExportTarget): Promise<string> {
    const outcome = this.runs.outcome(id);
    if (outcome === undefined || 'failure' in outcome) return gone();
    const { response, query } = outcome;
    const one = index === undefined ? undefined : response.hits[index];
    const hits = index === undefined ? response.hits : one === undefined ? [] : [one];
    if (hits.length === 0) return gone();
    const { subject } = response;
    const title = query === '' && subject !== undefined ? l10n.t('Similar to {0}', subject) : query;
    return this.host.exportHits(hits, title, target);
  }

  private hit(id: AnswerId, index: number): Hit | undefined {
    const hit = this.runs.hit(id, index);
    if (hit === undefined) this.host.log.warn(`[panel] asked for hit ${index} of an answer that is not known`);
    return hit;
  }

  private postStatus(): void {
    const { state, failure } = this.host;
    const status: PanelStatus = {
      folderOpen: localFolders().length > 0,
      ...(onlyVirtualFolders() ? { virtual: true } : {}),
      ...(state === undefined
        ? {}
        : { folders: state.folders.map(({ root, ...folder }) => ({ ...folder, name: folderName(root) ?? root })) }),
      ...(failure === undefined ? {} : { failure }),
      ...(this.chat ? { chat: true } : {}),
    };
    this.post({ type: 'status', status });
  }

  private postHistory(): void {
    this.post({ type: 'history', history: this.host.history.queries });
  }

  private postTheme(): void {
    if (!this.listening) return;
    void this.colors.read().then((theme) => {
      this.post({ type: 'theme', ...(theme === undefined ? {} : { theme }) });
    });
  }

  private postOutcome(id: AnswerId, outcome: Outcome): void {
    if ('failure' in outcome) {
      this.post({ type: 'failed', id, text: outcome.failure });
      return;
    }
    const several = (vscode.workspace.workspaceFolders ?? []).length > 1;
    const answer = toPanelAnswer(outcome.response, (root) => (several ? folderName(root) : undefined));
    this.post({ type: 'answer', id, answer });
  }

  /** Says nothing to a page that does not listen: it asks for what it needs when it is `ready`. */
  private post(message: HostToPanel): void {
    if (this.view === undefined || !this.listening) return;
    this.view.webview.postMessage(message).then(undefined, (error: unknown) => {
      this.host.log.error('[panel] could not be told', error);
    });
  }
}

const gone = (): string => l10n.t('This result is no longer known: search again.');

function sameChunk(one: Hit, other: Hit): boolean {
  return (
    one.root === other.root &&
    one.path === other.path &&
    one.startLine === other.startLine &&
    one.symbol === other.symbol &&
    one.kind === other.kind
  );
}
