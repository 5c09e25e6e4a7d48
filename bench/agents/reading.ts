import { countTokens as tokensOf } from 'gpt-tokenizer';

/** Code as it comes on the screen of whoever looks for something. */
export interface Piece {
  /** Relative to the folder that is searched, forward slashes. */
  readonly path: string;
  /** Lines of the file that it shows, 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** All that is read. */
  readonly text: string;
}

/** Where an answer is. */
export interface Place {
  readonly path: string;
  /** Absent where any line of the file will do. */
  readonly startLine?: number;
  readonly endLine?: number;
}

export interface Reading {
  readonly answered: boolean;
  /** Of everything read, the piece with the answer included. */
  readonly tokens: number;
}

/** Nobody reads on beyond what fits into the context of a model. */
export const MOST_TOKENS = 200_000;

/** Tokens of `o200k_base`; what looks like a special token is text. */
export function countTokens(text: string): number {
  return tokensOf(text, { disallowedSpecial: new Set() });
}

/** Reads piece by piece until one shows a line of an answer, or too much has been read. Pieces are made as they are read. */
export function readUntil(answers: readonly Place[], pieces: Iterable<Piece>, count = countTokens): Reading {
  let tokens = 0;
  for (const piece of pieces) {
    tokens += count(piece.text);
    if (tokens > MOST_TOKENS) break;
    if (answers.some((place) => shows(piece, place))) return { answered: true, tokens };
  }
  return { answered: false, tokens: Math.min(tokens, MOST_TOKENS) };
}

function shows(piece: Piece, { path, startLine = 1, endLine = Infinity }: Place): boolean {
  return piece.path === path && piece.startLine <= endLine && startLine <= piece.endLine;
}
