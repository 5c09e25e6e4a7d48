import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FolderConfig } from '../../protocol/engine';
import { withChecksum, withoutChecksum } from '../text/checkedText';

const FILE = 'rules.json';

/** What belongs into the index of a folder, whatever folder it is. */
export type FolderRules = Omit<FolderConfig, 'root'>;

/**
 * Leaves the rules of an editor's settings beside the index, so that the command line and agents, which know of no settings,
 * keep the same index by the same rules: what a person excluded there is not brought back here.
 *
 * @param indexDirectory need not exist
 */
export async function saveRules(indexDirectory: string, { root: _, ...rules }: FolderConfig): Promise<void> {
  const text = withChecksum(JSON.stringify(rules));
  if ((await textIn(indexDirectory)) === text) return;
  await mkdir(indexDirectory, { recursive: true });
  // At once: another process may be reading.
  const aside = path.join(indexDirectory, `${FILE}.${process.pid}`);
  await writeFile(aside, text);
  await rename(aside, path.join(indexDirectory, FILE));
}

/** The rules that an editor left last; undefined when none did, or they cannot be read. */
export async function savedRules(indexDirectory: string): Promise<FolderRules | undefined> {
  try {
    const rules = JSON.parse(withoutChecksum((await textIn(indexDirectory)) ?? '') ?? '') as Partial<FolderRules>;
    return Array.isArray(rules.exclude) && Number.isInteger(rules.maxFileBytes) ? (rules as FolderRules) : undefined;
  } catch {
    return undefined; // Cut off or damaged: the editor leaves them again when it starts.
  }
}

async function textIn(indexDirectory: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(indexDirectory, FILE), 'utf8');
  } catch {
    return undefined;
  }
}
