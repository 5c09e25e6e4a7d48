import type { ChunkKind } from '../protocol/hit';
import type { PanelHit } from '../protocol/webview';

/** The last part of a path with forward slashes, and what is before it. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), file: path.slice(slash + 1) };
}

/** What a hit is called: its symbol, or the file for what is left of a module. */
export function hitName(hit: PanelHit): string {
  return hit.symbol === '' ? splitPath(hit.path).file : hit.symbol;
}

/** `Store.open`: what the header of its similar results says. */
export function hitTitle(hit: PanelHit): string {
  return hit.container === '' ? hitName(hit) : `${hit.container}.${hitName(hit)}`;
}

/** `12` or `12–34`. */
export function lineRange(hit: PanelHit): string {
  return hit.startLine === hit.endLine ? `${hit.startLine}` : `${hit.startLine}–${hit.endLine}`;
}

/** Where the hit is, with the workspace folder when several are open. */
export function hitPath(hit: PanelHit): string {
  return hit.folder === undefined ? hit.path : `${hit.folder}/${hit.path}`;
}

/** Stays the same when the same chunk comes again in another answer, so that what was expanded stays so. */
export function hitKey(hit: PanelHit): string {
  return [hit.folder ?? '', hit.path, hit.container, hit.symbol, hit.kind, hit.startLine].join('\n');
}

/** Whole percent of the score. */
export function percent(hit: PanelHit): number {
  return Math.round(Math.min(Math.max(hit.score, 0), 1) * 100);
}

/** The codicon of each kind, as VS Code's own outline has it. */
export const KIND_ICON: Readonly<Record<ChunkKind, string>> = {
  function: 'symbol-method',
  method: 'symbol-method',
  constructor: 'symbol-method',
  accessor: 'symbol-property',
  class: 'symbol-class',
  interface: 'symbol-interface',
  type: 'symbol-type-parameter',
  enum: 'symbol-enum',
  constant: 'symbol-constant',
  module: 'symbol-file',
};
