import { commentsAbove, commentsIn, commentText, docstringText, isBlockComment } from './comments';
import { skipSpaceAfter } from './excerpt';
import type { Language } from './languages/language';
import type { LineTable } from './lineTable';
import type { OutlineItem, Span } from './outline';

/** An item with the comments above it. */
export interface DocumentedItem {
  readonly item: OutlineItem;
  readonly doc: string;
  /** Where its comments start, or it itself. */
  readonly above: number;
  /** Comments that document it between its decorators and its declaration. */
  readonly below: readonly Span[];
  readonly children: DocumentedItem[];
}

/** Gives each item its comments and children. */
export function documentItems(
  items: readonly (OutlineItem | undefined)[],
  comments: readonly Span[],
  text: string,
  lines: LineTable,
  { docNoise, docMarkup }: Language,
): { roots: DocumentedItem[]; all: DocumentedItem[] } {
  const documented: (DocumentedItem | undefined)[] = [];
  const roots: DocumentedItem[] = [];
  let unclaimed = 0;
  const withBody = namesWithBody(items);
  for (const item of items) {
    const parent = item && item.parent >= 0 ? documented[item.parent] : undefined;
    if (!item || (item.parent >= 0 && !parent)) {
      documented.push(undefined);
      continue;
    }
    const { first, end } = commentsAbove(item.start, comments, text, lines);
    const own = comments.slice(Math.max(first, unclaimed), end);
    const below = commentsBelowDecorators(item, comments, text, lines);
    const texts = [...own, ...below].map((comment) => text.slice(comment.start, comment.end));
    const docs = joinLineComments(texts).map((comment) => commentText(comment, docMarkup));
    if (item.docstring) {
      docs.push(docstringText(text.slice(item.docstring.start, item.docstring.end)));
    }
    const said = docNoise ? docs.map((each) => withoutNoise(each, docNoise)) : docs;
    const doc = said.filter((each) => each !== '').join('\n');
    const isAnnounced = item.bodiless === 'prototype' && withBody.has(fullName(item));
    if (doc === '' && (item.onlyDocumented || isAnnounced)) {
      documented.push(undefined);
      continue;
    }
    unclaimed = Math.max(unclaimed, end);
    const each: DocumentedItem = { item, doc, above: own[0]?.start ?? item.start, below, children: [] };
    if (parent) {
      parent.children.push(each);
    } else {
      item.end = withTrailingComment(item.end, comments, text, lines);
      roots.push(each);
    }
    documented.push(each);
  }
  return { roots, all: documented.filter((each) => each !== undefined) };
}

function withoutNoise(doc: string, noise: RegExp): string {
  const kept = doc.split('\n').filter((line) => !noise.test(line));
  return kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What a prototype may announce; empty when there is no prototype. */
function namesWithBody(items: readonly (OutlineItem | undefined)[]): ReadonlySet<string> {
  if (!items.some((item) => item?.bodiless === 'prototype')) return new Set();
  return new Set(items.flatMap((item) => (item && item.bodiless === undefined ? [fullName(item)] : [])));
}

function fullName({ container, symbol }: OutlineItem): string {
  return [...container, symbol].join('.');
}

/** Comments alone on their lines between decorators, or between them and what they decorate. */
function commentsBelowDecorators(item: OutlineItem, comments: readonly Span[], text: string, lines: LineTable): Span[] {
  const below: Span[] = [];
  let at = item.start;
  for (const decorator of item.decorators) {
    if (decorator.start !== at) break;
    at = skipSpaceAfter(text, decorator.end, item.end);
    for (const comment of commentsIn({ start: at, end: item.end }, comments)) {
      if (comment.start !== at) break;
      if (lines.isFirstOnLine(comment.start)) below.push(comment);
      at = skipSpaceAfter(text, comment.end, item.end);
    }
  }
  return below;
}

/** Line comments that follow each other are one text, whose indentation is taken off together. */
function joinLineComments(comments: readonly string[]): string[] {
  const joined: string[] = [];
  for (const comment of comments) {
    const last = joined.at(-1);
    const isContinued = last !== undefined && !isBlockComment(comment, 0) && !isBlockComment(last, 0);
    if (isContinued) joined[joined.length - 1] = `${last}\n${comment}`;
    else joined.push(comment);
  }
  return joined;
}

/** `const timeout = 5; // seconds`: the comment belongs to the constant. */
function withTrailingComment(end: number, comments: readonly Span[], text: string, lines: LineTable): number {
  const line = lines.lineOf(Math.max(0, end - 1));
  const lineEnd = lines.endOf(line);
  const comment = commentsIn({ start: end, end: lineEnd }, comments)[0];
  if (!comment || text.slice(comment.end, lineEnd).trim() !== '') return end;
  return /^[\s,;]*$/.test(text.slice(end, comment.start)) ? comment.end : end;
}
