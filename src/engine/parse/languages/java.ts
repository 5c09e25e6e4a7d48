import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const COMMENT: NodeRule = { is: 'comment' };
const DECORATOR: NodeRule = { is: 'decorator' };
const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members' };
const INTERFACE: NodeRule = { is: 'declaration', kind: 'interface', holds: 'members' };
const CONSTRUCTOR: NodeRule = { is: 'declaration', kind: 'constructor', holds: 'code' };
const CONSTANT = {
  is: 'declaration',
  kind: 'constant',
  holds: 'code',
  name: 'declarator.name',
  body: 'declarator.value',
  onlyDocumented: 'few-lines',
} satisfies NodeRule;

/** A field that never changes, or one of an object. */
function fieldRule(node: Node, text: string): NodeRule | undefined {
  const words = text.slice(node.startIndex, node.childForFieldName('declarator')?.startIndex ?? node.endIndex);
  return /\bstatic\b/.test(words) && /\bfinal\b/.test(words) ? CONSTANT : undefined;
}

/** Node types of tree-sitter-java. */
const rules: Readonly<Record<string, NodeRule>> = {
  line_comment: COMMENT,
  block_comment: COMMENT,
  modifiers: { is: 'modifiers' },
  annotation: DECORATOR,
  marker_annotation: DECORATOR,

  class_declaration: CLASS,
  record_declaration: CLASS,
  interface_declaration: INTERFACE,
  annotation_type_declaration: INTERFACE,
  enum_declaration: { is: 'declaration', kind: 'enum', holds: 'members' },

  method_declaration: { is: 'declaration', kind: 'method', holds: 'code', bodiless: 'prototype' },
  constructor_declaration: CONSTRUCTOR,
  compact_constructor_declaration: CONSTRUCTOR,

  field_declaration: { is: 'choice', of: fieldRule },
  constant_declaration: CONSTANT,
  enum_constant: { is: 'binding', name: 'name', value: 'body', dotted: false },
  // That of an anonymous class; others are the body of their declaration.
  class_body: { is: 'value', kind: 'class', holds: 'members' },

  package_declaration: OPAQUE,
  import_declaration: OPAQUE,
  string_literal: OPAQUE,
  decimal_integer_literal: OPAQUE,
  identifier: OPAQUE,
  formal_parameters: OPAQUE,
};

const java: Language = {
  id: 'java',
  extensions: ['.java'],
  grammar: 'tree-sitter-java.wasm',
  rules,
  mayDeclare: /\b(?:class|interface|enum|record)\b|\bnew\s[^;{}]{0,500}\)\s*\{/,
  rootNames: new Set(),
  functionWrappers: new Set(),
  docMarkup: 'html',
  frameLine: /^\s*package\s+[\w.]+;\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const javaLanguages: readonly Language[] = [java];
