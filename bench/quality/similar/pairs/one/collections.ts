export function createLruCache<K, V>(capacity: number) {
  const entries = new Map<K, V>();
  return {
    get(key: K): V | undefined {
      if (!entries.has(key)) return undefined;
      const value = entries.get(key)!;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key: K, value: V): void {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > capacity) entries.delete(entries.keys().next().value!);
    },
  };
}

export function flattenDeep(nested: readonly unknown[]): unknown[] {
  return nested.reduce<unknown[]>((flat, item) => flat.concat(Array.isArray(item) ? flattenDeep(item) : [item]), []);
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const item of items) {
    (groups[keyOf(item)] ??= []).push(item);
  }
  return groups;
}

export function shuffle<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

export function binarySearch(sorted: readonly number[], target: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle]!;
    if (value === target) return middle;
    if (value < target) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function quickSort(values: readonly number[]): number[] {
  if (values.length < 2) return [...values];
  const [pivot, ...rest] = values;
  const smaller = rest.filter((value) => value < pivot!);
  const larger = rest.filter((value) => value >= pivot!);
  return [...quickSort(smaller), pivot!, ...quickSort(larger)];
}

export function mergeSort(values: readonly number[]): number[] {
  if (values.length < 2) return [...values];
  const middle = values.length >> 1;
  const left = mergeSort(values.slice(0, middle));
  const right = mergeSort(values.slice(middle));
  const merged: number[] = [];
  while (left.length > 0 && right.length > 0) {
    merged.push(left[0]! <= right[0]! ? left.shift()! : right.shift()!);
  }
  return [...merged, ...left, ...right];
}

export function mergeIntervals(intervals: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => {
    const others = [...items.slice(0, index), ...items.slice(index + 1)];
    return permutations(others).map((rest) => [item, ...rest]);
  });
}

export function createPriorityQueue<T>(compare: (a: T, b: T) => number) {
  const heap: T[] = [];
  return {
    push(item: T): void {
      heap.push(item);
      let child = heap.length - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (compare(heap[parent]!, heap[child]!) <= 0) break;
        [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
        child = parent;
      }
    },
    pop(): T | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length > 0) {
        heap[0] = last!;
        let parent = 0;
        for (;;) {
          let smallest = parent;
          for (const child of [2 * parent + 1, 2 * parent + 2]) {
            if (child < heap.length && compare(heap[child]!, heap[smallest]!) < 0) smallest = child;
          }
          if (smallest === parent) break;
          [heap[parent], heap[smallest]] = [heap[smallest]!, heap[parent]!];
          parent = smallest;
        }
      }
      return top;
    },
  };
}
