import * as v from 'valibot';
import { type Malformed, readMessage } from './duplicatesTab';
import type { CodeMap } from './map';
import { MAX_QUERY_LENGTH } from './webview';

/**
 * The contract between the extension host and the tab with the map (a webview). The tab speaks first (`ready`). It is not
 * trusted: it names a function by its place on the map, and what it says is checked.
 */

/** A map as the tab may show it: `roots` has the names of the workspace folders; one that is open alone has none. */
export type TabMap = CodeMap;

export type MapTabState =
  | { readonly kind: 'working'; /** 0 to 1. */ readonly share: number }
  /** One sentence for the person. */
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'map'; readonly map: TabMap };

export type HostToMapTab =
  | { readonly type: 'state'; readonly state: MapTabState }
  /** What a query found, best first: places on the map. An empty query lights nothing. */
  | { readonly type: 'lit'; readonly query: string; readonly dots: readonly number[] };

export function isMapTabMessage(data: unknown): data is HostToMapTab {
  return typeof data === 'object' && data !== null && 'type' in data && (data.type === 'state' || data.type === 'lit');
}

const mapTabToHost = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({
    type: v.literal('open'),
    dot: v.pipe(v.number(), v.integer(), v.minValue(0)),
    toSide: v.boolean(),
    preserveFocus: v.boolean(),
  }),
  v.strictObject({ type: v.literal('search'), query: v.pipe(v.string(), v.maxLength(MAX_QUERY_LENGTH)) }),
  v.strictObject({ type: v.literal('again') }),
  v.strictObject({ type: v.literal('stop') }),
  /** Something went wrong in the page; for the log. */
  v.strictObject({ type: v.literal('trouble'), text: v.pipe(v.string(), v.maxLength(4_000)) }),
]);

export type MapTabToHost = v.InferOutput<typeof mapTabToHost>;

export function readMapTabMessage(message: unknown): { readonly message: MapTabToHost } | Malformed {
  return readMessage(mapTabToHost, message);
}
