/**
 * Ranking: small pure functions over candidates. None of them knows where a candidate came from.
 */

/** What ranking needs to know of a chunk. */
export interface Rankable {
  readonly path: string;
  /** Place of the chunk in its file. */
  readonly ordinal: number;
}

export interface Ranked<T> {
  readonly item: T;
  readonly score: number;
}

/**
 * Constant of reciprocal rank fusion, from Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
 * individual Rank Learning Methods" (SIGIR 2009): large enough that one list alone does not decide.
 */
export const RRF_K = 60;

/** Weight of each further hit of one file, so that one file does not fill the list. */
const SAME_FILE_DECAY = 0.85;

function keyOf(item: Rankable): string {
  return `${item.path}\0${item.ordinal}`;
}

/** Keeps the first, that is the best, of several windows of one chunk. @param list best first */
export function bestWindows<T extends Rankable>(list: readonly T[]): T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Reciprocal rank fusion: a chunk's score is the sum over the lists of weight / (k + rank), divided by the most it could be,
 * so that first place in every list is 1. Scores of different lists need not be comparable.
 *
 * @param lists each best first, each chunk at most once a list
 * @returns best first; ties in the order of first appearance
 */
export function fuse<T extends Rankable>(
  lists: readonly { readonly items: readonly T[]; readonly weight: number }[],
  k = RRF_K,
): Ranked<T>[] {
  const fused = new Map<string, { item: T; score: number }>();
  const most = lists.reduce((sum, { weight }) => sum + weight / (k + 1), 0);
  for (const { items, weight } of lists) {
    items.forEach((item, index) => {
      const key = keyOf(item);
      const entry = fused.get(key) ?? { item, score: 0 };
      entry.score += weight / (k + index + 1) / most;
      fused.set(key, entry);
    });
  }
  return [...fused.values()].sort((a, b) => b.score - a.score);
}

/**
 * Lowers the second, third … hit of one file, so that one file does not fill the list. Nothing is dropped: in a workspace of
 * one file they all still come.
 *
 * @param ranked best first
 */
export function spreadOverFiles<T extends Rankable>(ranked: readonly Ranked<T>[]): Ranked<T>[] {
  const perFile = new Map<string, number>();
  return ranked
    .map(({ item, score }) => {
      const better = perFile.get(item.path) ?? 0;
      perFile.set(item.path, better + 1);
      return { item, score: score * SAME_FILE_DECAY ** better };
    })
    .sort((a, b) => b.score - a.score);
}

/** Kinds that can stand for each other: what runs, what describes a shape, what is only there. */
const KIND_GROUPS: readonly ReadonlySet<string>[] = [
  new Set(['function', 'method', 'constructor', 'accessor']),
  new Set(['class', 'interface', 'type', 'enum']),
  new Set(['constant', 'module']),
];
/** Weight of code of another group: an interface beside a function shares its words, but does not do the same. */
const OTHER_KIND = 0.6;

/**
 * Puts code of a like kind first, for the question what else does the same.
 *
 * @param ranked best first
 * @param kind of the code asked about
 */
export function preferLikeKinds<T extends { readonly kind: string }>(
  ranked: readonly Ranked<T>[],
  kind: string,
): Ranked<T>[] {
  const like = KIND_GROUPS.find((group) => group.has(kind));
  return ranked
    .map(({ item, score }) => ({ item, score: !like || like.has(item.kind) ? score : score * OTHER_KIND }))
    .sort((a, b) => b.score - a.score);
}
