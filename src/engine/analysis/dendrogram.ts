import type { Merge } from '../../protocol/duplicates';

/** Two items and how alike they are. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
}

interface Waiting extends Pair {
  readonly versionA: number;
  readonly versionB: number;
}

/**
 * Which items become one group at which similarity, from the most alike down: average linkage, so that a chain of which each
 * link is like the next makes no group of things that have nothing in common. Pairs that are not given count as `floor`.
 *
 * @param weights how many equal things each item stands for
 * @param pairs each pair once, of a similarity of `floor` at least
 * @returns merges by similarity, descending; each side is named by the first item of its group
 */
export function dendrogram(weights: ArrayLike<number>, pairs: readonly Pair[], floor: number): Merge[] {
  const sizes = Float64Array.from(weights);
  const versions = new Int32Array(weights.length);
  /** Of each group: of each other one that it has known pairs with, the sum of what they are more alike than `floor`. */
  const excess = new Map<number, Map<number, number>>();
  const heap = new Heap<Waiting>((x, y) => x.similarity > y.similarity);
  const wait = (a: number, b: number, sum: number): void => {
    const similarity = floor + sum / (sizes[a]! * sizes[b]!);
    heap.push({ a, b, similarity, versionA: versions[a]!, versionB: versions[b]! });
  };
  const link = (a: number, b: number, sum: number): void => {
    const others = excess.get(a);
    if (others) others.set(b, sum);
    else excess.set(a, new Map([[b, sum]]));
  };
  for (const { a, b, similarity } of pairs) {
    const sum = (similarity - floor) * sizes[a]! * sizes[b]!;
    link(a, b, sum);
    link(b, a, sum);
    wait(a, b, sum);
  }
  const merges: Merge[] = [];
  for (let next = heap.pop(); next; next = heap.pop()) {
    if (versions[next.a] !== next.versionA || versions[next.b] !== next.versionB) continue;
    // A group keeps the name of its first item: merges of identical items name that one, too.
    const [a, b] = next.a < next.b ? [next.a, next.b] : [next.b, next.a];
    merges.push([a, b, next.similarity]);
    const ofA = excess.get(a)!;
    const ofB = excess.get(b)!;
    ofA.delete(b);
    ofB.delete(a);
    for (const [other, sum] of ofB) {
      const known = ofA.get(other) ?? 0;
      ofA.set(other, known + sum);
      const back = excess.get(other)!;
      back.delete(b);
      back.set(a, known + sum);
    }
    excess.delete(b);
    sizes[a]! += sizes[b]!;
    versions[a]!++;
    versions[b] = -1;
    for (const [other, sum] of ofA) wait(a, other, sum);
  }
  return merges;
}

/** A binary heap. */
class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly isBefore: (a: T, b: T) => boolean) {}

  push(item: T): void {
    const { items } = this;
    let place = items.length;
    items.push(item);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(item, items[parent]!)) break;
      items[place] = items[parent]!;
      place = parent;
    }
    items[place] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (items.length === 0 || last === undefined) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.isBefore(items[child + 1]!, items[child]!)) child++;
      if (!this.isBefore(items[child]!, last)) break;
      items[place] = items[child]!;
      place = child;
    }
    items[place] = last;
    return first;
  }
}
