import type { FolderState, ValueCount } from './engine';
import type { Hit } from './hit';
import type { Facets, QueryMistake, Why } from './query';
import type { TokenTheme } from './tokenTheme';

/**
 * The contract between the extension host and the panel (a webview): plain JSON by `postMessage`, each message one member of
 * a union told apart by `type`. The panel speaks first (`ready`); the host posts nothing before that, and again waits for
 * `ready` whenever the panel was hidden, because VS Code throws its page away then.
 *
 * The panel is not trusted: it names a hit by the answer it came in and its place there, never by path, and names an action
 * from a closed list. `webviewMessages.ts` defines what it may say and checks it.
 */

/** Names one search or similar-code run, and later its answer. Unique across reloads; chosen by whoever starts the run. */
export type AnswerId = string;

/** Longest query sent to the engine, in UTF-16 units; the search box takes no more. */
export const MAX_QUERY_LENGTH = 10_000;
/** Hits asked for at first, and after "Show more". */
export const FIRST_LIMIT = 50;
export const MORE_LIMIT = 200;
/** Hits of one answer that the panel can be made to name: lists that are not cut are as long as what they list. */
export const MAX_HITS = 10_000;

/** How results are arranged: best first, or under the files they are in, the file with the best first. */
export const LAYOUTS = ['list', 'files'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A hit as the panel may show it: without the absolute path, and with its preview cut to what is worth sending. */
export interface PanelHit extends Omit<Hit, 'root'> {
  /** The workspace folder's name, when more than one is open. */
  readonly folder?: string;
  /** Set when lines of the chunk are missing from the preview. */
  readonly previewCut?: true;
}

export interface PanelAnswer {
  readonly hits: readonly PanelHit[];
  readonly elapsedMs: number;
  /** See `SearchResponse.partial`. */
  readonly partial?: { readonly done: number; readonly total: number };
  /** See `SearchResponse.subject`. */
  readonly subject?: string;
  /** See `SearchResponse.total`, `.facets` and `.mistakes`. */
  readonly total?: number;
  readonly facets?: Facets;
  readonly mistakes?: readonly QueryMistake[];
}

/** One workspace folder and its index; numbers as in `FolderState`. */
export interface PanelFolder extends Omit<FolderState, 'root'> {
  readonly name: string;
}

/** What the panel needs to know besides answers. */
export interface PanelStatus {
  /** Whether one is that lies on disk. */
  readonly folderOpen: boolean;
  /** Folders are open, but none that has its files on disk. */
  readonly virtual?: boolean;
  /** Absent until the engine has spoken. */
  readonly folders?: readonly PanelFolder[];
  /** One sentence: why there is no engine and none will come by itself. */
  readonly failure?: string;
  /** There is a chat that hits can be added to. */
  readonly chat?: boolean;
}

/** Queries, newest first. */
export interface PanelHistory {
  readonly recent: readonly string[];
  readonly saved: readonly string[];
}

export type HostToPanel =
  | { readonly type: 'status'; readonly status: PanelStatus }
  | { readonly type: 'answer'; readonly id: AnswerId; readonly answer: PanelAnswer }
  /** The run failed; `text` is one sentence for the person. */
  | { readonly type: 'failed'; readonly id: AnswerId; readonly text: string }
  /** Values of a filter, for completion; most likely first. */
  | { readonly type: 'values'; readonly id: AnswerId; readonly values: readonly ValueCount[] }
  /** An answer the panel asked for in `ready` is not known here (the window was reloaded). */
  | { readonly type: 'gone'; readonly id: AnswerId }
  /** The host started a similar-code run, its answer follows. */
  | { readonly type: 'similarStarted'; readonly id: AnswerId; readonly title: string }
  /** Why a hit is there, or one sentence that says why that is not known. */
  | { readonly type: 'why'; readonly of: AnswerId; readonly index: number; readonly why?: Why; readonly text?: string }
  /** How the person wants results arranged. */
  | { readonly type: 'arranged'; readonly layout: Layout }
  | { readonly type: 'history'; readonly history: PanelHistory }
  /** Something the person asked for is done; one sentence that says what. */
  | { readonly type: 'done'; readonly text: string }
  /** How the person's colour theme paints code; absent where that is not known. */
  | { readonly type: 'theme'; readonly theme?: TokenTheme }
  /** Put the keyboard in the search box; with a query, search for it. */
  | { readonly type: 'focus'; readonly query?: string };

const HOST_TO_PANEL = [
  'status',
  'answer',
  'failed',
  'values',
  'gone',
  'similarStarted',
  'why',
  'arranged',
  'history',
  'done',
  'theme',
  'focus',
] as const satisfies readonly HostToPanel['type'][];

/** Tells the host's messages from others that reach the page (browser extensions and VS Code itself post some). */
export function isHostMessage(data: unknown): data is HostToPanel {
  const known: readonly unknown[] = HOST_TO_PANEL;
  return typeof data === 'object' && data !== null && 'type' in data && known.includes(data.type);
}
