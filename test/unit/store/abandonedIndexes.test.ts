import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  GONE_DAYS,
  markRoot,
  removeAbandonedIndexes,
  UNREACHED_DAYS,
} from '../../../src/engine/store/abandonedIndexes';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-24T12:00:00Z');

async function indexOf(root: string) {
  const cache = temporaryFolder();
  const index = path.join(cache, 'indexes', 'shop-1');
  writeFiles(index, { 'chunks.lance/data': 'x' });
  await markRoot(index, root);
  const marker = path.join(index, 'root.json');
  return { cache, index, marker, read: () => JSON.parse(readFileSync(marker, 'utf8')) as Record<string, unknown> };
}

function folder(): string {
  const root = path.join(temporaryFolder(), 'code', 'shop');
  mkdirSync(root, { recursive: true });
  return root;
}

describe('The index of a folder that is gone', () => {
  it('goes, too, but only after a month', async () => {
    const root = folder();
    const { cache, index } = await indexOf(root);
    expect(await removeAbandonedIndexes(cache, NOW)).toEqual([]);
    rmSync(path.dirname(root), { recursive: true });
    expect(await removeAbandonedIndexes(cache, NOW)).toEqual([]);
    expect(await removeAbandonedIndexes(cache, NOW + (GONE_DAYS - 1) * DAY)).toEqual([]);
    expect(existsSync(index)).toBe(true);
    expect(await removeAbandonedIndexes(cache, NOW + GONE_DAYS * DAY)).toEqual([root]);
    expect(existsSync(index)).toBe(false);
  });

  it('stays when the folder comes back, and the month begins anew', async () => {
    const root = folder();
    const { cache, read } = await indexOf(root);
    rmSync(root, { recursive: true });
    await removeAbandonedIndexes(cache, NOW);
    expect(read()).toHaveProperty('goneSince');
    mkdirSync(root);
    await removeAbandonedIndexes(cache, NOW + 29 * DAY);
    expect(read()).not.toHaveProperty('goneSince');
    rmSync(root, { recursive: true });
    expect(await removeAbandonedIndexes(cache, NOW + 40 * DAY)).toEqual([]);
  });

  it('stays for a year when it may be on a drive that is not there', async () => {
    const root = folder();
    const { cache, marker, read } = await indexOf(root);
    expect(read().device).toBe(statSync(root).dev);
    // As if the folder had been on another file system, of which only the mount point is left.
    writeFileSync(marker, JSON.stringify({ ...read(), device: 123_456_789 }));
    rmSync(root, { recursive: true });
    await removeAbandonedIndexes(cache, NOW);
    expect(await removeAbandonedIndexes(cache, NOW + (UNREACHED_DAYS - 1) * DAY)).toEqual([]);
    expect(await removeAbandonedIndexes(cache, NOW + UNREACHED_DAYS * DAY)).toEqual([root]);
  });

  it('stays while a process writes it, when a clock was wrong, and when it says not whose it is', async () => {
    const root = folder();
    const { cache, index, marker, read } = await indexOf(root);
    rmSync(root, { recursive: true });
    writeFileSync(marker, JSON.stringify({ ...read(), goneSince: new Date(NOW + 400 * DAY).toISOString() }));
    expect(await removeAbandonedIndexes(cache, NOW)).toEqual([]);
    const lock = { pid: process.ppid, host: os.hostname(), token: 'x' };
    writeFileSync(path.join(index, 'writer.lock'), JSON.stringify(lock));
    expect(await removeAbandonedIndexes(cache, NOW + 60 * DAY)).toEqual([]);
    rmSync(path.join(index, 'writer.lock'));
    rmSync(marker);
    expect(await removeAbandonedIndexes(cache, NOW + 60 * DAY)).toEqual([]);
    expect(existsSync(index)).toBe(true);
  });

  it('is looked for where there is no cache yet', async () => {
    expect(await removeAbandonedIndexes(path.join(temporaryFolder(), 'none'))).toEqual([]);
  });
});
