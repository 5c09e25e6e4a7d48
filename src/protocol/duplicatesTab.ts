import * as v from 'valibot';
import type { DuplicatesResponse } from './duplicates';

/**
 * The contract between the extension host and the tab with duplicate code (a webview). The tab speaks first (`ready`). It is not
 * trusted: it names a function by its place in what it was given, and what it says is checked.
 */

export type DuplicatesTabState =
  | { readonly kind: 'working'; /** 0 to 1. */ readonly share: number }
  /** One sentence for the person. */
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'stopped' }
  /** A function's `root` is the workspace folder's name when several are open, and empty otherwise. */
  | { readonly kind: 'found'; readonly found: DuplicatesResponse };

export interface HostToDuplicatesTab {
  readonly type: 'state';
  /** What is searched: the name of a folder; empty for the workspace. */
  readonly scope: string;
  readonly state: DuplicatesTabState;
}

export function isDuplicatesTabState(data: unknown): data is HostToDuplicatesTab {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'state';
}

const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const grouping = v.strictObject({
  similarity: v.strictObject({ 'near-identical': share, 'same-meaning': share }),
  tests: v.boolean(),
  shown: v.strictObject({ 'near-identical': v.boolean(), 'same-meaning': v.boolean() }),
});

const duplicatesTabToHost = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('open'), place, toSide: v.boolean(), preserveFocus: v.boolean() }),
  v.strictObject({ type: v.literal('compare'), left: place, right: place }),
  v.strictObject({ type: v.literal('export'), format: v.picklist(['markdown', 'json']), grouping }),
  /** Look again; stop looking. */
  v.strictObject({ type: v.literal('again') }),
  v.strictObject({ type: v.literal('stop') }),
  /** Something went wrong in the page; for the log. */
  v.strictObject({ type: v.literal('trouble'), text: v.pipe(v.string(), v.maxLength(4_000)) }),
]);

export type DuplicatesTabToHost = v.InferOutput<typeof duplicatesTabToHost>;

/** What the tab keeps of where it was, beside its own choices: what is searched, as in `HostToDuplicatesTab`. */
export interface KeptScope {
  readonly scope: string;
}

const keptScope = v.object({ scope: v.pipe(v.string(), v.maxLength(4_000)) });

/** The scope in what a tab kept; that of the workspace when there is none. */
export function readDuplicatesTabScope(state: unknown): string {
  const read = v.safeParse(keptScope, state);
  return read.success ? read.output.scope : '';
}

/** Why a message is none, in one line for the log. */
export interface Malformed {
  readonly malformed: string;
}

export function readDuplicatesTabMessage(message: unknown): { readonly message: DuplicatesTabToHost } | Malformed {
  return readMessage(duplicatesTabToHost, message);
}

/** A message that fits a schema exactly, or why it does not. */
export function readMessage<T>(
  schema: v.GenericSchema<unknown, T>,
  message: unknown,
): { readonly message: T } | Malformed {
  const read = v.safeParse(schema, message);
  if (read.success) return { message: read.output };
  const [issue] = read.issues;
  return { malformed: `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`.slice(0, 300) };
}
