import {
  defaultRangeExtractor,
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { ListPlace } from './listPlace';

/** Rows drawn beyond those in sight, on either side: a turn of the wheel never meets an empty place. */
const OVERSCAN = 8;
/** Frames in which rows that were never drawn get their true heights. */
const SETTLING_FRAMES = 3;

export type VirtualList = Virtualizer<HTMLElement, HTMLElement>;

/**
 * Draws the rows in sight, and a few more, of a list of any length. Rows may have any height: each is measured when it is
 * drawn, and what is in sight stays where it is meanwhile.
 *
 * @param options.kept a row that is drawn even out of sight, because it has the keyboard
 * @param options.estimate the height of a row that was not drawn yet, in pixels
 */
export function useVirtualList(options: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly kept: number;
  readonly keyOf: (row: number) => string;
  readonly estimate: (row: number) => number;
}): VirtualList {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const settings = {
    count: options.count,
    getScrollElement: () => options.scroller.current,
    estimateSize: options.estimate,
    getItemKey: options.keyOf,
    overscan: OVERSCAN,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const rows = defaultRangeExtractor(range);
      if (options.kept >= options.count || rows.includes(options.kept)) return rows;
      return [...rows, options.kept].sort((a, b) => a - b);
    },
    onChange: () => {
      redraw(undefined);
    },
    observeElementRect,
    observeElementOffset,
    measureElement,
    scrollToFn: elementScroll,
  };
  const [list] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(settings));
  list.setOptions(settings);
  useLayoutEffect(() => list._didMount(), [list]);
  useLayoutEffect(() => {
    list._willUpdate();
  });
  return list;
}

/** Where the list is scrolled to. */
export function placeOf(list: VirtualList): ListPlace {
  const offset = Math.max(list.scrollOffset ?? 0, 0);
  const first = list.getVirtualItemForOffset(offset);
  return first === undefined ? { row: 0, offset: 0 } : { row: first.index, offset: offset - first.start };
}

/** Scrolls the list there, or as near as it goes. */
export function scrollToPlace(list: VirtualList, { row, offset }: ListPlace): void {
  let frames = SETTLING_FRAMES;
  const step = (): void => {
    const start = list.getOffsetForIndex(row, 'start')?.[0];
    if (start === undefined) return;
    list.scrollToOffset((list.measurementsCache[row]?.start ?? start) + offset);
    frames -= 1;
    if (frames > 0) requestAnimationFrame(step);
  };
  step();
}

/** The row that is about one page of the list away; at least one row further. */
export function rowAPageAway(list: VirtualList, from: number, direction: 1 | -1): number {
  const start = list.measurementsCache[from]?.start ?? 0;
  const page = (list.scrollRect?.height ?? 0) * 0.9;
  const far = Math.max(start + direction * page, 0);
  const reached = list.getVirtualItemForOffset(far);
  if (reached === undefined) return from + direction;
  if (direction === -1) return Math.min(reached.index, from - 1);
  return Math.max(reached.start < far ? reached.index + 1 : reached.index, from + 1);
}
