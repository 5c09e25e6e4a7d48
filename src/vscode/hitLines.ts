import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Hit } from '../protocol/hit';

/** Files read at a time. */
const AT_ONCE = 20;

/**
 * The lines of each hit as they stand on disk now; none where the file cannot be read. What the editor has not saved is not
 * there, as it is not in the index.
 */
export async function readHitLines(hits: readonly Hit[]): Promise<ReadonlyMap<Hit, readonly string[]>> {
  const files = new Map<string, Hit[]>();
  for (const hit of hits) {
    const file = path.join(hit.root, hit.path);
    files.set(file, [...(files.get(file) ?? []), hit]);
  }
  const lines = new Map<Hit, readonly string[]>();
  const waiting = [...files];
  const reader = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [file, inFile] = next;
      const all = await linesOf(file);
      if (all !== undefined) for (const hit of inFile) lines.set(hit, all.slice(hit.startLine - 1, hit.endLine));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return lines;
}

async function linesOf(file: string): Promise<readonly string[] | undefined> {
  try {
    return (await readFile(file, 'utf8')).split(/\r\n|\r|\n/);
  } catch {
    // Deleted or moved since; the hit is shown without its code.
    return undefined;
  }
}
