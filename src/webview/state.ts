import {
  FIRST_LIMIT,
  MAX_QUERY_LENGTH,
  type AnswerId,
  type HostToPanel,
  type PanelAnswer,
  type PanelStatus,
} from '../protocol/webview';
import { MAX_VIEWS } from '../protocol/webviewMessages';
import { hitKey } from './hitText';
import { LIST_TOP, type ListPlace } from './listPlace';

/** One page of results: of the search box, or of "find similar". */
export interface View {
  /** What the results are like; absent in the search view. */
  readonly title?: string;
  /** What was searched for; empty in a view of similar code, and before the first search. */
  readonly query: string;
  readonly limit: number;
  /** The run whose answer is awaited. `keep`: the same results come again, so leave the place and what is expanded. */
  readonly awaiting?: { readonly id: AnswerId; readonly keep: boolean };
  /** The answer shown; it stays while the next one is awaited. */
  readonly shown?: { readonly id: AnswerId; readonly query: string; readonly answer: PanelAnswer };
  /** Why the last run failed. */
  readonly failure?: string;
  /** The hit that the arrow keys are on. */
  readonly active: number;
  /** Whether the person went to that hit; before, it is only where the arrow keys will begin. */
  readonly touched: boolean;
  /** Keys of the hits whose whole preview is shown. */
  readonly expanded: readonly string[];
  /** Where the list is scrolled to. */
  readonly place: ListPlace;
}

export interface PanelState {
  readonly status?: PanelStatus;
  /** The text in the search box. */
  readonly box: string;
  /** The search view, and on top of it the similar results one went into. The last one is shown. */
  readonly views: readonly [View, ...View[]];
}

export type PanelEvent =
  | HostToPanel
  | { readonly type: 'typed'; readonly text: string }
  | {
      readonly type: 'asked';
      readonly id: AnswerId;
      readonly query: string;
      readonly limit: number;
      readonly keep: boolean;
    }
  | { readonly type: 'back' }
  | { readonly type: 'activated'; readonly index: number }
  | { readonly type: 'toggled'; readonly index: number }
  | { readonly type: 'scrolled'; readonly place: ListPlace };

const EMPTY_VIEW: View = { query: '', limit: FIRST_LIMIT, active: 0, touched: false, expanded: [], place: LIST_TOP };
export const EMPTY_PANEL: PanelState = { box: '', views: [EMPTY_VIEW] };

export function currentView(state: PanelState): View {
  return state.views.at(-1) ?? state.views[0];
}

/** The panel after an event. An answer nobody awaits any more changes nothing: late answers of an old query are dropped. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'status':
      return { ...state, status: event.status };
    case 'focus':
      return event.query === undefined ? state : typed(state, event.query);
    case 'typed':
      return typed(state, event.text);
    case 'asked': {
      const { id, query, limit, keep } = event;
      const search = unfailed(state.views[0]);
      return { ...state, views: [{ ...search, query, limit, awaiting: { id, keep } }] };
    }
    case 'similarStarted':
      return {
        ...state,
        views: push(state.views, { ...EMPTY_VIEW, title: event.title, awaiting: { id: event.id, keep: false } }),
      };
    case 'answer':
      return awaited(state, event.id, (view, keep) => answered(view, event.id, event.answer, keep));
    case 'failed':
      return awaited(state, event.id, (view) => ({ ...unanswered(view), failure: event.text }));
    case 'gone':
      return gone(state, event.id);
    case 'back':
      return state.views.length === 1 ? state : { ...state, views: [state.views[0], ...state.views.slice(1, -1)] };
    case 'activated':
      return top(state, (view) => ({ ...view, active: event.index, touched: true }));
    case 'toggled':
      return top(state, (view) => toggled(view, event.index));
    case 'scrolled':
      return top(state, (view) => ({ ...view, place: event.place }));
  }
}

/** Typing returns to the search view; an empty box shows no results. */
function typed(state: PanelState, text: string): PanelState {
  const search = text.trim() === '' ? EMPTY_VIEW : state.views[0];
  return { ...state, box: text.slice(0, MAX_QUERY_LENGTH), views: [search] };
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
  const view = unfailed(before);
  const shown = { id, query: view.query, answer };
  const titled = view.title === undefined ? view : { ...view, title: answer.subject ?? view.title };
  if (!keep) return { ...titled, shown, active: 0, touched: false, expanded: [], place: LIST_TOP };
  const hit = view.shown?.answer.hits[view.active];
  const key = hit === undefined ? undefined : hitKey(hit);
  const found = key === undefined ? -1 : answer.hits.findIndex((each) => hitKey(each) === key);
  const active = found === -1 ? Math.min(view.active, Math.max(answer.hits.length - 1, 0)) : found;
  return { ...titled, shown, active };
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

function toggled(view: View, index: number): View {
  const hit = view.shown?.answer.hits[index];
  if (hit === undefined) return view;
  const key = hitKey(hit);
  const without = view.expanded.filter((each) => each !== key);
  return { ...view, expanded: without.length < view.expanded.length ? without : [...without, key] };
}
