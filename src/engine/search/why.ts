import type { ScoreShares, Why, WordMatch, WordPlace } from '../../protocol/query';
import { placedWords } from '../text/words';
import type { Candidate } from './candidates';
import type { Query } from './question';
import type { Explained, Reasons } from './ranking';
import { linesLookedAt, tellingWords, wordFinder } from './sameWord';

/** More places of one word nobody looks up. */
const MOST_LINES = 5;
const MOST_SPELLINGS = 5;
/** Scores are rounded to this many parts of 1. */
export const SCORE_PARTS = 10_000;

/** The text of a chunk as it stands on disk. */
export interface ChunkText {
  /** The comment above it, if there is one, and the chunk's own lines. */
  readonly lines: readonly string[];
  /** 1-based, of the first of them. */
  readonly firstLine: number;
}

/** Why a hit is there. @param score as the hit has it: the shares add up to it */
export function whyOf(query: Query, { item, reasons }: Explained<Candidate>, score: number, text: ChunkText): Why {
  const words = tellingWords(query.parts);
  const matched = wordMatches(words, item, text);
  const similarity = item.deep ?? (item.isRead ? undefined : item.quick);
  return {
    shares: sharesOf(reasons, score),
    factors: {
      ...(reasons.kind < 1 ? { kind: reasons.kind } : {}),
      ...(reasons.aside && reasons.aside.factor < 1 ? { aside: reasons.aside } : {}),
      ...(reasons.sameFile < 1 ? { sameFile: rounded(reasons.sameFile) } : {}),
    },
    matched,
    missing: words.filter((word) => !matched.some((match) => match.word === word)),
    ...(similarity === undefined ? {} : { similarity: rounded(similarity) }),
    readClosely: item.isRead,
  };
}

/**
 * The terms of a score as shares that add up to it, to the last of its parts ("largest remainder").
 * @param score rounded to `SCORE_PARTS`
 */
export function sharesOf({ terms, coherence }: Reasons, score: number): ScoreShares {
  const sum = terms.meaning + terms.words + terms.name + terms.path + terms.size;
  const weights = { ...terms, file: sum * coherence };
  const all = sum * (1 + coherence);
  const parts = Math.round(score * SCORE_PARTS);
  const exact = Object.entries(weights).map(([name, weight]) => {
    const part = all > 0 ? (weight / all) * parts : 0;
    return { name, whole: Math.floor(part), rest: part - Math.floor(part) };
  });
  let left = all > 0 ? parts - exact.reduce((total, { whole }) => total + whole, 0) : 0;
  for (const share of [...exact].sort((a, b) => b.rest - a.rest)) {
    if (left-- <= 0) break;
    share.whole++;
  }
  return Object.fromEntries(exact.map(({ name, whole }) => [name, whole / SCORE_PARTS])) as ScoreShares;
}

/** Where each word of the query stands in a chunk. @param words lower case, each once */
function wordMatches(
  words: readonly string[],
  { chunk }: Pick<Candidate, 'chunk'>,
  { lines, firstLine }: ChunkText,
): WordMatch[] {
  const find = wordFinder(words);
  const found = words.map(() => ({
    spellings: new Set<string>(),
    places: new Set<WordPlace>(),
    lines: new Set<number>(),
  }));
  const look = (text: string, place: WordPlace, line?: number): void => {
    for (const { word, start, end } of placedWords(text)) {
      const match = found[find(word)];
      if (!match) continue;
      if (match.spellings.size < MOST_SPELLINGS) match.spellings.add(text.slice(start, end));
      match.places.add(place);
      if (line !== undefined && match.lines.size < MOST_LINES) match.lines.add(line);
    }
  };
  look(`${chunk.container} ${chunk.symbol}`, 'name');
  look(chunk.path, 'path');
  const isDoc = commentLines(lines);
  for (const [index, line] of linesLookedAt(lines).entries())
    look(line, isDoc[index]! ? 'doc' : 'code', firstLine + index);
  return words.flatMap((word, index) => {
    const { spellings, places, lines } = found[index]!;
    return places.size === 0 ? [] : [{ word, found: [...spellings], places: [...places], lines: [...lines] }];
  });
}

/**
 * Which lines are comment as a whole, in most languages: by the mark that they begin with, or by standing between those of a
 * block or a docstring.
 */
export function commentLines(lines: readonly string[]): boolean[] {
  let until: string | undefined;
  return lines.map((line) => {
    const text = line.trim();
    if (until !== undefined) {
      if (text.includes(until)) until = undefined;
      return true;
    }
    const opened = BLOCKS.find(([start]) => text.startsWith(start));
    if (opened) {
      const [start, end] = opened;
      if (!text.slice(start.length).includes(end)) until = end;
      return true;
    }
    return LINE_COMMENT.test(text);
  });
}

const BLOCKS: readonly (readonly [string, string])[] = [
  ['/*', '*/'],
  ['"""', '"""'],
  ["'''", "'''"],
  ['<!--', '-->'],
  ['{-', '-}'],
  ['--[[', ']]'],
  ['=begin', '=end'],
];
/** `#include`, `#[derive]` and `#!` are code. */
const LINE_COMMENT = /^(?:\/\/|\*|--(?!\w)|;;|%%|#(?![\w![{])|#\s)/u;

function rounded(value: number): number {
  return Math.round(value * SCORE_PARTS) / SCORE_PARTS;
}
