import { FIRST_LIMIT, MORE_LIMIT, type HostToPanel, type Layout, type PanelStatus } from '../protocol/webview';
import type { ExportTarget, PanelAction, PanelToHost } from '../protocol/webviewMessages';
import { hitKey, hitTitle } from './hitText';
import { indexState, type IndexState } from './indexState';
import type { ListPlace } from './listPlace';
import { recall, remember, type Remembered } from './remembered';
import { currentView, reduce, type PanelEvent, type PanelState } from './state';

/** Wait after a keystroke before searching: a key that is held repeats faster, and an answer takes as long again. */
export const TYPING_PAUSE_MS = 40;
/** While the first index is built, an answer without hits is asked for again at most this often. */
const RETRY_EMPTY_MS = 1_000;
/** While the deep model reads, an answer is asked for again at most this often: it gets better, but nobody waits for that. */
const REFINE_MS = 5_000;

/** What the host says, except about colours. */
export type ControllerMessage = Exclude<HostToPanel, { type: 'theme' }>;

/** The panel's end of the wire; VS Code's webview API is one. */
export interface PanelHost {
  post(message: PanelToHost): void;
  load(): unknown;
  save(remembered: Remembered): void;
}

/** Holds the panel's state, speaks with the host, and knows when to search. */
export class PanelController {
  private current: PanelState;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private lastRetry = 0;
  private lastRefinement = 0;
  private listener: () => void = () => undefined;
  private focusListener: () => void = () => undefined;
  /** Whether the person is in the list: results must not move then. */
  private inList = false;

  constructor(
    private readonly host: PanelHost,
    private readonly newId: () => string = () => crypto.randomUUID(),
  ) {
    this.current = recall(host.load());
  }

  get state(): PanelState {
    return this.current;
  }

  /** Says `ready`, once someone listens. */
  start(onChange: () => void, onFocusBox: () => void): void {
    this.listener = onChange;
    this.focusListener = onFocusBox;
    const wanted = this.current.views.flatMap((view) => (view.awaiting === undefined ? [] : [view.awaiting.id]));
    this.host.post({ type: 'ready', wanted });
    this.askIfUnanswered();
  }

  receive(message: ControllerMessage): void {
    const before = progressOf(this.current.status);
    this.dispatch(this.wouldMove(message) ? { ...message, type: 'held' } : message);
    if (message.type === 'focus') {
      this.searchNow();
      this.focusListener();
    }
    if (message.type === 'status') this.followIndex(before);
    this.askIfUnanswered();
  }

  type(text: string): void {
    const awaited = this.current.views[0].awaiting;
    this.dispatch({ type: 'typed', text });
    clearTimeout(this.typing);
    this.typing = undefined;
    if (text.trim() === '') {
      if (awaited !== undefined) this.host.post({ type: 'cancel', id: awaited.id });
    } else if (text.trim() !== this.current.views[0].query) {
      this.typing = setTimeout(() => {
        this.searchNow();
      }, TYPING_PAUSE_MS);
    }
  }

  /** Searches without waiting for the pause. False when the results of what is in the box are there already. */
  searchNow(): boolean {
    clearTimeout(this.typing);
    this.typing = undefined;
    const query = this.current.box.trim();
    const { shown, awaiting } = this.current.views[0];
    if (query === '' || this.current.views.length > 1) return false;
    if (query === this.current.views[0].query && (shown?.query === query || awaiting !== undefined)) return false;
    this.ask(FIRST_LIMIT, false);
    return true;
  }

  /** The same search again, e.g. after it failed, or when the index has grown. */
  searchAgain(): void {
    this.ask(this.current.views[0].limit, true);
  }

  showMore(): void {
    this.ask(MORE_LIMIT, true);
  }

  showSimilar(index: number): void {
    const shown = currentView(this.current).shown;
    const hit = shown?.answer.hits[index];
    if (shown === undefined || hit === undefined) return;
    this.remember();
    const id = this.newId();
    this.host.post({ type: 'similar', id, of: shown.id, index });
    this.dispatch({ type: 'similarStarted', id, title: hitTitle(hit) });
  }

  /** Asks for values of a filter. @returns what `PanelState.values` has them under */
  askValues(filter: (PanelToHost & { type: 'values' })['filter'], typed: string): string {
    const id = this.newId();
    this.host.post({ type: 'values', id, filter, typed: typed.slice(0, 200) });
    return id;
  }

  open(index: number, how: { readonly toSide: boolean; readonly preserveFocus: boolean }): void {
    const shown = currentView(this.current).shown;
    if (shown?.answer.hits[index] === undefined) return;
    this.remember();
    this.host.post({ type: 'open', of: shown.id, index, ...how });
  }

  /** Shows why a hit is there, or puts that away. */
  explain(key: string, index: number): void {
    const { shown, why } = currentView(this.current);
    if (shown?.answer.hits[index] === undefined) return;
    if (why[key] === undefined) this.host.post({ type: 'why', of: shown.id, index });
    this.dispatch({ type: 'whyToggled', key });
  }

  /** Sends all hits there, or the one at `index`. */
  export(target: ExportTarget, index?: number): void {
    const { shown } = currentView(this.current);
    if (shown === undefined) return;
    this.remember();
    this.host.post({ type: 'export', of: shown.id, target, ...(index === undefined ? {} : { index }) });
  }

  /** Searches for one of the queries of before. */
  searchFor(query: string): void {
    this.type(query);
    this.searchNow();
  }

  /** The query in the box is worth remembering: the person has used its answer. */
  remember(): void {
    const query = this.current.views[0].shown?.query ?? '';
    if (query !== '' && this.current.history.recent[0] !== query) this.host.post({ type: 'remember', query });
  }

  saveSearch(query: string, saved: boolean): void {
    this.host.post({ type: 'saveSearch', query, saved });
  }

  forget(query: string): void {
    this.host.post({ type: 'forget', query });
  }

  clearHistory(): void {
    this.host.post({ type: 'clearHistory' });
  }

  act(action: PanelAction): void {
    this.host.post({ type: 'act', action });
  }

  back(): void {
    const left = currentView(this.current).awaiting;
    if (left !== undefined) this.host.post({ type: 'cancel', id: left.id });
    this.dispatch({ type: 'back' });
    this.askIfUnanswered();
  }

  /** The person went to the row with this key. */
  activate(key: string): void {
    this.dispatch({ type: 'activated', key });
  }

  /** Shows all of a hit's preview, or its first lines again. */
  toggle(key: string): void {
    this.dispatch({ type: 'toggled', key });
  }

  /** Shows the hits of a file, or only its name. */
  toggleFile(key: string): void {
    this.dispatch({ type: 'fileToggled', key });
  }

  arrange(layout: Layout): void {
    this.dispatch({ type: 'arranged', layout });
    this.host.post({ type: 'arranged', layout });
  }

  /** The results as the index has them now: those that were held back, or asked for. */
  update(): void {
    if (currentView(this.current).better === undefined) this.searchAgain();
    else this.dispatch({ type: 'released' });
  }

  scrolled(place: ListPlace): void {
    this.dispatch({ type: 'scrolled', place });
  }

  listEntered(inList: boolean): void {
    this.inList = inList;
  }

  trouble(text: string): void {
    this.host.post({ type: 'trouble', text: text.slice(0, 4_000) });
  }

  private ask(limit: number, keep: boolean, quiet = false): void {
    const query = this.current.box.trim();
    const id = this.newId();
    this.host.post({ type: 'search', id, query, limit });
    this.dispatch({ type: 'asked', id, query, limit, keep, quiet });
  }

  /** A search whose answer got lost (the window was reloaded, or similar code was looked for meanwhile) runs again. */
  private askIfUnanswered(): void {
    const { views, box } = this.current;
    const { query, shown, awaiting, failure } = views[0];
    const lost = query !== '' && query !== shown?.query && awaiting === undefined && failure === undefined;
    if (lost && views.length === 1 && box.trim() === query && this.typing === undefined) this.searchAgain();
  }

  /** Brings in what the index has learnt since the answer that is shown. */
  private followIndex(before: Progress): void {
    const now = progressOf(this.current.status);
    const { shown, awaiting, failure, better } = currentView(this.current);
    if (this.current.views.length > 1 || awaiting !== undefined || better !== undefined) return;
    if (failure !== undefined && before.kind !== now.kind && (now.kind === 'ready' || now.kind === 'working')) {
      // What made the search fail may be over, e.g. the engine was still starting.
      this.searchAgain();
    }
    if (shown?.query !== this.current.box.trim()) return;
    const { partial, hits } = shown.answer;
    const time = Date.now();
    if (partial !== undefined && hits.length === 0 && time - this.lastRetry >= RETRY_EMPTY_MS) {
      this.lastRetry = time;
      this.searchAgain();
      return;
    }
    const built = partial !== undefined && before.kind === 'working' && now.kind === 'ready';
    const refined = before.refining && (!now.refining || time - this.lastRefinement >= REFINE_MS);
    if (!built && !refined) return;
    this.lastRefinement = time;
    this.ask(this.current.views[0].limit, true, true);
  }

  /** Whether the answer would move rows under the eyes or hands of a person who did not ask for it. */
  private wouldMove(message: ControllerMessage): message is HostToPanel & { type: 'answer' } {
    if (message.type !== 'answer' || !this.inList) return false;
    const { awaiting, shown } = this.current.views[0];
    if (awaiting?.id !== message.id || awaiting.quiet !== true || shown === undefined) return false;
    return shown.answer.hits.map(hitKey).join('\n\n') !== message.answer.hits.map(hitKey).join('\n\n');
  }

  private dispatch(event: PanelEvent): void {
    const next = reduce(this.current, event);
    if (next === this.current) return;
    this.current = next;
    this.host.save(remember(next));
    this.listener();
  }
}

interface Progress {
  readonly kind: IndexState['kind'];
  /** The deep model is still reading. */
  readonly refining: boolean;
}

function progressOf(status: PanelStatus | undefined): Progress {
  const refining = status?.folders?.some(({ phase }) => phase === 'refining') ?? false;
  return { kind: indexState(status).kind, refining };
}
