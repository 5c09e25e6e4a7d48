import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const TRANSPARENT: NodeRule = { is: 'transparent' };
const WRAPPER: NodeRule = { is: 'wrapper' };
const COMMENT: NodeRule = { is: 'comment' };
const FUNCTION: NodeRule = { is: 'declaration', kind: 'function', kindOfMember: 'method', holds: 'code' };
const FUNCTION_VALUE: NodeRule = { is: 'value', kind: 'function', holds: 'code', name: 'name', body: 'body' };

/** What JavaScript and TypeScript share: node types of tree-sitter-javascript, on which the TypeScript grammars build. */
export const ecmascriptRules: Readonly<Record<string, NodeRule>> = {
  comment: COMMENT,
  html_comment: COMMENT,
  hash_bang_line: COMMENT,
  decorator: { is: 'decorator' },

  export_statement: WRAPPER,
  expression_statement: WRAPPER,
  lexical_declaration: { is: 'bindings' },
  variable_declaration: { is: 'bindings' },
  using_declaration: { is: 'bindings' },

  function_declaration: FUNCTION,
  generator_function_declaration: FUNCTION,
  class_declaration: { is: 'declaration', kind: 'class', holds: 'members' },
  method_definition: { is: 'declaration', kind: 'method', holds: 'code' },

  function_expression: FUNCTION_VALUE,
  generator_function: FUNCTION_VALUE,
  arrow_function: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  class: { is: 'value', kind: 'class', holds: 'members', name: 'name', body: 'body' },
  object: { is: 'value', kind: 'constant', holds: 'entries' },

  variable_declarator: { is: 'binding', name: 'name', value: 'value', dotted: false },
  assignment_expression: { is: 'binding', name: 'left', value: 'right', dotted: true },
  pair: { is: 'binding', name: 'key', value: 'value', dotted: false },
  field_definition: { is: 'binding', name: 'property', value: 'value', dotted: false },

  call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  parenthesized_expression: TRANSPARENT,
  identifier: { is: 'opaque', refersOnly: true },
  member_expression: REFERENCE,
  subscript_expression: REFERENCE,

  import_statement: OPAQUE,
  string: OPAQUE,
  regex: OPAQUE,
  number: OPAQUE,
  property_identifier: OPAQUE,
  shorthand_property_identifier: OPAQUE,
  this: OPAQUE,
};

/** The parts of a `Language` that JavaScript and TypeScript share. */
export const ecmascript = {
  // The last part stands for an object literal, which may hold methods.
  mayDeclare: /\bfunction\b|=>|\bclass\b|(?:[=(:,[?&|]|\breturn)\s*\{/,
  constructorName: 'constructor',
  accessorBefore: /\b(?:get|set)\s*$/,
  exported: /(?:export|exports|module\.exports)\b/y,
  constant: /(?:export\s+)?(?:declare|(?:declare\s+)?const)\b/y,
  exportNames: [
    [/export\s+default\b/y, 'default'],
    [/export\s*=/y, 'module.exports'],
  ],
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g,
  importValue: /(?:await\s+)?(?:require|import)\s*[.(]/y,
  rootNames: new Set(['exports', 'module.exports', 'this', 'self', 'window', 'global', 'globalThis', 'root']),
  // React, MobX and lodash by their usual names.
  functionWrappers: new Set([
    'memo',
    'forwardRef',
    'observer',
    'useCallback',
    'debounce',
    'throttle',
    'memoize',
    'once',
  ]),
} satisfies Partial<Language>;
