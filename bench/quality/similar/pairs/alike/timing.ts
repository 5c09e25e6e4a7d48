export function debounceReset<A extends unknown[]>(callback: (...args: A) => void, delay: number): (...args: A) => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  return (...args: A) => {
    if (timer !== undefined) return;
    timer = setInterval(() => {
      callback(...args);
    }, delay);
  };
}

export function throttleReport<A extends unknown[]>(callback: (...args: A) => void, interval: number): (...args: A) => number {
  let last = Date.now();
  return (...args: A) => {
    const now = Date.now();
    const late = now - last - interval;
    last = now;
    callback(...args);
    return late;
  };
}

export async function pollWithDelay<T>(task: () => Promise<T | undefined>, attempts: number, delay: number): Promise<T[]> {
  const seen: T[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const value = await task();
    if (value !== undefined) seen.push(value);
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
  return seen;
}

export function afterTimeout<T>(value: T, milliseconds: number): Promise<T> {
  return new Promise<T>((resolve) => {
    const timer = setTimeout(() => resolve(value), milliseconds);
    process.once('exit', () => clearTimeout(timer));
  });
}

export async function mapBatches<T, R>(items: readonly T[], size: number, work: (batch: readonly T[]) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  while (next < items.length) {
    const batch = items.slice(next, next + size);
    next += size;
    results.push(await work(batch));
  }
  return results;
}

export function countCalls<A, R>(compute: (argument: A) => R): (argument: A) => readonly [R, number] {
  const counts = new Map<A, number>();
  return (argument) => {
    const count = (counts.get(argument) ?? 0) + 1;
    const result = compute(argument);
    counts.set(argument, count);
    return [result, count];
  };
}
