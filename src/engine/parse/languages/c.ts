import {
  className,
  declarationRule,
  declaredName,
  defineRule,
  fieldRule,
  specifierRule,
  typedefRule,
} from './cDeclarators';
import { withoutPreprocessor } from './cPreprocessor';
import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const GROUP: NodeRule = { is: 'group' };
const STRUCT: NodeRule = {
  is: 'declaration',
  kind: 'class',
  holds: 'nothing',
  name: className,
  outsideCodeOnly: true,
};

/** Node types of tree-sitter-c, on which tree-sitter-cpp builds. */
export const cRules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },

  preproc_if: GROUP,
  preproc_ifdef: GROUP,
  preproc_else: GROUP,
  preproc_elif: GROUP,
  preproc_elifdef: GROUP,
  linkage_specification: GROUP,
  declaration_list: GROUP,

  function_definition: {
    is: 'declaration',
    kind: 'function',
    kindOfMember: 'method',
    holds: 'code',
    name: declaredName,
    bodiless: 'prototype',
  },
  declaration: { is: 'choice', of: declarationRule },
  field_declaration: { is: 'choice', of: fieldRule },
  type_definition: { is: 'choice', of: typedefRule },
  struct_specifier: specifierRule(STRUCT),
  union_specifier: specifierRule(STRUCT),
  enum_specifier: specifierRule({ ...STRUCT, kind: 'enum' }),

  preproc_def: { is: 'choice', of: defineRule },
  preproc_function_def: {
    is: 'declaration',
    kind: 'function',
    holds: 'nothing',
    body: 'value',
    outsideCodeOnly: true,
  },

  init_declarator: { is: 'binding', name: declaredName, value: 'value', dotted: false },
  call_expression: { is: 'call', callee: 'function', arguments: 'arguments' },
  parenthesized_expression: { is: 'transparent' },
  cast_expression: OPAQUE,
  identifier: { is: 'opaque', refersOnly: true },
  field_expression: REFERENCE,
  subscript_expression: REFERENCE,

  preproc_include: OPAQUE,
  preproc_call: OPAQUE,
  parameter_list: OPAQUE,
  string_literal: OPAQUE,
  concatenated_string: OPAQUE,
  number_literal: OPAQUE,
  char_literal: OPAQUE,
};

/** The parts of a `Language` that C and C++ share. */
export const cFamily = {
  forParser: withoutPreprocessor,
  constructorName: 'class',
  constant: /(?:(?:static|inline|extern|thread_local)\s+)*(?:const|constexpr|constinit)\b/y,
  frameLine:
    /^\s*(?:#\s*(?:if|ifdef|ifndef|elif|else|endif|undef)\b.*|extern\s+"C"\s*\{?|(?:inline\s+)?namespace\b[^;=]*\{?|\w*(?:public|private|protected|signals|slots)\s*:|[A-Z]+_[A-Z0-9_]*|[{}]\s*;?)\s*(?:\/\/.*|\/\*.*\*\/)?\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'/g,
  rootNames: new Set<string>(),
  functionWrappers: new Set<string>(),
} satisfies Partial<Language>;

const c: Language = {
  ...cFamily,
  id: 'c',
  extensions: ['.c'],
  grammar: 'tree-sitter-c.wasm',
  rules: cRules,
  // What is left of a function that a macro or a branch of `#ifdef` made one with the function before it.
  mayDeclare: /^\w[^;{}=\n]*\([^;{}]*\)\s*\{/m,
};

export const cLanguages: readonly Language[] = [c];
