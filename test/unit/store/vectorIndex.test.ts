import { describe, expect, it, onTestFinished } from 'vitest';
import { seededRandom } from '../../../src/engine/analysis/seededRandom';
import { IndexStore } from '../../../src/engine/store/indexStore';
import type { VectorRow } from '../../../src/engine/store/schema';
import { temporaryFolder } from '../../support/temporaryFolder';

const DIMENSIONS = 128;
/** Vectors of code lie in groups: without them all are as far from each other. */
const GROUPS = 600;
const identity = { fingerprint: 'f1', dimensions: DIMENSIONS, quickDimensions: 4, model: 'test model' };
/** More than are scanned. */
const ROWS = 55_000;
const WRITES = 20;

describe('The index of many vectors', () => {
  it('finds what a scan finds, also after small writes were merged', { timeout: 60_000 }, async () => {
    const { store } = await IndexStore.open(temporaryFolder(), identity);
    onTestFinished(() => {
      store.close();
    });
    const rows = randomRows(ROWS);
    for (let write = 0; write < WRITES; write++)
      await store.addVectors(rows.filter((_, index) => index % WRITES === write));
    await store.vectors.maintain();
    const late = randomRows(2000, 'e');
    for (let write = 0; write < WRITES; write++)
      await store.addVectors(late.filter((_, index) => index % WRITES === write));
    await store.vectors.maintain();

    let met = 0;
    const all = [...rows, ...late];
    for (const { vector } of randomRows(10, 'f')) {
      const found = new Set((await store.vectors.nearest(vector, 100)).map(({ contentHash }) => contentHash));
      met += nearestOf(vector, all, 100).filter((hash) => found.has(hash)).length;
    }

    expect(met / 1000).toBeGreaterThan(0.95);
  });
});

function nearestOf(vector: Float32Array, rows: readonly VectorRow[], count: number): string[] {
  const near = (row: VectorRow): number => vector.reduce((sum, value, index) => sum + value * row.vector[index]!, 0);
  return rows
    .map((row) => ({ hash: row.contentHash, score: near(row) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ hash }) => hash);
}

/** The same at each run. */
function randomRows(count: number, prefix = 'd'): VectorRow[] {
  const random = seededRandom(prefix.charCodeAt(0));
  return Array.from({ length: count }, (_, index) => {
    const group = index % GROUPS;
    const vector = Float32Array.from({ length: DIMENSIONS }, (_, place) => {
      const center = Math.sin(group * 12.9898 + place * 78.233 + group * place);
      return center + random() - 0.5;
    });
    const length = Math.hypot(...vector);
    return { contentHash: prefix + index.toString(16), window: 0, vector: vector.map((value) => value / length) };
  });
}
