import type { Node } from 'web-tree-sitter';
import type { BindingName } from './bindingName';
import { assignedName, joinNames, pathNames, plainName } from './bindingName';
import type { BoundValue } from './boundValue';
import { boundValue, isCalledFunction, isNotableConstant } from './boundValue';
import type { ChunkKind } from './chunk';
import type { Frame } from './frame';
import { insideFrame, partsFrame, wrappedFrame } from './frame';
import type { Grammar } from './grammar';
import { matchesAt } from './grammar';
import type { Contents, NameReader, NodeRule, Place, SpelledName } from './languages/language';
import type { LineTable } from './lineTable';
import { partOf } from './nodePart';
import type { OutlineItem, Span } from './outline';

/** In running code, shorter declarations stay in the function around them. */
export const MIN_LINES_IN_CODE = 3;
/** A function called on the spot that is longer than a module window is a module in disguise. */
const MAX_LINES_OF_CALLED_FUNCTION = 60;
/** A licence has fewer lines. */
const MAX_COMMENTS_ABOVE_DOCSTRING = 500;
const MAX_COMMENTS_ABOVE_BODY = 50;
/** A member is part of its class's outline unless it is longer than an ordinary method. */
const MIN_LINES_OF_MEMBER = 10;
/** A literal as the first argument, which a block is named by. */
const NAME_GIVEN = /^\(?\s*(?::["']?|["'])?([\w.\-/?!]+(?::[\w.\-/]+)*)(?!#\{)/;
/** Names nested deeper than this are data, not containers. */
const MAX_NAMES = 16;

type Rule<Is extends NodeRule['is']> = Extract<NodeRule, { is: Is }>;

/** Where a declaration stands, its wrapper included. */
interface Extent extends Span {
  readonly decorators: Span[];
}

/** The name of a declaration, and where it stands. */
interface DeclaredName extends Span, SpelledName {
  /** Its own text says that it belongs to something: `Shape:area`, `self.area`. */
  readonly isMember: boolean;
}

/** What is known of an item before its body is looked at. */
interface Found extends Extent {
  readonly symbol: string;
  readonly owners: readonly string[];
  readonly kind: ChunkKind;
  readonly bodiless?: OutlineItem['bodiless'];
  readonly onlyDocumented?: boolean;
  /** The names around what it holds, when that is not its own name. */
  readonly namesInside?: readonly string[] | undefined;
}

/**
 * Reads declarations off syntax nodes. Each method returns what holds for the children of the node: undefined when they
 * are of no interest, `plain` when the node turns out to mean nothing by itself.
 */
export class OutlineBuilder {
  readonly items: OutlineItem[] = [];

  constructor(
    private readonly grammar: Grammar,
    private readonly text: string,
    private readonly lines: LineTable,
  ) {}

  declaration(
    node: Node,
    rule: Rule<'declaration'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    if (rule.outsideCodeOnly && frame.inCode) return plain;
    if (rule.bodiless === 'overload' && frame.contents !== 'members') return plain;
    const name = this.nameOf(node, rule.name ?? 'name', rule.dotted === true);
    if (!name || name.symbol === '') return plain;
    const { symbol, owners } = name;
    const extent = this.extent(node, frame, decorators);
    const isOverload = this.isDecorated(extent.decorators, this.grammar.language.overloadDecorator);
    const kind = this.kindOf(rule, name, this.text.slice(node.startIndex, name.start), extent, frame);
    const body = partOf(node, rule.body ?? 'body');
    const onlyDocumented = this.isOnlyDocumented(rule, body, frame);
    const bodiless = isOverload ? 'declared' : body ? undefined : rule.bodiless;
    if (rule.mayBeContainer && body && this.isOnlyContainer(name.end, body)) {
      const names = namesIn(frame, [...owners, symbol]);
      return this.around(node, body, insideFrame(frame, 'statements', names), frame);
    }
    const namesInside = name.inside && joinNames(frame.names, name.inside);
    const found = { symbol, owners, kind, ...extent, bodiless, onlyDocumented, namesInside };
    return this.open(found, node, body, rule.holds, frame);
  }

  container(node: Node, rule: Rule<'container'>, frame: Frame, plain: Frame | undefined): Frame | undefined {
    const body = partOf(node, rule.body);
    if (!body) return plain;
    const inside = insideFrame(frame, rule.holds ?? 'statements', this.containerNames(node, rule, frame));
    return this.around(node, body, inside, frame);
  }

  /** What holds for the siblings after a container without a body; undefined when it has one. */
  rest(node: Node, rule: Rule<'container'>, frame: Frame): Frame | undefined {
    if (!frame.isTopLevel || partOf(node, rule.body)) return undefined;
    return insideFrame(frame, rule.holds ?? 'statements', this.containerNames(node, rule, frame));
  }

  binding(
    node: Node,
    rule: Rule<'binding'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    const value = partOf(node, rule.value) ?? this.declaredType(node, rule, frame);
    if (!value) return plain;
    const isKey = !rule.dotted && isAmongMembers(frame);
    const name = this.bindingName(node, rule.name, isKey);
    if (!name || name.symbol === '') return plain;
    return this.bound(name, value, node, this.extent(node, frame, decorators), frame, plain, isKey, rule);
  }

  /** A call that is no value: one that dresses a declaration, or names its block. */
  call(
    node: Node,
    rule: Rule<'call'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    const { wrapperCall, namedBlocks } = this.grammar.language;
    const given = node.childForFieldName(rule.arguments);
    if (!given) return plain;
    if (matchesAt(wrapperCall, this.text, node.startIndex)) {
      const extent = this.extent(node, frame, decorators);
      const wrapped = wrappedFrame(frame, extent, undefined, false);
      if (!frame.wrapping) wrapped.wrapping?.decorators.push(...extent.decorators);
      return this.around(node, given, wrapped, frame);
    }
    const block = rule.block === undefined ? null : node.childForFieldName(rule.block);
    const callee = node.childForFieldName(rule.callee);
    // With a receiver (`table.task(:build)`) it is another function.
    if (!block || callee?.startIndex !== node.startIndex) return plain;
    const kind = namedBlocks?.get(this.textOf(callee));
    const symbol = NAME_GIVEN.exec(this.text.slice(given.startIndex, given.startIndex + 100))?.[1];
    if (kind === undefined || symbol === undefined) return plain;
    if (kind === 'container')
      return this.around(node, block, insideFrame(frame, frame.contents, namesIn(frame, [symbol])), frame);
    return this.open({ symbol, owners: [], kind, ...this.extent(node, frame, decorators) }, node, block, 'code', frame);
  }

  /** A value without a name in an `export`. */
  exported(node: Node, frame: Frame, plain: Frame | undefined): Frame | undefined {
    const { wrapping } = frame;
    if (wrapping?.exportName === undefined) return plain;
    const name = { symbol: wrapping.exportName, owners: [], isPlace: true, isMember: false };
    return this.bound(name, node, node, wrapping, frame, plain, false);
  }

  /** A value that no name is bound to. */
  value(node: Node, rule: Rule<'value'>, frame: Frame, isLong: boolean, plain: Frame | undefined): Frame | undefined {
    const name = rule.name ? node.childForFieldName(rule.name) : null;
    const body = rule.body ? partOf(node, rule.body) : node;
    if (name && isLong) {
      const extent = { start: node.startIndex, end: node.endIndex, decorators: [] };
      const symbol = plainName(this.textOf(name));
      return this.open({ symbol, owners: [], kind: rule.kind, ...extent }, node, body, rule.holds, frame);
    }
    return plain && body ? this.around(node, body, insideFrame(frame, rule.holds), frame) : plain;
  }

  /** The string that documents what has this body. */
  docstringOf(body: Node): Span | undefined {
    const rule = this.grammar.language.docstring;
    if (!rule?.opening.test(this.text.slice(body.startIndex, body.startIndex + 4))) return undefined;
    let first = body.firstNamedChild;
    for (let count = 0; first && count < MAX_COMMENTS_ABOVE_DOCSTRING; count++) {
      if (this.grammar.rules[first.typeId]?.is !== 'comment') break;
      // Takes the longer, the further the sibling is from its parent's start.
      first = first.nextNamedSibling;
    }
    const string = first?.type === rule.statement && first.namedChildCount === 1 ? first.firstNamedChild : null;
    return string?.type === rule.string ? { start: string.startIndex, end: string.endIndex } : undefined;
  }

  /** A name bound to a value by `node`, which may be the value itself. */
  private bound(
    name: BindingName,
    valueNode: Node,
    node: Node,
    extent: Extent,
    frame: Frame,
    plain: Frame | undefined,
    isKey: boolean,
    binding?: Rule<'binding'>,
  ): Frame | undefined {
    const value = boundValue(valueNode, this.grammar, this.text);
    const { rule } = value;
    const made = rule?.is === 'call' ? this.madeOfBlock(value.node, rule) : undefined;
    // Without a block it is a line of what is around it, or stands for itself.
    if (made && (made.block || frame.isTopLevel))
      return this.open({ ...name, ...made, ...extent }, node, made.block, made.holds, frame);
    if (rule?.is === 'value' && rule.holds !== 'entries') {
      const body = rule.body ? partOf(value.node, rule.body) : value.node;
      // `{ read: () => read }` says nothing that the object does not say.
      const isLine = this.lines.spanOf(extent.start, extent.end) === 1;
      if (frame.contents === 'entries' && isLine && body && this.text[body.startIndex] !== '{') return plain;
      const { symbol, owners } = (name.isPlace ? this.nameOfPlaced(value, rule) : undefined) ?? name;
      const kind = rule.kind === 'function' && (isKey || name.isMember) ? 'method' : rule.kind;
      return this.open({ symbol, owners, kind, ...extent }, node, body, rule.holds, frame);
    }
    const lineCount = this.lines.spanOf(value.node.startIndex, value.node.endIndex);
    const isModule = lineCount > MAX_LINES_OF_CALLED_FUNCTION && isCalledFunction(value, this.grammar);
    const isOfMembers = binding?.ofMembers === true && frame.contents === 'members' && !frame.inCode;
    const isPlaced = frame.isTopLevel || (isOfMembers && lineCount >= MIN_LINES_OF_MEMBER);
    if (isPlaced && !isModule && this.isNotable(name, value, extent, binding)) {
      const holds = lineCount < MIN_LINES_IN_CODE ? 'nothing' : rule?.is === 'value' ? rule.holds : 'code';
      const { symbol, owners } = name;
      return this.open({ symbol, owners, kind: 'constant', ...extent }, node, valueNode, holds, frame);
    }
    if (!isModule && rule?.is !== 'value') return plain;
    if (lineCount < MIN_LINES_IN_CODE) return undefined;
    // No chunk, but what is in it is found under this name.
    const names = namesIn(frame, [...name.owners, name.symbol]);
    const contents = rule?.is === 'value' ? rule.holds : frame.contents;
    return this.around(node, value.node, insideFrame(frame, contents, names), frame);
  }

  /** Adds an item. */
  private open(found: Found, node: Node, bodyNode: Node | null, holds: Contents, frame: Frame): Frame | undefined {
    const { symbol, owners, kind, start, end, decorators, bodiless, onlyDocumented = false } = found;
    const container = joinNames(frame.names, owners);
    const item = this.items.length;
    this.items.push({
      symbol,
      container,
      kind,
      start,
      end,
      ownStart: start,
      body: bodyNode ? { start: this.bodyStart(bodyNode), end: bodyNode.endIndex } : undefined,
      decorators,
      docstring: bodyNode && kind !== 'constant' ? this.docstringOf(bodyNode) : undefined,
      parent: frame.item,
      bodiless,
      onlyDocumented,
    });
    const outer: Frame = { ...frame, item, depth: frame.depth + 1 };
    const names = found.namesInside ?? joinNames(container, [symbol]);
    const inside = holds === 'nothing' ? undefined : insideFrame(outer, holds, names);
    const bodySpan = bodyNode ? { start: bodyNode.startIndex, end: bodyNode.endIndex } : { start: end, end };
    // In some grammars decorators are parts of what they decorate.
    const { decoratorWithin = /@/ } = this.grammar.language;
    if (decoratorWithin.test(this.text.slice(start, bodySpan.start)))
      return partsFrame(outer, { span: bodySpan, inside, decorators, isNext: false });
    return inside && bodyNode ? this.around(node, bodyNode, inside, outer) : inside;
  }

  /** For the parts of a declaration, `body` in or among them. */
  private around(node: Node, body: Node, inside: Frame, frame: Frame): Frame | undefined {
    if (body.id === node.id) return inside;
    const span = { start: body.startIndex, end: body.endIndex };
    if (inside.contents === 'code') {
      const { mayDeclare } = this.grammar.language;
      if (!mayDeclare.test(this.text.slice(span.start, span.end))) return undefined;
    }
    return partsFrame(frame, { span, inside, decorators: undefined, isNext: true });
  }

  /** The lines of a declaration: with its wrapping, or with the decorators before it. */
  private extent(node: Node, frame: Frame, decorators: readonly Span[]): Extent {
    const { wrapping } = frame;
    const { startIndex: start, endIndex: end } = node;
    if (!wrapping) return { start: decorators[0]?.start ?? start, end, decorators: [...decorators] };
    if (!wrapping.isShared) return wrapping;
    // Of several bindings in one statement the first has its keyword, if no bracket opens after that: `const (`.
    const isFirst = this.text.slice(wrapping.start, start).search(/[,=]|^\w+\s*\(/) < 0;
    return { start: isFirst ? wrapping.start : start, end, decorators: [] };
  }

  /** A declaration's name, and where it stands; one that no part of the node is may be anywhere in it. */
  private nameOf(node: Node, where: Place | NameReader, isPath: boolean): DeclaredName | undefined {
    const { startIndex: start } = node;
    if (typeof where === 'function') {
      const name = where(node, this.text);
      return name && { ...name, isMember: name.owners.length > 0, start, end: start };
    }
    const found = partOf(node, where);
    if (!found) return undefined;
    const text = this.textOf(found);
    const path = isPath ? assignedName(text, this.grammar.language) : undefined;
    const span = { start: found.startIndex, end: found.endIndex };
    return { ...(path ?? { symbol: plainName(text), owners: [], isMember: false }), ...span };
  }

  private bindingName(node: Node, where: Place | NameReader, isKey: boolean): BindingName | undefined {
    if (typeof where === 'function') {
      const name = where(node, this.text);
      return name && { ...name, isPlace: false, isMember: isKey || name.owners.length > 0 };
    }
    const left = partOf(node, where);
    if (!left) return undefined;
    return isKey
      ? { symbol: plainName(this.textOf(left)), owners: [], isPlace: false, isMember: true }
      : assignedName(this.textOf(left), this.grammar.language);
  }

  /** The names around what is in a container. */
  private containerNames(node: Node, { name }: Rule<'container'>, frame: Frame): readonly string[] {
    if (typeof name === 'function') {
      const spelled = name(node, this.text);
      return spelled ? namesIn(frame, [...spelled.owners, spelled.symbol]) : frame.names;
    }
    const found = name === undefined ? null : partOf(node, name);
    return found ? namesIn(frame, pathNames(this.textOf(found), this.grammar.language)) : frame.names;
  }

  private isOnlyDocumented(rule: Rule<'declaration'>, body: Node | null, frame: Frame): boolean {
    const isMember = isAmongMembers(frame);
    if (rule.bodiless === 'prototype' && !body && isMember) return true;
    if (rule.onlyDocumented !== 'few-lines') return rule.onlyDocumented === 'member' && isMember;
    return !body || this.lines.spanOf(body.startIndex, body.endIndex) < MIN_LINES_IN_CODE;
  }

  private isOnlyContainer(nameEnd: number, body: Node): boolean {
    if (this.text.slice(nameEnd, this.bodyStart(body)).trim() !== '') return false;
    return body.namedChildren.every((child) => {
      const rule = this.grammar.rules[child.typeId];
      return rule?.is === 'comment' || (rule?.is === 'declaration' && rule.holds === 'members');
    });
  }

  /** What a call makes of its block: a class, a function. */
  private madeOfBlock(
    call: Node,
    rule: Rule<'call'>,
  ): { kind: ChunkKind; holds: Contents; block: Node | null } | undefined {
    const made = this.grammar.language.blockValues?.find(([starts]) => matchesAt(starts, this.text, call.startIndex));
    if (!made || rule.block === undefined) return undefined;
    const [, kind, holds] = made;
    const block = call.childForFieldName(rule.block);
    return { kind, holds: block ? holds : 'nothing', block };
  }

  private kindOf(
    rule: Rule<'declaration'>,
    { symbol, owners, isMember: isOwned }: DeclaredName,
    before: string,
    extent: Extent,
    frame: Frame,
  ): ChunkKind {
    const isMember = isOwned || isAmongMembers(frame);
    const kind = isMember ? (rule.kindOfMember ?? rule.kind) : rule.kind;
    if (kind !== 'method') return kind;
    const { constructorName, accessorBefore, accessorDecorator } = this.grammar.language;
    const expected = constructorName === 'class' ? (owners.at(-1) ?? frame.names.at(-1)) : constructorName;
    if (symbol === expected && (frame.contents === 'members' || owners.length > 0)) return 'constructor';
    const isAccessor = accessorBefore?.test(before) === true || this.isDecorated(extent.decorators, accessorDecorator);
    return isAccessor ? 'accessor' : kind;
  }

  private isNotable(name: BindingName, value: BoundValue, extent: Extent, binding?: Rule<'binding'>): boolean {
    const { exported, constant } = this.grammar.language;
    const isExported = matchesAt(exported, this.text, extent.start);
    const isConstant = matchesAt(constant, this.text, extent.start);
    const notable = binding?.notable;
    return isNotableConstant({ ...name, isExported, isConstant, notable }, value, this.grammar, this.text, this.lines);
  }

  /** What stands for the value of a constant that is defined elsewhere. */
  private declaredType(node: Node, rule: Rule<'binding'>, frame: Frame): Node | null {
    if (!rule.type || !frame.isTopLevel) return null;
    const start = frame.wrapping?.start ?? node.startIndex;
    return matchesAt(this.grammar.language.constant, this.text, start) ? node.childForFieldName(rule.type) : null;
  }

  private nameOfPlaced(value: BoundValue, rule: Rule<'value'>): BindingName | undefined {
    const own = rule.name ? value.node.childForFieldName(rule.name) : null;
    const candidates = own ? [this.textOf(own), ...value.aliases] : value.aliases;
    return candidates
      .map((text) => assignedName(text, this.grammar.language))
      .find((name) => name !== undefined && !name.isPlace);
  }

  /** Where no bracket opens a body, comments at its top stand before it in the tree. */
  private bodyStart(body: Node): number {
    let start = body.startIndex;
    if (this.text[start] === '{') return start;
    let before = body.previousNamedSibling;
    for (let count = 0; before && count < MAX_COMMENTS_ABOVE_BODY; count++) {
      if (this.grammar.rules[before.typeId]?.is !== 'comment') break;
      start = before.startIndex;
      before = before.previousNamedSibling;
    }
    return start;
  }

  private isDecorated(decorators: readonly Span[], expected: RegExp | undefined): boolean {
    return expected !== undefined && decorators.some(({ start, end }) => expected.test(this.text.slice(start, end)));
  }

  private textOf(node: Node): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }
}

function isAmongMembers(frame: Frame): boolean {
  return frame.contents === 'members' || frame.contents === 'entries';
}

/** For what is no chunk itself: chunks are nested less deep than such names. */
function namesIn(frame: Frame, more: readonly string[]): readonly string[] {
  return frame.names.length < MAX_NAMES ? joinNames(frame.names, more) : frame.names;
}
