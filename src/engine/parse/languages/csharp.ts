import type { Node } from 'web-tree-sitter';
import { partOf } from '../nodePart';
import type { Language, NodeRule } from './language';
import { named, nameInHeader } from './nameReaders';

const OPAQUE: NodeRule = { is: 'opaque' };
const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members' };
const NAMESPACE: NodeRule = { is: 'container', name: 'name', body: 'body', orRest: true };
const FUNCTION: NodeRule = { is: 'declaration', kind: 'function', kindOfMember: 'method', holds: 'code' };
const DECLARATOR = ':variable_declaration.:variable_declarator';

/** A member that is more than a field when it has code of some length. */
const PROPERTY = {
  is: 'declaration',
  kind: 'accessor',
  holds: 'code',
  body: 'accessors|value',
  onlyDocumented: 'few-lines',
} satisfies NodeRule;

const CONSTANT: NodeRule = {
  is: 'declaration',
  kind: 'constant',
  holds: 'code',
  name: `${DECLARATOR}.name`,
  body: `${DECLARATOR}.#1`,
  onlyDocumented: 'few-lines',
};

/** A field that never changes, or one of an object. */
function fieldRule(node: Node, text: string): NodeRule | undefined {
  const words = text.slice(node.startIndex, partOf(node, DECLARATOR)?.startIndex ?? node.endIndex);
  return /\bconst\b/.test(words) || (/\bstatic\b/.test(words) && /\breadonly\b/.test(words)) ? CONSTANT : undefined;
}

/** Node types of tree-sitter-c-sharp. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  attribute_list: { is: 'decorator' },

  namespace_declaration: NAMESPACE,
  file_scoped_namespace_declaration: NAMESPACE,
  global_statement: { is: 'wrapper' },

  class_declaration: CLASS,
  struct_declaration: CLASS,
  record_declaration: CLASS,
  interface_declaration: { is: 'declaration', kind: 'interface', holds: 'members' },
  enum_declaration: { is: 'declaration', kind: 'enum', holds: 'nothing' },
  delegate_declaration: { is: 'declaration', kind: 'type', holds: 'nothing' },

  method_declaration: { is: 'declaration', kind: 'method', holds: 'code', bodiless: 'prototype' },
  local_function_statement: FUNCTION,
  constructor_declaration: { is: 'declaration', kind: 'constructor', holds: 'code' },
  destructor_declaration: { is: 'declaration', kind: 'method', holds: 'code', name: nameInHeader(/(~ ?\w+)/) },
  operator_declaration: {
    is: 'declaration',
    kind: 'method',
    holds: 'code',
    name: nameInHeader(/\b(operator (?:checked )?(?:true|false|[^\s\w(]+))/),
  },
  conversion_operator_declaration: {
    is: 'declaration',
    kind: 'method',
    holds: 'code',
    name: nameInHeader(/\b((?:implicit|explicit) operator [\w.]+)/),
  },
  property_declaration: PROPERTY,
  event_declaration: PROPERTY,
  indexer_declaration: { ...PROPERTY, name: named('this') },
  event_field_declaration: { ...PROPERTY, name: `${DECLARATOR}.name`, body: `${DECLARATOR}.#1` },
  field_declaration: { is: 'choice', of: fieldRule },

  using_directive: OPAQUE,
  extern_alias_directive: OPAQUE,
  global_attribute: OPAQUE,
  string_literal: OPAQUE,
  verbatim_string_literal: OPAQUE,
  raw_string_literal: OPAQUE,
  interpolated_string_expression: OPAQUE,
  integer_literal: OPAQUE,
  identifier: OPAQUE,
  parameter_list: OPAQUE,
};

const csharp: Language = {
  id: 'csharp',
  extensions: ['.cs', '.csx'],
  grammar: 'tree-sitter-c_sharp.wasm',
  rules,
  // A local function: two names and brackets before a body.
  mayDeclare: /[\w>\])?]\s+\w+\s*(?:<[\w\s,]{1,100}>\s*)?\([^;{}]{0,1000}\)\s*(?:where\b[^;{}]{0,200})?(?:\{|=>)/,
  decoratorWithin: /^\[/,
  rootNames: new Set(),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:namespace\s+[\w.]+\s*[{;]?|#(?:if|elif|else|endif|pragma|nullable|region|endregion)\b.*)\s*$/,
  docMarkup: 'xml',
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|@"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const csharpLanguages: readonly Language[] = [csharp];
