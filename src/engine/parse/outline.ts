import type { ChunkKind } from './chunk';

/** Part of a text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A declaration found in a syntax tree. */
export interface OutlineItem {
  readonly symbol: string;
  /** The names around it, outermost first. */
  readonly container: readonly string[];
  readonly kind: ChunkKind;
  /** From the first decorator or `export` to the end of the statement. */
  start: number;
  end: number;
  /** `start`, or, when overloads above it were joined to it, where it starts without them. */
  ownStart: number;
  /** What the signature stops at. */
  body: Span | undefined;
  /** Decorators: no part of the signature. */
  readonly decorators: Span[];
  readonly docstring: Span | undefined;
  /** Index of the item around it in the outline, -1 at top level. */
  readonly parent: number;
  /** Announces a body that follows: see `NodeRule.bodiless`. */
  readonly bodiless: 'declared' | 'overload' | 'prototype' | undefined;
  /** Without a comment that documents it, it is left to what is around it. */
  readonly onlyDocumented: boolean;
}

/** The declarations of a file in the order of their starts, an outer one before those in it. */
export interface Outline {
  readonly items: readonly OutlineItem[];
  /** In order; those beside and above declarations are all here, those deep inside an expression may not be. */
  readonly comments: readonly Span[];
  /** The string that documents the whole file. */
  readonly docstring: Span | undefined;
}
