import type { Node } from 'web-tree-sitter';
import type { NodeRule, SpelledName } from './language';

/** Nobody wrote a longer chain of `*`, `[]` and `()` by hand. */
const MAX_DECLARATORS = 16;

/** A name within its declarators, and whether it names a function: `f` in `*f(int)`, but not `g` in `(*g)(int)`. */
export interface Declared {
  readonly node: Node;
  readonly isFunction: boolean;
}

/** Follows declarators inwards to the name: `*(*names[4])(int)` declares `names`. */
function declaredIn(declarator: Node | null): Declared | undefined {
  let node = declarator;
  let isFunction = false;
  for (let depth = 0; node && depth < MAX_DECLARATORS; depth++) {
    switch (node.type) {
      case 'identifier':
      case 'field_identifier':
      case 'type_identifier':
      case 'operator_name':
      case 'destructor_name':
      case 'template_function':
      case 'template_method':
      case 'primitive_type':
        return { node, isFunction };
      case 'qualified_identifier':
        return { node, isFunction: isFunction || endsInCast(node) };
      case 'operator_cast':
        return { node, isFunction: true };
      case 'function_declarator':
        isFunction = true;
        node = node.childForFieldName('declarator');
        break;
      case 'init_declarator':
      case 'pointer_declarator':
      case 'array_declarator':
        isFunction = false;
        node = node.childForFieldName('declarator');
        break;
      case 'reference_declarator':
        isFunction = false;
        node = node.firstNamedChild;
        break;
      case 'parenthesized_declarator':
      case 'attributed_declarator':
        node = node.namedChildren.find((child) => /declarator|identifier|operator/.test(child.type)) ?? null;
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The name of what a node declares in its field `declarator`. */
export function declaredName(node: Node, text: string): SpelledName | undefined {
  const declarator = node.childForFieldName('declarator');
  const declared = declaredIn(declarator);
  if (!declared) return undefined;
  return macroName(node, declarator, text) ?? qualifiedName(nameText(declared.node, text));
}

/** `TEST_F(QueueTest, IsEmpty) { … }`: the macro's arguments name the function, the macro does not. */
function macroName(node: Node, declarator: Node | null, text: string): SpelledName | undefined {
  if (declarator?.type !== 'function_declarator' || node.childForFieldName('type')) return undefined;
  const head = text.slice(declarator.startIndex, Math.min(declarator.endIndex, declarator.startIndex + 300));
  const names = /^[A-Z][A-Z0-9_]{2,}\s*\(([\w\s,]+)\)$/
    .exec(head)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  const symbol = names?.pop();
  return names && symbol ? { symbol, owners: names } : undefined;
}

/** The name of a class: `template <> struct std::hash<Point>` is `hash` in `std`. */
export function className(node: Node, text: string): SpelledName | undefined {
  const name = node.childForFieldName('name');
  return name ? qualifiedName(text.slice(name.startIndex, name.endIndex)) : undefined;
}

/** Splits `ns::Shape<T>::area` into `area` and `ns`, `Shape`: template arguments are no part of a name. */
export function qualifiedName(text: string): SpelledName | undefined {
  if (text.length > 300) return undefined;
  const operator = /\boperator\b.*$/s.exec(text)?.[0] ?? '';
  const path = text.slice(0, text.length - operator.length);
  const names = withoutArguments(path)
    .split('::')
    .map((name) => name.replace(/\s+/g, '').replace(/^template(?=\W)/, ''));
  const symbol = operator === '' ? names.pop()! : operator.replace(/\s+/g, ' ').trim();
  return symbol === '' ? undefined : { symbol, owners: names.filter((name) => name !== '') };
}

function withoutArguments(path: string): string {
  let plain = '';
  let depth = 0;
  for (const character of path) {
    if (character === '<') depth++;
    else if (character === '>') depth--;
    else if (depth === 0) plain += character;
  }
  return plain;
}

/** `operator bool() const` has its parameters within its name. */
function nameText(node: Node, text: string): string {
  let inner: Node | null = node;
  while (inner?.type === 'qualified_identifier') inner = inner.childForFieldName('name');
  const parameters = inner?.type === 'operator_cast' ? inner.childForFieldName('declarator') : null;
  return text.slice(node.startIndex, parameters?.startIndex ?? node.endIndex);
}

function endsInCast(node: Node): boolean {
  let inner: Node | null = node;
  while (inner?.type === 'qualified_identifier') inner = inner.childForFieldName('name');
  return inner?.type === 'operator_cast';
}

const PROTOTYPE: NodeRule = {
  is: 'declaration',
  kind: 'function',
  kindOfMember: 'method',
  holds: 'nothing',
  name: declaredName,
  bodiless: 'prototype',
  outsideCodeOnly: true,
};
const VARIABLES: NodeRule = { is: 'bindings' };
const WRAPPER: NodeRule = { is: 'wrapper' };
const OPAQUE: NodeRule = { is: 'opaque' };

/** `declaration`: a prototype, or variables. */
export function declarationRule(node: Node): NodeRule {
  if (declaredIn(node.childForFieldName('declarator'))?.isFunction) return PROTOTYPE;
  return hasBody(node.childForFieldName('type')) ? WRAPPER : VARIABLES;
}

/** `field_declaration`: a method without its body, a class in a class, or a field. */
export function fieldRule(node: Node): NodeRule {
  if (declaredIn(node.childForFieldName('declarator'))?.isFunction) return PROTOTYPE;
  return hasBody(node.childForFieldName('type')) ? WRAPPER : OPAQUE;
}

const ALIAS = {
  is: 'declaration',
  kind: 'type',
  holds: 'nothing',
  name: declaredName,
  outsideCodeOnly: true,
} satisfies NodeRule;

const bodyOfType = (node: Node): Node | null => node.childForFieldName('type')?.childForFieldName('body') ?? null;
const NAMED_STRUCT: NodeRule = { ...ALIAS, kind: 'class', body: bodyOfType };
const NAMED_ENUM: NodeRule = { ...ALIAS, kind: 'enum', body: bodyOfType };

/** `type_definition`: what it is depends on the type that it names. One that only shortens `struct point` says nothing. */
export function typedefRule(node: Node): NodeRule {
  const type = node.childForFieldName('type');
  if (!type || !/^(?:struct|union|class|enum)_specifier$/.test(type.type)) return ALIAS;
  if (!hasBody(type)) return OPAQUE;
  return type.type === 'enum_specifier' ? NAMED_ENUM : NAMED_STRUCT;
}

/** A class, struct, union or enum, where its members are; elsewhere the node only refers to it. */
export function specifierRule(rule: NodeRule): NodeRule {
  return { is: 'choice', of: (node) => (hasBody(node) ? rule : OPAQUE) };
}

/** `#define` of a constant. One among others reads better with them, as a table. */
export function defineRule(node: Node, text: string): NodeRule {
  const before = text.lastIndexOf('\n', node.startIndex - 2);
  const isInTable =
    /^[ \t]*#[ \t]*define\b/.test(text.slice(node.endIndex, node.endIndex + 40)) ||
    /^[ \t]*#[ \t]*define\b/.test(text.slice(before + 1, Math.max(before + 1, node.startIndex)));
  return isInTable || !node.childForFieldName('value') ? OPAQUE : DEFINE;
}

const DEFINE: NodeRule = {
  is: 'declaration',
  kind: 'constant',
  holds: 'nothing',
  body: 'value',
  outsideCodeOnly: true,
};

function hasBody(node: Node | null): boolean {
  return node?.childForFieldName('body') != null;
}
