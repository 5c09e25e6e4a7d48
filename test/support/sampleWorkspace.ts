/** A few files of ordinary code, for tests that need something to search in. */
export const SAMPLE: Readonly<Record<string, string>> = {
  'src/auth/session.ts': `import { Cache } from '../cache';

/** Signs a user in and remembers the session until it expires. */
export function openSession(userName: string, password: string): Session {
  if (!checkPassword(userName, password)) throw new Error('wrong password');
  return { userName, expires: Date.now() + 3_600_000 };
}

export interface Session {
  readonly userName: string;
  readonly expires: number;
}

/** Compares the hash of a password with the stored one in constant time. */
function checkPassword(userName: string, password: string): boolean {
  return timingSafeEqual(hash(password), storedHash(userName));
}
`,
  'src/net/retry.ts': `/** Runs a task again after a failure, waiting twice as long each time. */
export async function withBackoff<T>(task: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }
}
`,
  'src/net/poll.ts': `/** Tries a job repeatedly with growing pauses until it succeeds. */
export async function tryRepeatedly<R>(job: () => Promise<R>, most: number): Promise<R> {
  let pause = 50;
  for (let n = 0; n < most; n++) {
    try {
      return await job();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
      pause *= 2;
    }
  }
  return job();
}
`,
  'src/cache.ts': `/** Keeps the entries used last, drops the others. */
export class Cache<K, V> {
  private readonly entries = new Map<K, V>();

  constructor(private readonly capacity: number) {}

  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  put(key: K, value: V): void {
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) this.entries.delete(this.entries.keys().next().value!);
  }
}
`,
  'tools/report.py': `"""Monthly reports."""
import csv


def read_rows(path):
    """Read the rows of a comma separated file, skipping blank ones."""
    with open(path, newline="") as handle:
        return [row for row in csv.reader(handle) if any(row)]


class Report:
    """Sums amounts by customer."""

    def totals(self, rows):
        sums = {}
        for customer, amount in rows:
            sums[customer] = sums.get(customer, 0) + float(amount)
        return sums
`,
};
