import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { amount, count } from '../l10n/amounts';
import type { SearchResponse } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { type Log, messageOf } from './log';
import { folderName, localFolders } from './folders';
import { openHit } from './hitEditor';
import { harmless, hitLabel } from './hitLabel';
import { HitPreview } from './hitPreview';
import { LiveQuery } from './liveQuery';
import { completionItems, mistakeItems, type QueryItem, valuePlace } from './queryItems';
import type { SearchHistory } from './searchHistory';
import type { SearchView } from './searchView';
import type { SimilarCode } from './similarCode';
import { indexingProgress } from './statusText';

/** Quiet time after a keystroke before it is searched for: a key that is held repeats faster. In milliseconds. */
const QUIET_MS = 40;
/** The list rests on a hit this long before it is shown in the editor, so that holding an arrow key stays smooth. */
const REST_MS = 60;

/** Values of a filter that are asked for; the list shows a few of them. */
const MOST_VALUES = 12;

/** Searches offered while nothing is typed. */
const MOST_RECENT = 10;

const button = (icon: string, tooltip: string): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
});

interface Item extends vscode.QuickPickItem {
  /** Absent on a line that is a message. */
  readonly hit?: Hit;
  /** What Enter does on a message. */
  readonly command?: string;
  /** On a search of before: what Enter searches for. */
  readonly query?: string;
}

/** What is shown of a query: what it finds, and how it could go on. */
interface QuickAnswer {
  readonly response: SearchResponse;
  readonly completions: readonly QueryItem[];
}

/** What a quick search uses of the rest of the extension. */
export interface QuickSearchParts {
  readonly engine: EngineClient;
  readonly configuration: Configuration;
  readonly panel: SearchView;
  readonly similarCode: SimilarCode;
  readonly history: SearchHistory;
  readonly log: Log;
}

/** One opened list, from its appearance to its end. */
export class QuickSearchSession {
  private readonly toSide = button('split-horizontal', l10n.t('Open to the Side'));
  private readonly findSimilar = button('search-fuzzy', l10n.t('Find Similar Code'));
  private readonly forget = button('close', l10n.t('Remove from Recent Searches'));
  private readonly picker = vscode.window.createQuickPick<Item>();
  private readonly preview: HitPreview | undefined;
  private readonly live: LiveQuery<QuickAnswer>;
  private readonly subscriptions: { dispose(): void }[];
  private restTimer: NodeJS.Timeout | undefined;
  private chosen: Hit | undefined;
  /** A query that found nothing because the index is still being built. */
  private unanswered: string | undefined;
  private settle!: () => void;
  /** Settles when the list is gone and the editor is as it should be. */
  readonly over: Promise<void>;

  constructor(
    private readonly parts: QuickSearchParts,
    query: string,
  ) {
    this.over = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.preview = parts.configuration.preview ? new HitPreview(parts.log) : undefined;
    this.live = new LiveQuery<QuickAnswer>({
      quietMs: QUIET_MS,
      ask: async (text, token) => {
        const [response, completions] = await Promise.all([
          parts.engine.search({ query: text, limit: parts.configuration.maxResults }, token),
          completionItems(text, (filter, typed) => parts.engine.values({ filter, typed, limit: MOST_VALUES }, token)),
        ]);
        return { response, completions };
      },
      onAnswer: ({ response, completions }, text) => {
        this.showAnswer(response, completions, text);
      },
      onError: (error) => {
        this.showError(error);
      },
    });
    this.subscriptions = this.listen();
    this.configurePicker(query);
    this.updateTitle();
    this.picker.show();
    if (query.trim() === '') this.showHistory();
    else this.ask(query, 'atOnce');
  }

  /** Closes the list. */
  dispose(): void {
    this.picker.hide();
  }

  private configurePicker(query: string): void {
    const { picker } = this;
    picker.placeholder = l10n.t('Say what the code does, e.g. "retry a request with back-off"');
    picker.value = query;
    picker.buttons = [button('layout-sidebar-left', l10n.t('Show in Panel'))];
    picker.matchOnDescription = picker.matchOnDetail = false;
    // The order is the engine's. VS Code has this property but does not declare it; without it, hits whose name happens to
    // contain the query's letters go first.
    Object.assign(picker, { sortByLabel: false });
  }

  private listen(): { dispose(): void }[] {
    const { picker, parts } = this;
    return [
      picker.onDidChangeValue((text) => {
        this.ask(text, 'afterPause');
      }),
      picker.onDidChangeActive(([item]) => {
        this.scheduleHitPreview(item?.hit);
      }),
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item?.hit !== undefined) this.choose(item.hit, false);
        else if (item?.query !== undefined) {
          // What the list does with its value by itself it does not tell.
          picker.value = item.query;
          this.ask(item.query, 'atOnce');
        } else if (item?.command !== undefined) {
          picker.hide();
          this.run(vscode.commands.executeCommand(item.command));
        }
      }),
      picker.onDidTriggerItemButton(({ item, button: pressed }) => {
        if (item.hit === undefined) return;
        if (pressed === this.toSide) this.choose(item.hit, true);
        else this.showSimilar(item.hit);
      }),
      picker.onDidTriggerButton(() => {
        const query = picker.value.trim();
        picker.hide();
        this.run(parts.panel.focus(query === '' ? undefined : query));
      }),
      picker.onDidHide(() => {
        this.run(this.end());
      }),
      parts.engine.onDidChangeState(() => {
        this.updateTitle();
        this.askAgain();
      }),
    ];
  }

  private ask(text: string, when: 'afterPause' | 'atOnce'): void {
    const empty = text.trim() === '';
    this.unanswered = undefined;
    this.picker.busy = !empty;
    if (empty) {
      this.live.cancel();
      this.showHistory();
    } else {
      this.live.ask(text, when);
    }
  }

  /** While nothing is typed: the searches of before, saved ones first. */
  private showHistory(): void {
    const { saved, recent } = this.parts.history.queries;
    const item = (query: string, icon: string, buttons: readonly vscode.QuickInputButton[]): Item => ({
      label: `$(${icon}) ${harmless(query)}`,
      query,
      buttons,
      alwaysShow: true,
    });
    const group = (label: string, items: readonly Item[]): readonly Item[] =>
      items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
    this.picker.items = [
      ...group(
        l10n.t('saved searches'),
        saved.map((query) => item(query, 'star-full', [])),
      ),
      ...group(
        l10n.t('recent searches'),
        recent
          .filter((query) => !saved.includes(query))
          .slice(0, MOST_RECENT)
          .map((query) => item(query, 'history', [this.forget])),
      ),
    ];
  }

  /** Nothing was found in half an index: with the whole one there may be something. Hits that are there do not move. */
  private askAgain(): void {
    const { phase, state } = this.parts.engine;
    if (this.unanswered === undefined || phase !== 'running' || indexingProgress(state?.folders ?? [])) return;
    this.ask(this.unanswered, 'atOnce');
  }

  private showAnswer(
    { hits, partial, mistakes = [] }: SearchResponse,
    completions: readonly QueryItem[],
    text: string,
  ): void {
    this.unanswered = hits.length === 0 && partial !== undefined ? text : undefined;
    const severalFolders = localFolders().length > 1;
    this.picker.busy = false;
    const found: Item[] =
      hits.length === 0
        ? [
            {
              label: `$(info) ${l10n.t('Nothing found for "{0}"', harmless(text.trim()))}`,
              detail:
                partial === undefined
                  ? l10n.t('Try other words that say what the code does.')
                  : l10n.t('The index is still being built; this is searched for again when it is done.'),
              alwaysShow: true,
            },
          ]
        : hits.map((hit) => ({
            ...hitLabel(hit, severalFolders ? folderName(hit.root) : undefined),
            hit,
            buttons: [this.toSide, this.findSimilar],
            // VS Code would hide what does not contain the typed letters.
            alwaysShow: true,
          }));
    const isCompleting = completions.length > 0;
    const about = [...completions, ...mistakeItems(text, mistakes, isCompleting)];
    this.picker.items = [...about.map((item): Item => ({ ...item, alwaysShow: true })), ...found];
    // A filter without its value is about to get one; else Enter opens the best hit as ever.
    const needsValue = valuePlace(text)?.typed === '';
    const first = isCompleting && needsValue ? 0 : about.length;
    this.picker.activeItems = this.picker.items.slice(first, first + 1);
  }

  private showError(error: unknown): void {
    this.parts.log.error(`search: ${messageOf(error)}`);
    this.picker.busy = false;
    // A line is cut where the list ends: the cause on one, what to do on the next.
    const [cause, ...next] = messageOf(error).split('; ');
    this.picker.items = [
      { label: `$(error) ${harmless(cause ?? '')}`, detail: harmless(next.join('; ')), alwaysShow: true },
      ...(this.parts.engine.phase === 'failed'
        ? [{ label: `$(debug-restart) ${l10n.t('Restart Engine')}`, alwaysShow: true, command: Command.restartEngine }]
        : []),
      { label: `$(output) ${l10n.t('Show Log')}`, alwaysShow: true, command: Command.showLog },
    ];
  }

  /** An index still being built answers with what it has; the title says so, and how far it is. */
  private updateTitle(): void {
    const { engine } = this.parts;
    const files = indexingProgress(engine.state?.folders ?? []);
    const note =
      engine.phase === 'starting'
        ? l10n.t('(starting)')
        : files === undefined
          ? ''
          : l10n.t('(still indexing: {0} of {1})', amount(files.done), count(files.total, 'file'));
    const title = `${l10n.t('Search Code by Meaning')} ${note}`.trimEnd();
    if (this.picker.title !== title) this.picker.title = title;
  }

  private scheduleHitPreview(hit: Hit | undefined): void {
    clearTimeout(this.restTimer);
    if (hit === undefined || this.preview === undefined) return;
    this.restTimer = setTimeout(() => this.preview?.show(hit), REST_MS);
  }

  private choose(hit: Hit, toSide: boolean): void {
    this.remember();
    // Beside an editor that is as it was before.
    if (!toSide) this.chosen = hit;
    this.run(this.over.then(() => openHit(hit, { toSide, preserveFocus: false, keep: true })));
    this.picker.hide();
  }

  private showSimilar(hit: Hit): void {
    this.remember();
    this.picker.hide();
    this.run(this.over.then(() => this.parts.similarCode.ofHit(hit)));
  }

  private async end(): Promise<void> {
    clearTimeout(this.restTimer);
    this.live.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    try {
      if (this.chosen === undefined) await this.preview?.restore();
      else await this.preview?.keep(this.chosen);
    } finally {
      this.preview?.dispose();
      this.picker.dispose();
      this.settle();
    }
  }

  /** The person has used the answer. */
  private remember(): void {
    this.run(this.parts.history.remember(this.picker.value));
  }

  /** Lets work run on; the person is told when it fails. */
  private run(work: PromiseLike<unknown>): void {
    work.then(undefined, (error: unknown) => {
      this.parts.log.error(`quick search: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
    });
  }
}
