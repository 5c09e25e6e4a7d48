import type { ChunkKind } from '../../protocol/hit';

export type { ChunkKind };

/** One indexed piece of a file: a symbol, or what is left of the module around the symbols. */
export interface Chunk {
  /**
   * Its name; empty for what is left of a module. `default` and `module.exports` stand for what a file exports without a
   * name of its own.
   */
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
  /**
   * Text of the leading doc comment, the docstring, or both, without comment marks; empty when there is none. The first
   * module chunk has what the file says about itself at its top, and begins there.
   */
  readonly doc: string;
  /**
   * The code that belongs to this chunk alone: the bodies of chunks nested in it are left out (only their declarations
   * stay), and so is what `doc` has, so that every token of a file is embedded once. Lines end with `\n`; the indentation
   * of the first is taken off all. Never blank; as long as the declaration is, however long that may be.
   */
  readonly code: string;
}

/** What a file was cut into. */
export interface ParsedFile {
  readonly language: string;
  readonly chunks: readonly Chunk[];
  /**
   * Set when the syntax tree could not be had (time limit) or makes no sense as a whole: why, in one sentence. All lines
   * are in chunks all the same.
   */
  readonly incomplete?: string;
}
