import * as v from 'valibot';
import { LAYOUTS, MAX_HITS, MAX_QUERY_LENGTH, MORE_LIMIT } from './webview';

/**
 * What the panel may say to the host. The schema is the type: a message that does not fit it exactly is not a message.
 * The bounds keep a broken or hostile page from making the host hold or search for more than a person could ask for.
 */

/** The steps a person can take from a message in the panel. */
const PANEL_ACTIONS = ['openFolder', 'showLog', 'rebuild', 'retry', 'resume'] as const;
export type PanelAction = (typeof PANEL_ACTIONS)[number];

/** Where hits can be sent. */
const EXPORT_TARGETS = ['clipboard', 'editor', 'chat'] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

/** How many views the panel may stack, and so how many answers it may ask for again. */
export const MAX_VIEWS = 10;

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_HITS - 1));

const query = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_QUERY_LENGTH));

const panelToHost = v.variant('type', [
  /** The page is loaded and listens. `wanted`: the answers it showed before it was hidden. */
  v.strictObject({ type: v.literal('ready'), wanted: v.pipe(v.array(id), v.maxLength(MAX_VIEWS)) }),
  v.strictObject({
    type: v.literal('search'),
    id,
    query,
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MORE_LIMIT)),
  }),
  /** Like the hit at `index` of the answer `of`. */
  v.strictObject({ type: v.literal('similar'), id, of: id, index }),
  /** Values of a filter that fit what was typed of one. */
  v.strictObject({
    type: v.literal('values'),
    id,
    filter: v.picklist(['lang', 'path', 'symbol', 'like']),
    typed: v.pipe(v.string(), v.maxLength(200)),
  }),
  /** The answer is not wanted any more. */
  v.strictObject({ type: v.literal('cancel'), id }),
  /** Open the hit at `index` of the answer `of`; `preserveFocus` leaves the keyboard in the panel. */
  v.strictObject({ type: v.literal('open'), of: id, index, toSide: v.boolean(), preserveFocus: v.boolean() }),
  /** Why the hit at `index` of the answer `of` is there. */
  v.strictObject({ type: v.literal('why'), of: id, index }),
  /** The hits of the answer `of`, or the one at `index`, as Markdown to the clipboard, into an editor, into the chat. */
  v.strictObject({ type: v.literal('export'), of: id, index: v.optional(index), target: v.picklist(EXPORT_TARGETS) }),
  /** The person has used the answer to this query. */
  v.strictObject({ type: v.literal('remember'), query }),
  v.strictObject({ type: v.literal('forget'), query }),
  v.strictObject({ type: v.literal('clearHistory') }),
  v.strictObject({ type: v.literal('saveSearch'), query, saved: v.boolean() }),
  /** The person wants results arranged like that from now on. */
  v.strictObject({ type: v.literal('arranged'), layout: v.picklist(LAYOUTS) }),
  v.strictObject({ type: v.literal('act'), action: v.picklist(PANEL_ACTIONS) }),
  /** Something went wrong in the page; for the log. */
  v.strictObject({ type: v.literal('trouble'), text: v.pipe(v.string(), v.maxLength(4_000)) }),
]);

/** What a result in the panel says of itself to the commands of its context menu (`data-vscode-context`). */
const hitContext = v.object({ answer: id, index });
export type HitContext = v.InferOutput<typeof hitContext>;

/** Undefined when a command was not called from a result's menu. */
export function readHitContext(context: unknown): HitContext | undefined {
  const read = v.safeParse(hitContext, context);
  return read.success ? read.output : undefined;
}

export type PanelToHost = v.InferOutput<typeof panelToHost>;

/** The message, or one line that says why it is none (for the log). */
export function readPanelMessage(message: unknown): { readonly message: PanelToHost } | { readonly malformed: string } {
  const read = v.safeParse(panelToHost, message);
  if (read.success) return { message: read.output };
  const [issue] = read.issues;
  return { malformed: `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`.slice(0, 300) };
}
