import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule } from './language';
import { nameUnderType } from './nameReaders';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const TRANSPARENT: NodeRule = { is: 'transparent' };
const BINDING: NodeRule = { is: 'binding', name: 'name', value: 'value', dotted: false };

const TYPE = {
  is: 'declaration',
  kind: 'type',
  holds: 'nothing',
  body: 'type.:field_declaration_list|type',
  outsideCodeOnly: true,
} satisfies NodeRule;
const STRUCT: NodeRule = { ...TYPE, kind: 'class' };
const INTERFACE: NodeRule = { ...TYPE, kind: 'interface' };

function typeRule(node: Node): NodeRule {
  const type = node.childForFieldName('type')?.type;
  if (type === 'struct_type') return STRUCT;
  return type === 'interface_type' ? INTERFACE : TYPE;
}

const BINDINGS: NodeRule = { is: 'bindings' };
const ENUM: NodeRule = {
  is: 'declaration',
  kind: 'enum',
  holds: 'nothing',
  name: ':const_spec.type|:const_spec.name',
  outsideCodeOnly: true,
};

/** Go's enumerations are one statement: its first constant names the type, and no other says more than its name. */
function constantsRule(node: Node, text: string): NodeRule {
  return /\biota\b/.test(text.slice(node.startIndex, node.endIndex)) ? ENUM : BINDINGS;
}

/** Node types of tree-sitter-go. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },

  function_declaration: { is: 'declaration', kind: 'function', holds: 'code' },
  method_declaration: {
    is: 'declaration',
    kind: 'method',
    holds: 'code',
    name: nameUnderType('receiver.:parameter_declaration.type'),
  },

  type_declaration: BINDINGS,
  type_spec: { is: 'choice', of: typeRule },
  type_alias: { is: 'declaration', kind: 'type', holds: 'nothing', body: 'type', outsideCodeOnly: true },

  const_declaration: { is: 'choice', of: constantsRule },
  var_declaration: BINDINGS,
  const_spec: BINDING,
  var_spec: BINDING,

  func_literal: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  expression_list: TRANSPARENT,
  parenthesized_expression: TRANSPARENT,
  call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  identifier: { is: 'opaque', refersOnly: true },
  selector_expression: REFERENCE,
  index_expression: REFERENCE,

  package_clause: OPAQUE,
  import_declaration: OPAQUE,
  interpreted_string_literal: OPAQUE,
  raw_string_literal: OPAQUE,
  int_literal: OPAQUE,
};

const go: Language = {
  id: 'go',
  extensions: ['.go'],
  grammar: 'tree-sitter-go.wasm',
  rules,
  // Functions within functions have no names, and types in them say little.
  mayDeclare: /(?!)/,
  exported: /(?:(?:const|var)\s+)?\p{Lu}/uy,
  constant: /const\b/y,
  rootNames: new Set(),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:package\s+\w+|(?:const|var|type)\s*\()\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/g,
};

export const goLanguages: readonly Language[] = [go];
