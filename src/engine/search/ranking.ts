import type { ChunkKind } from '../../protocol/hit';
import type { StoredChunk } from '../store/schema';
import type { Candidate } from './candidates';
import { confidenceOf } from './confidence';
import type { Query } from './question';
import { type Aside, asideOf, asksFor, nameOverlap, stemOf } from './signals';

export interface Ranked<T> {
  readonly item: T;
  /** 0 to 1. */
  readonly score: number;
}

/** What a score is made of: the sum of the terms, times all factors. */
export interface Reasons {
  readonly terms: Readonly<Record<'meaning' | 'words' | 'name' | 'path' | 'size', number>>;
  readonly kind: number;
  readonly aside?: { readonly what: Aside; readonly factor: number };
  /** What the file's other chunks add, as a share of the rest. */
  readonly coherence: number;
  readonly sameFile: number;
  /** From this scale to that of the answer. */
  readonly scale: number;
}

export interface Explained<T> extends Ranked<T> {
  readonly reasons: Reasons;
}

/** How much each signal counts. `bench/README.md` has what each of them adds. */
export interface Weights {
  /** Shares of the three sides of the search. */
  readonly quick: number;
  readonly deep: number;
  readonly words: number;
  /** Added for words of the query in a row, as the share of the query that they are. */
  readonly literal: number;
  /** Added for a chunk that defines a name which the query spells: alone, or among other words. */
  readonly definition: number;
  readonly mentionedDefinition: number;
  /** Added for words of the query in the name of the file: of a sentence, and of a query that is a name. */
  readonly stem: number;
  readonly stemOfName: number;
  /** Added for a chunk of many lines. */
  readonly size: number;
  /** Factor for the file whose best chunks are best together; other files get a share of it. */
  readonly coherence: number;
  /** Factor of code beside the product; see `asideOf`. */
  readonly aside: Readonly<Record<Aside, number>>;
  /** Factor of kinds that say little about what happens. */
  readonly kind: Readonly<Record<ChunkKind, number>>;
  /** Factor of the second, third … hit of a file: its powers. */
  readonly sameFile: number;
}

export const WEIGHTS: Weights = {
  quick: 0.5,
  deep: 1,
  words: 0.2,
  literal: 0.5,
  definition: 2,
  mentionedDefinition: 0.3,
  stem: 0.3,
  stemOfName: 1,
  size: 0.3,
  coherence: 0.5,
  aside: { test: 0.5, example: 0.7, declaration: 0.9, compatibility: 0.8 },
  kind: {
    function: 1,
    method: 1,
    constructor: 1,
    accessor: 1,
    class: 0.9,
    interface: 0.9,
    type: 0.9,
    enum: 0.9,
    constant: 0.8,
    module: 0.8,
  },
  sameFile: 0.8,
};

/**
 * The weights with some changed, e.g. `{"stem":0}`: for measuring what each adds, by the environment variable
 * `HUNCH_RANKING` of the engine.
 */
export function weightsWith(changes: string | undefined): Weights {
  return changes === undefined ? WEIGHTS : { ...WEIGHTS, ...(JSON.parse(changes) as Partial<Weights>) };
}

/** Best chunks of a file that tell whether it is the place. More would prefer large files for being large. */
const COHERENT_CHUNKS = 3;

/** Lines from which a chunk gains nothing by being longer. */
const LONG_CHUNK = 32;

/**
 * Puts candidates in order: what each side thinks of them, and what names, places and neighbours say.
 *
 * @returns best first; the score of the first says how sure one can be that it is what was asked for
 */
export function rank<C extends Candidate>(query: Query, candidates: readonly C[], weights = WEIGHTS): Explained<C>[] {
  const sides = fuse(candidates, weights);
  const scored = candidates.map((item): Explained<C> => {
    const terms = { ...sides(item), ...own(query, item.chunk, weights) };
    const { kind, aside } = standing(query, item.chunk, weights);
    const sum = terms.meaning + terms.words + terms.name + terms.path + terms.size;
    return {
      item,
      score: sum * kind * (aside?.factor ?? 1),
      reasons: { terms, kind, ...(aside ? { aside } : {}), coherence: 0, sameFile: 1, scale: 1 },
    };
  });
  return calibrate(query, spread(coherent(best(scored), weights), weights));
}

/**
 * The sides' scores, each brought to 0–1 between the worst and the best of its list, in a weighted mean ("CombSUM" of Fox
 * and Shaw, TREC-2 1994). Fusion by rank alone (RRF) throws away that the first hit of one side is far better than its second.
 * A chunk that the deep model has not read yet counts as its quick vector says.
 */
function fuse<C extends Candidate>(candidates: readonly C[], weights: Weights) {
  const quick = scaled(candidates, ({ quick }) => quick);
  const deep = scaled(candidates, ({ deep }) => deep);
  const words = scaled(candidates, ({ words }) => words);
  const total = weights.quick + weights.deep + weights.words;
  return (item: C) => {
    const near = item.isRead ? deep(item) : quick(item);
    return {
      meaning: (weights.quick * quick(item) + weights.deep * near) / total,
      words: (weights.words * words(item)) / total + weights.literal * (item.literal ?? 0),
    };
  };
}

/** 1 for the best of a side, 0 for the worst of its list and for what is not in it. */
function scaled<C>(candidates: readonly C[], side: (item: C) => number | undefined): (item: C) => number {
  let least = Infinity;
  let most = -Infinity;
  for (const item of candidates) {
    const value = side(item);
    if (value === undefined) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = most - least;
  return (item) => {
    const value = side(item);
    if (value === undefined) return 0;
    return range > 0 ? (value - least) / range : 1;
  };
}

/** What the names of a chunk and of its file have of the query, and what its size promises. */
function own(query: Query, chunk: StoredChunk, weights: Weights) {
  const isDefinition = chunk.symbol !== '' && query.names.includes(chunk.symbol);
  const definition = query.isName ? weights.definition : weights.mentionedDefinition;
  return {
    name: isDefinition ? definition : 0,
    path: (query.isName ? weights.stemOfName : weights.stem) * nameOverlap(query.parts, stemOf(chunk.path)),
    size: weights.size * sizeOf(chunk),
  };
}

/** From 0 for one line to 1 for `LONG_CHUNK`: what is short is near to much, and rarely what does the work. */
function sizeOf({ startLine, endLine }: StoredChunk): number {
  return Math.log2(Math.min(LONG_CHUNK, endLine - startLine + 1)) / Math.log2(LONG_CHUNK);
}

/** Less for what is rarely meant. */
function standing(query: Query, chunk: StoredChunk, weights: Weights): Pick<Reasons, 'kind' | 'aside'> {
  // A name is asked for whatever it names.
  const kind = query.isName ? 1 : weights.kind[chunk.kind as ChunkKind];
  const what = asideOf(chunk.path);
  return what === undefined || asksFor(query.parts, what)
    ? { kind }
    : { kind, aside: { what, factor: weights.aside[what] } };
}

/** A file in which several chunks are good is more likely the place. */
function coherent<C extends Candidate>(ranked: readonly Explained<C>[], weights: Weights): Explained<C>[] {
  const files = new Map<string, { total: number; chunks: number }>();
  for (const { item, score } of ranked) {
    const file = files.get(fileOf(item)) ?? { total: 0, chunks: 0 };
    if (file.chunks < COHERENT_CHUNKS) file.total += score;
    file.chunks++;
    files.set(fileOf(item), file);
  }
  const most = Math.max(...[...files.values()].map(({ total }) => total), Number.MIN_VALUE);
  return best(
    ranked.map(({ item, score, reasons }) => {
      const coherence = weights.coherence * (files.get(fileOf(item))!.total / most);
      return { item, score: score * (1 + coherence), reasons: { ...reasons, coherence } };
    }),
  );
}

/** Lowers the second, third … hit of one file, so that one file does not fill the list. Nothing is dropped. */
function spread<C extends Candidate>(ranked: readonly Explained<C>[], weights: Weights): Explained<C>[] {
  const perFile = new Map<string, number>();
  return best(
    ranked.map(({ item, score, reasons }) => {
      const before = perFile.get(fileOf(item)) ?? 0;
      perFile.set(fileOf(item), before + 1);
      const sameFile = weights.sameFile ** before;
      return { item, score: score * sameFile, reasons: { ...reasons, sameFile } };
    }),
  );
}

/** Scores as shares of the first, which gets what one can be sure of. */
function calibrate<C extends Candidate>(query: Query, ranked: readonly Explained<C>[]): Explained<C>[] {
  const [first] = ranked;
  if (!first) return [];
  const most = Math.max(first.score, Number.MIN_VALUE);
  const confidence = confidenceOf(query, first.item);
  const scale = confidence / most;
  return ranked.map(({ item, score, reasons }) => ({
    item,
    score: Math.max(0, (score / most) * confidence),
    reasons: { ...reasons, scale },
  }));
}

function best<T extends Ranked<unknown>>(ranked: T[]): T[] {
  return ranked.sort((a, b) => b.score - a.score);
}

function fileOf({ root, chunk }: Candidate): string {
  return `${root}\0${chunk.path}`;
}
