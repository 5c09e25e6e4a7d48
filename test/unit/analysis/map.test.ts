import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/engine/analysis/layout';
import { readLayout, shortHash, writeLayout } from '../../../src/engine/analysis/layoutFile';
import { mapClusters } from '../../../src/engine/analysis/mapClusters';
import { temporaryFolder } from '../../support/temporaryFolder';

const DIMENSIONS = 8;
const unwatched = (): void => undefined;

/** Normalized vectors of three kinds in turn, each near to the others of its kind. */
function threeKinds(count: number) {
  const values = new Float32Array(count * DIMENSIONS);
  for (let row = 0; row < count; row++) {
    const vector = Array.from(
      { length: DIMENSIONS },
      (_, place) => (place === row % 3 ? 1 : 0) + 0.25 * Math.sin(row * 7.3 + place * 3.1),
    );
    const length = Math.hypot(...vector);
    values.set(
      vector.map((value) => value / length),
      row * DIMENSIONS,
    );
  }
  return { values, dimensions: DIMENSIONS };
}

const nowhere = (count: number) => new Float32Array(2 * count).fill(NaN);

/** Mean distance of dots of one kind, and of two. */
function spreads(layout: Float32Array): { readonly own: number; readonly other: number } {
  const sums = { own: 0, owns: 0, other: 0, others: 0 };
  for (let a = 0; a < layout.length / 2; a++)
    for (let b = 0; b < a; b++) {
      const distance = Math.hypot(layout[2 * a]! - layout[2 * b]!, layout[2 * a + 1]! - layout[2 * b + 1]!);
      if (a % 3 === b % 3) {
        sums.own += distance;
        sums.owns++;
      } else {
        sums.other += distance;
        sums.others++;
      }
    }
  return { own: sums.own / sums.owns, other: sums.other / sums.others };
}

describe('layOut', () => {
  it('puts near to each other what is near in meaning, within the map, the same at each time', async () => {
    const job = { vectors: threeKinds(240), known: nowhere(240) };
    const shares: number[] = [];
    const layout = await layOut(job, (share) => shares.push(share));
    const { own, other } = spreads(layout);
    expect(other).toBeGreaterThan(2 * own);
    expect(layout.every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(await layOut(job, unwatched)).toEqual(layout);
  });

  it('leaves what has a place where it is, and puts new functions beside what they are near to', async () => {
    const before = await layOut({ vectors: threeKinds(240), known: nowhere(240) }, unwatched);
    const known = nowhere(270);
    known.set(before);
    const after = await layOut({ vectors: threeKinds(270), known }, unwatched);
    expect(after.subarray(0, 480)).toEqual(before);
    const { own, other } = spreads(after);
    expect(other).toBeGreaterThan(2 * own);
  });

  it('takes any number of functions', async () => {
    for (const count of [1, 2, 10, 16, 17])
      expect(
        (await layOut({ vectors: threeKinds(count), known: nowhere(count) }, unwatched)).every(Number.isFinite),
      ).toBe(true);
  });
});

describe('the file of a map', () => {
  const HASHES = ['a'.repeat(32), 'b'.repeat(32)];

  it('keeps places by the hash of the text', async () => {
    const folder = temporaryFolder();
    expect(await readLayout(folder, 'one')).toEqual(new Map());
    await writeLayout(folder, 'one', HASHES, Float32Array.from([0.5, -0.25, 1, 0]));
    const places = await readLayout(folder, 'one');
    expect(HASHES.map((hash) => places.get(shortHash(hash)))).toEqual([
      [0.5, -0.25],
      [1, 0],
    ]);
  });

  it('is as good as none when it is of another model, or damaged', async () => {
    const folder = temporaryFolder();
    await writeLayout(folder, 'one', HASHES, Float32Array.from([0.5, -0.25, 1, 0]));
    expect((await readLayout(folder, 'two')).size).toBe(0);
    const file = path.join(folder, 'map.bin');
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1 << (at % 8);
      writeFileSync(file, flipped);
      expect((await readLayout(folder, 'one')).size).toBe(0);
      writeFileSync(file, whole.subarray(0, at));
      expect((await readLayout(folder, 'one')).size).toBe(0);
    }
  });
});

describe('mapClusters', () => {
  const dots = [...Array(90).keys()];
  const x = dots.map((dot) => [-0.7, 0, 0.7][dot % 3]! + 0.05 * Math.sin(dot));
  const y = dots.map((dot) => [-0.6, 0.6, -0.6][dot % 3]! + 0.05 * Math.cos(dot));
  const names = ['cart total src/shop.ts', 'retryRequest src/net/http.ts', 'parse_token src/parse.ts'];
  const texts = dots.map((dot) => names[dot % 3]!);

  it('finds what lies together, and names it by what its functions have in common', () => {
    const { clusters, cluster } = mapClusters(x, y, texts);
    expect(clusters.map(({ size }) => size)).toEqual([30, 30, 30]);
    expect(cluster[0]).toBe(cluster[3]);
    expect(cluster[0]).not.toBe(cluster[1]);
    const nameOf = (dot: number) => clusters[cluster[dot]!]!.name.split(', ').sort();
    expect(nameOf(0)).toEqual(['cart', 'shop', 'total']);
    expect(nameOf(2)).toEqual(['parse', 'token']);
  });

  it('makes no region of a few stragglers', () => {
    const { clusters, cluster } = mapClusters([...x, 0.95], [...y, 0.95], [...texts, 'alone']);
    expect(clusters).toHaveLength(3);
    expect(cluster.at(-1)).toBe(-1);
  });
});
