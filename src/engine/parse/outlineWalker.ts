import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
import type { BindingName } from './bindingName';
import { assignedName, joinNames, plainName } from './bindingName';
import type { BoundValue } from './boundValue';
import { boundValue, isCalledFunction, isNotableConstant } from './boundValue';
import type { ChunkKind } from './chunk';
import type { Grammar } from './grammar';
import { matchesAt } from './grammar';
import type { Contents, NodeRule } from './languages/language';
import type { LineTable } from './lineTable';
import type { Outline, OutlineItem, Span } from './outline';

/** In running code, shorter declarations stay in the function around them. */
const MIN_LINES_IN_CODE = 3;
/** Deeper chunks and names than this stay in the one around them: nobody wrote them by hand. */
const MAX_DEPTH = 16;
/** A function called on the spot that is longer than a module window is a module in disguise. */
const MAX_LINES_OF_CALLED_FUNCTION = 60;

type Rule<Is extends NodeRule['is']> = Extract<NodeRule, { is: Is }>;

/** The outer part of a declaration that is being looked for. */
interface Wrapping extends Span {
  readonly decorators: Span[];
  /** Name for a value that has none. */
  readonly exportName: string | undefined;
  /** The wrapped bindings share it. */
  readonly isShared: boolean;
}

/** What holds for the children of a node. */
interface Frame {
  /** The item around, -1 at top level, and its depth. */
  readonly item: number;
  readonly depth: number;
  readonly names: readonly string[];
  readonly contents: Contents;
  /** A function is around. */
  readonly inCode: boolean;
  /** The children are statements of the module or a namespace. */
  readonly isTopLevel: boolean;
  readonly wrapping: Wrapping | undefined;
  /** Children are looked into even when they are short. */
  readonly isThorough: boolean;
  /**
   * The children are parts of one declaration, among them (or in them) its body, whose children get `inside`. Decorators
   * found beside it go to `decorators`.
   */
  readonly body:
    | {
        readonly span: Span;
        readonly inside: Frame;
        readonly decorators: Span[] | undefined;
        /** Nothing before it is of interest. */
        readonly isNext: boolean;
      }
    | undefined;
  /** The frame for a child that means nothing by itself. */
  plain: Frame | undefined;
}

interface Level {
  readonly frame: Frame;
  /** Decorators since the last sibling that was none. */
  decorators: readonly Span[];
}

const NONE: readonly Span[] = [];

/** Finds the declarations in a syntax tree, iteratively: trees of hostile files are 100,000 nodes deep. */
export function outlineOf(tree: Tree, grammar: Grammar, text: string, lines: LineTable): Outline {
  const walker = new OutlineWalker(grammar, text, lines);
  const cursor = tree.walk();
  try {
    return walker.walk(cursor);
  } finally {
    cursor.delete();
  }
}

class OutlineWalker {
  private readonly items: OutlineItem[] = [];
  private readonly comments: Span[] = [];

  constructor(
    private readonly grammar: Grammar,
    private readonly text: string,
    private readonly lines: LineTable,
  ) {}

  walk(cursor: TreeCursor): Outline {
    const docstring = this.docstringOf(cursor.currentNode);
    const root: Frame = {
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
    const levels: Level[] = [];
    let frame: Frame | undefined = root;
    for (;;) {
      if (frame && this.enter(cursor, frame)) {
        levels.push({ frame, decorators: NONE });
      } else {
        while (!cursor.gotoNextSibling()) {
          levels.pop();
          if (levels.length === 0 || !cursor.gotoParent()) {
            return { items: this.items, comments: this.comments, docstring };
          }
        }
      }
      const level = levels.at(-1);
      if (!level) return { items: this.items, comments: this.comments, docstring };
      frame = this.visit(cursor, level);
    }
  }

  private enter(cursor: TreeCursor, frame: Frame): boolean {
    if (frame.body?.isNext && cursor.gotoLastChild()) {
      // Mostly the body is the last part. Each step over the others costs calls into WebAssembly. (There is
      // `gotoFirstChildForIndex`, but in web-tree-sitter 0.27 it goes astray.)
      const { start, end } = frame.body.span;
      if (cursor.startIndex <= start && cursor.endIndex >= end) return true;
      cursor.gotoParent();
    }
    return cursor.gotoFirstChild();
  }

  /** What holds for the children of the cursor's node; undefined when they are of no interest. */
  private visit(cursor: TreeCursor, level: Level): Frame | undefined {
    const typeId = cursor.nodeTypeId;
    if (this.grammar.isToken[typeId]) return undefined;
    const rule = this.grammar.rules[typeId];
    const { frame } = level;
    if (rule?.is === 'opaque') {
      level.decorators = NONE;
      return undefined;
    }
    const span = { start: cursor.startIndex, end: cursor.endIndex };
    if (rule?.is === 'comment') {
      this.comments.push(span);
      return undefined;
    }
    if (rule?.is === 'decorator') {
      if (frame.wrapping) frame.wrapping.decorators.push(span);
      else if (frame.body) frame.body.decorators?.push(span);
      else level.decorators = [...level.decorators, span];
      return undefined;
    }
    const decorators = level.decorators;
    level.decorators = NONE;

    if (frame.body) {
      const { span: body, inside } = frame.body;
      if (span.start === body.start && span.end === body.end) return inside;
      if (span.start <= body.start && span.end >= body.end) return frame;
    }
    const isLong = this.lines.spanOf(span.start, span.end) >= MIN_LINES_IN_CODE;
    if (!isLong && frame.inCode && frame.contents !== 'members') return undefined;
    const plain = isLong || frame.isThorough ? this.plain(frame) : undefined;
    if (frame.depth >= MAX_DEPTH) return plain;

    switch (rule?.is) {
      case 'wrapper':
        return this.wrap(frame, span, false);
      case 'bindings':
        return this.wrap(frame, span, cursor.currentNode.namedChildCount > 1);
      case 'declaration':
        return this.declaration(cursor.currentNode, rule, frame, decorators, plain);
      case 'container':
        return this.container(cursor.currentNode, rule, frame, plain);
      case 'binding':
        return this.binding(cursor.currentNode, rule, frame, decorators, plain);
    }
    if (frame.wrapping?.exportName !== undefined && !frame.wrapping.isShared) {
      const name = { symbol: frame.wrapping.exportName, owners: [], isPlace: true, isMember: false };
      return this.named(name, cursor.currentNode, frame, frame.wrapping, plain, false);
    }
    return rule?.is === 'value' ? this.value(cursor.currentNode, rule, frame, isLong, plain) : plain;
  }

  private wrap(frame: Frame, span: Span, isShared: boolean): Frame {
    const outer = frame.wrapping;
    const { start, end } = outer ?? span;
    const exportName = this.grammar.language.exportNames?.find(([starts]) => matchesAt(starts, this.text, span.start));
    const decorators = outer?.decorators ?? [];
    const wrapping = {
      start,
      end,
      decorators,
      exportName: exportName?.[1],
      isShared: isShared || outer?.isShared === true,
    };
    return { ...frame, wrapping, isThorough: !frame.inCode, plain: undefined };
  }

  private declaration(
    node: Node,
    rule: Rule<'declaration'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    if (rule.outsideCodeOnly && frame.inCode) return plain;
    if (rule.bodiless === 'overload' && frame.contents !== 'members') return plain;
    const nameNode = node.childForFieldName(rule.name ?? 'name');
    const symbol = nameNode ? plainName(this.textOf(nameNode)) : '';
    if (symbol === '') return plain;
    const isMember = frame.contents === 'members' || frame.contents === 'entries';
    const extent = this.extent(node, frame, decorators);
    let kind: ChunkKind = isMember ? (rule.kindOfMember ?? rule.kind) : rule.kind;
    const language = this.grammar.language;
    if (kind === 'method' && nameNode) {
      const before = this.text.slice(node.startIndex, nameNode.startIndex);
      if (symbol === language.constructorName && frame.contents === 'members') kind = 'constructor';
      else if (language.accessorBefore?.test(before) || this.isDecorated(extent.decorators, language.accessorDecorator))
        kind = 'accessor';
    }
    const isOverload = this.isDecorated(extent.decorators, language.overloadDecorator);
    const body = node.childForFieldName(rule.body ?? 'body');
    return this.open(
      { symbol, owners: [], kind, ...extent, bodiless: isOverload ? 'declared' : rule.bodiless },
      body,
      rule.holds,
      frame,
    );
  }

  private container(node: Node, rule: Rule<'container'>, frame: Frame, plain: Frame | undefined): Frame | undefined {
    const name = node.childForFieldName(rule.name);
    const body = node.childForFieldName(rule.body);
    if (!name || !body) return plain;
    const names = joinNames(frame.names, [plainName(this.textOf(name))]);
    return this.around(body, this.inside(frame, { names, contents: 'statements' }), frame);
  }

  private binding(
    node: Node,
    rule: Rule<'binding'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    const left = node.childForFieldName(rule.name);
    const value = node.childForFieldName(rule.value);
    if (!left || !value) return plain;
    const text = this.textOf(left);
    const isKey = frame.contents === 'entries' || frame.contents === 'members';
    const name: BindingName | undefined =
      rule.dotted || !isKey
        ? assignedName(text, this.grammar.language)
        : { symbol: plainName(text), owners: [], isPlace: false, isMember: true };
    if (!name || name.symbol === '') return plain;
    return this.named(name, value, frame, this.extent(node, frame, decorators), plain, isKey && !rule.dotted);
  }

  /** A name bound to a value. */
  private named(
    name: BindingName,
    valueNode: Node,
    frame: Frame,
    extent: Span & { readonly decorators: Span[] },
    plain: Frame | undefined,
    isKey: boolean,
  ): Frame | undefined {
    const value = boundValue(valueNode, this.grammar, this.text);
    const { rule } = value;
    if (rule?.is === 'value' && rule.holds !== 'entries') {
      const better = name.isPlace ? this.nameOfPlacedValue(value, rule) : undefined;
      const { symbol, owners } = better ?? name;
      const isLine = this.lines.spanOf(extent.start, extent.end) === 1;
      const body = rule.body ? value.node.childForFieldName(rule.body) : value.node;
      // `{ read: () => read }` says nothing that the object does not say.
      if (isKey && frame.contents === 'entries' && isLine && body && this.text[body.startIndex] !== '{') return plain;
      const kind = rule.kind === 'function' && (isKey || name.isMember) ? 'method' : rule.kind;
      return this.open({ symbol, owners, kind, ...extent, bodiless: undefined }, body, rule.holds, frame);
    }
    const lineCount = this.lines.spanOf(value.node.startIndex, value.node.endIndex);
    const isLongCall = lineCount > MAX_LINES_OF_CALLED_FUNCTION && isCalledFunction(value, this.grammar);
    if (frame.isTopLevel && !isLongCall) {
      const language = this.grammar.language;
      const isExported = matchesAt(language.exported, this.text, extent.start);
      const isConstant = matchesAt(language.constant, this.text, extent.start);
      const binding = { ...name, isExported, isConstant };
      if (isNotableConstant(binding, value, this.grammar, this.text, this.lines)) {
        const holds = lineCount < MIN_LINES_IN_CODE ? 'nothing' : rule?.is === 'value' ? rule.holds : 'code';
        return this.open(
          { symbol: name.symbol, owners: name.owners, kind: 'constant', ...extent, bodiless: undefined },
          value.node,
          holds,
          frame,
        );
      }
    }
    const isObject = rule?.is === 'value';
    if (!isLongCall && !isObject) return plain;
    if (!isLongCall && lineCount < MIN_LINES_IN_CODE) return undefined;
    // No chunk, but what is in it is found under this name.
    const names = frame.names.length < MAX_DEPTH ? joinNames(frame.names, [...name.owners, name.symbol]) : frame.names;
    return this.around(
      value.node,
      this.inside(frame, { names, contents: isObject ? rule.holds : frame.contents }),
      frame,
    );
  }

  /** A value that no name is bound to. */
  private value(
    node: Node,
    rule: Rule<'value'>,
    frame: Frame,
    isLong: boolean,
    plain: Frame | undefined,
  ): Frame | undefined {
    const name = rule.name ? node.childForFieldName(rule.name) : null;
    const body = rule.body ? node.childForFieldName(rule.body) : node;
    if (name && isLong) {
      const extent = { start: node.startIndex, end: node.endIndex, decorators: [] };
      const symbol = plainName(this.textOf(name));
      return this.open(
        { symbol, owners: [], kind: rule.kind, ...extent, bodiless: undefined },
        body,
        rule.holds,
        frame,
      );
    }
    if (!plain || !body) return plain;
    const inside = this.inside(frame, { contents: rule.holds });
    return body.id === node.id ? inside : this.around(body, inside, frame);
  }

  /** Adds an item and says what holds for the parts of its declaration. */
  private open(
    found: Pick<OutlineItem, 'symbol' | 'kind' | 'start' | 'end' | 'decorators' | 'bodiless'> & {
      owners: readonly string[];
    },
    bodyNode: Node | null,
    holds: Contents,
    frame: Frame,
  ): Frame | undefined {
    const { symbol, kind, start, end, decorators, bodiless } = found;
    const container = joinNames(frame.names, found.owners);
    const body = bodyNode ? { start: bodyNode.startIndex, end: bodyNode.endIndex } : undefined;
    const docstring = bodyNode && kind !== 'constant' ? this.docstringOf(bodyNode) : undefined;
    const item = this.items.length;
    this.items.push({
      symbol,
      container,
      kind,
      start,
      end,
      ownStart: start,
      body,
      decorators,
      docstring,
      parent: frame.item,
      bodiless: holds === 'nothing' || found.bodiless === 'declared' ? bodiless : undefined,
    });
    if (holds === 'nothing') return undefined;
    const around: Frame = { ...frame, item, depth: frame.depth + 1 };
    const inside = this.inside(around, { names: joinNames(container, [symbol]), contents: holds });
    return bodyNode ? this.around(bodyNode, inside, around, { start, decorators }) : inside;
  }

  /** For the parts of a declaration with its body among them; undefined when none of them is of interest. */
  private around(
    body: Node,
    inside: Frame,
    frame: Frame,
    found?: { readonly start: number; readonly decorators: Span[] },
  ): Frame | undefined {
    const span = { start: body.startIndex, end: body.endIndex };
    // In some grammars decorators are parts of what they decorate.
    const hasDecorators = found !== undefined && this.text.slice(found.start, span.start).includes('@');
    if (inside.contents === 'code' && !hasDecorators) {
      const { mayDeclare } = this.grammar.language;
      if (!mayDeclare.test(this.text.slice(span.start, span.end))) return undefined;
    }
    return {
      ...frame,
      contents: 'code',
      inCode: true,
      isTopLevel: false,
      wrapping: undefined,
      isThorough: true,
      body: { span, inside, decorators: found?.decorators, isNext: !hasDecorators },
      plain: undefined,
    };
  }

  private inside(
    frame: Frame,
    { names = frame.names, contents }: { names?: readonly string[]; contents: Contents },
  ): Frame {
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

  private plain(frame: Frame): Frame {
    // `declare global { … }`: a block in a wrapper holds statements like the module itself.
    const isTopLevel = frame.isTopLevel && frame.wrapping !== undefined;
    return (frame.plain ??= {
      ...frame,
      isTopLevel,
      wrapping: undefined,
      isThorough: false,
      body: undefined,
      plain: undefined,
    });
  }

  /** The lines of a declaration: with its wrapping, or with the decorators before it. */
  private extent(node: Node, frame: Frame, decorators: readonly Span[]): Span & { readonly decorators: Span[] } {
    const { wrapping } = frame;
    const { startIndex: start, endIndex: end } = node;
    if (!wrapping) return { start: decorators[0]?.start ?? start, end, decorators: [...decorators] };
    if (!wrapping.isShared) return wrapping;
    // Of several bindings in one statement the first has its keyword.
    const isFirst = this.text.slice(wrapping.start, start).search(/[,=]/) < 0;
    return { start: isFirst ? wrapping.start : start, end, decorators: [] };
  }

  private nameOfPlacedValue(value: BoundValue, rule: Rule<'value'>): BindingName | undefined {
    const own = rule.name ? value.node.childForFieldName(rule.name) : null;
    const candidates = own ? [this.textOf(own), ...value.aliases] : value.aliases;
    return candidates
      .map((text) => assignedName(text, this.grammar.language))
      .find((name) => name !== undefined && !name.isPlace);
  }

  private docstringOf(body: Node): Span | undefined {
    const rule = this.grammar.language.docstring;
    if (!rule) return undefined;
    if (!rule.opening.test(this.text.slice(body.startIndex, body.startIndex + 4))) return undefined;
    let first = body.firstNamedChild;
    while (first && this.grammar.rules[first.typeId]?.is === 'comment') first = first.nextNamedSibling;
    const string = first?.type === rule.statement && first.namedChildCount === 1 ? first.firstNamedChild : null;
    return string?.type === rule.string ? { start: string.startIndex, end: string.endIndex } : undefined;
  }

  private isDecorated(decorators: readonly Span[], expected: RegExp | undefined): boolean {
    return expected !== undefined && decorators.some(({ start, end }) => expected.test(this.text.slice(start, end)));
  }

  private textOf(node: Node): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }
}
