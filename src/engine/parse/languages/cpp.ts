import type { Node } from 'web-tree-sitter';
import { cFamily, cRules } from './c';
import { className, qualifiedName, specifierRule } from './cDeclarators';
import type { Language, NodeRule, SpelledName } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const WRAPPER: NodeRule = { is: 'wrapper' };
const CLASS = specifierRule({ is: 'declaration', kind: 'class', holds: 'members', name: className });

/** `namespace a::b`; an inline one is not spelled out where it is used. */
function namespaceName(node: Node, text: string): SpelledName | undefined {
  const name = node.childForFieldName('name');
  if (!name || text.startsWith('inline', node.startIndex)) return undefined;
  return qualifiedName(text.slice(name.startIndex, name.endIndex));
}

const rules: Readonly<Record<string, NodeRule>> = {
  ...cRules,

  template_declaration: WRAPPER,
  export_declaration: WRAPPER,
  friend_declaration: WRAPPER,

  namespace_definition: { is: 'container', name: namespaceName, body: 'body' },
  class_specifier: CLASS,
  struct_specifier: CLASS,
  union_specifier: CLASS,
  alias_declaration: { is: 'declaration', kind: 'type', holds: 'nothing', body: 'type', outsideCodeOnly: true },
  concept_definition: { is: 'declaration', kind: 'type', holds: 'nothing' },

  lambda_expression: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  qualified_identifier: { is: 'reference' },

  template_parameter_list: OPAQUE,
  requires_clause: OPAQUE,
  base_class_clause: OPAQUE,
  field_initializer_list: OPAQUE,
  using_declaration: OPAQUE,
  template_instantiation: OPAQUE,
  static_assert_declaration: OPAQUE,
  access_specifier: OPAQUE,
  raw_string_literal: OPAQUE,
};

const cpp: Language = {
  ...cFamily,
  id: 'cpp',
  // `.h` too, as in VS Code: C's headers are C++ all but for a few names, and C++'s are not C.
  extensions: ['.cc', '.cpp', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h++', '.h', '.inl', '.ipp', '.tpp'],
  grammar: 'tree-sitter-cpp.wasm',
  rules,
  mayDeclare:
    /\b(?:class|struct|union)\b[^;]*\{|\]\s*(?:\([^)]*\)|<[^>]*>)?[^;{}[\]]*\{|^\w[^;{}=\n]*\([^;{}]*\)[^;{}]*\{/m,
};

export const cppLanguages: readonly Language[] = [cpp];
