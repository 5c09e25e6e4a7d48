import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Frame } from './frame';
import { MODULE_FRAME, plainFrame, wrappedFrame } from './frame';
import type { Grammar } from './grammar';
import { matchesAt, ruleOf } from './grammar';
import type { NodeRule } from './languages/language';
import type { LineTable } from './lineTable';
import type { Outline, Span } from './outline';
import { MIN_LINES_IN_CODE, OutlineBuilder } from './outlineBuilder';

/** Deeper chunks than this stay in the one around them: nobody wrote them by hand. */
const MAX_DEPTH = 16;

const LINE_BREAK = 10;

/** Never pushed to. */
const NONE: Span[] = [];

/** The siblings that the cursor is among. */
interface Level {
  frame: Frame;
  /** `frame` as it was before a container that names all that follows. */
  readonly around: Frame;
  /** Decorators since the last sibling that was none. */
  decorators: Span[];
}

/**
 * Finds the declarations in a syntax tree. Walks it iteratively, because trees of hostile files are 100,000 nodes deep,
 * and with few steps, because each is a call or more into WebAssembly.
 */
export function outlineOf(tree: Tree, grammar: Grammar, text: string, lines: LineTable): Outline {
  const cursor = tree.walk();
  try {
    return new OutlineWalker(cursor, grammar, text, lines).walk();
  } finally {
    cursor.delete();
  }
}

class OutlineWalker {
  private readonly builder: OutlineBuilder;
  private readonly comments: Span[] = [];
  private readonly hasTellingCalls: boolean;

  constructor(
    private readonly cursor: TreeCursor,
    private readonly grammar: Grammar,
    private readonly text: string,
    private readonly lines: LineTable,
  ) {
    this.builder = new OutlineBuilder(grammar, text, lines);
    const { wrapperCall, namedBlocks } = grammar.language;
    this.hasTellingCalls = wrapperCall !== undefined || namedBlocks !== undefined;
  }

  walk(): Outline {
    const docstring = this.builder.docstringOf(this.cursor.currentNode);
    const levels: Level[] = [];
    let frame: Frame | undefined = { ...MODULE_FRAME };
    for (;;) {
      if (frame && this.enter(frame)) {
        levels.push({ frame, around: frame, decorators: NONE });
      } else {
        while (levels.length > 0 && !this.cursor.gotoNextSibling()) {
          levels.pop();
          this.cursor.gotoParent();
        }
      }
      const level = levels.at(-1);
      if (!level) return { items: this.builder.items, comments: this.comments, docstring };
      frame = this.visit(level);
    }
  }

  private enter(frame: Frame): boolean {
    const { cursor } = this;
    if (frame.body?.isNext && cursor.gotoLastChild()) {
      // Mostly the body is the last part. (`gotoFirstChildForIndex` goes astray in web-tree-sitter 0.27.)
      const { start, end } = frame.body.span;
      if (cursor.startIndex <= start && cursor.endIndex >= end) return true;
      cursor.gotoParent();
    }
    return cursor.gotoFirstChild();
  }

  /** What holds for the children of the cursor's node; undefined when they are of no interest. */
  private visit(level: Level): Frame | undefined {
    const { cursor } = this;
    const typeId = cursor.nodeTypeId;
    if (this.grammar.isToken[typeId]) return undefined;
    const rule = this.grammar.rules[typeId];
    const { frame, decorators } = level;
    if (rule?.is === 'opaque') {
      level.decorators = NONE;
      return undefined;
    }
    const span = { start: cursor.startIndex, end: cursor.endIndex };
    if (rule?.is === 'comment') {
      // In Rust the line break is part of a documenting comment.
      const isWithBreak = this.text.charCodeAt(span.end - 1) === LINE_BREAK;
      this.comments.push(isWithBreak ? { start: span.start, end: span.end - 1 } : span);
      return undefined;
    }
    if (rule?.is === 'decorator' || (rule?.is === 'call' && !frame.inCode && this.isDecoratorCall(span))) {
      if (frame.wrapping) frame.wrapping.decorators.push(span);
      else if (frame.body) frame.body.decorators?.push(span);
      else if (decorators === NONE) level.decorators = [span];
      else decorators.push(span);
      return undefined;
    }
    if (rule?.is === 'modifiers') return frame.body ? frame : undefined;
    level.decorators = NONE;
    if (rule?.is === 'container' && rule.orRest) {
      const rest = this.builder.rest(cursor.currentNode, rule, level.around);
      if (rest) {
        level.frame = rest;
        return undefined;
      }
    }

    if (frame.body) {
      const { span: body, inside } = frame.body;
      if (span.start === body.start && span.end === body.end) return inside;
      if (span.start <= body.start && span.end >= body.end) return frame;
    }
    const isLong = this.lines.spanOf(span.start, span.end) >= MIN_LINES_IN_CODE;
    if (!isLong && staysInCode(frame, rule)) return undefined;
    const plain = isLong || frame.isThorough ? plainFrame(frame) : undefined;
    return frame.depth >= MAX_DEPTH ? plain : this.frameFor(rule, span, frame, decorators, isLong, plain);
  }

  private frameFor(
    typeRule: NodeRule | undefined,
    span: Span,
    frame: Frame,
    decorators: readonly Span[],
    isLong: boolean,
    plain: Frame | undefined,
  ): Frame | undefined {
    const { cursor, builder } = this;
    const rule = typeRule?.is === 'choice' ? ruleOf(cursor.currentNode, this.grammar, this.text) : typeRule;
    switch (rule?.is) {
      case 'opaque':
        return undefined;
      case 'group':
        return frame.wrapping ? { ...frame, wrapping: undefined, plain: undefined } : frame;
      case 'wrapper':
        return wrappedFrame(frame, span, this.exportNameAt(span.start), false);
      case 'bindings':
        return wrappedFrame(frame, span, undefined, cursor.currentNode.namedChildCount > 1);
      case 'declaration':
        return builder.declaration(cursor.currentNode, rule, frame, decorators, plain);
      case 'container':
        return builder.container(cursor.currentNode, rule, frame, plain);
      case 'binding':
        return builder.binding(cursor.currentNode, rule, frame, decorators, plain);
    }
    if (frame.wrapping?.exportName !== undefined) return builder.exported(cursor.currentNode, frame, plain);
    if (rule?.is === 'call' && this.hasTellingCalls) {
      return builder.call(cursor.currentNode, rule, frame, decorators, plain);
    }
    return rule?.is === 'value' ? builder.value(cursor.currentNode, rule, frame, isLong, plain) : plain;
  }

  private isDecoratorCall({ start }: Span): boolean {
    return matchesAt(this.grammar.language.decoratorCall, this.text, start);
  }

  private exportNameAt(start: number): string | undefined {
    return this.grammar.language.exportNames?.find(([starts]) => matchesAt(starts, this.text, start))?.[1];
  }
}

/** Whether a short node in running code is left where it is. In a callback without a name, a short function has one. */
function staysInCode(frame: Frame, rule: NodeRule | undefined): boolean {
  if (!frame.inCode || frame.contents === 'members') return false;
  return frame.item >= 0 || frame.contents !== 'code' || rule?.is !== 'declaration';
}
