import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import * as lancedb from '@lancedb/lancedb';
import type { Figure } from './figure';
import { type BuiltIndex, copyIndex } from './indexedWorkspace';
import { scratchFolder } from './scratch';

/** Bytes on disk for each 1,000 chunks: as the engine leaves the index, and once its old versions are old enough to go. */
export async function indexSize({ directory, report }: BuiltIndex): Promise<Figure[]> {
  const copy = path.join(scratchFolder(), 'index');
  copyIndex(directory, copy);
  const connection = await lancedb.connect(copy);
  for (const name of ['chunks', 'files']) {
    const table = await connection.openTable(name);
    await table.optimize({ cleanupOlderThan: new Date() });
    table.close();
  }
  connection.close();
  const perThousand = (bytes: number): string => `${(bytes / 1e6 / (report.chunks / 1000)).toFixed(2)} MB`;
  return [
    {
      name: 'index per 1,000 chunks',
      value: perThousand(bytesBelow(copy)),
      meaning: 'on disk, after maintenance that found no version that somebody may be reading',
    },
    {
      name: 'the same, just built',
      value: perThousand(report.bytesOnDisk),
      meaning: 'with the versions that another process may still be reading',
    },
  ];
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
