import type { Language as TreeSitterLanguage, Node } from 'web-tree-sitter';
import type { Language, NodeRule } from './languages/language';

/** A language with its rules by tree-sitter's number of the node type: a look-up without a string for each node. */
export interface Grammar {
  readonly language: Language;
  readonly rules: readonly (NodeRule | undefined)[];
  /** Numbers of the types that are keywords and punctuation, as bits of a byte each: 1 where so. */
  readonly isToken: Uint8Array;
}

export function grammarOf(language: Language, treeSitter: TreeSitterLanguage): Grammar {
  const isToken = Uint8Array.from(treeSitter.types, (_, id) => (treeSitter.nodeTypeIsNamed(id) ? 0 : 1));
  // A keyword may share its name with a node type: `class` is both.
  const rules = treeSitter.types.map((type, id) => (isToken[id] ? undefined : language.rules[type]));
  return { language, rules, isToken };
}

/** What a node means: its type's rule, or the one that the rule chooses by the node's parts. */
export function ruleOf(node: Node, grammar: Grammar, text: string): NodeRule | undefined {
  const rule = grammar.rules[node.typeId];
  return rule?.is === 'choice' ? rule.of(node, text) : rule;
}

/** Tests a sticky expression at one place of a text. */
export function matchesAt(expression: RegExp | undefined, text: string, at: number): boolean {
  if (expression === undefined) return false;
  expression.lastIndex = at;
  return expression.test(text);
}
