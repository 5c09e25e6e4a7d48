import { Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from 'apache-arrow';

/**
 * Version of the tables below and of what is written into them (also of how files are cut into chunks). An index of another
 * version is built again.
 */
export const SCHEMA_VERSION = 3;

/** One chunk. */
export interface ChunkRow {
  /** `path:ordinal`, unique. */
  readonly id: string;
  readonly path: string;
  /** Place of the chunk in its file, from 0. */
  readonly ordinal: number;
  readonly language: string;
  readonly symbol: string;
  readonly container: string;
  readonly kind: string;
  readonly signature: string;
  /** First sentence of its doc comment, on one line; empty where there is none. */
  readonly summary: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Hash of the text that is embedded: equal hash, equal vectors. */
  readonly contentHash: string;
  /** Words of everything, space-separated; those of the name more than once. */
  readonly words: string;
  /** What stays of the code when its local names change, space-separated. */
  readonly shape: string;
  /** Of the quick model, L2-normalized: there as soon as the chunk is. */
  readonly quickVector: Float32Array;
}

/**
 * One window of a text, embedded by the deep model. Kept by the hash of the text and not by the place of the chunk: chunks
 * that are copies share it, and one that moves keeps it.
 */
export interface VectorRow {
  readonly contentHash: string;
  /** Place of the window in its text, from 0. */
  readonly window: number;
  /** L2-normalized. */
  readonly vector: Float32Array;
}

/** A file the index knows: either cut into chunks or skipped for a reason. */
export interface FileRow {
  readonly path: string;
  readonly mtimeMs: number;
  /** When anything about it changed last, which nobody can set back; see `FoundFile`. */
  readonly ctimeMs: number;
  /** Bytes. */
  readonly size: number;
  /** Hash of its bytes; empty for a skipped file. */
  readonly hash: string;
  readonly language: string;
  readonly chunks: number;
  /** Why it was skipped; empty when it was not. */
  readonly skipped: string;
}

/** Columns that a hit is made of: everything but vectors and words. */
export const HIT_COLUMNS = [
  'path',
  'ordinal',
  'language',
  'symbol',
  'container',
  'kind',
  'signature',
  'startLine',
  'endLine',
  'contentHash',
] as const;

export type StoredChunk = Pick<ChunkRow, (typeof HIT_COLUMNS)[number]>;

/** Columns that a line of an outline is made of. */
export const OUTLINE_COLUMNS = [
  'path',
  'ordinal',
  'language',
  'symbol',
  'container',
  'kind',
  'signature',
  'summary',
  'startLine',
  'endLine',
] as const;

export type OutlinedChunk = Pick<ChunkRow, (typeof OUTLINE_COLUMNS)[number]>;

/** Columns with a full-text index. */
export const WORD_COLUMNS = ['words', 'shape'] as const;

/** Longer words are no words that anybody searches for; the full-text index leaves them out. */
export const MAX_TOKEN_BYTES = 64;

const text = (name: string) => new Field(name, new Utf8(), false);
const integer = (name: string) => new Field(name, new Int32(), false);

/** Float32: LanceDB corrupts some Float16 values. */
const vector = (name: string, dimensions: number) =>
  new Field(name, new FixedSizeList(dimensions, new Field('item', new Float32(), true)), false);

export function chunkSchema(quickDimensions: number): Schema {
  return new Schema([
    text('id'),
    text('path'),
    integer('ordinal'),
    text('language'),
    text('symbol'),
    text('container'),
    text('kind'),
    text('signature'),
    text('summary'),
    integer('startLine'),
    integer('endLine'),
    text('contentHash'),
    text('words'),
    text('shape'),
    vector('quickVector', quickDimensions),
  ]);
}

export function vectorSchema(dimensions: number): Schema {
  return new Schema([text('contentHash'), integer('window'), vector('vector', dimensions)]);
}

export const fileSchema = new Schema([
  text('path'),
  new Field('mtimeMs', new Float64(), false),
  new Field('ctimeMs', new Float64(), false),
  new Field('size', new Float64(), false),
  text('hash'),
  text('language'),
  integer('chunks'),
  text('skipped'),
]);

export const metaSchema = new Schema([text('key'), text('value')]);
