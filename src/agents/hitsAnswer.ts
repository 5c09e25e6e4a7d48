import type { SearchResponse } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import {
  type Answer,
  costOf,
  folderNames,
  type Forms,
  joinNotes,
  mostThatFits,
  onOneLine,
  partialNote,
  type Rendered,
  SIGNATURE_CHARACTERS,
  symbolName,
} from './answer';
import { estimateTokens } from './tokens';

/** Lines of code that are asked of the engine for each hit. */
export const PREVIEW_LINES = 400;

/** Share of the budget that names and places may take, before any code. */
const LIST_SHARE = 0.5;
/** Share of the budget that the code of one hit may take, so that one long function does not hide all others. */
const HIT_SHARE = 0.5;
/** Fewer lines of a function that has to be cut say less than its signature. */
const LEAST_LINES = 6;
/** Of what contains other symbols, these lines show what it is; its parts are hits of their own. */
const CONTAINER_LINES = 30;
const CONTAINERS: ReadonlySet<string> = new Set(['class', 'interface', 'module', 'enum']);
/** Kept for the notes at the end. */
const NOTE_TOKENS = 60;
/** Of a query that is wrong all over, the first few say enough. */
const MOST_MISTAKES = 3;

export interface HitsContext {
  /** All workspace folders. */
  readonly roots: readonly string[];
  readonly forms: Forms;
  /** What to say when nothing is found. */
  readonly whenEmpty: string;
}

/** A hit with as much of its code as is shown. */
interface Entry {
  readonly hit: Hit;
  /** None: only its name and place. */
  readonly shown: readonly string[];
  readonly isCut: boolean;
  /** Another entry shows this code, too. */
  readonly isAbove: boolean;
}

/** Hits as text or data within a budget: all by name and place as far as they fit, then code, best first. */
export function hitsAnswer(response: SearchResponse, context: HitsContext): Answer {
  return {
    within(maxTokens) {
      // Costs are estimated piece by piece: what comes out too long is tried with a little less.
      for (let target = maxTokens; ; target *= 0.9) {
        const rendered = render(response, chooseEntries(response.hits, target, context), maxTokens, context);
        if (costOf(rendered, context.forms) <= maxTokens || target < 1) return rendered;
      }
    },
  };
}

function chooseEntries(hits: readonly Hit[], maxTokens: number, context: HitsContext): Entry[] {
  const costWith = (entry: Entry) => costOf(renderEntry(entry, context), context.forms);
  const bare = hits.map((hit): Entry => ({ hit, shown: [], isCut: false, isAbove: false }));
  const all = Math.max(0, maxTokens - Math.min(NOTE_TOKENS, maxTokens / 4));
  let left = all;
  const listed: Entry[] = [];
  for (const entry of bare) {
    const cost = costWith(entry);
    if (left - cost < all * (listed.length === 0 ? 0 : 1 - LIST_SHARE)) break;
    left -= cost;
    listed.push(entry);
  }
  const entries: Entry[] = [];
  for (const entry of listed) {
    const listedCost = costWith(entry);
    const withCode = withMostCode(entry, entries, (each) => {
      const cost = costWith(each) - listedCost;
      return cost <= left && cost <= all * HIT_SHARE;
    });
    left -= costWith(withCode) - listedCost;
    entries.push(withCode);
  }
  return entries;
}

/** As much of a hit's code as fits, whole if possible. */
function withMostCode(entry: Entry, before: readonly Entry[], fits: (entry: Entry) => boolean): Entry {
  const { hit } = entry;
  const lines = hit.preview?.split('\n') ?? [];
  if (lines.length === 0) return entry;
  if (before.some((other) => shows(other, hit))) return { ...entry, isAbove: true };
  const cutAfter = (count: number): Entry => ({
    ...entry,
    shown: lines.slice(0, count),
    isCut: count < lines.length || isCutByEngine(hit, lines.length),
  });
  const most = CONTAINERS.has(hit.kind) ? Math.min(lines.length, CONTAINER_LINES) : lines.length;
  if (fits(cutAfter(most))) return cutAfter(most);
  const fitting = mostThatFits(most, (count) => fits(cutAfter(count)));
  return fitting < LEAST_LINES ? entry : cutAfter(fitting);
}

/** The engine gave no more lines, though there are more. Fewer than asked for are all that the file has now. */
function isCutByEngine({ startLine, endLine }: Hit, lines: number): boolean {
  return lines >= PREVIEW_LINES && lines < endLine - startLine + 1;
}

function shows({ hit, shown }: Entry, other: Hit): boolean {
  return (
    hit.root === other.root &&
    hit.path === other.path &&
    hit.startLine <= other.startLine &&
    other.endLine <= hit.startLine + shown.length - 1
  );
}

function renderEntry({ hit, shown, isCut, isAbove }: Entry, { roots }: HitsContext): Rendered {
  const name = symbolName([hit.container, hit.symbol].filter(Boolean).join('.'));
  const signature = hit.signature.slice(0, SIGNATURE_CHARACTERS);
  const lastLine = hit.startLine + shown.length - 1;
  const place = `${folderNames(roots)(hit.root)}${hit.path}`;
  const title = `${onOneLine(place)}:${hit.startLine}-${hit.endLine} ${[name, `(${hit.kind}, ${hit.score.toFixed(2)})`].filter(Boolean).join(' ')}`;
  const listed = isAbove
    ? `${title}: in the code above`
    : signature === ''
      ? title
      : `${title}: ${onOneLine(signature)}`;
  const text =
    shown.length === 0
      ? listed
      : [title, ...shown, ...(isCut ? [`… lines ${lastLine + 1}-${hit.endLine} are left out`] : [])].join('\n');
  const data = {
    path: hit.path,
    ...(roots.length > 1 ? { root: hit.root } : {}),
    startLine: hit.startLine,
    endLine: hit.endLine,
    name,
    kind: hit.kind,
    language: hit.language,
    score: hit.score,
    ...(shown.length > 0 || signature === '' ? {} : { signature }),
    ...(shown.length === 0 ? {} : { code: shown.join('\n'), codeEndLine: isCut ? lastLine : hit.endLine }),
  };
  return { text, data };
}

function render(
  { hits, partial, subject, mistakes = [] }: SearchResponse,
  entries: readonly Entry[],
  maxTokens: number,
  context: HitsContext,
): Rendered {
  const rendered = entries.map((entry) => renderEntry(entry, context));
  const note = joinNotes([
    // A filter that was not understood changes what was asked.
    ...mistakes.slice(0, MOST_MISTAKES).map(({ text }) => text),
    hits.length === 0 ? context.whenEmpty : leftOutNote(entries, hits.length - entries.length, maxTokens),
    partialNote(partial),
  ]);
  const texts = rendered.map(({ text }, index) => {
    // A blank line parts code; names and places follow each other closely.
    const isBare = (each: Entry | undefined) => each?.shown.length === 0;
    return isBare(entries[index]) && isBare(entries[index + 1]) ? `${text}\n` : `${text}\n\n`;
  });
  const opening = subject === undefined || hits.length === 0 ? '' : `Similar to ${symbolName(subject)}:\n\n`;
  return {
    text: `${opening}${texts.join('')}${note ?? ''}`.trimEnd(),
    data: {
      results: rendered.map(({ data }) => data),
      ...(subject === undefined ? {} : { comparedTo: symbolName(subject) }),
      ...(note === undefined ? {} : { note }),
    },
  };
}

function leftOutNote(entries: readonly Entry[], leftOut: number, maxTokens: number): string | undefined {
  const cut = entries.filter(({ shown, isCut, isAbove, hit }) =>
    shown.length === 0
      ? !isAbove && hit.preview !== undefined
      : // What contains others is cut whatever the budget is, and says so itself.
        isCut && !(CONTAINERS.has(hit.kind) && shown.length === CONTAINER_LINES),
  ).length;
  if (leftOut === 0 && cut === 0) return undefined;
  const parts = [
    ...(leftOut > 0 ? [`${leftOut} more result${leftOut === 1 ? '' : 's'}`] : []),
    ...(cut > 0 ? [`code of ${cut} result${cut === 1 ? '' : 's'}`] : []),
  ];
  const text = `Left out to stay within ${maxTokens} tokens: ${parts.join(', ')}; read the files, or ask with a higher maxTokens.`;
  return estimateTokens(text) <= maxTokens / 2 ? text : 'More is left out.';
}
