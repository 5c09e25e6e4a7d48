import type { MatchLine } from '../../protocol/hit';
import { placedWords, type PlacedWord } from '../text/words';
import { linesLookedAt, tellingWords, wordFinder } from './sameWord';

/** More lines than this no list of hits has room for. */
const MOST_LINES = 3;
/** A longer text is cut around its first word. */
const TEXT_CHARACTERS = 160;
/** What is left of the text before its first word, where it is cut there. */
const LEAD_CHARACTERS = 40;

/**
 * The lines of a hit that say most of what was asked, so that a person sees at once why it is there. Each line after the
 * first has words that the lines before lack; rare words of the hit count more than those on every line.
 *
 * @param lines of the hit
 * @param startLine 1-based, of the first of them
 * @param query its words, lower case, as `wordsOf` makes them
 * @returns in the order of the file; none where no word is met
 */
export function matchLines(lines: readonly string[], startLine: number, query: readonly string[]): MatchLine[] {
  const wanted = tellingWords(query);
  if (wanted.length === 0) return [];
  const find = wordFinder(wanted);
  const found = linesLookedAt(lines).map((line) => metWords(line, find));
  const weights = wanted.map((_, word) => {
    const frequency = found.filter(({ met }) => met.has(word)).length;
    return Math.log(1 + lines.length / Math.max(1, frequency));
  });
  const left = new Set(wanted.keys());
  const chosen: number[] = [];
  while (chosen.length < MOST_LINES && left.size > 0) {
    const gains = found.map(({ met }) =>
      [...met].reduce((sum, word) => sum + (left.has(word) ? weights[word]! : 0), 0),
    );
    const most = Math.max(...gains);
    if (!(most > 0)) break;
    const best = gains.indexOf(most);
    chosen.push(best);
    for (const word of found[best]!.met) left.delete(word);
  }
  return chosen
    .sort((a, b) => a - b)
    .map((index) => ({ line: startLine + index, ...cut(lines[index]!, found[index]!.places) }));
}

/** Which words of the query a line has, by their place in the query, and where they stand. */
function metWords(line: string, find: (word: string) => number) {
  const met = new Set<number>();
  const places: PlacedWord[] = [];
  for (const placed of placedWords(line)) {
    const which = find(placed.word);
    if (which === -1) continue;
    met.add(which);
    places.push(placed);
  }
  return { met, places };
}

function cut(line: string, places: readonly PlacedWord[]): Pick<MatchLine, 'text' | 'words'> {
  const indentation = line.length - line.trimStart().length;
  const first = places[0]!.start;
  const from = first - indentation > TEXT_CHARACTERS - LEAD_CHARACTERS ? first - LEAD_CHARACTERS : indentation;
  const to = Math.min(line.trimEnd().length, from + TEXT_CHARACTERS);
  const before = from > indentation ? '… ' : '';
  const shift = before.length - from;
  return {
    text: `${before}${line.slice(from, to)}${to < line.trimEnd().length ? ' …' : ''}`,
    words: places.filter(({ end }) => end <= to).map(({ start, end }) => [start + shift, end + shift] as const),
  };
}
