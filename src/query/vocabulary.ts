import type { ChunkKind } from '../protocol/hit';

/** The filters of the query language, as they are written. */
export const FILTER_NAMES = ['lang', 'path', 'kind', 'symbol', 'in', 'like'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** What a hit may be. The type asks for each kind once. */
const KIND_SET: Readonly<Record<ChunkKind, true>> = {
  function: true,
  method: true,
  constructor: true,
  accessor: true,
  class: true,
  interface: true,
  type: true,
  enum: true,
  constant: true,
  module: true,
};
export const KINDS = Object.keys(KIND_SET) as readonly ChunkKind[];

/** What `in:` knows: open editors, and what differs from the last commit in git. */
export const PLACES = ['open', 'changed'] as const;
export type Place = (typeof PLACES)[number];

/** Names that other search boxes have for the same. */
export const FOREIGN_NAMES: ReadonlyMap<string, FilterName> = new Map<string, FilterName>([
  ['language', 'lang'],
  ['file', 'path'],
  ['filename', 'path'],
  ['folder', 'path'],
  ['dir', 'path'],
  ['type', 'kind'],
  ['sym', 'symbol'],
  ['name', 'symbol'],
  ['is', 'in'],
  ['similar', 'like'],
]);
