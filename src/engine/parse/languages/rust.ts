import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule, SpelledName } from './language';
import { nameInHeader, typeNamesAt } from './nameReaders';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const COMMENT: NodeRule = { is: 'comment' };
const TYPE: NodeRule = { is: 'declaration', kind: 'class', holds: 'nothing', outsideCodeOnly: true };
const BINDING: NodeRule = { is: 'binding', name: 'name', value: 'value', dotted: false };

const implementation = nameInHeader(/\b(impl .*?)(?: where .*)?$/);
const implementedType = typeNamesAt('type');

/** `impl Display for Shape`, as rust-analyzer names it: the type's own name leads to the type, and is around the members. */
function implementationName(node: Node, text: string): SpelledName | undefined {
  const name = implementation(node, text);
  return name && { ...name, inside: implementedType(node, text) };
}

/** Node types of tree-sitter-rust. */
const rules: Readonly<Record<string, NodeRule>> = {
  line_comment: COMMENT,
  block_comment: COMMENT,
  attribute_item: { is: 'decorator' },

  function_item: { is: 'declaration', kind: 'function', kindOfMember: 'method', holds: 'code' },
  function_signature_item: {
    is: 'declaration',
    kind: 'function',
    kindOfMember: 'method',
    holds: 'code',
    bodiless: 'prototype',
  },
  trait_item: { is: 'declaration', kind: 'interface', holds: 'members' },
  impl_item: {
    is: 'declaration',
    kind: 'class',
    holds: 'members',
    name: implementationName,
    onlyDocumented: 'few-lines',
  },
  mod_item: { is: 'container', name: 'name', body: 'body' },

  struct_item: TYPE,
  union_item: TYPE,
  enum_item: { is: 'declaration', kind: 'enum', holds: 'nothing', outsideCodeOnly: true },
  type_item: {
    is: 'declaration',
    kind: 'type',
    holds: 'nothing',
    body: 'type',
    outsideCodeOnly: true,
    // One that a trait asks for.
    onlyDocumented: 'member',
  },
  macro_definition: { is: 'declaration', kind: 'function', holds: 'nothing', body: ':macro_rule' },

  const_item: BINDING,
  static_item: BINDING,

  call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  parenthesized_expression: { is: 'transparent' },
  identifier: { is: 'opaque', refersOnly: true },
  scoped_identifier: REFERENCE,
  field_expression: REFERENCE,

  inner_attribute_item: OPAQUE,
  use_declaration: OPAQUE,
  extern_crate_declaration: OPAQUE,
  token_tree: OPAQUE,
  macro_invocation: OPAQUE,
  string_literal: OPAQUE,
  raw_string_literal: OPAQUE,
  integer_literal: OPAQUE,
};

const rust: Language = {
  id: 'rust',
  extensions: ['.rs'],
  grammar: 'tree-sitter-rust.wasm',
  rules,
  mayDeclare: /\b(?:fn|trait|impl|macro_rules)\b/,
  exported: /pub\b/y,
  constant: /(?:pub(?:\([^()]*\))?\s+)?(?:const|static)\b/y,
  rootNames: new Set(),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:pub(?:\([^()]*\))?\s+)?(?:mod\s+\w+|(?:unsafe\s+)?extern\s*"\w+")\s*\{\s*$/,
  // A single quote starts a lifetime as often as a character.
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\])*"/g,
};

export const rustLanguages: readonly Language[] = [rust];
