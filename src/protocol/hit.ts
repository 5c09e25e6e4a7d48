import type { Why } from './query';

/** What a chunk is. One word each, shown to people as it stands. */
export type ChunkKind =
  'function' | 'method' | 'constructor' | 'accessor' | 'class' | 'interface' | 'type' | 'enum' | 'constant' | 'module';

/** A ranked chunk. The fields up to `score` are the command line's fixed contract (CONTRIBUTING.md, "Contracts"). */
export interface Hit {
  /** Relative to the workspace folder, forward slashes on every platform. */
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  /** 1-based, inclusive. */
  readonly endLine: number;
  /** Its name; empty for what is left of a module. */
  readonly symbol: string;
  /** The names around it joined with `.`; empty at top level. */
  readonly container: string;
  readonly kind: ChunkKind;
  /** Language id as VS Code names it, e.g. `typescript`, `typescriptreact`, `python`. */
  readonly language: string;
  /** 0–1, descending within one answer. */
  readonly score: number;
  /** Declaration without body, on one line; empty where there is none. */
  readonly signature: string;
  /** Absolute path of the workspace folder it lies in. */
  readonly root: string;
  /** First lines of the code as it stands on disk now; absent when the file could not be read. */
  readonly preview?: string;
  /** Of an answer to a query: the lines that have its words, in the order of the file. Not part of the command line's JSON. */
  readonly matchLines?: readonly MatchLine[];
  /** Why it is there; when the question asks for it. */
  readonly why?: Why;
}

/** A line of a hit that has words of the query. */
export interface MatchLine {
  /** 1-based, in the file as it stands on disk now. */
  readonly line: number;
  /** Without its indentation; a long one is cut around its first word. */
  readonly text: string;
  /** Where words of the query are in the text, in UTF-16 units: start, and end, which is exclusive. */
  readonly words: readonly (readonly [start: number, end: number])[];
}
