import type { MatchLine } from '../protocol/hit';
import type { PanelHit } from '../protocol/webview';

/** Lines of a preview that is not expanded. */
export const FIRST_LINES = 6;
/** Characters of a line that is not expanded; no panel is wider. */
const LINE_LENGTH = 200;

/** From one character to another, which is exclusive; in UTF-16 units of the line's text. */
export type Mark = readonly [start: number, end: number];

export interface PreviewLine {
  readonly text: string;
  /** Its place in the code; absent where the code does not reach so far. */
  readonly index?: number;
  /** Lines between this one and the one above it are left out. */
  readonly afterGap: boolean;
  /** It is among the lines that say most of what was asked for. */
  readonly matches: boolean;
  /** Where it has words of the query. */
  readonly marks: readonly Mark[];
}

export interface Preview {
  /** All the lines that are at hand, without the indentation they share. */
  readonly code: readonly string[];
  /** The ones to show. */
  readonly lines: readonly PreviewLine[];
  /** Lines that expanding adds. */
  readonly more: number;
  /** Lines of the chunk that the preview does not hold. */
  readonly missing: number;
  /** The signature, where the lines do not show it already; otherwise empty. */
  readonly signature: string;
}

/** What to show of a hit: its first lines, or those around the lines that match the query; all of them when expanded. */
export function previewOf(hit: PanelHit, expanded: boolean): Preview {
  const code = hit.preview === undefined ? [] : dedent(hit.preview.split('\n'));
  const matches = new Map((hit.matchLines ?? []).map((match) => [match.line - hit.startLine, match]));
  const shown = expanded ? [...code.keys()] : firstLines(code.length, [...matches.keys()], hit.signature !== '');
  const beyond = [...matches.keys()].filter((index) => index >= code.length);
  const lines = [...shown, ...beyond].map((index, place, all): PreviewLine => {
    const match = matches.get(index);
    const line = code[index];
    const text = line === undefined ? (match?.text ?? '') : expanded ? line : cut(line);
    return {
      text,
      ...(line === undefined ? {} : { index }),
      afterGap: place > 0 && index !== (all[place - 1] ?? 0) + 1,
      matches: match !== undefined,
      marks: match === undefined ? [] : marksIn(text, match),
    };
  });
  const kept = lines.filter(({ index }) => index !== undefined);
  return {
    code,
    lines,
    more: expanded ? Math.max(code.length - FIRST_LINES, 0) : code.length - kept.length,
    missing: hit.previewCut === true ? Math.max(hit.endLine - hit.startLine + 1 - code.length, 0) : 0,
    signature: contains(lines, hit.signature) ? '' : hit.signature,
  };
}

/** Whether there is more to a hit than its first lines. */
export function isExpandable(hit: PanelHit): boolean {
  return (hit.preview ?? '').split('\n', FIRST_LINES + 1).length > FIRST_LINES;
}

/** Places of the lines of a preview that is not expanded, in order. @param matching places, which may lie beyond */
function firstLines(count: number, matching: readonly number[], hasSignature: boolean): readonly number[] {
  const first = Array.from({ length: Math.min(count, FIRST_LINES) }, (_, index) => index);
  const reached = matching.filter((index) => index < count);
  if (reached.every((index) => index < FIRST_LINES)) return first;
  const chosen = new Set(hasSignature ? reached : [0, ...reached]);
  // The lines around a match say what it belongs to.
  for (let distance = 1; chosen.size < first.length && distance < count; distance++)
    for (const index of reached.flatMap((match) => [match - distance, match + distance]))
      if (index >= 0 && index < count && chosen.size < first.length) chosen.add(index);
  return [...chosen].sort((a, b) => a - b);
}

function marksIn(line: string, { text, words }: MatchLine): readonly Mark[] {
  // The engine cuts a long line around its first word, and says so by dots.
  const lead = text.startsWith('… ') ? 2 : 0;
  const bare = text.slice(lead).replace(/ …$/, '');
  const start = text === line ? 0 : line.indexOf(bare.slice(0, Math.max(LINE_LENGTH - lead, 0))) - lead;
  if (text !== line && start < -lead) return [];
  return words
    .map(([from, to]): Mark => [from + start, to + start])
    .filter(([from, to]) => from >= 0 && to <= line.length);
}

function cut(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
}

function dedent(lines: readonly string[]): readonly string[] {
  let shared: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
    shared = shared === undefined ? indentation : commonStart(shared, indentation);
  }
  const length = shared?.length ?? 0;
  return length === 0 ? lines : lines.map((line) => line.slice(length));
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/** Whether the lines show the text, however it is broken into lines and spaced there. */
function contains(lines: readonly PreviewLine[], text: string): boolean {
  const bare = (code: string): string => code.replaceAll(/[\s,;{}:]/g, '');
  return bare(lines.map((line) => line.text).join('')).includes(bare(text));
}
