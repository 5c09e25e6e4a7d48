import type { Node } from 'web-tree-sitter';
import type { BindingName } from './bindingName';
import { assignedName, joinNames, plainName } from './bindingName';
import type { BoundValue } from './boundValue';
import { boundValue, isCalledFunction, isNotableConstant } from './boundValue';
import type { ChunkKind } from './chunk';
import type { Frame } from './frame';
import { insideFrame, partsFrame } from './frame';
import type { Grammar } from './grammar';
import { matchesAt } from './grammar';
import type { Contents, NodeRule, Place } from './languages/language';
import type { LineTable } from './lineTable';
import { headerOf, partOf, typeName } from './nodePart';
import type { OutlineItem, Span } from './outline';

/** In running code, shorter declarations stay in the function around them. */
export const MIN_LINES_IN_CODE = 3;
/** A function called on the spot that is longer than a module window is a module in disguise. */
const MAX_LINES_OF_CALLED_FUNCTION = 60;
/** A licence has fewer lines. */
const MAX_COMMENTS_ABOVE_DOCSTRING = 500;
/** Longer names that are read off a header say no more. */
const MAX_HEADER_NAME = 80;
/** Names nested deeper than this are data, not containers. */
const MAX_NAMES = 16;

type Rule<Is extends NodeRule['is']> = Extract<NodeRule, { is: Is }>;

/** Where a declaration stands, its wrapper included. */
interface Extent extends Span {
  readonly decorators: Span[];
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
    if (rule.notAsMember && frame.contents === 'members') return plain;
    if (rule.bodiless === 'overload' && frame.contents !== 'members') return plain;
    const body = partOf(node, rule.body ?? 'body');
    const name = this.nameOf(node, rule, body);
    if (!name || name.symbol === '') return plain;
    const { symbol, before } = name;
    if (rule.only && !rule.only.test(before)) return plain;
    const extent = this.extent(node, frame, decorators);
    const isOverload = this.isDecorated(extent.decorators, this.grammar.language.overloadDecorator);
    const kind = this.kindOf(rule, node, symbol, before, extent, frame);
    const bodiless = isOverload ? 'declared' : rule.bodiless;
    const onlyDocumented = this.isOnlyDocumented(rule, body);
    const owners = this.typeNames(node, rule.owner);
    const namesInside = rule.membersOf ? joinNames(frame.names, this.typeNames(node, rule.membersOf)) : undefined;
    const found = { symbol, owners, kind, ...extent, bodiless, onlyDocumented, namesInside };
    return this.open(found, node, body, rule.holds, frame);
  }

  container(node: Node, rule: Rule<'container'>, frame: Frame, plain: Frame | undefined): Frame | undefined {
    const name = node.childForFieldName(rule.name);
    const body = node.childForFieldName(rule.body);
    if (!name || !body) return plain;
    const names = joinNames(frame.names, [plainName(this.textOf(name))]);
    return this.around(node, body, insideFrame(frame, 'statements', names), frame);
  }

  /** What holds for the siblings after a container without a body; undefined when it has one. */
  rest(node: Node, rule: Rule<'container'>, frame: Frame): Frame | undefined {
    const name = node.childForFieldName(rule.name);
    if (!name || !frame.isTopLevel || node.childForFieldName(rule.body)) return undefined;
    return insideFrame(frame, 'statements', joinNames(frame.names, [plainName(this.textOf(name))]));
  }

  binding(
    node: Node,
    rule: Rule<'binding'>,
    frame: Frame,
    decorators: readonly Span[],
    plain: Frame | undefined,
  ): Frame | undefined {
    const left = node.childForFieldName(rule.name);
    const value = node.childForFieldName(rule.value) ?? this.declaredType(node, rule, frame);
    if (!left || !value) return plain;
    const isKey = !rule.dotted && (frame.contents === 'entries' || frame.contents === 'members');
    const name: BindingName | undefined = isKey
      ? { symbol: plainName(this.textOf(left)), owners: [], isPlace: false, isMember: true }
      : assignedName(this.textOf(left), this.grammar.language);
    if (!name || name.symbol === '') return plain;
    return this.bound(name, value, node, this.extent(node, frame, decorators), frame, plain, isKey);
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
    const body = rule.body ? node.childForFieldName(rule.body) : node;
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
  ): Frame | undefined {
    const value = boundValue(valueNode, this.grammar, this.text);
    const { rule } = value;
    if (rule?.is === 'value' && rule.holds !== 'entries') {
      const body = rule.body ? value.node.childForFieldName(rule.body) : value.node;
      // `{ read: () => read }` says nothing that the object does not say.
      const isLine = this.lines.spanOf(extent.start, extent.end) === 1;
      if (frame.contents === 'entries' && isLine && body && this.text[body.startIndex] !== '{') return plain;
      const { symbol, owners } = (name.isPlace ? this.nameOfPlaced(value, rule) : undefined) ?? name;
      const kind = rule.kind === 'function' && (isKey || name.isMember) ? 'method' : rule.kind;
      return this.open({ symbol, owners, kind, ...extent }, node, body, rule.holds, frame);
    }
    const lineCount = this.lines.spanOf(value.node.startIndex, value.node.endIndex);
    const isModule = lineCount > MAX_LINES_OF_CALLED_FUNCTION && isCalledFunction(value, this.grammar);
    if (frame.isTopLevel && !isModule && this.isNotable(name, value, extent)) {
      const holds = lineCount < MIN_LINES_IN_CODE ? 'nothing' : rule?.is === 'value' ? rule.holds : 'code';
      const { symbol, owners } = name;
      return this.open({ symbol, owners, kind: 'constant', ...extent }, node, valueNode, holds, frame);
    }
    if (!isModule && rule?.is !== 'value') return plain;
    if (lineCount < MIN_LINES_IN_CODE) return undefined;
    // No chunk, but what is in it is found under this name.
    const names = frame.names.length < MAX_NAMES ? joinNames(frame.names, [...name.owners, name.symbol]) : frame.names;
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
      body: bodyNode ? { start: bodyNode.startIndex, end: bodyNode.endIndex } : undefined,
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
    // Of several bindings in one statement the first has its keyword, if there is no bracket in between.
    const isFirst = this.text.slice(wrapping.start, start).search(/[,=(]/) < 0;
    return { start: isFirst ? wrapping.start : start, end, decorators: [] };
  }

  /** The name of a declaration, and the text of it before the name. */
  private nameOf(
    node: Node,
    rule: Rule<'declaration'>,
    body: Node | null,
  ): { symbol: string; before: string } | undefined {
    const { startIndex: start } = node;
    if (rule.name instanceof RegExp) {
      const header = headerOf(this.text.slice(start, body?.startIndex ?? node.endIndex));
      return { symbol: rule.name.exec(header)?.[1]?.slice(0, MAX_HEADER_NAME) ?? '', before: '' };
    }
    const name = partOf(node, rule.name ?? 'name');
    return name ? { symbol: plainName(this.textOf(name)), before: this.text.slice(start, name.startIndex) } : undefined;
  }

  private typeNames(node: Node, place: Place | undefined): string[] {
    const type = place === undefined ? null : partOf(node, place);
    const name = type ? typeName(this.textOf(type)) : '';
    return name === '' ? [] : [name];
  }

  private isOnlyDocumented(rule: Rule<'declaration'>, body: Node | null): boolean {
    if (!rule.onlyDocumented || !body) return rule.onlyDocumented !== undefined;
    return rule.onlyDocumented === 'short' && this.lines.spanOf(body.startIndex, body.endIndex) < MIN_LINES_IN_CODE;
  }

  private kindOf(
    rule: Rule<'declaration'>,
    node: Node,
    symbol: string,
    before: string,
    extent: Extent,
    frame: Frame,
  ): ChunkKind {
    const part = rule.kindOf ? partOf(node, rule.kindOf.part) : null;
    const kindOfPart = part ? rule.kindOf?.kinds[part.type] : undefined;
    if (kindOfPart) return kindOfPart;
    const isMember = frame.contents === 'members' || frame.contents === 'entries';
    const kind = isMember ? (rule.kindOfMember ?? rule.kind) : rule.kind;
    if (kind !== 'method') return kind;
    const { constructorName, accessorBefore, accessorDecorator } = this.grammar.language;
    if (symbol === constructorName && frame.contents === 'members') return 'constructor';
    const isAccessor = accessorBefore?.test(before) === true || this.isDecorated(extent.decorators, accessorDecorator);
    return isAccessor ? 'accessor' : kind;
  }

  private isNotable(name: BindingName, value: BoundValue, extent: Extent): boolean {
    const { exported, constant } = this.grammar.language;
    const isExported = matchesAt(exported, this.text, extent.start);
    const isConstant = matchesAt(constant, this.text, extent.start);
    return isNotableConstant({ ...name, isExported, isConstant }, value, this.grammar, this.text, this.lines);
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

  private isDecorated(decorators: readonly Span[], expected: RegExp | undefined): boolean {
    return expected !== undefined && decorators.some(({ start, end }) => expected.test(this.text.slice(start, end)));
  }

  private textOf(node: Node): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }
}
