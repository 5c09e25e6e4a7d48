import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const TRANSPARENT: NodeRule = { is: 'transparent' };
const BINDING: NodeRule = { is: 'binding', name: 'name', value: 'value', dotted: false };

/** Node types of tree-sitter-go. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },

  function_declaration: { is: 'declaration', kind: 'function', holds: 'code' },
  method_declaration: {
    is: 'declaration',
    kind: 'method',
    holds: 'code',
    owner: 'receiver.:parameter_declaration.type',
  },

  type_declaration: { is: 'bindings' },
  type_spec: {
    is: 'declaration',
    kind: 'type',
    kindOf: { part: 'type', kinds: { struct_type: 'class', interface_type: 'interface' } },
    holds: 'nothing',
    body: 'type.:field_declaration_list|type',
    outsideCodeOnly: true,
  },
  type_alias: { is: 'declaration', kind: 'type', holds: 'nothing', body: 'type', outsideCodeOnly: true },

  const_declaration: {
    is: 'bindings',
    // Go's enumerations: the first names the type, and no other says more than its name.
    together: {
      having: /\biota\b/,
      as: {
        is: 'declaration',
        kind: 'enum',
        holds: 'nothing',
        name: ':const_spec.type|:const_spec.name',
        outsideCodeOnly: true,
      },
    },
  },
  var_declaration: { is: 'bindings' },
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
  opening: /^(?:const|var|type)\s*\($/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/g,
};

export const goLanguages: readonly Language[] = [go];
