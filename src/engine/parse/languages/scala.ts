import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule, SpelledName } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members' };
const FUNCTION: NodeRule = {
  is: 'declaration',
  kind: 'function',
  kindOfMember: 'method',
  holds: 'code',
  bodiless: 'prototype',
};
const VALUE: NodeRule = { is: 'binding', name: 'pattern', value: 'value', dotted: false };

/** A given without a name has the one that the compiler makes of its type: `given_Ord_String`. */
function givenName(node: Node, text: string): SpelledName | undefined {
  const name = node.childForFieldName('name');
  if (name) return { symbol: text.slice(name.startIndex, name.endIndex), owners: [] };
  const type = node.childForFieldName('return_type');
  if (!type) return undefined;
  const words = text.slice(type.startIndex, type.endIndex).match(/\w+/g) ?? [];
  return { symbol: ['given', ...words].join('_'), owners: [] };
}

/** Extension methods are found under the type that they extend. */
function extendedType(node: Node, text: string): SpelledName | undefined {
  const parameters = node.namedChildren.find(
    (child) => child.type === 'parameters' && !text.startsWith('(using', child.startIndex),
  );
  const type = parameters?.firstNamedChild?.childForFieldName('type');
  const symbol = type ? /\w+/.exec(text.slice(type.startIndex, type.endIndex))?.[0] : undefined;
  return symbol === undefined ? undefined : { symbol, owners: [] };
}

const INSTANCE: NodeRule = { is: 'value', kind: 'constant', holds: 'members', body: ':template_body' };

/** Node types of tree-sitter-scala. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  block_comment: { is: 'comment' },

  package_object: CLASS,
  object_definition: CLASS,
  class_definition: CLASS,
  trait_definition: { ...CLASS, kind: 'interface' },
  enum_definition: { ...CLASS, kind: 'enum' },
  function_definition: FUNCTION,
  function_declaration: FUNCTION,
  given_definition: { is: 'declaration', kind: 'constant', holds: 'members', name: givenName },
  extension_definition: { is: 'container', name: extendedType, body: (node) => node, holds: 'members' },
  package_clause: { is: 'container', body: ':template_body' },
  type_definition: {
    is: 'declaration',
    kind: 'type',
    holds: 'nothing',
    onlyDocumented: 'member',
    outsideCodeOnly: true,
  },

  val_definition: VALUE,
  var_definition: VALUE,
  lambda_expression: { is: 'value', kind: 'function', holds: 'code' },
  instance_expression: {
    is: 'choice',
    of: (node) => (node.lastNamedChild?.type === 'template_body' ? INSTANCE : undefined),
  },
  call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  identifier: { is: 'opaque', refersOnly: true },
  field_expression: { is: 'reference' },

  import_declaration: OPAQUE,
  export_declaration: OPAQUE,
  string: OPAQUE,
  integer_literal: OPAQUE,
};

const scala: Language = {
  id: 'scala',
  extensions: ['.scala', '.sc', '.sbt'],
  grammar: 'tree-sitter-scala.wasm',
  patience: 8,
  rules,
  mayDeclare: /\b(?:def|class|object|trait|given|enum|extension)\b|\bnew\b[^\n]*\{|\bval\b[^\n]*=>/,
  constructorName: 'this',
  constant: /(?:\w+\s+)*val\b/y,
  rootNames: new Set(['this']),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:extension\b.*|package\b.*|end\s+\w+|[{}])\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g,
};

export const scalaLanguages: readonly Language[] = [scala];
