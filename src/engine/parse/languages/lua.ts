import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };

/** Node types of tree-sitter-lua. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  hash_bang_line: { is: 'comment' },

  variable_declaration: { is: 'bindings' },

  function_declaration: {
    is: 'declaration',
    kind: 'function',
    kindOfMember: 'method',
    holds: 'code',
    dotted: true,
  },
  function_definition: { is: 'value', kind: 'function', holds: 'code', body: 'body' },
  table_constructor: { is: 'value', kind: 'constant', holds: 'entries' },

  assignment_statement: { is: 'binding', name: '#0', value: '#1', dotted: true, notable: 'longOrCapitals' },
  field: { is: 'binding', name: 'name', value: 'value', dotted: false },
  expression_list: { is: 'transparent' },

  function_call: { is: 'call', callee: 'name', arguments: 'arguments' },
  parenthesized_expression: { is: 'transparent' },
  identifier: { is: 'opaque', refersOnly: true },
  dot_index_expression: REFERENCE,
  bracket_index_expression: REFERENCE,
  method_index_expression: REFERENCE,

  string: OPAQUE,
  number: OPAQUE,
};

const lua: Language = {
  id: 'lua',
  extensions: ['.lua', '.rockspec', '.wlua', '.nse'],
  fileNames: ['.luacheckrc', '.busted'],
  interpreters: ['lua', 'luajit', 'texlua', 'resty', 'tarantool'],
  grammar: 'tree-sitter-lua.wasm',
  rules,
  mayDeclare: /\bfunction\b/,
  importValue: /require\b/y,
  // What modules call the table that they return.
  rootNames: new Set(['M', '_M', '_G', 'self']),
  nameSeparator: /:/g,
  // LuaLS and LDoc: types without a word on what they are for.
  docNoise:
    /^\s*@(?:(?:param|tparam|field|type|return|treturn|overload)\s+\S+(?:\s+\S+)?|private|local|class\s+\S+)\s*$/,
  functionWrappers: new Set(),
  // What a module begins and ends with.
  frameLine: /^\s*(?:local\s+\w+(?:\s*,\s*\w+)*|return\s+[\w.]+)\s*$/,
  stringOrComment: /(--\[(=*)\[[\s\S]*?\]\2\]|--[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const luaLanguages: readonly Language[] = [lua];
