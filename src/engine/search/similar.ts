import type { Found, IndexStore } from '../store/indexStore';
import type { ChunkRow, StoredChunk } from '../store/schema';
import { shapeLikeness } from '../text/shape';
import { type Candidate, merged } from './candidates';
import type { Ranked } from './ranking';

/** A chunk has several windows: so many are asked for to get enough chunks. */
const WINDOWS = 300;
/** Features of the code asked about that are compared, and chunks that share most of them. */
const FEATURES = 400;
const SHAPES = 100;
/**
 * From this likeness on it is the same code under other names. From 0.3 on, what only looks alike comes before what does the same
 * (0.517 among the first five in place of 0.608); from 0.4 on, clones are lost (0.936 in place of 0.957).
 */
const CLONE = 0.35;
/** What is built alike has this similarity at least, and what is only about the same at most. */
const LEAST_OF_CLONES = 0.9;

/** The code whose like is wanted. */
export interface Like {
  /** Its windows, by either model; none of the deep one while it has not read that code. */
  readonly quick: readonly Float32Array[];
  readonly deep: readonly Float32Array[];
  /** Its features; see `shapeOf`. */
  readonly shape: readonly string[];
  /** When it is a chunk. */
  readonly kind: string | undefined;
}

/** A chunk with what others are compared with it by. */
export type ComparableChunk = StoredChunk & Pick<ChunkRow, 'quickVector' | 'shape'>;

/** A chunk as code whose like is wanted. */
export async function likeOf(store: IndexStore, chunk: ComparableChunk): Promise<Like> {
  const deep = (await store.vectors.of([chunk.contentHash])).get(chunk.contentHash) ?? [];
  return { quick: [chunk.quickVector], deep, shape: chunk.shape.split(' '), kind: chunk.kind };
}

/** Chunks near to some code, best window against best window, by both models, and those that are built alike. */
export async function similarCandidates(store: IndexStore, root: string, like: Like): Promise<Candidate[]> {
  const features = [...new Set(like.shape)].slice(0, FEATURES);
  const [shapes, quick, deep, read] = await Promise.all([
    store.builtLike(features, SHAPES),
    Promise.all(like.quick.map((vector) => store.nearestQuick(vector, WINDOWS))),
    Promise.all(like.deep.map((vector) => store.nearestDeep(vector, WINDOWS))),
    store.vectors.hashes(),
  ]);
  const built = shapes.map(({ chunk, shape }) => ({ chunk, features: shape.split(' ') }));
  const rarity = rarityAmong(built.map((each) => each.features));
  const alike = (weight?: typeof rarity): Found[] =>
    built.map((each) => ({ chunk: each.chunk, score: shapeLikeness(like.shape, each.features, weight) }));
  // What points away is as unlike as what has nothing in common.
  const near = (lists: readonly (readonly Found[])[]): Found[] =>
    lists.flat().map(({ chunk, score }) => ({ chunk, score: Math.max(0, score) }));
  return merged(root, read, [
    ['quick', near(quick)],
    ['deep', near(deep)],
    ['shape', alike()],
    ['distinctShape', alike(rarity)],
  ]);
}

/**
 * What all that is built alike has in common tells none of them apart: a feature counts by how few of them have it, as the
 * inverse document frequency of information retrieval (Sparck Jones, 1972) does. 1 for what only one has.
 * @param shapes features of each; see `shapeOf`
 */
export function rarityAmong(shapes: readonly (readonly string[])[]): (feature: string) => number {
  const occurs = new Map<string, number>();
  for (const shape of shapes) for (const feature of new Set(shape)) occurs.set(feature, (occurs.get(feature) ?? 0) + 1);
  const most = Math.log(1 + shapes.length);
  return (feature) => Math.log(1 + shapes.length / (occurs.get(feature) ?? 1)) / most;
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
 * By similarity, code of a like kind first: the question is what else does the same. Vectors find what is about the same; the
 * same code under other names, which is far from it for them, is told by how it is built: first what is built alike as a whole,
 * the most alike in what few have.
 */
export function rankSimilar<C extends Candidate>(
  like: Pick<Like, 'kind' | 'deep'>,
  candidates: readonly C[],
): Ranked<C>[] {
  const group = KIND_GROUPS.find((kinds) => like.kind !== undefined && kinds.has(like.kind));
  const floor = leastOf(candidates);
  return candidates
    .map((item) => {
      // The deep model knows better, where it has read both sides: the quick one goes by words in common, as lookalikes have them.
      const side = like.deep.length > 0 && item.isRead ? 'deep' : 'quick';
      const meaning = item[side] ?? floor[side];
      const built = item.distinctShape ?? 0;
      const similarity =
        (item.shape ?? 0) >= CLONE
          ? LEAST_OF_CLONES + (1 - LEAST_OF_CLONES) * built
          : LEAST_OF_CLONES * either(meaning, built);
      return { item, score: !group || group.has(item.chunk.kind) ? similarity : similarity * OTHER_KIND };
    })
    .sort((a, b) => b.score - a.score);
}

/** One of two signs will do, and both are surer than one: as if they were chances that know nothing of each other. */
function either(one: number, other: number): number {
  return 1 - (1 - one) * (1 - other);
}

/** What is not among a side's nearest is at most as near as the last of them. */
function leastOf(candidates: readonly Candidate[]): { readonly quick: number; readonly deep: number } {
  const least = (side: 'quick' | 'deep'): number =>
    candidates.reduce((least, each) => Math.min(least, each[side] ?? 1), 1);
  return { quick: least('quick'), deep: least('deep') };
}
