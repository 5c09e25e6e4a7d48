import { LIST_TOP, type ListPlace } from './listPlace';

/** Where the list is scrolled to. */
export function placeOf(list: HTMLElement): ListPlace {
  const all = rows(list);
  const row = all.findIndex((each) => each.offsetTop + each.offsetHeight > list.scrollTop);
  const first = all[row];
  return first === undefined ? LIST_TOP : { row, offset: Math.max(list.scrollTop - first.offsetTop, 0) };
}

/** Scrolls the list there, or as near as it goes. */
export function scrollTo(list: HTMLElement, place: ListPlace): void {
  if (place.row === 0) {
    list.scrollTop = place.offset;
    return;
  }
  rows(list)[place.row]?.scrollIntoView({ block: 'start' });
  list.scrollTop += place.offset;
}

/** Puts the keyboard on a row and brings it into sight, moving the list no more than that takes. */
export function focusRow(list: HTMLElement | null, index: number): void {
  const row = list === null ? undefined : rows(list)[index];
  row?.querySelector<HTMLElement>('[role="treeitem"]')?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/** The row that is about one page of the list away; at least one row further. */
export function rowAPageAway(list: HTMLElement | null, from: number, direction: 1 | -1): number {
  const all = list === null ? [] : rows(list);
  const start = all[from];
  if (list === null || start === undefined) return from;
  const far = start.offsetTop + direction * list.clientHeight * 0.9;
  const next = all.findIndex((row) => row.offsetTop >= far);
  const reached = next === -1 ? all.length - 1 : next;
  return direction === 1 ? Math.max(reached, from + 1) : Math.min(reached, from - 1);
}

function rows(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('.hit')];
}
