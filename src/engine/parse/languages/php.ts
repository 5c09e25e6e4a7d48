import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members' };

/** Node types of tree-sitter-php. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  attribute_list: { is: 'decorator' },

  expression_statement: { is: 'wrapper' },
  const_declaration: { is: 'bindings' },
  property_declaration: { is: 'bindings' },

  // With a body only. What a file's own namespace says, its folders say too (PSR-4).
  namespace_definition: { is: 'container', name: 'name', body: 'body' },
  class_declaration: CLASS,
  trait_declaration: CLASS,
  interface_declaration: { is: 'declaration', kind: 'interface', holds: 'nothing' },
  enum_declaration: { is: 'declaration', kind: 'enum', holds: 'members' },
  function_definition: { is: 'declaration', kind: 'function', holds: 'code' },
  method_declaration: { is: 'declaration', kind: 'method', holds: 'code', bodiless: 'overload' },

  anonymous_function: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  arrow_function: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  anonymous_class: { is: 'value', kind: 'class', holds: 'members', body: 'body' },

  assignment_expression: { is: 'binding', name: 'left', value: 'right', dotted: true, notable: 'longOrCapitals' },
  const_element: { is: 'binding', name: '#0', value: '#1', dotted: false, ofMembers: true },
  property_element: { is: 'binding', name: 'name', value: 'default_value', dotted: false, ofMembers: true },

  function_call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  parenthesized_expression: { is: 'transparent' },
  variable_name: { is: 'opaque', refersOnly: true },
  name: { is: 'opaque', refersOnly: true },
  member_access_expression: REFERENCE,
  class_constant_access_expression: REFERENCE,
  subscript_expression: REFERENCE,

  namespace_use_declaration: OPAQUE,
  use_declaration: OPAQUE,
  text: OPAQUE,
  text_interpolation: OPAQUE,
  string: OPAQUE,
  encapsed_string: OPAQUE,
  heredoc: OPAQUE,
  nowdoc: OPAQUE,
  integer: OPAQUE,
};

const php: Language = {
  id: 'php',
  // What is in an `.inc` that has no `<?php` is text to the grammar, which is cut by lines.
  extensions: ['.php', '.phtml', '.ctp', '.module', '.inc'],
  interpreters: ['php'],
  grammar: 'tree-sitter-php.wasm',
  rules,
  mayDeclare: /\b(?:function|fn|class|interface|trait|enum)\b/i,
  constructorName: '__construct',
  decoratorWithin: /#\[/,
  constant: /const\b/y,
  importValue: /(?:require|include)(?:_once)?\b/y,
  rootNames: new Set(['$this', 'self', 'static']),
  nameSeparator: /\\|::|\??->/g,
  // Types stand in the declaration; what a tag says besides its type stays.
  docNoise:
    /^\s*(?:\{?@inheritdoc\}?\.?|@(?:param|var|return|throws|type|property(?:-read|-write)?)\s+\S+(?:\s+(?:&|\.\.\.)*\$\w+)?|@(?:package|subpackage|author|copyright|license|access|internal|api|final|static|covers\w*|dataProvider|group|test)\b.*)\s*$/i,
  functionWrappers: new Set(),
  // What every file begins with: its folders say the namespace, too.
  frameLine: /^\s*(?:(?:<\?php|\?>|declare\(strict_types=1\);|namespace\s+[\w\\]+;|namespace\s*\{)\s*)+$/,
  stringOrComment: /(\/\/[^\n]*|#(?!\[)[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g,
};

export const phpLanguages: readonly Language[] = [php];
