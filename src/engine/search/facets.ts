import type { Facet, Facets } from '../../protocol/query';

/** More values of one filter nobody chooses from. */
const MOST_VALUES = 8;

/** What was found, as far as filters go. */
export interface Faceted {
  readonly path: string;
  readonly language: string;
  readonly kind: string;
}

/** How much was found of each language, kind and folder. */
export function facetsOf(found: readonly Faceted[]): Facets {
  return {
    lang: counted(found.map(({ language }) => language)),
    kind: counted(found.map(({ kind }) => kind)),
    path: counted(foldersOf(found.map(({ path }) => path)).map((folder) => `${folder}**`)),
  };
}

function counted(values: readonly string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}

/** The folders just below the one that holds everything: `src/engine/`. Files in that one itself have none. */
function foldersOf(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/').slice(0, -1));
  let depth = 0;
  const [first] = parts;
  while (first?.[depth] !== undefined && parts.every((each) => each[depth] === first[depth])) depth++;
  return parts.flatMap((each) => (each.length > depth ? [`${each.slice(0, depth + 1).join('/')}/`] : []));
}
