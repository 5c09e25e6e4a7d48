import { commentsIn } from './comments';
import type { OutlineItem, Span } from './outline';

/**
 * Overload signatures become part of the implementation, or of the last signature, when nothing but comments stands in
 * between. Items that are left as part of another one are undefined in the result, so that indices stay.
 */
export function joinOverloads(
  items: readonly OutlineItem[],
  comments: readonly Span[],
  text: string,
): (OutlineItem | undefined)[] {
  const joined: (OutlineItem | undefined)[] = [...items];
  let pending: number | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    const before = pending === undefined ? undefined : items[pending]!;
    if (
      before?.symbol === item.symbol &&
      before.parent === item.parent &&
      isOnlyComments({ start: before.end, end: item.start }, comments, text) &&
      // Prototypes of one name may each have a comment of their own.
      (before.bodiless !== 'prototype' || !hasComment({ start: before.end, end: item.start }, comments))
    ) {
      item.decorators.unshift(...before.decorators);
      item.start = before.start;
      joined[pending!] = undefined;
    }
    if (item.bodiless) pending = index;
    else if (before === undefined || item.parent !== pending) pending = undefined;
  }
  return joined.map((item) => (item?.bodiless === 'overload' ? undefined : item));
}

function hasComment(span: Span, comments: readonly Span[]): boolean {
  return span.end > span.start && commentsIn(span, comments).length > 0;
}

function isOnlyComments(span: Span, comments: readonly Span[], text: string): boolean {
  if (span.end < span.start) return false;
  let at = span.start;
  for (const comment of commentsIn(span, comments)) {
    if (!/^[\s;,]*$/.test(text.slice(at, comment.start))) return false;
    at = comment.end;
  }
  return /^[\s;,]*$/.test(text.slice(at, span.end));
}
