import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KeptVectors } from '../../../src/engine/store/keptVectors';
import { temporaryFolder } from '../../support/temporaryFolder';

function kept(place: string, limits?: { fileBytes: number; totalBytes: number }) {
  const troubles: unknown[] = [];
  const vectors = new KeptVectors(place, 'f1', 4, (error) => troubles.push(error), limits);
  onTestFinished(() => vectors.dispose());
  return { vectors, troubles };
}

const row = (n: number, window = 0) => ({
  contentHash: n.toString(16).padStart(32, '0'),
  window,
  vector: Float32Array.of(n, window, 0, 1),
});
const hash = (n: number) => row(n).contentHash;

describe('vectors that folders share', () => {
  it('come back whole, in another process too, those that are not known are absent', async () => {
    const place = temporaryFolder();
    const { vectors } = kept(place);
    await vectors.put([row(1), row(1, 1), row(2)]);
    await vectors.put([row(1), row(1, 1)]);
    for (const each of [vectors, kept(place).vectors]) {
      const found = await each.take([hash(1), hash(2), hash(3)]);
      expect([...found].sort()).toEqual([
        [hash(1), [row(1).vector, row(1, 1).vector]],
        [hash(2), [row(2).vector]],
      ]);
    }
  });

  it('are bounded: what nobody asked for goes, what is used stays', async () => {
    const { vectors, troubles } = kept(temporaryFolder(), { fileBytes: 400, totalBytes: 1600 });
    await vectors.put([row(0), row(1)]);
    for (let n = 2; n < 80; n++) {
      await vectors.put([row(n)]);
      expect((await vectors.take([hash(0)])).size).toBe(1);
    }
    expect((await vectors.take([hash(1)])).size).toBe(0);
    expect((await vectors.take(Array.from({ length: 80 }, (_, n) => hash(n)))).size).toBeLessThanOrEqual(50);
    expect(troubles).toEqual([]);
  });

  it('are not given out when they are damaged, and cost work only', async () => {
    const place = temporaryFolder();
    await kept(place).vectors.put(Array.from({ length: 50 }, (_, n) => row(n)));
    const file = path.join(place, 'f1', readdirSync(path.join(place, 'f1'))[0]!);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 4;
      writeFileSync(file, bytes);
      const { vectors } = kept(place);
      const found = await vectors.take(Array.from({ length: 50 }, (_, n) => hash(n)));
      expect(found.size).toBeGreaterThan(45);
      for (const [key, [vector]] of found) expect([...vector!]).toEqual([...row(Number.parseInt(key, 16)).vector]);
    }
  });
});
