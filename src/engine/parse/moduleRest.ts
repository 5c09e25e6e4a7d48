import type { Chunk } from './chunk';
import { commentsIn, commentText, isLicence } from './comments';
import { excerptOf, skipSpaceAfter, skipSpaceBefore } from './excerpt';
import type { Language } from './languages/language';
import type { LineTable } from './lineTable';
import type { WindowLimits } from './lineWindows';
import { lineWindows } from './lineWindows';
import type { Span } from './outline';
import type { Overview } from './overview';
import { overviewOf } from './overview';

/** What a window of the embedding model takes in, roughly. */
const LIMITS: WindowLimits = { lines: 60, characters: 2000 };
/** A comment on its own is worth finding when it says more than a heading. */
const MIN_LETTERS = 40;
/** Anything but brackets, punctuation and space. */
const WORD = /[\p{L}\p{N}_$"'`]/u;
const CLOSING_LINE = /^(?:[)\]};,\s]|\b(?:end|fi|done|esac)\b|\?>)+$/;
/** What `moduleRest` works on: a file and what its symbols have taken. */
export interface Remainder {
  readonly text: string;
  readonly lines: LineTable;
  readonly language: Language;
  /** In order, apart from each other: symbols with the comments that document them. */
  readonly taken: readonly Span[];
  readonly comments: readonly Span[];
  readonly docstring: Span | undefined;
}

/** A chunk and the offset of its code. */
export interface PlacedChunk {
  readonly start: number;
  readonly chunk: Chunk;
}

interface Candidate extends PlacedChunk {
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
export function moduleRest(rest: Remainder, isAll: boolean): PlacedChunk[] {
  const { text, taken, comments, docstring } = rest;
  const overview = overviewOf(text, comments, docstring, taken[0]?.start ?? text.length, rest.language.docMarkup);
  const candidates: Candidate[] = [];
  let at = 0;
  for (const { start, end } of [...taken, { start: text.length, end: text.length }]) {
    if (start > at) {
      const run = { start: at, end: start };
      candidates.push(...(at === 0 ? firstRun(rest, run, overview) : runChunks(rest, run, [])));
    }
    at = Math.max(at, end);
  }
  const kept = candidates.filter((each) => each.isWorthwhile);
  return kept.length > 0 || !isAll ? kept : candidates.slice(0, 1);
}

/** The chunks before the first symbol, with the overview as the `doc` of the first. */
function firstRun(rest: Remainder, span: Span, overview: Overview): Candidate[] {
  const { text, lines } = rest;
  const { doc, spans } = overview;
  const [first, ...others] = runChunks(rest, span, spans);
  if (first) {
    if (doc === '') return [first, ...others];
    const startLine = Math.min(first.chunk.startLine, lines.lineOf(overview.start) + 1);
    return [{ ...first, chunk: { ...first.chunk, doc, startLine }, isWorthwhile: true }, ...others];
  }
  if (spans.length === 0) return [];
  // Nothing but the overview: it is a chunk of its own, so that it can be found at all.
  const whole = { start: doc === '' ? spans[0]!.start : overview.start, end: spans.at(-1)!.end };
  const raw = excerptOf(text, whole, []);
  const isWorthwhile = isProse(doc) || (rest.docstring !== undefined && doc !== '');
  return [{ start: whole.start, chunk: { ...moduleChunk(rest, whole, raw), doc }, isWorthwhile }];
}

/** The chunks of one stretch of text between symbols, `without` comments that are read elsewhere. */
function runChunks(rest: Remainder, span: Span, without: readonly Span[]): Candidate[] {
  const { text, lines } = rest;
  const end = skipSpaceBefore(text, withoutSourceMap(rest, span.end), span.start);
  let start = skipSpaceAfter(text, span.start, end);
  for (const each of without) if (each.start === start) start = skipSpaceAfter(text, each.end, end);
  start = skipClosingLines(text, start, end, lines);
  if (start >= end) return [];
  const windows = lineWindows({ first: lines.lineOf(start), last: lines.lineOf(end - 1) }, text, lines, LIMITS);
  const candidates: Candidate[] = [];
  for (const window of windows) {
    const from = skipSpaceAfter(text, Math.max(start, lines.startOf(window.first)), end);
    const to = skipSpaceBefore(text, Math.min(end, lines.endOf(window.last)), from);
    if (from >= to) continue;
    const cuts = without
      .filter((each) => each.start > from && each.end <= to)
      .map((each) => ({ start: skipSpaceBefore(text, each.start, from), end: each.end, replacement: '' }));
    const code = excerptOf(text, { start: from, end: to }, cuts);
    const isWorthwhile = hasCode(rest, from, to) || isProse(commentsOf(rest, from, to));
    candidates.push({ start: from, chunk: moduleChunk(rest, { start: from, end: to }, code), isWorthwhile });
  }
  return candidates;
}

function moduleChunk({ lines, language }: Remainder, span: Span, code: string): Chunk {
  return {
    symbol: '',
    container: '',
    kind: 'module',
    language: language.id,
    startLine: lines.lineOf(span.start) + 1,
    endLine: lines.lineOf(span.end - 1) + 1,
    signature: '',
    doc: '',
    code,
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

/** A bundler's last line, which may hold the whole source once more in base64. */
function withoutSourceMap({ text, comments }: Remainder, end: number): number {
  const last = comments.at(-1);
  const isLast = end === text.length && last !== undefined && text.slice(last.end).trim() === '';
  return isLast && /^.{0,5}sourceMappingURL=/.test(text.slice(last.start, last.start + 40)) ? last.start : end;
}

function hasCode({ text, comments, language }: Remainder, start: number, end: number): boolean {
  let at = start;
  for (const comment of commentsIn({ start, end }, comments)) {
    if (comment.start > at && saysSomething(text.slice(at, comment.start), language)) return true;
    at = comment.end;
  }
  return saysSomething(text.slice(at, end), language);
}

/** Whether more is in code than brackets and what stands around declarations. */
function saysSomething(code: string, { frameLine }: Language): boolean {
  if (!frameLine || code.length > LIMITS.characters) return WORD.test(code);
  return code.split('\n').some((line) => WORD.test(line) && !frameLine.test(line));
}

function commentsOf({ text, comments }: Remainder, start: number, end: number): string {
  const raw = commentsIn({ start, end }, comments).map((comment) => text.slice(comment.start, comment.end));
  return commentText(raw.join('\n'));
}

function isProse(text: string): boolean {
  return !isLicence(text) && (text.match(/\p{L}/gu)?.length ?? 0) >= MIN_LETTERS;
}
