import type { Found, IndexStore, Scope } from '../store/indexStore';
import type { StoredChunk } from '../store/schema';
import type { Question } from './question';

/** Candidates taken from each side. With 150 answers are no better, with 60 not much worse. */
const CANDIDATES = 100;
/** A chunk has several windows: so many are asked for to get that many chunks. */
const WINDOWS = 200;
/** Definitions of a name that many files define, e.g. `main`. */
const DEFINITIONS = 60;

const NOTHING: Promise<Found[]> = Promise.resolve([]);

/** A chunk that some side found, with what each side makes of it; absent where it is not among the side's best. */
export interface Candidate {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly chunk: StoredChunk;
  /** Cosine similarity to the quick model's vector. */
  readonly quick?: number;
  /** Cosine similarity to the deep model's nearest window. */
  readonly deep?: number;
  /** The deep model has read this chunk: without `deep` it is not near, and not merely unread. */
  readonly isRead: boolean;
  /** BM25 score. */
  readonly words?: number;
  /** Share of the query that stands in it word by word; see `literalShares`. */
  readonly literal?: number;
  /** Of similar code: how alike it is built; see `shapeLikeness`. */
  readonly shape?: number;
  /** The same, by what few of those that are built alike have. */
  readonly distinctShape?: number;
}

/**
 * Asks all sides at once. Each chunk once, in no order.
 * @param scope of `scopeOf`, when not everything may be found
 * @param times how many times more are taken than usual, where what is found is sifted afterwards
 */
export async function candidatesFor(
  store: IndexStore,
  root: string,
  { quick, deep, words, names }: Question,
  scope?: Scope,
  times = 1,
): Promise<Candidate[]> {
  const where = scope?.where;
  const [byQuick, byDeep, byWords, byName, read] = await Promise.all([
    quick ? store.nearestQuick(quick, CANDIDATES * times, where) : NOTHING,
    deep ? store.nearestDeep(deep, WINDOWS * times, scope) : NOTHING,
    store.matching(words, CANDIDATES * times, where),
    store.named(names, DEFINITIONS, scope),
    // Without a deep vector to compare with, nothing was read.
    deep ? store.vectors.hashes() : Promise.resolve(new Set<string>()),
  ]);
  return merged(root, read, [
    ['quick', byQuick],
    ['deep', byDeep.slice(0, CANDIDATES * times)],
    ['words', byWords],
    [undefined, byName],
  ]);
}

type Side = 'quick' | 'deep' | 'words' | 'shape' | 'distinctShape';

/** What several sides found, each chunk once with the best that each side says of it; a side without a name only adds. */
export function merged(
  root: string,
  read: ReadonlySet<string>,
  sides: readonly (readonly [Side | undefined, readonly Found[]])[],
): Candidate[] {
  const candidates = new Map<string, { -readonly [key in keyof Candidate]: Candidate[key] }>();
  for (const [side, found] of sides)
    for (const { chunk, score } of found) {
      const key = `${chunk.path}\0${chunk.ordinal}`;
      const candidate = candidates.get(key) ?? { root, chunk, isRead: read.has(chunk.contentHash) };
      if (side) candidate[side] = Math.max(candidate[side] ?? score, score);
      candidates.set(key, candidate);
    }
  return [...candidates.values()];
}
