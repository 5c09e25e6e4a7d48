import {
  FIRST_LIMIT,
  MAX_QUERY_LENGTH,
  type AnswerId,
  type HostToPanel,
  type Layout,
  type PanelAnswer,
  type PanelHistory,
  type PanelStatus,
} from '../protocol/webview';
import type { ValueCount } from '../protocol/engine';
import type { Why } from '../protocol/query';
import { MAX_VIEWS } from '../protocol/webviewMessages';
import { hitKey } from './hitText';
import { LIST_TOP, type ListPlace } from './listPlace';
import { fileKey } from './rows';

/** An answer as it is shown. */
export interface Shown {
  readonly id: AnswerId;
  readonly query: string;
  readonly answer: PanelAnswer;
  /** The first of the answers that followed each other in place: when it changes, the list begins anew. */
  readonly since: AnswerId;
}

/** One page of results: of the search box, or of "find similar". */
export interface View {
  /** What the results are like; absent in the search view. */
  readonly title?: string;
  /** What was searched for; empty in a view of similar code, and before the first search. */
  readonly query: string;
  readonly limit: number;
  /**
   * The run whose answer is awaited. `keep`: the same results come again, so leave the place and what is expanded. `quiet`:
   * the panel asked by itself, so nothing shows that it did.
   */
  readonly awaiting?: { readonly id: AnswerId; readonly keep: boolean; readonly quiet?: boolean };
  /** The answer shown; it stays while the next one is awaited. */
  readonly shown?: Shown;
  /** A newer answer to the same query in another order, which waits until the person wants to see it. */
  readonly better?: Shown;
  /** Why the last run failed. */
  readonly failure?: string;
  /** Key of the row that the arrow keys are on; empty for the first. */
  readonly active: string;
  /** Whether the person went to that row; before, it is only where the arrow keys will begin. */
  readonly touched: boolean;
  /** Keys of the hits whose whole preview is shown. */
  readonly expanded: readonly string[];
  /** Keys of the files whose hits are not shown, where hits are under their files. */
  readonly closed: readonly string[];
  /** What is known of why hits are there, by their keys; those that the person asked about. */
  readonly why: Readonly<Record<string, Explanation>>;
  /** Where the list is scrolled to. */
  readonly place: ListPlace;
}

/** Why a hit is there, one sentence that says why that is not known, or nothing yet. */
export interface Explanation {
  readonly why?: Why;
  readonly text?: string;
}

export interface PanelState {
  readonly status?: PanelStatus;
  /** The last values that came for completion; `id` is that of the request. */
  readonly values?: { readonly id: string; readonly list: readonly ValueCount[] };
  /** The text in the search box. */
  readonly box: string;
  readonly layout: Layout;
  readonly history: PanelHistory;
  /** What was done last, in one sentence that is read aloud. */
  readonly told: string;
  /** The search view, and on top of it the similar results one went into. The last one is shown. */
  readonly views: readonly [View, ...View[]];
}

export type PanelEvent =
  | Exclude<HostToPanel, { type: 'theme' }>
  | { readonly type: 'typed'; readonly text: string }
  | {
      readonly type: 'asked';
      readonly id: AnswerId;
      readonly query: string;
      readonly limit: number;
      readonly keep: boolean;
      readonly quiet?: boolean;
    }
  /** An awaited answer that would move what the person looks at. */
  | { readonly type: 'held'; readonly id: AnswerId; readonly answer: PanelAnswer }
  /** Show the answer that was held. */
  | { readonly type: 'released' }
  | { readonly type: 'back' }
  | { readonly type: 'activated'; readonly key: string }
  /** Show all of a hit's preview, or its first lines again. */
  | { readonly type: 'toggled'; readonly key: string }
  /** Show the hits of a file, or only its name. */
  | { readonly type: 'fileToggled'; readonly key: string }
  /** Ask why a hit is there, or put the answer away. */
  | { readonly type: 'whyToggled'; readonly key: string }
  | { readonly type: 'scrolled'; readonly place: ListPlace };

const EMPTY_VIEW: View = {
  query: '',
  limit: FIRST_LIMIT,
  active: '',
  touched: false,
  expanded: [],
  closed: [],
  why: {},
  place: LIST_TOP,
};
export const EMPTY_PANEL: PanelState = {
  box: '',
  layout: 'list',
  history: { recent: [], saved: [] },
  told: '',
  views: [EMPTY_VIEW],
};

export function currentView(state: PanelState): View {
  return state.views.at(-1) ?? state.views[0];
}

/** The panel after an event. An answer nobody awaits any more changes nothing: late answers of an old query are dropped. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'status':
      return { ...state, status: event.status };
    case 'values':
      return { ...state, values: { id: event.id, list: event.values } };
    case 'focus':
      return event.query === undefined ? state : typed(state, event.query);
    case 'typed':
      return typed(state, event.text);
    case 'asked': {
      const { id, query, limit, keep, quiet = false } = event;
      const search = unfailed(state.views[0]);
      const awaiting = { id, keep, ...(quiet ? { quiet } : {}) };
      return { ...state, told: '', views: [{ ...search, query, limit, awaiting }] };
    }
    case 'similarStarted':
      return {
        ...state,
        views: push(state.views, { ...EMPTY_VIEW, title: event.title, awaiting: { id: event.id, keep: false } }),
      };
    case 'answer':
      return awaited(state, event.id, (view, keep) => answered(view, event.id, event.answer, keep));
    case 'held':
      return awaited(state, event.id, (view) => ({
        ...view,
        better: { id: event.id, query: view.query, answer: event.answer, since: view.shown?.since ?? event.id },
      }));
    case 'released':
      return top(state, (view) =>
        view.better === undefined ? view : answered(view, view.better.id, view.better.answer, true),
      );
    case 'failed':
      return failed(state, event.id, event.text);
    case 'gone':
      return gone(state, event.id);
    case 'back':
      return state.views.length === 1 ? state : { ...state, views: [state.views[0], ...state.views.slice(1, -1)] };
    case 'activated':
      return top(state, (view) => ({ ...view, active: event.key, touched: true }));
    case 'toggled':
      return top(state, (view) => ({ ...view, expanded: toggled(view.expanded, event.key) }));
    case 'fileToggled':
      return top(state, (view) => ({ ...view, closed: toggled(view.closed, event.key) }));
    case 'whyToggled':
      return top(state, (view) => ({ ...view, why: asked(view.why, event.key) }));
    case 'why':
      return explained(state, event);
    case 'history':
      return { ...state, history: event.history };
    case 'done':
      return { ...state, told: event.text };
    case 'arranged':
      if (event.layout === state.layout) return state;
      return { ...top(state, (view) => ({ ...view, place: LIST_TOP })), layout: event.layout };
    case 'scrolled':
      return top(state, (view) => ({ ...view, place: event.place }));
  }
}

/** Typing returns to the search view; an empty box shows no results. */
function typed(state: PanelState, text: string): PanelState {
  const search = text.trim() === '' ? EMPTY_VIEW : state.views[0];
  return { ...state, told: '', box: text.slice(0, MAX_QUERY_LENGTH), views: [search] };
}

/** The host stops what runs when a new run starts, so nothing below awaits an answer any more; a view without one is left out. */
function push(views: PanelState['views'], view: View): PanelState['views'] {
  const [search, ...similar] = views;
  const kept = similar.filter((each) => each.shown !== undefined).slice(2 - MAX_VIEWS);
  return [settled(search), ...kept.map(settled), view];
}

function settled({ awaiting: _awaiting, ...view }: View): View {
  return view;
}

function unfailed({ failure: _failure, ...view }: View): View {
  return view;
}

function unheld({ better: _better, ...view }: View): View {
  return view;
}

/** Results of another query under a failure would pass for the ones that were wanted. */
function unanswered({ shown: _shown, ...view }: View): View {
  return view;
}

function awaited(state: PanelState, id: AnswerId, change: (view: View, keep: boolean) => View): PanelState {
  const [search, ...similar] = state.views;
  const apply = (view: View): View => (view.awaiting?.id === id ? change(settled(view), view.awaiting.keep) : view);
  return { ...state, views: [apply(search), ...similar.map(apply)] };
}

function answered(before: View, id: AnswerId, answer: PanelAnswer, keep: boolean): View {
  const view = unheld(unfailed(before));
  const shown = { id, query: view.query, answer, since: keep ? (view.shown?.since ?? id) : id };
  const titled = view.title === undefined ? view : { ...view, title: answer.subject ?? view.title };
  if (!keep)
    return { ...titled, shown, active: '', touched: false, expanded: [], closed: [], why: {}, place: LIST_TOP };
  const stays =
    view.active === '' || answer.hits.some((hit) => view.active === hitKey(hit) || view.active === fileKey(hit));
  return { ...titled, shown, ...(stays ? {} : { active: '', touched: false }) };
}

/** A run that nobody asked for fails in silence: what is shown was right a moment ago. */
function failed(state: PanelState, id: AnswerId, text: string): PanelState {
  const quiet = state.views.some(({ awaiting }) => awaiting?.id === id && awaiting.quiet === true);
  return awaited(state, id, (view) => (quiet ? view : { ...unheld(unanswered(view)), failure: text }));
}

/** The search view asks again by itself (its query has no answer then); similar results cannot, and are left. */
function gone(state: PanelState, id: AnswerId): PanelState {
  const [search, ...similar] = state.views;
  const rest = similar.filter((view) => view.awaiting?.id !== id);
  return { ...state, views: [search.awaiting?.id === id ? settled(search) : search, ...rest] };
}

function top(state: PanelState, change: (view: View) => View): PanelState {
  const [search, ...similar] = state.views;
  const last = similar.pop();
  return { ...state, views: last === undefined ? [change(search)] : [search, ...similar, change(last)] };
}

function asked(why: View['why'], key: string): View['why'] {
  const { [key]: known, ...others } = why;
  return known === undefined ? { ...why, [key]: {} } : others;
}

/** What is told about a hit that nobody asks about any more, or that is no longer there, is dropped. */
function explained(state: PanelState, { of, index, why, text }: HostToPanel & { type: 'why' }): PanelState {
  return top(state, (view) => {
    const hit = view.shown?.id === of ? view.shown.answer.hits[index] : undefined;
    const key = hit === undefined ? '' : hitKey(hit);
    if (view.why[key] === undefined) return view;
    const explanation = { ...(why === undefined ? {} : { why }), ...(text === undefined ? {} : { text }) };
    return { ...view, why: { ...view.why, [key]: explanation } };
  });
}

function toggled(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}
