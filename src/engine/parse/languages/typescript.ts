import { ecmascript, ecmascriptRules } from './ecmascript';
import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const TRANSPARENT: NodeRule = { is: 'transparent' };
const NAMESPACE: NodeRule = { is: 'container', name: 'name', body: 'body' };

const rules: Readonly<Record<string, NodeRule>> = {
  ...ecmascriptRules,

  ambient_declaration: { is: 'wrapper' },
  internal_module: NAMESPACE,
  module: NAMESPACE,

  abstract_class_declaration: { is: 'declaration', kind: 'class', holds: 'members' },
  interface_declaration: { is: 'declaration', kind: 'interface', holds: 'nothing', outsideCodeOnly: true },
  type_alias_declaration: {
    is: 'declaration',
    kind: 'type',
    holds: 'nothing',
    body: 'value',
    outsideCodeOnly: true,
  },
  enum_declaration: { is: 'declaration', kind: 'enum', holds: 'nothing', outsideCodeOnly: true },

  function_signature: { is: 'declaration', kind: 'function', holds: 'nothing', bodiless: 'declared' },
  method_signature: { is: 'declaration', kind: 'method', holds: 'nothing', bodiless: 'overload' },

  variable_declarator: { is: 'binding', name: 'name', value: 'value', dotted: false, type: 'type' },
  public_field_definition: { is: 'binding', name: 'name', value: 'value', dotted: false },

  as_expression: TRANSPARENT,
  satisfies_expression: TRANSPARENT,
  non_null_expression: TRANSPARENT,
  type_assertion: TRANSPARENT,

  type_annotation: OPAQUE,
  type_arguments: OPAQUE,
  type_parameters: OPAQUE,
  import_alias: OPAQUE,
};

const typescript: Language = {
  ...ecmascript,
  id: 'typescript',
  extensions: ['.ts', '.mts', '.cts'],
  interpreters: ['deno', 'bun', 'tsx', 'ts-node'],
  grammar: 'tree-sitter-typescript.wasm',
  rules,
};

/** Its own grammar: `<T>value` is a cast in one and an element in the other. */
const typescriptReact: Language = {
  ...typescript,
  id: 'typescriptreact',
  extensions: ['.tsx'],
  interpreters: [],
  grammar: 'tree-sitter-tsx.wasm',
};

export const typescriptLanguages: readonly Language[] = [typescript, typescriptReact];
