import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Hit } from '../protocol/hit';
import type { CodeMap } from '../protocol/map';
import { type HostToMapTab, type MapTabState, type MapTabToHost, readMapTabMessage } from '../protocol/mapTab';
import { AnalysisRun } from './analysisRun';
import { Command } from './commandIds';
import { EditorTab } from './editorTab';
import type { EngineClient } from './engineClient';
import { isCancelled } from './engineErrors';
import { ensureFolder, folderLabel } from './folders';
import { openHit } from './hitEditor';
import { taggedLog, type Log } from './log';
import { dotsOf } from './mapDots';

/** So many hits are lit up: more make no picture. */
const MOST_LIT = 200;
/** Hits with less of the first one's score stay dark: of a small workspace, everything is a hit. */
const LEAST_SHARE = 0.5;
const VIEW_TYPE = 'hunch.map';

export interface CodeMapServices {
  readonly extensionUri: vscode.Uri;
  readonly engine: EngineClient;
  /** What the panel found last. */
  readonly onDidAnswer: vscode.Event<{ readonly query: string; readonly hits: readonly Hit[] }>;
  readonly log: Log;
}

/** "Show Code Map": all functions as dots, near in meaning near to each other, in a tab of its own. */
export class CodeMapTab implements vscode.Disposable {
  private readonly subscriptions: readonly vscode.Disposable[];
  private readonly log: Log;
  private tab: EditorTab<HostToMapTab, MapTabToHost> | undefined;
  private state: MapTabState = { kind: 'working', share: 0 };
  /** What `state` was made of, with the absolute paths that the tab is not told. */
  private map: CodeMap | undefined;
  private lit: { readonly query: string; readonly hits: readonly Hit[] } = { query: '', hits: [] };
  private readonly run: AnalysisRun;
  private searching: vscode.CancellationTokenSource | undefined;

  constructor(private readonly services: CodeMapServices) {
    this.log = taggedLog(services.log, 'map');
    this.run = new AnalysisRun((state) => {
      this.enter(state);
    }, this.log);
    this.subscriptions = [
      vscode.commands.registerCommand(Command.showMap, () => this.show()),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        // The page itself keeps how it is coloured.
        deserializeWebviewPanel: (panel) => this.open(panel),
      }),
      services.onDidAnswer((answer) => {
        this.lightUp(answer);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.tab?.dispose();
  }

  private async show(): Promise<void> {
    if (!(await ensureFolder())) return;
    if (this.tab) this.tab.reveal();
    else await this.open();
  }

  /** @param restored the tab of before a reload of the window */
  private async open(restored?: vscode.WebviewPanel): Promise<void> {
    const tab = new EditorTab<HostToMapTab, MapTabToHost>({
      extensionUri: this.services.extensionUri,
      viewType: VIEW_TYPE,
      bundle: 'map',
      title: l10n.t('Code Map'),
      restored,
      log: this.log,
      read: readMapTabMessage,
      receive: (message) => this.receive(message),
    });
    this.tab = tab;
    tab.onDidDispose(() => {
      this.tab = undefined;
      this.run.cancel();
      this.searching?.cancel();
    });
    await this.draw();
  }

  /** Draws the map and shows it; a failure is shown in the tab and does not reject. */
  private async draw(): Promise<void> {
    // Git runs what a repository configures only in some commands, and not these; still it is left to trusted folders.
    const params = { history: vscode.workspace.isTrusted, progress: randomUUID() };
    const map = await this.run.start((token, onShare) => this.services.engine.map(params, token, onShare));
    if (!map) return;
    this.map = map;
    this.enter({ kind: 'map', map: forTab(map) });
    this.postLit();
  }

  private async receive(message: MapTabToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.tab?.post({ type: 'state', state: this.state });
        this.postLit();
        return;
      case 'open': {
        const hit = this.map && hitAt(this.map, message.dot);
        if (hit) await openHit(hit, message);
        return;
      }
      case 'search':
        return this.search(message.query);
      case 'again':
        return this.draw();
      case 'stop':
        this.run.cancel();
        return;
      case 'trouble':
        this.log.error(message.text);
        return;
    }
  }

  private async search(query: string): Promise<void> {
    this.searching?.cancel();
    if (query.trim() === '') {
      this.lightUp({ query: '', hits: [] });
      return;
    }
    const run = new vscode.CancellationTokenSource();
    this.searching = run;
    try {
      const { hits } = await this.services.engine.search({ query, limit: MOST_LIT }, run.token);
      const least = LEAST_SHARE * (hits[0]?.score ?? 0);
      if (this.searching === run) this.lightUp({ query, hits: hits.filter(({ score }) => score >= least) });
    } catch (error) {
      if (!isCancelled(error)) throw error;
    } finally {
      run.dispose();
    }
  }

  private lightUp(answer: { readonly query: string; readonly hits: readonly Hit[] }): void {
    this.lit = answer;
    this.postLit();
  }

  private postLit(): void {
    if (this.map === undefined) return;
    const { query, hits } = this.lit;
    this.tab?.post({ type: 'lit', query, dots: dotsOf(this.map, hits) });
  }

  private enter(state: MapTabState): void {
    this.state = state;
    this.tab?.post({ type: 'state', state });
  }
}

function hitAt(map: CodeMap, dot: number): Hit | undefined {
  const file = map.file[dot];
  if (file === undefined) return undefined;
  return {
    root: map.roots[map.fileRoots[file]!]!,
    path: map.files[file]!,
    startLine: map.startLine[dot]!,
    endLine: map.endLine[dot]!,
    symbol: map.symbol[dot]!,
    container: map.container[dot]!,
    kind: 'function',
    language: map.fileLanguages[file]!,
    score: 1,
    signature: '',
  };
}

/** Without absolute paths. */
function forTab(map: CodeMap): CodeMap {
  return { ...map, roots: map.roots.map(folderLabel) };
}
