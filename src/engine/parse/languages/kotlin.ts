import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule, SpelledName } from './language';
import { named } from './nameReaders';

const OPAQUE: NodeRule = { is: 'opaque' };
const CLASS_BODY = ':class_body|:enum_class_body';

/** `fun <T> List<T>.second()` is `second` in `List`; the grammar takes the name for a part of the receiver's type. */
function functionName(node: Node, text: string): SpelledName | undefined {
  const parameters = node.namedChildren.find((child) => child.type === 'function_value_parameters');
  if (!parameters) return undefined;
  const head = text.slice(node.startIndex, parameters.startIndex);
  return extensionName(head.slice(head.search(/\bfun\b/) + 3));
}

function propertyName(node: Node, text: string): SpelledName | undefined {
  const variable = node.namedChildren.find((child) => child.type === 'variable_declaration');
  const name = variable?.firstNamedChild;
  if (!name) return undefined;
  const head = text.slice(node.startIndex, name.endIndex);
  return extensionName(head.slice(head.search(/\b(?:val|var)\b/) + 3));
}

function extensionName(head: string): SpelledName | undefined {
  let plain = head;
  for (let inner = ''; inner !== plain;) {
    inner = plain;
    plain = plain.replace(/<[^<>]*>/g, '');
  }
  const names = /(?:([\w]+)\??\.)?(`[^`]+`|\w+)\s*$/.exec(plain);
  if (!names) return undefined;
  return { symbol: names[2]!.replaceAll('`', ''), owners: names[1] === undefined ? [] : [names[1]] };
}

const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members', body: CLASS_BODY };
const INTERFACE: NodeRule = { ...CLASS, kind: 'interface' };
const ENUM: NodeRule = { ...CLASS, kind: 'enum' };

function classRule(node: Node, text: string): NodeRule {
  const name = node.childForFieldName('name');
  const head = text.slice(node.startIndex, name?.startIndex ?? node.startIndex);
  if (/\binterface\s*$/.test(head)) return INTERFACE;
  return /\benum\s+class\s*$/.test(head) ? ENUM : CLASS;
}

const ACCESSOR: NodeRule = {
  is: 'declaration',
  kind: 'accessor',
  holds: 'nothing',
  name: propertyName,
  body: (node) => node.namedChildren.find((child) => child.type === 'getter' || child.type === 'setter') ?? null,
  outsideCodeOnly: true,
};
const PROPERTY: NodeRule = {
  is: 'binding',
  name: propertyName,
  value: (node) => {
    const last = node.lastNamedChild;
    return last && !/^(?:variable_declaration|modifiers|type_constraints|getter|setter)$/.test(last.type) ? last : null;
  },
  dotted: false,
};

/** A property with accessors of its own, or a value with a name. */
function propertyRule(node: Node): NodeRule {
  return node.namedChildren.some((child) => child.type === 'getter' || child.type === 'setter') ? ACCESSOR : PROPERTY;
}

/** Node types of tree-sitter-kotlin, which has few fields. */
const rules: Readonly<Record<string, NodeRule>> = {
  line_comment: { is: 'comment' },
  block_comment: { is: 'comment' },
  // The grammar reads annotations with arguments above a declaration as an expression before it.
  annotated_expression: { is: 'decorator' },

  class_declaration: { is: 'choice', of: classRule },
  object_declaration: CLASS,
  companion_object: { is: 'container', name: 'name', body: CLASS_BODY, holds: 'members' },
  function_declaration: {
    is: 'declaration',
    kind: 'function',
    kindOfMember: 'method',
    holds: 'code',
    name: functionName,
    body: ':function_body',
    bodiless: 'prototype',
  },
  secondary_constructor: {
    is: 'declaration',
    kind: 'constructor',
    holds: 'code',
    name: named('constructor'),
    body: ':block',
  },
  property_declaration: { is: 'choice', of: propertyRule },
  type_alias: { is: 'declaration', kind: 'type', holds: 'nothing', name: 'type', outsideCodeOnly: true },

  lambda_literal: { is: 'value', kind: 'function', holds: 'code' },
  anonymous_function: { is: 'value', kind: 'function', holds: 'code', body: ':function_body' },
  identifier: { is: 'opaque', refersOnly: true },
  navigation_expression: { is: 'reference' },

  package_header: OPAQUE,
  import: OPAQUE,
  modifiers: OPAQUE,
  string_literal: OPAQUE,
  number_literal: OPAQUE,
};

const kotlin: Language = {
  id: 'kotlin',
  extensions: ['.kt', '.kts'],
  grammar: 'tree-sitter-kotlin.wasm',
  rules,
  mayDeclare: /\b(?:fun|class|object|interface)\b|=\s*\{/,
  constructorName: 'constructor',
  constant: /(?:\w+\s+)*val\b/y,
  rootNames: new Set(),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:package\s+[\w.]+|companion\s+object\s*\{?|[{}])\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const kotlinLanguages: readonly Language[] = [kotlin];
