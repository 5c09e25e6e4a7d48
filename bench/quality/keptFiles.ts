import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keptFolder } from './benchCache';
import type { SourceText } from './sourceChunks';

/** Files in a folder of the cache that stays as long as they are the same. @param name in front of their hash */
export function keptFiles(name: string, files: readonly SourceText[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { path: file, text } of files) hash.update(`${file}\0${text}\0`);
  return keptFolder(`${name}-${hash.digest('hex').slice(0, 12)}`, (folder) => {
    for (const { path: file, text } of files) {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  });
}
