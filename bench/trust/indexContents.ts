import path from 'node:path';
import { readdirSync } from 'node:fs';
import { loadLanceDb } from '../../src/engine/store/lancedb';

/** All that an index says, as text to be compared: every column of every row but vectors, which are compared by `unlike`. */
export interface IndexContents {
  readonly chunks: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly files: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Deep vectors of the texts that chunks have, windows in order. */
  readonly vectors: ReadonlyMap<string, readonly Float32Array[]>;
}

type Row = Record<string, unknown>;

/** Reads the tables as they lie on disk. @param directory of the index */
export async function readIndex(directory: string): Promise<IndexContents> {
  const connection = await (await loadLanceDb()).connect(directory);
  try {
    const rows = async (table: string) =>
      ((await (await connection.openTable(table)).query().toArray()) as { toJSON(): Row }[]).map((row) => row.toJSON());
    const [chunks, files, windows] = [await rows('chunks'), await rows('files'), await rows('vectors')];
    const used = new Set(chunks.map((row) => row.contentHash));
    const vectors = new Map<string, Float32Array[]>();
    for (const { contentHash, window, vector } of windows as {
      contentHash: string;
      window: number;
      vector: unknown;
    }[]) {
      if (!used.has(contentHash)) continue;
      const all = vectors.get(contentHash) ?? [];
      if (all[window]) throw new Error(`The vectors of ${contentHash} are there twice.`);
      all[window] = floats(vector);
      vectors.set(contentHash, all);
    }
    return { chunks: byKey(chunks, 'id'), files: byKey(files, 'path'), vectors };
  } finally {
    connection.close();
  }
}

function byKey(rows: readonly Row[], key: string): Map<string, Row> {
  const map = new Map(rows.map((row) => [row[key] as string, row]));
  if (map.size !== rows.length) throw new Error(`${rows.length - map.size} rows are there twice.`);
  return map;
}

/** The one index in a cache directory, or the one whose name begins so. */
export function onlyIndexIn(cacheDirectory: string, name = ''): string {
  const [found] = readdirSync(path.join(cacheDirectory, 'indexes')).filter((each) => each.startsWith(name));
  return path.join(cacheDirectory, 'indexes', found!);
}

/** What differs between two indexes of the same files, a sentence each. */
export function differencesBetween(index: IndexContents, fresh: IndexContents): string[] {
  const differences: string[] = [];
  for (const table of ['chunks', 'files'] as const)
    for (const key of new Set([...index[table].keys(), ...fresh[table].keys()])) {
      const [one, other] = [index[table].get(key), fresh[table].get(key)];
      if (!one || !other) {
        differences.push(`${table}: ${key} is only in the ${one ? 'kept' : 'fresh'} index`);
        continue;
      }
      for (const column of Object.keys(other))
        if (!alike(one[column], other[column]))
          differences.push(`${table}: ${key} differs in ${column}: ${String(one[column])} / ${String(other[column])}`);
    }
  for (const [hash, windows] of fresh.vectors) {
    const others = index.vectors.get(hash);
    if (others?.length !== windows.length || !windows.every((window, n) => near(window, others[n]!)))
      differences.push(`vectors: those of ${hash} differ`);
  }
  return differences;
}

function alike(one: unknown, other: unknown): boolean {
  if (typeof one === 'object' && typeof other === 'object') return near(floats(one), floats(other));
  return one === other;
}

function floats(value: unknown): Float32Array {
  return (value as { toArray(): Float32Array }).toArray();
}

/** Which other texts a text was embedded with shows in the last bits only. */
function near(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, n) => Math.abs(value - other[n]!) < 1e-4);
}
