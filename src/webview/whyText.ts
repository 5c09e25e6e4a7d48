import * as l10n from '@vscode/l10n';
import { amount } from '../l10n/amounts';
import { joined, listed, quoted } from '../l10n/phrases';
import type { ScoreShares, Why, WordMatch, WordPlace } from '../protocol/query';

const SHARES: Readonly<Record<keyof ScoreShares, readonly [name: string, title: string]>> = {
  meaning: [l10n.t('Meaning'), l10n.t('How near the code is to what you asked, by both models.')],
  words: [l10n.t('Words'), l10n.t('Words of your query that the code has, rare ones counting more.')],
  name: [l10n.t('Name'), l10n.t('It defines a name that your query spells.')],
  path: [l10n.t('File name'), l10n.t('Words of your query in the name of the file.')],
  size: [l10n.t('Length'), l10n.t('Longer code does more of the work than a single line.')],
  file: [l10n.t('Its file'), l10n.t('Other code of the same file fits, too.')],
};
const PLACES: Readonly<Record<WordPlace, string>> = {
  name: l10n.t('in the name'),
  path: l10n.t('in the path'),
  doc: l10n.t('in a comment'),
  code: l10n.t('in the code'),
};
const ASIDES: Readonly<Record<NonNullable<Why['factors']['aside']>['what'], string>> = {
  test: l10n.t('it is a test'),
  example: l10n.t('it is an example'),
  declaration: l10n.t('it only declares'),
  compatibility: l10n.t('it is there for compatibility'),
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
    ...(matched.length > 0 ? [l10n.t('Words that match: {0}.', inTurn(matched.map(wordText)))] : []),
    ...(matched.length > 0 && missing.length > 0 ? [l10n.t('Not there: {0}.', listed(missing.map(quoted)))] : []),
    ...(like.length > 0 ? [l10n.t('It is like {0}.', joined(like.map(quoted)))] : []),
    ...lowered(factors),
    ...(readClosely ? [] : [l10n.t('It was not read closely yet; the score may change when it is.')]),
  ];
}

function main({ shares, matched }: Why): string {
  const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const part = (share: number): number => (all > 0 ? share / all : 0);
  if (part(shares.name) >= 0.4) return l10n.t('It defines what your query names.');
  if (matched.length === 0) return l10n.t('It is near to your query in meaning, though it has none of its words.');
  if (part(shares.meaning) >= 0.5) return l10n.t('Mostly because it is near to your query in meaning.');
  if (part(shares.words) >= 0.5) return l10n.t('Mostly because it has the words of your query.');
  return l10n.t('It is near to your query in meaning, and has words of it.');
}

/** `“retry” as “Retries” in the name, in the code (lines 3, 9)` */
function wordText({ word, found, places, lines }: WordMatch): string {
  const others = found.filter((spelling) => spelling.toLowerCase() !== word);
  const spelled = others.length === 0 ? quoted(word) : l10n.t('{0} as {1}', quoted(word), listed(others.map(quoted)));
  const where = listed(places.map((place) => PLACES[place]));
  if (lines.length === 0)
    return l10n.t({ message: '{0} {1}', args: [spelled, where], comment: ['a word, and where in the code it stands'] });
  const numbers = listed(lines.map(String));
  return lines.length === 1
    ? l10n.t('{0} {1} (line {2})', spelled, where, numbers)
    : l10n.t('{0} {1} (lines {2})', spelled, where, numbers);
}

function lowered({ kind, aside, sameFile }: Why['factors']): readonly string[] {
  const reasons = [
    ...(aside === undefined ? [] : [factor(ASIDES[aside.what], aside.factor)]),
    ...(kind === undefined ? [] : [factor(l10n.t('code of this kind says less about what happens'), kind)]),
    ...(sameFile === undefined ? [] : [factor(l10n.t('better results of the same file come before it'), sameFile)]),
  ];
  return reasons.length === 0 ? [] : [l10n.t('Its score was lowered: {0}.', inTurn(reasons))];
}

function factor(reason: string, times: number): string {
  return l10n.t('{0} (×{1})', reason, amount(times));
}

/** `a; b` */
function inTurn(parts: readonly string[]): string {
  return parts.join(l10n.t({ message: '; ', comment: ['between parts of a sentence that have commas in them'] }));
}
