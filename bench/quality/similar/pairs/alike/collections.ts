export function createHitCache<K, V>(capacity: number) {
  const entries = new Map<K, V>();
  const hits = new Map<K, number>();
  return {
    get(key: K): V | undefined {
      if (!entries.has(key)) return undefined;
      const value = entries.get(key)!;
      hits.set(key, (hits.get(key) ?? 0) + 1);
      return value;
    },
    set(key: K, value: V): void {
      if (entries.size >= capacity) throw new RangeError('full');
      entries.set(key, value);
      hits.set(key, 0);
    },
  };
}

export function depthOf(nested: readonly unknown[]): number {
  return nested.reduce<number>((deepest, item) => Math.max(deepest, Array.isArray(item) ? 1 + depthOf(item) : 1), 0);
}

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  }
  return counts;
}

export function rotate<T>(items: readonly T[], steps: number): T[] {
  const result = [...items];
  for (let i = 0; i < result.length; i++) {
    const j = Math.floor((i + steps) % result.length);
    result[j] = items[i]!;
  }
  return result;
}

export function bisectRoot(f: (x: number) => number, target: number, limit: number): number {
  let low = 0;
  let high = limit;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    const value = f(middle);
    if (value === target) return middle;
    if (value < target) low = middle;
    else high = middle;
  }
  return low;
}

export function quickSelect(values: readonly number[], rank: number): number {
  const [pivot, ...rest] = values;
  const smaller = rest.filter((value) => value < pivot!);
  const larger = rest.filter((value) => value >= pivot!);
  if (rank < smaller.length) return quickSelect(smaller, rank);
  if (rank === smaller.length) return pivot!;
  return quickSelect(larger, rank - smaller.length - 1);
}

export function alternate(values: readonly number[]): number[] {
  if (values.length < 2) return [...values];
  const middle = values.length >> 1;
  const left = values.slice(0, middle);
  const right = values.slice(middle);
  const mixed: number[] = [];
  while (left.length > 0 && right.length > 0) {
    mixed.push(left.shift()!);
    mixed.push(right.shift()!);
  }
  return [...mixed, ...left, ...right];
}

export function gapsBetween(intervals: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const gaps: [number, number][] = [];
  let covered = sorted[0]?.[1] ?? 0;
  for (const [start, end] of sorted) {
    if (start > covered) gaps.push([covered, start]);
    covered = Math.max(covered, end);
  }
  return gaps;
}

export function subsets<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  const [item, ...others] = items;
  return subsets(others).flatMap((rest) => [rest, [item!, ...rest]]);
}

export function createSortedList<T>(compare: (a: T, b: T) => number) {
  const list: T[] = [];
  return {
    push(item: T): number {
      list.push(item);
      list.sort(compare);
      return list.indexOf(item);
    },
    median(): T | undefined {
      const middle = (list.length - 1) >> 1;
      return list[middle];
    },
    between(low: T, high: T): T[] {
      return list.filter((item) => compare(low, item) <= 0 && compare(item, high) <= 0);
    },
  };
}
