import { wordsOf } from '../text/words';
import type { Candidate } from './candidates';
import type { Question } from './question';
import { isAside, matchingWords, type Aside, asideOf } from './signals';

export interface Ranked<T> {
  readonly item: T;
  readonly score: number;
}

/** How much each signal counts. `bench/README.md` has what each of them adds. */
export interface Weights {
  /** Of the three sides in the fusion. */
  readonly quick: number;
  readonly deep: number;
  readonly words: number;
  /** Constant of the fusion: how little a better rank is worth. */
  readonly rankConstant: number;
  /** The chunk defines a name that the query spells: alone, or among other words. */
  readonly definition: number;
  readonly mentionedDefinition: number;
  /** Words of the query in the symbol, in the file's name, in its folders. */
  readonly symbol: number;
  readonly stem: number;
  readonly folder: number;
  /** Other good chunks in the same file. */
  readonly coherence: number;
  /** Factor of a chunk of code that is beside the product: tests, examples, …; see `asideOf`. */
  readonly aside: Readonly<Record<Aside, number>>;
  /** Factor of what is left of a module. */
  readonly module: number;
  /** Factor of the second, third … hit of a file: the power of its number. */
  readonly sameFile: number;
}

export const WEIGHTS: Weights = {
  quick: 0.5,
  deep: 1,
  words: 1,
  rankConstant: 60,
  definition: 1,
  mentionedDefinition: 0.3,
  symbol: 0.3,
  stem: 0.3,
  folder: 0.05,
  coherence: 0.2,
  aside: { test: 0.4, example: 0.6, declaration: 0.8, compatibility: 0.8 },
  module: 0.9,
  sameFile: 0.85,
};

/**
 * Puts candidates in order: what each side thinks of them, fused by rank, and what names, places and neighbours say.
 * The score is between 0 and 1.
 */
export function rank<C extends Candidate>(
  question: Omit<Question, 'quick' | 'deep'>,
  candidates: readonly C[],
  weights = WEIGHTS,
): Ranked<C>[] {
  const fused = fuse(candidates, weights);
  const scored = fused.map(({ item, score }) => ({
    item,
    score: (score + named(question, item, weights)) * fitting(question, item, weights),
  }));
  return spread(coherent(best(scored), weights), weights);
}

/**
 * Reciprocal rank fusion: weight / (k + rank), summed over the sides and divided by the most it could be, so that first
 * place on every side is 1. From Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
 * Rank Learning Methods" (SIGIR 2009). A chunk that the deep model has not read yet has its quick rank there too.
 */
function fuse<C extends Candidate>(candidates: readonly C[], weights: Weights): Ranked<C>[] {
  const k = weights.rankConstant;
  const scores = new Map<C, number>(candidates.map((each) => [each, 0]));
  const add = (side: (each: C) => number | undefined, weight: number): void => {
    const found = candidates.filter((each) => side(each) !== undefined).sort((a, b) => side(b)! - side(a)!);
    found.forEach((each, index) => scores.set(each, scores.get(each)! + weight * ((k + 1) / (k + index + 1))));
  };
  add(({ quick }) => quick, weights.quick);
  add(({ words }) => words, weights.words);
  add(({ deep }) => deep, weights.deep);
  add(({ isRead, quick }) => (isRead ? undefined : quick), weights.deep);
  const most = weights.quick + weights.words + weights.deep;
  return candidates.map((item) => ({ item, score: scores.get(item)! / most }));
}

/** What the names of and around a chunk have of the query. */
function named(question: Omit<Question, 'quick' | 'deep'>, { chunk }: Candidate, weights: Weights): number {
  const { stem, folders } = placeOf(chunk.path);
  const symbol = wordsOf(chunk.symbol);
  let score = 0;
  if (chunk.symbol !== '' && question.names.includes(chunk.symbol))
    score += question.isName ? weights.definition : weights.mentionedDefinition;
  score += weights.symbol * overlap(question.parts, symbol);
  score += weights.stem * overlap(question.parts, stem);
  score += weights.folder * overlap(question.parts, folders);
  return score;
}

function overlap(query: readonly string[], name: readonly string[]): number {
  if (name.length === 0) return 0;
  const matched = matchingWords(query, name);
  // Of the name and of the query: a short name met by chance says less than a long one met in full.
  return (matched / name.length) * Math.min(1, matched / 2);
}

function placeOf(file: string): { readonly stem: readonly string[]; readonly folders: readonly string[] } {
  const parts = file.split('/');
  const name = parts.pop()!;
  return { stem: wordsOf(name.replace(/\.[^.]*$/, '')), folders: parts.slice(-2).flatMap((part) => wordsOf(part)) };
}

function fitting(question: Omit<Question, 'quick' | 'deep'>, { chunk }: Candidate, weights: Weights): number {
  let factor = chunk.kind === 'module' ? weights.module : 1;
  const aside = asideOf(chunk.path);
  if (aside !== undefined && !isAside(question.parts, aside)) factor *= weights.aside[aside];
  return factor;
}

/** A file in which several chunks are good is more likely the place. */
function coherent<C extends Candidate>(ranked: readonly Ranked<C>[], weights: Weights): Ranked<C>[] {
  const totals = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { item, score } of ranked) {
    const file = fileOf(item);
    const count = counts.get(file) ?? 0;
    counts.set(file, count + 1);
    // The first few only: a large file is no better for being large.
    if (count < 4) totals.set(file, (totals.get(file) ?? 0) + score);
  }
  const most = Math.max(...totals.values(), 1e-9);
  return best(
    ranked.map(({ item, score }) => ({
      item,
      score: score + weights.coherence * (totals.get(fileOf(item))! / most) * score,
    })),
  );
}

/** Lowers the second, third … hit of one file, so that one file does not fill the list. Nothing is dropped. */
function spread<C extends Candidate>(ranked: readonly Ranked<C>[], weights: Weights): Ranked<C>[] {
  const perFile = new Map<string, number>();
  return best(
    ranked.map(({ item, score }) => {
      const file = fileOf(item);
      const better = perFile.get(file) ?? 0;
      perFile.set(file, better + 1);
      return { item, score: score * weights.sameFile ** better };
    }),
  );
}

function best<T>(ranked: Ranked<T>[]): Ranked<T>[] {
  return ranked.sort((a, b) => b.score - a.score);
}

function fileOf({ root, chunk }: Candidate): string {
  return `${root}\0${chunk.path}`;
}
