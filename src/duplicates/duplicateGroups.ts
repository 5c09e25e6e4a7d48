import type { DuplicateFunction, DuplicatesResponse, Merge } from '../protocol/duplicates';

/** Built alike, whatever their local names; or doing the same, however they are written. */
export type Likeness = 'near-identical' | 'same-meaning';

/** The scales differ: a share of common features, and a cosine. */
export const LEAST_SIMILARITY: Readonly<Record<Likeness, number>> = { 'near-identical': 0.6, 'same-meaning': 0.75 };
export const USUAL_SIMILARITY: Readonly<Record<Likeness, number>> = { 'near-identical': 0.8, 'same-meaning': 0.88 };
/** Functions of fewer lines are getters, wrappers and the like. */
export const USUAL_MIN_LINES = 5;

export interface DuplicateGroup {
  readonly likeness: Likeness;
  /** How alike the members are on average, from 0 to 1. */
  readonly similarity: number;
  /** In the order of root, path and line. */
  readonly members: readonly DuplicateFunction[];
  readonly files: number;
  readonly folders: number;
  /** Lines that would go if only the longest member stayed. */
  readonly extraLines: number;
}

export interface Grouping {
  /** From which similarity on functions are one group, by likeness; `LEAST_SIMILARITY` at least. */
  readonly similarity: Readonly<Record<Likeness, number>>;
  /** Also show groups of nothing but test code. */
  readonly tests: boolean;
  /** Which groups are wanted; both when absent. */
  readonly shown?: Readonly<Record<Likeness, boolean>>;
}

/**
 * The groups at some similarity, those first that would save most lines. A group of the same meaning of which all members
 * are near-identical anyway is left out: it is there already.
 */
export function duplicateGroups(
  response: DuplicatesResponse,
  { similarity, tests, shown }: Grouping,
): DuplicateGroup[] {
  const { functions } = response;
  const identical = clusters(functions.length, response.identical, similarity['near-identical']);
  const alike = clusters(functions.length, response.meaning, similarity['same-meaning']);
  const groupOf = new Map(identical.flatMap(({ places }, group) => places.map((place) => [place, group] as const)));
  const isKnown = ({ places }: Cluster): boolean => {
    const groups = new Set(places.map((place) => groupOf.get(place)));
    return groups.size === 1 && !groups.has(undefined);
  };
  const groups = [
    ...identical.map((cluster) => describe('near-identical', cluster, functions)),
    ...alike.filter((cluster) => !isKnown(cluster)).map((cluster) => describe('same-meaning', cluster, functions)),
  ];
  return groups
    .filter(({ likeness }) => shown?.[likeness] !== false)
    .filter(({ members }) => tests || members.some(({ isTest }) => !isTest))
    .sort(
      (a, b) => b.extraLines - a.extraLines || b.similarity - a.similarity || byPlace(a.members[0]!, b.members[0]!),
    );
}

interface Cluster {
  readonly places: readonly number[];
  readonly similarity: number;
}

/** What the merges down to some similarity leave together: groups of two and more. */
function clusters(count: number, merges: readonly Merge[], least: number): Cluster[] {
  const parent = Int32Array.from({ length: count }, (_, place) => place);
  const top = (place: number): number => {
    while (parent[place] !== place) {
      parent[place] = parent[parent[place]!]!;
      place = parent[place]!;
    }
    return place;
  };
  const similarities = new Float64Array(count).fill(1);
  for (const [a, b, similarity] of merges) {
    if (similarity < least) continue;
    const [into, from] = [top(a), top(b)];
    if (into === from) continue;
    parent[from] = into;
    similarities[into] = Math.min(similarities[into]!, similarities[from]!, similarity);
  }
  const members = new Map<number, number[]>();
  for (let place = 0; place < count; place++) {
    const root = top(place);
    const list = members.get(root);
    if (list) list.push(place);
    else members.set(root, [place]);
  }
  return [...members]
    .filter(([, places]) => places.length > 1)
    .map(([root, places]) => ({ places, similarity: similarities[root]! }));
}

function describe(likeness: Likeness, cluster: Cluster, functions: readonly DuplicateFunction[]): DuplicateGroup {
  const members = cluster.places.map((place) => functions[place]!).sort(byPlace);
  const lines = members.map(({ startLine, endLine }) => endLine - startLine + 1);
  const files = new Set(members.map(({ root, path }) => `${root}\0${path}`));
  const folders = new Set(members.map(({ root, path }) => `${root}\0${path.slice(0, path.lastIndexOf('/') + 1)}`));
  return {
    likeness,
    similarity: cluster.similarity,
    members,
    files: files.size,
    folders: folders.size,
    extraLines: lines.reduce((sum, each) => sum + each, 0) - Math.max(...lines),
  };
}

function byPlace(a: DuplicateFunction, b: DuplicateFunction): number {
  return compare(a.root, b.root) || compare(a.path, b.path) || a.startLine - b.startLine;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
