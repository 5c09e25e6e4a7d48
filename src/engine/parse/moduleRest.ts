import type { Chunk } from './chunk';
import { commentText, docstringText, isLicence } from './docComment';
import { excerptOf, skipSpaceAfter, skipSpaceBefore } from './excerpt';
import type { LineTable } from './lineTable';
import type { WindowLimits } from './lineWindows';
import { lineWindows } from './lineWindows';
import type { Span } from './outline';

/** What a window of the embedding model takes in, roughly. */
const LIMITS: WindowLimits = { lines: 60, characters: 2000 };
/** A comment on its own is worth finding when it says more than a heading. */
const MIN_LETTERS = 40;
/** Anything but brackets, punctuation and space. */
const WORD = /[\p{L}\p{N}_$"'`]/u;
const CLOSING_LINE = /^[)\]};,\s]+$/;

/** What `moduleRest` works on: a file and what its symbols have taken. */
export interface Remainder {
  readonly text: string;
  readonly lines: LineTable;
  readonly language: string;
  /** In order, apart from each other: symbols with the comments that document them. */
  readonly taken: readonly Span[];
  readonly comments: readonly Span[];
  readonly docstring: Span | undefined;
}

interface Candidate extends Chunk {
  /** It has code, or words enough. */
  readonly isWorthwhile: boolean;
}

/**
 * What is left of a module around its symbols, as runs of lines with no symbol in between, long ones cut at blank lines.
 * The comment or docstring at the top of the file is the `doc` of the first. Left out: blank lines, lines with nothing
 * but closing brackets, headings, licence notices.
 *
 * @param isAll there is no other chunk: then a comment is kept whatever it says.
 */
export function moduleRest(rest: Remainder, isAll: boolean): Chunk[] {
  const { text, taken } = rest;
  const overview = overviewOf(rest);
  const candidates: Candidate[] = [];
  let at = 0;
  for (const { start, end } of [...taken, { start: text.length, end: text.length }]) {
    if (start > at) candidates.push(...run(rest, { start: at, end: start }, overview));
    at = Math.max(at, end);
  }
  const kept = candidates.filter((each) => each.isWorthwhile);
  const chosen = kept.length > 0 || !isAll ? kept : candidates.slice(0, 1);
  return chosen.map(({ isWorthwhile: _, ...chunk }) => chunk);
}

/** What a file says about itself before its first code, and where that ends. */
interface Overview {
  readonly start: number;
  readonly end: number;
  readonly doc: string;
}

function overviewOf({ text, taken, comments, docstring }: Remainder): Overview {
  const limit = taken[0]?.start ?? text.length;
  const docs: string[] = [];
  let start = -1;
  let end = 0;
  const add = (span: Span, doc: string) => {
    if (doc !== '' && start < 0) start = span.start;
    if (doc !== '') docs.push(doc);
    end = span.end;
  };
  let block: Span[] = [];
  const flush = () => {
    const raw = block.map((each) => text.slice(each.start, each.end)).join('\n');
    if (block.length > 0)
      add({ start: block[0]!.start, end: block.at(-1)!.end }, isLicence(raw) ? '' : commentText(raw));
    block = [];
  };
  for (const comment of comments) {
    if (comment.end > limit || text.slice(end, comment.start).length > 2000) break;
    const between = text.slice(block.at(-1)?.end ?? end, comment.start);
    if (between.trim() !== '') break;
    // Line comments without a blank line between them are one text.
    const isNext = block.length > 0 && between.split('\n').length === 2 && text.startsWith('//', comment.start);
    if (!isNext && !(text[comment.start] === '#' && between.split('\n').length === 2)) flush();
    block.push(comment);
  }
  flush();
  if (docstring && docstring.end <= limit && text.slice(end, docstring.start).trim() === '') {
    add(docstring, docstringText(text.slice(docstring.start, docstring.end)));
  }
  return { start: start < 0 ? end : start, end, doc: docs.join('\n\n') };
}

/** The chunks of one stretch of text between symbols. */
function run(rest: Remainder, span: Span, overview: Overview): Candidate[] {
  const { text, lines } = rest;
  const isFirst = span.start === 0;
  let start = skipSpaceAfter(text, isFirst ? overview.end : span.start, span.end);
  const end = skipSpaceBefore(text, span.end, start);
  start = skipClosingLines(text, start, end, lines);
  const doc = isFirst ? overview.doc : '';
  if (start >= end) {
    if (!isFirst || overview.end === 0) return [];
    // Nothing but the overview: it is a chunk of its own, so that it can be found at all.
    const first = skipSpaceAfter(text, 0, overview.end);
    const raw = excerptOf(text, { start: first, end: overview.end }, []);
    const isWorthwhile = rest.docstring !== undefined && doc !== '' ? true : isProse(doc);
    return raw === '' ? [] : [candidate(rest, first, overview.end, doc, raw, isWorthwhile)];
  }
  const windows = lineWindows({ first: lines.lineOf(start), last: lines.lineOf(end - 1) }, text, lines, LIMITS);
  const candidates: Candidate[] = [];
  for (const window of windows) {
    const from = skipSpaceAfter(text, Math.max(start, lines.startOf(window.first)), end);
    const to = skipSpaceBefore(text, Math.min(end, lines.endOf(window.last)), from);
    if (from >= to) continue;
    const isTop = doc !== '' && candidates.length === 0;
    const worth = hasCode(rest, from, to) || isProse(commentText(text.slice(from, to)));
    const code = excerptOf(text, { start: from, end: to }, []);
    candidates.push(candidate(rest, isTop ? overview.start : from, to, isTop ? doc : '', code, worth || isTop));
  }
  return candidates;
}

function candidate(
  rest: Remainder,
  start: number,
  end: number,
  doc: string,
  code: string,
  isWorthwhile: boolean,
): Candidate {
  return {
    symbol: '',
    container: '',
    kind: 'module',
    language: rest.language,
    startLine: rest.lines.lineOf(start) + 1,
    endLine: rest.lines.lineOf(end - 1) + 1,
    signature: '',
    doc,
    code,
    isWorthwhile,
  };
}

/** Lines such as `});` end what a symbol before them stands in. */
function skipClosingLines(text: string, start: number, end: number, lines: LineTable): number {
  let at = start;
  while (at < end) {
    const lineEnd = Math.min(lines.endOf(lines.lineOf(at)), end);
    if (lineEnd - at > 80 || !CLOSING_LINE.test(text.slice(at, lineEnd))) break;
    at = skipSpaceAfter(text, lineEnd, end);
  }
  return at;
}

function hasCode({ text, comments }: Remainder, start: number, end: number): boolean {
  let at = start;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < comments.length && comments[index]!.start < end; index++) {
    const comment = comments[index]!;
    if (comment.start > at && WORD.test(text.slice(at, comment.start))) return true;
    at = Math.max(at, comment.end);
  }
  return at < end && WORD.test(text.slice(at, end));
}

function isProse(text: string): boolean {
  return !isLicence(text) && (text.match(/\p{L}/gu)?.length ?? 0) >= MIN_LETTERS;
}
