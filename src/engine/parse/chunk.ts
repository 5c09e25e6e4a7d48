import type { ChunkKind } from '../../protocol/hit';

export type { ChunkKind };

/** One indexed piece of a file: a symbol, or what is left of the module around the symbols. */
export interface Chunk {
  /** Its name; empty for what is left of a module. */
  readonly symbol: string;
  /** The names around it joined with `.`, outermost first; empty at top level. */
  readonly container: string;
  readonly kind: ChunkKind;
  /** Language id as VS Code names it. */
  readonly language: string;
  /** 1-based, inclusive; includes decorators and `export`, not the leading doc comment. */
  readonly startLine: number;
  /** 1-based, inclusive. */
  readonly endLine: number;
  /** Declaration without its body, whitespace collapsed to one line; empty for module chunks. */
  readonly signature: string;
  /** Text of the leading doc comment or docstring without comment marks; empty when there is none. */
  readonly doc: string;
  /**
   * The code that belongs to this chunk alone: the bodies of chunks nested in it are left out (only their declarations
   * stay), so that every token of a file is embedded once.
   */
  readonly code: string;
}

/** What a file was cut into. */
export interface ParsedFile {
  readonly language: string;
  readonly chunks: readonly Chunk[];
  /** Set when the syntax tree could not be had whole (time limit, broken file): why, in one sentence. */
  readonly incomplete?: string;
}
