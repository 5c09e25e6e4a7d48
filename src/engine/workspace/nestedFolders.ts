import { realpath } from 'node:fs/promises';
import type { FolderConfig } from '../../protocol/engine';
import { relativeInside } from './relativeInside';

/**
 * The same folders, each with those that are open inside of it: what is in them is theirs, and comes once. A folder that is open
 * twice, by a link, is the first one's.
 */
export async function withNested(folders: readonly FolderConfig[]): Promise<FolderConfig[]> {
  const places = await Promise.all(folders.map(({ root }) => realpath(root).catch(() => root)));
  return folders.map((config, index) => {
    const nested = places.flatMap((place, other) => {
      if (other === index) return [];
      const inside = relativeInside(places[index]!, place);
      return inside === undefined || (inside === '' && other > index) ? [] : [inside];
    });
    return nested.length === 0 ? config : { ...config, nested };
  });
}
