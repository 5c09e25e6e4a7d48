import type { Node } from 'web-tree-sitter';
import type { Language, NodeRule, SpelledName } from './language';
import { named } from './nameReaders';

const OPAQUE: NodeRule = { is: 'opaque' };

/** `extension Outer.Inner<T>` is `Inner` in `Outer`. */
function typeName(node: Node, text: string): SpelledName | undefined {
  const name = node.childForFieldName('name');
  if (!name) return undefined;
  const names = text.slice(name.startIndex, name.endIndex).replace(/<.*$/s, '').split('.');
  return { symbol: names.pop()!.trim(), owners: names.map((each) => each.trim()) };
}

/** Operators are no field of their own: `static func + (a: Point, b: Point)`. */
function functionName(node: Node, text: string): SpelledName | undefined {
  const head = text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 1000));
  const name = /\bfunc\s+(?:`?([\w$]+)`?|([^\s\w(]+))/u.exec(head);
  return name ? { symbol: (name[1] ?? name[2])!, owners: [] } : undefined;
}

const TYPE: NodeRule = { is: 'declaration', kind: 'class', holds: 'members', name: typeName };
const ENUM: NodeRule = { ...TYPE, kind: 'enum' };

function typeRule(node: Node): NodeRule {
  return node.childForFieldName('body')?.type === 'enum_class_body' ? ENUM : TYPE;
}

const FUNCTION = {
  is: 'declaration',
  kind: 'function',
  kindOfMember: 'method',
  holds: 'code',
  name: functionName,
  bodiless: 'prototype',
} satisfies NodeRule;

const COMPUTED: NodeRule = {
  is: 'declaration',
  kind: 'accessor',
  holds: 'nothing',
  body: 'computed_value',
  outsideCodeOnly: true,
};
const OBSERVED: NodeRule = { ...COMPUTED, body: ':willset_didset_block' };
const STORED: NodeRule = { is: 'binding', name: 'name', value: 'value', dotted: false };

function propertyRule(node: Node): NodeRule {
  if (node.childForFieldName('computed_value')) return COMPUTED;
  return node.lastNamedChild?.type === 'willset_didset_block' ? OBSERVED : STORED;
}

/** Node types of the Swift grammar by Alex Pinkus. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },
  multiline_comment: { is: 'comment' },

  class_declaration: { is: 'choice', of: typeRule },
  protocol_declaration: { is: 'declaration', kind: 'interface', holds: 'members' },
  function_declaration: FUNCTION,
  protocol_function_declaration: FUNCTION,
  init_declaration: { ...FUNCTION, kind: 'constructor', kindOfMember: 'constructor', name: named('init') },
  deinit_declaration: { ...FUNCTION, kind: 'method', name: named('deinit') },
  subscript_declaration: {
    is: 'declaration',
    kind: 'accessor',
    holds: 'nothing',
    name: named('subscript'),
    body: ':computed_property',
  },
  property_declaration: { is: 'choice', of: propertyRule },
  typealias_declaration: { is: 'declaration', kind: 'type', holds: 'nothing', outsideCodeOnly: true },

  lambda_literal: { is: 'value', kind: 'function', holds: 'code' },
  simple_identifier: { is: 'opaque', refersOnly: true },
  navigation_expression: { is: 'reference' },

  import_declaration: OPAQUE,
  modifiers: OPAQUE,
  enum_entry: OPAQUE,
  line_string_literal: OPAQUE,
  integer_literal: OPAQUE,
  directive: OPAQUE,
};

const swift: Language = {
  id: 'swift',
  extensions: ['.swift'],
  grammar: 'tree-sitter-swift.wasm',
  patience: 8,
  rules,
  mayDeclare: /\b(?:func|class|struct|enum|extension)\b|=\s*\{/,
  constructorName: 'init',
  constant: /(?:\w+\s+)*let\b/y,
  rootNames: new Set(['self']),
  functionWrappers: new Set(),
  frameLine: /^\s*(?:#(?:if|elseif|else|endif)\b.*|[{}])\s*$/,
  stringOrComment: /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"/g,
};

export const swiftLanguages: readonly Language[] = [swift];
