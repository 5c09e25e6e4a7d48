import type { ScoreShares, Why, WordMatch, WordPlace } from '../protocol/query';

const SHARES: Readonly<Record<keyof ScoreShares, readonly [name: string, title: string]>> = {
  meaning: ['Meaning', 'How near the code is to what you asked, by both models.'],
  words: ['Words', 'Words of your query that the code has, rare ones counting more.'],
  name: ['Name', 'It defines a name that your query spells.'],
  path: ['File name', 'Words of your query in the name of the file.'],
  size: ['Length', 'Longer code does more of the work than a single line.'],
  file: ['Its file', 'Other code of the same file fits, too.'],
};
const PLACES: Readonly<Record<WordPlace, string>> = {
  name: 'in the name',
  path: 'in the path',
  doc: 'in a comment',
  code: 'in the code',
};
const ASIDES: Readonly<Record<NonNullable<Why['factors']['aside']>['what'], string>> = {
  test: 'it is a test',
  example: 'it is an example',
  declaration: 'it only declares',
  compatibility: 'it is there for compatibility',
};

export interface Share {
  readonly name: string;
  readonly title: string;
  /** Whole percent; all shares add up to the score as it is shown. */
  readonly percent: number;
}

/** The parts of the score, the largest first; those that add nothing are left out. @param score in percent, as it is shown */
export function sharesOf({ shares }: Why, score: number): readonly Share[] {
  const entries = Object.entries(shares) as [keyof ScoreShares, number][];
  const exact = entries.map(([key, share]) => ({ key, share, whole: Math.floor(share * 100) }));
  let left = score - exact.reduce((sum, { whole }) => sum + whole, 0);
  // The largest remainders are rounded up, so that what one adds up in one's head is right.
  for (const each of [...exact].sort((a, b) => ((b.share * 100) % 1) - ((a.share * 100) % 1))) {
    if (left <= 0) break;
    each.whole += 1;
    left -= 1;
  }
  return exact
    .filter(({ whole }) => whole > 0)
    .sort((a, b) => b.whole - a.whole)
    .map(({ key, whole }) => ({ name: SHARES[key][0], title: SHARES[key][1], percent: whole }));
}

/** Why the hit is there, a sentence each. */
export function reasonsOf(why: Why): readonly string[] {
  const { matched, missing, factors, readClosely, like = [] } = why;
  return [
    main(why),
    ...(matched.length > 0 ? [`Words that match: ${matched.map(wordText).join('; ')}.`] : []),
    ...(matched.length > 0 && missing.length > 0 ? [`Not there: ${missing.map(quoted).join(', ')}.`] : []),
    ...(like.length > 0 ? [`It is like ${like.map(quoted).join(' and ')}.`] : []),
    ...lowered(factors),
    ...(readClosely ? [] : ['It was not read closely yet; the score may change when it is.']),
  ];
}

function main({ shares, matched }: Why): string {
  const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const part = (share: number): number => (all > 0 ? share / all : 0);
  if (part(shares.name) >= 0.4) return 'It defines what your query names.';
  if (matched.length === 0) return 'It is near to your query in meaning, though it has none of its words.';
  if (part(shares.meaning) >= 0.5) return 'Mostly because it is near to your query in meaning.';
  if (part(shares.words) >= 0.5) return 'Mostly because it has the words of your query.';
  return 'It is near to your query in meaning, and has words of it.';
}

function wordText({ word, found, places, lines }: WordMatch): string {
  const others = found.filter((spelling) => spelling.toLowerCase() !== word);
  const as = others.length > 0 ? ` as ${others.map(quoted).join(', ')}` : '';
  const where = places.map((place) => PLACES[place]).join(', ');
  const at = lines.length === 0 ? '' : ` (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`;
  return `${quoted(word)}${as} ${where}${at}`;
}

function lowered({ kind, aside, sameFile }: Why['factors']): readonly string[] {
  const reasons = [
    ...(aside === undefined ? [] : [`${ASIDES[aside.what]} (×${short(aside.factor)})`]),
    ...(kind === undefined ? [] : [`code of this kind says less about what happens (×${short(kind)})`]),
    ...(sameFile === undefined ? [] : [`better results of the same file come before it (×${short(sameFile)})`]),
  ];
  return reasons.length === 0 ? [] : [`Its score was lowered: ${reasons.join('; ')}.`];
}

function short(factor: number): string {
  return factor.toFixed(2).replace(/0+$/, '').replace(/\.$/, '');
}

function quoted(text: string): string {
  return `“${text}”`;
}
