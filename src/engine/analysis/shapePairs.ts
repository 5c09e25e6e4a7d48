import type { Pair } from './dendrogram';

/** Occurrences of one feature in one function that are told apart. */
const OCCURRENCES = 64;

/** Functions by how they are built: those built the same, and pairs that are built much alike. */
export interface ShapePairs {
  /** For each function the first one that has exactly its features; itself when there is none before it. */
  readonly firstOf: Int32Array;
  /** Pairs of such first ones, each once. */
  readonly pairs: readonly Pair[];
}

/**
 * All pairs of functions that share at least `least` of their features (Jaccard index of the multisets): exact, by prefix
 * filtering (Bayardo, Ma, Srikant: "Scaling up all pairs similarity search", WWW 2007; Xiao et al.: PPJoin, WWW 2008). Of
 * two sets that have enough in common, the beginnings, rarest features first, have a feature in common; so only what
 * shares one of its rare features is compared at all.
 *
 * @param shapes features of each function, space-separated; see `shapeOf`
 * @param check called now and then with the share done; throws to end the work
 */
export function shapePairs(shapes: readonly string[], least: number, check: (share: number) => void): ShapePairs {
  const sets = elementSets(shapes);
  const firstOf = firstOfEqual(sets);
  // Short ones first: what is long enough for a set is then what comes after it.
  const order = [...sets.keys()].filter((each) => firstOf[each] === each && sets[each]!.length > 0);
  order.sort((x, y) => sets[x]!.length - sets[y]!.length || x - y);
  const postings = new Map<number, number[]>();
  const pairs: Pair[] = [];
  const seen = new Int32Array(sets.length).fill(-1);
  for (const [done, current] of order.entries()) {
    if (done % 256 === 0) check(done / order.length);
    const set = sets[current]!;
    const prefix = set.length - Math.ceil(least * set.length) + 1;
    for (let place = 0; place < prefix; place++) {
      const element = set[place]!;
      const others = postings.get(element);
      if (!others) {
        postings.set(element, [current]);
        continue;
      }
      for (const other of others) {
        if (seen[other] === current) continue;
        seen[other] = current;
        const set2 = sets[other]!;
        if (set2.length < least * set.length) continue;
        const needed = Math.ceil((least / (1 + least)) * (set.length + set2.length) - 1e-9);
        const common = commonOf(set, set2, needed);
        if (common === undefined) continue;
        pairs.push({
          a: Math.min(current, other),
          b: Math.max(current, other),
          similarity: common / (set.length + set2.length - common),
        });
      }
      others.push(current);
    }
  }
  return { firstOf, pairs };
}

/** The features of each function as numbers, ascending, the rarest lowest; the second occurrence of one is another. */
function elementSets(shapes: readonly string[]): Uint32Array[] {
  const ids = new Map<string, number>();
  const elements = new Map<number, number>();
  const frequencies: number[] = [];
  const sets = shapes.map((shape) => {
    const occurrences = new Map<number, number>();
    const set: number[] = [];
    for (const feature of shape === '' ? [] : shape.split(' ')) {
      let id = ids.get(feature);
      if (id === undefined) ids.set(feature, (id = ids.size));
      const occurrence = occurrences.get(id) ?? 0;
      if (occurrence >= OCCURRENCES) continue;
      occurrences.set(id, occurrence + 1);
      const key = id * OCCURRENCES + occurrence;
      let element = elements.get(key);
      if (element === undefined) elements.set(key, (element = elements.size));
      frequencies[element] = (frequencies[element] ?? 0) + 1;
      set.push(element);
    }
    return Uint32Array.from(set);
  });
  const byFrequency = Uint32Array.from(frequencies.keys()).sort((x, y) => frequencies[x]! - frequencies[y]! || x - y);
  const ranks = new Uint32Array(byFrequency.length);
  byFrequency.forEach((element, rank) => (ranks[element] = rank));
  for (const set of sets) {
    for (let place = 0; place < set.length; place++) set[place] = ranks[set[place]!]!;
    set.sort();
  }
  return sets;
}

function firstOfEqual(sets: readonly Uint32Array[]): Int32Array {
  const byHash = new Map<number, number[]>();
  return Int32Array.from(sets, (set, place) => {
    let hash = 0x811c9dc5;
    for (const element of set) hash = Math.imul(hash ^ element, 0x01000193);
    const known = byHash.get(hash);
    const first = known?.find((other) => isEqual(sets[other]!, set));
    if (first !== undefined) return first;
    if (known) known.push(place);
    else byHash.set(hash, [place]);
    return place;
  });
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((element, place) => element === b[place]);
}

/** How many elements two ascending sets share; undefined as soon as they cannot share `needed`. */
function commonOf(a: Uint32Array, b: Uint32Array, needed: number): number | undefined {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (common + Math.min(a.length - i, b.length - j) < needed) return undefined;
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) {
      common++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return common < needed ? undefined : common;
}
