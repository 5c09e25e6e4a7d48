import * as v from 'valibot';
import { FIRST_LIMIT, LAYOUTS, MORE_LIMIT } from '../protocol/webview';
import { MAX_VIEWS } from '../protocol/webviewMessages';
import { EMPTY_PANEL, type PanelState, type View } from './state';

/**
 * What the panel remembers while it is hidden and across reloads: where one was, not the results. The host gives those again
 * by their ids, or the search runs again.
 */
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const view = v.object({
  id: v.optional(v.string()),
  title: v.optional(v.string()),
  query: v.string(),
  limit: v.pipe(whole, v.minValue(1), v.maxValue(MORE_LIMIT)),
  active: v.string(),
  touched: v.boolean(),
  expanded: v.array(v.string()),
  closed: v.array(v.string()),
  place: v.object({ row: whole, offset: v.pipe(v.number(), v.minValue(0)) }),
});
const remembered = v.object({
  version: v.literal(2),
  box: v.string(),
  layout: v.picklist(LAYOUTS),
  views: v.pipe(v.array(view), v.minLength(1), v.maxLength(MAX_VIEWS)),
});

export type Remembered = v.InferOutput<typeof remembered>;

export function remember(state: PanelState): Remembered {
  return {
    version: 2,
    box: state.box,
    layout: state.layout,
    views: state.views.map(({ awaiting, shown, title, query, limit, active, touched, expanded, closed, place }) => ({
      id: awaiting?.id ?? shown?.id,
      title,
      query,
      limit,
      active,
      touched,
      expanded: [...expanded],
      closed: [...closed],
      place,
    })),
  };
}

/** The panel as it was, awaiting its answers; the empty panel when nothing fit is remembered. */
export function recall(stored: unknown): PanelState {
  const read = v.safeParse(remembered, stored);
  if (!read.success) return EMPTY_PANEL;
  const [search, ...similar] = read.output.views.map(recallView);
  if (search === undefined) return EMPTY_PANEL;
  const { box, layout } = read.output;
  return { ...EMPTY_PANEL, box, layout, views: [search, ...similar.filter((each) => each.awaiting !== undefined)] };
}

function recallView({
  id,
  title,
  query,
  limit,
  active,
  touched,
  expanded,
  closed,
  place,
}: Remembered['views'][number]): View {
  return {
    ...(title === undefined ? {} : { title }),
    ...(id === undefined ? {} : { awaiting: { id, keep: true } }),
    query,
    limit: Math.max(limit, FIRST_LIMIT),
    active,
    touched,
    expanded,
    closed,
    why: {},
    place,
  };
}
