import * as l10n from '@vscode/l10n';
import type { TabMap } from '../../protocol/mapTab';

export const COLOURINGS = ['folder', 'language', 'age'] as const;
export type Colouring = (typeof COLOURINGS)[number];

/** What dots have in common that have one colour. */
export interface Category {
  readonly name: string;
  readonly dots: number;
}

export interface Coloured {
  /** Those with most dots first, ages from young to old; the last may be all others. */
  readonly categories: readonly Category[];
  /** Of each dot, its place in `categories`. */
  readonly of: Uint8Array;
}

/** Colours that can be told apart. */
export const MOST_CATEGORIES = 8;
const OTHERS = l10n.t('Other');
const DAY = 24 * 60 * 60 * 1000;
const AGES: readonly (readonly [name: string, days: number])[] = [
  [l10n.t('Past week'), 7],
  [l10n.t('Past month'), 31],
  [l10n.t('Past half year'), 183],
  [l10n.t('Past year'), 366],
  [l10n.t('Past 3 years'), 3 * 366],
  [l10n.t('Older'), Infinity],
];

/** @param now milliseconds since 1970 */
export function coloured(map: TabMap, colouring: Colouring, now: number): Coloured {
  if (colouring === 'age') return byAge(map, now);
  const names = colouring === 'language' ? map.fileLanguages : folderNames(map);
  return byName(map.file.map((file) => names[file]!));
}

function byName(names: readonly string[]): Coloured {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const own = sorted.slice(0, sorted.length > MOST_CATEGORIES ? MOST_CATEGORIES - 1 : MOST_CATEGORIES);
  const rest = sorted.slice(own.length).reduce((sum, [, count]) => sum + count, 0);
  const categories = own.map(([name, dots]) => ({ name, dots }));
  if (rest > 0) categories.push({ name: OTHERS, dots: rest });
  const places = new Map(own.map(([name], place) => [name, place]));
  return { categories, of: Uint8Array.from(names, (name) => places.get(name) ?? own.length) };
}

function byAge(map: TabMap, now: number): Coloured {
  const ageOf = map.fileTimes.map((time) => AGES.findIndex(([, days]) => now - time <= days * DAY));
  const of = Uint8Array.from(map.file, (file) => ageOf[file]!);
  const dots = new Array<number>(AGES.length).fill(0);
  for (const age of of) dots[age]!++;
  return { categories: AGES.map(([name], age) => ({ name, dots: dots[age]! })), of };
}

/**
 * Of each file the folder that it is shown under: below what all have in common, as deep as there are not too many. `src/a`
 * and `src/b` say more than `src`.
 */
function folderNames(map: TabMap): string[] {
  const paths = map.files.map((file, index) => {
    const root = map.roots[map.fileRoots[index]!] ?? '';
    return [...(root === '' ? [] : [root]), ...file.split('/').slice(0, -1)];
  });
  const nameAt = (path: readonly string[], depth: number): string => path.slice(0, depth).join('/') || '.';
  let depth = 1;
  for (; depth < 8; depth++) if (new Set(paths.map((path) => nameAt(path, depth))).size >= 4) break;
  return paths.map((path) => nameAt(path, depth));
}
