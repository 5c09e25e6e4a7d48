import type { Contents } from './languages/language';
import type { Span } from './outline';

/** The outer part of a declaration, e.g. `export`, whose inner part is still to come. */
export interface Wrapping extends Span {
  readonly decorators: Span[];
  /** Name for a value that has none. */
  readonly exportName: string | undefined;
  /** Several bindings share it. */
  readonly isShared: boolean;
}

/** What holds for the children of a syntax node. */
export interface Frame {
  /** Index of the item around in the outline, -1 at top level. */
  readonly item: number;
  /** How many items are around. */
  readonly depth: number;
  /** The names around. */
  readonly names: readonly string[];
  readonly contents: Contents;
  /** A function is around. */
  readonly inCode: boolean;
  /** The children are statements of the module or a namespace. */
  readonly isTopLevel: boolean;
  readonly wrapping: Wrapping | undefined;
  /** Children are looked into even when they are short. */
  readonly isThorough: boolean;
  /** Set when the children are the parts of one declaration. */
  readonly body: BodyAhead | undefined;
  /** The frame for a child that means nothing by itself. */
  plain: Frame | undefined;
}

/** The body of a declaration, which is one of its parts or in one of them. */
export interface BodyAhead {
  readonly span: Span;
  /** The frame for the children of the body; undefined when they are of no interest. */
  readonly inside: Frame | undefined;
  /** Where decorators go that are found beside the body. */
  readonly decorators: Span[] | undefined;
  /** Nothing before the body is of interest. */
  readonly isNext: boolean;
}

/** For the statements of a file. */
export const MODULE_FRAME: Frame = {
  item: -1,
  depth: 0,
  names: [],
  contents: 'statements',
  inCode: false,
  isTopLevel: true,
  wrapping: undefined,
  isThorough: false,
  body: undefined,
  plain: undefined,
};

/** For the children of a node that means nothing by itself. */
export function plainFrame(frame: Frame): Frame {
  return (frame.plain ??= {
    ...frame,
    // `declare global { … }`: a block in a wrapper holds statements like the module itself.
    isTopLevel: frame.isTopLevel && frame.wrapping !== undefined,
    wrapping: undefined,
    isThorough: false,
    body: undefined,
  });
}

/** For what a declaration or value holds. */
export function insideFrame(frame: Frame, contents: Contents, names: readonly string[] = frame.names): Frame {
  return {
    ...frame,
    names,
    contents,
    inCode: frame.inCode || contents === 'code',
    isTopLevel: contents === 'statements',
    wrapping: undefined,
    isThorough: contents === 'members' || contents === 'entries',
    body: undefined,
    plain: undefined,
  };
}

/** For the parts of a declaration around its body. */
export function partsFrame(frame: Frame, body: BodyAhead): Frame {
  return {
    ...frame,
    contents: 'code',
    inCode: true,
    isTopLevel: false,
    wrapping: undefined,
    isThorough: false,
    body,
    plain: undefined,
  };
}

/** For the inner part of a wrapped declaration; several wrappers count as the outermost one. */
export function wrappedFrame(frame: Frame, wrapper: Span, exportName: string | undefined, isShared: boolean): Frame {
  const outer = frame.wrapping;
  const { start, end } = outer ?? wrapper;
  return {
    ...frame,
    wrapping: {
      start,
      end,
      decorators: outer?.decorators ?? [],
      exportName,
      isShared: isShared || outer?.isShared === true,
    },
    isThorough: !frame.inCode,
    plain: undefined,
  };
}
