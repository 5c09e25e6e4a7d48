import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const WRAPPER: NodeRule = { is: 'wrapper' };

/** Node types of tree-sitter-python. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  decorator: { is: 'decorator' },

  decorated_definition: WRAPPER,
  expression_statement: WRAPPER,

  function_definition: { is: 'declaration', kind: 'function', kindOfMember: 'method', holds: 'code' },
  class_definition: { is: 'declaration', kind: 'class', holds: 'members' },
  type_alias_statement: {
    is: 'declaration',
    kind: 'type',
    holds: 'nothing',
    name: 'left',
    body: 'right',
    outsideCodeOnly: true,
  },

  assignment: { is: 'binding', name: 'left', value: 'right', dotted: true },
  lambda: { is: 'value', kind: 'function', holds: 'code', body: 'body' },

  call: { is: 'call', callee: 'function', arguments: 'arguments' },
  parenthesized_expression: { is: 'transparent' },
  identifier: { is: 'opaque', refersOnly: true },
  attribute: REFERENCE,
  subscript: REFERENCE,

  import_statement: OPAQUE,
  import_from_statement: OPAQUE,
  future_import_statement: OPAQUE,
  string: OPAQUE,
  concatenated_string: OPAQUE,
  integer: OPAQUE,
};

const python: Language = {
  id: 'python',
  extensions: ['.py', '.pyi', '.pyw'],
  fileNames: ['sconstruct', 'sconscript', 'snakefile', 'wscript'],
  interpreters: ['python', 'pypy', 'uv'],
  grammar: 'tree-sitter-python.wasm',
  rules,
  mayDeclare: /\b(?:def|class|lambda)\b/,
  constructorName: '__init__',
  accessorDecorator:
    /^@\s*(?:[\w.]*\bcached_property|(?:abc\.)?abstractproperty|property|\w+\.(?:getter|setter|deleter))\b/,
  overloadDecorator: /^@\s*(?:\w+\.)?overload\b/,
  importValue: /(?:__import__|importlib\.import_module)\s*\(/y,
  rootNames: new Set(['self', 'cls']),
  functionWrappers: new Set(),
  docstring: { statement: 'expression_statement', string: 'string', opening: /^\s*(?:#|[a-zA-Z]{0,2}["'])/ },
  stringOrComment: /(#[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const pythonLanguages: readonly Language[] = [python];
