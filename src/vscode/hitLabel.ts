import path from 'node:path';
import type { ChunkKind, Hit } from '../protocol/hit';

/** Codicons that VS Code itself shows for such symbols. */
const ICONS: Readonly<Record<ChunkKind, string>> = {
  function: 'symbol-function',
  method: 'symbol-method',
  constructor: 'symbol-constructor',
  accessor: 'symbol-property',
  class: 'symbol-class',
  interface: 'symbol-interface',
  type: 'symbol-type-parameter',
  enum: 'symbol-enum',
  constant: 'symbol-constant',
  module: 'symbol-module',
};

/** Longest name shown, in UTF-16 units: a list line has no room for more, and generated names can be of any length. */
const LONGEST = 200;

/** A hit as a line of a list: icon and name, then where it is. */
export interface HitLabel {
  readonly label: string;
  readonly description: string;
}

/**
 * @param folder the workspace folder's name, when there is more than one to tell apart
 */
export function hitLabel(hit: Hit, folder?: string): HitLabel {
  const name = [hit.container, hit.symbol].filter((part) => part !== '').join('.');
  const place = folder === undefined ? hit.path : `${folder}/${hit.path}`;
  return {
    label: `$(${ICONS[hit.kind]}) ${harmless(name === '' ? path.posix.basename(hit.path) : name)}`,
    description: `${harmless(place)}:${hit.startLine}`,
  };
}

/**
 * Text from somebody's code as a label of VS Code may hold it. File names can contain anything: characters that turn the
 * reading direction or are invisible become visible, `$(name)` stays text instead of becoming an icon.
 */
export function harmless(text: string): string {
  // Not through the middle of a character that takes two units.
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return (
    short
      // Controls, formats (bidi overrides, zero-width), lone surrogates, line and paragraph separators.
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD')
      .replace(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&')
  );
}
