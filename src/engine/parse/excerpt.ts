import type { Span } from './outline';

/** A part of an excerpt that is left out, and what stands in its place. */
export interface Cut extends Span {
  readonly replacement: string;
}

/**
 * Part of a text without its cuts, moved left by the indentation of its first line.
 *
 * @param cuts in order, within the span, not overlapping
 */
export function excerptOf(text: string, span: Span, cuts: readonly Cut[]): string {
  let excerpt = '';
  let at = span.start;
  for (const cut of cuts) {
    if (cut.start < at) continue;
    excerpt += text.slice(at, cut.start) + cut.replacement;
    at = cut.end;
  }
  excerpt += text.slice(at, span.end);
  const indent = indentationAt(text, span.start);
  return indent === '' ? excerpt : excerpt.replaceAll(`\n${indent}`, '\n');
}

/** The white space before an offset when nothing else stands before it on its line. */
function indentationAt(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start === 0 || text[start - 1] === '\n' ? text.slice(start, offset) : '';
}

/** Where the white space before an offset starts; not before `limit`. */
export function skipSpaceBefore(text: string, offset: number, limit: number): number {
  let at = offset;
  while (at > limit && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the white space from an offset on ends; not after `limit`. */
export function skipSpaceAfter(text: string, offset: number, limit: number): number {
  let at = offset;
  while (at < limit && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}
