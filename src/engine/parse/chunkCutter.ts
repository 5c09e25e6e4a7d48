import type { Chunk } from './chunk';
import { commentsAbove, commentText, docstringText } from './docComment';
import type { Cut } from './excerpt';
import { excerptOf, skipSpaceBefore } from './excerpt';
import type { Language } from './languages/language';
import type { LineTable } from './lineTable';
import { moduleRest } from './moduleRest';
import type { Outline, OutlineItem, Span } from './outline';
import { cutsAround, signatureOf } from './signature';

/** An item with the comments above it. */
interface Documented {
  readonly item: OutlineItem;
  readonly doc: string;
  /** Where its comments start, or it itself. */
  readonly above: number;
  readonly children: Documented[];
}

/** Cuts a file into chunks along its outline: one for each declaration, and what is left of the module. */
export function chunksOf(outline: Outline, text: string, lines: LineTable, language: Language): Chunk[] {
  const { roots, all } = document(joinOverloads(outline.items, outline.comments, text), outline.comments, text, lines);
  const chunks = all.map((each) => chunkOf(each, text, lines, language));
  const taken = roots.map(({ item, above }) => ({ start: above, end: item.end }));
  const { comments, docstring } = outline;
  const rest = moduleRest({ text, lines, language: language.id, taken, comments, docstring }, chunks.length === 0);
  return [...chunks, ...rest].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function chunkOf({ item, doc, children }: Documented, text: string, lines: LineTable, language: Language): Chunk {
  const cuts: Cut[] = children.flatMap((child) => cutsAround(child.item, child.above, text));
  if (item.docstring) {
    const start = skipSpaceBefore(text, item.docstring.start, item.start);
    cuts.push({ start, end: item.docstring.end, replacement: '' });
    cuts.sort((a, b) => a.start - b.start);
  }
  return {
    symbol: item.symbol,
    container: item.container.join('.'),
    kind: item.kind,
    language: language.id,
    startLine: lines.lineOf(item.start) + 1,
    endLine: lines.lineOf(Math.max(item.start, item.end - 1)) + 1,
    signature: signatureOf(item, text, language),
    doc,
    code: excerptOf(text, item, cuts).trimEnd(),
  };
}

/** Gives each item its comments and children. */
function document(
  items: readonly (OutlineItem | undefined)[],
  comments: readonly Span[],
  text: string,
  lines: LineTable,
): { roots: Documented[]; all: Documented[] } {
  const documented: (Documented | undefined)[] = [];
  const roots: Documented[] = [];
  let unclaimed = 0;
  for (const item of items) {
    const parent = item && item.parent >= 0 ? documented[item.parent] : undefined;
    if (!item || (item.parent >= 0 && !parent)) {
      documented.push(undefined);
      continue;
    }
    const { first, end } = commentsAbove(item.start, comments, text, lines);
    const own = comments.slice(Math.max(first, unclaimed), end);
    unclaimed = Math.max(unclaimed, end);
    const texts = own.map((comment) => text.slice(comment.start, comment.end).replaceAll('\r\n', '\n'));
    const docs = joinLineComments(texts).map(commentText);
    if (item.docstring) {
      docs.push(docstringText(text.slice(item.docstring.start, item.docstring.end).replaceAll('\r\n', '\n')));
    }
    const doc = docs.filter((each) => each !== '').join('\n');
    const each: Documented = { item, doc, above: own[0]?.start ?? item.start, children: [] };
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

/** Line comments that follow each other are one text, whose indentation is taken off together. */
function joinLineComments(comments: readonly string[]): string[] {
  const joined: string[] = [];
  for (const comment of comments) {
    const last = joined.at(-1);
    const isContinued = last !== undefined && !comment.startsWith('/*') && !last.startsWith('/*');
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

/** Comments from the first that starts in the span to the last that ends in it. */
function commentsIn(span: Span, comments: readonly Span[]): readonly Span[] {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < span.start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < comments.length && comments[end]!.end <= span.end) end++;
  return comments.slice(low, end);
}

/**
 * Overload signatures become part of the implementation, or of the last signature, when nothing but comments stands in
 * between. Items that are left as part of another one are undefined in the result, so that indices stay.
 */
function joinOverloads(
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
      isOnlyComments({ start: before.end, end: item.start }, comments, text)
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

function isOnlyComments(span: Span, comments: readonly Span[], text: string): boolean {
  if (span.end < span.start) return false;
  let at = span.start;
  for (const comment of commentsIn(span, comments)) {
    if (!/^[\s;,]*$/.test(text.slice(at, comment.start))) return false;
    at = comment.end;
  }
  return /^[\s;,]*$/.test(text.slice(at, span.end));
}
