import type { Layout, PanelHit } from '../protocol/webview';
import { hitKey } from './hitText';

interface RowPlace {
  /** Unique in the list; the same for the same thing in another answer. */
  readonly key: string;
  /** As `aria-level`, `aria-posinset` and `aria-setsize` want them: 1-based, among its siblings. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

export interface FileRow extends RowPlace {
  readonly kind: 'file';
  /** Its best hit, which says where it is. */
  readonly first: PanelHit;
  readonly hits: number;
  readonly open: boolean;
}

export interface HitRow extends RowPlace {
  readonly kind: 'hit';
  readonly hit: PanelHit;
  /** Its place in the answer, by which the host knows it. */
  readonly index: number;
}

export type Row = FileRow | HitRow;

/** The rows of the list from top to bottom. @param closed keys of the files whose hits are not shown */
export function rowsOf(hits: readonly PanelHit[], layout: Layout, closed: readonly string[]): readonly Row[] {
  const keyed = hits.map((hit, index) => ({ hit, index }));
  const unique = uniqueKeys();
  if (layout === 'list') {
    return keyed.map(({ hit, index }) => ({
      kind: 'hit',
      key: unique(hitKey(hit)),
      hit,
      index,
      level: 1,
      position: index + 1,
      siblings: hits.length,
    }));
  }
  const files = new Map<string, (typeof keyed)[number][]>();
  for (const each of keyed) {
    const key = fileKey(each.hit);
    const inFile = files.get(key);
    if (inFile === undefined) files.set(key, [each]);
    else inFile.push(each);
  }
  return [...files].flatMap(([key, inFile], file): Row[] => {
    const open = !closed.includes(key);
    const [{ hit: first }] = inFile as [(typeof keyed)[number]];
    const header = {
      key,
      first,
      hits: inFile.length,
      open,
      level: 1,
      position: file + 1,
      siblings: files.size,
    } as const;
    const below = inFile.map(({ hit, index }, position) => ({
      kind: 'hit' as const,
      key: unique(hitKey(hit)),
      hit,
      index,
      level: 2,
      position: position + 1,
      siblings: inFile.length,
    }));
    return [{ kind: 'file', ...header }, ...(open ? below : [])];
  });
}

/** Names a file among the rows, as `hitKey` names a hit. */
export function fileKey({ folder, path }: PanelHit): string {
  return `file\n${folder ?? ''}\n${path}`;
}

/** Where a row is in the list; the first one when it is not there. */
export function rowAt(rows: readonly Row[], key: string): number {
  return Math.max(
    rows.findIndex((row) => row.key === key),
    0,
  );
}

/** Two chunks of one file may have the same name and begin on the same line. */
function uniqueKeys(): (key: string) => string {
  const seen = new Map<string, number>();
  return (key) => {
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? key : `${key}\n${before}`;
  };
}
