import type { Node } from 'web-tree-sitter';
import type { Grammar } from './grammar';
import { matchesAt, ruleOf } from './grammar';
import type { NodeRule } from './languages/language';
import type { LineTable } from './lineTable';
import { partOf } from './nodePart';

/** Casts and parentheses around a value deeper than this are no code that a person wrote. */
const MAX_WRAPPINGS = 8;

/** What a name is bound to, under its parentheses, casts, further assignments and function wrappers. */
export interface BoundValue {
  readonly node: Node;
  readonly rule: NodeRule | undefined;
  /** Left sides of the further assignments in between: `b` in `a = b = value`. */
  readonly aliases: readonly string[];
}

/** Looks through what only dresses a value: `a = b = (memo(function () { … }) as Component)` is bound to the function. */
export function boundValue(node: Node, grammar: Grammar, text: string): BoundValue {
  const aliases: string[] = [];
  let current = node;
  for (let depth = 0; depth < MAX_WRAPPINGS; depth++) {
    const rule = ruleOf(current, grammar, text);
    let next: Node | null | undefined;
    if (rule?.is === 'transparent') {
      next = firstValue(current, grammar);
    } else if (rule?.is === 'binding') {
      const left = typeof rule.name === 'function' ? null : partOf(current, rule.name);
      if (left) aliases.push(text.slice(left.startIndex, left.endIndex));
      next = partOf(current, rule.value);
    } else if (rule?.is === 'call') {
      next = wrappedFunction(current, rule, grammar, text);
    }
    if (!next) return { node: current, rule, aliases };
    current = next;
  }
  return { node: current, rule: ruleOf(current, grammar, text), aliases };
}

/** Whether the value is a function called on the spot, the way modules were written before there were any. */
export function isCalledFunction(value: BoundValue, grammar: Grammar): boolean {
  if (value.rule?.is !== 'call') return false;
  let callee = value.node.childForFieldName(value.rule.callee);
  for (let depth = 0; callee && depth < MAX_WRAPPINGS; depth++) {
    const rule = grammar.rules[callee.typeId];
    if (rule?.is === 'transparent') callee = firstValue(callee, grammar) ?? null;
    else return rule?.is === 'value' && rule.holds === 'code';
  }
  return false;
}

const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}_]*$/u;
const DUNDER = /^__\w+__$/;
/** Where a variable starts before anything is known about it. */
const INITIAL_STATE = /^(?:null|undefined|None|void 0|true|false|True|False|-?[01]|''|""|\{\s*\}|\[\s*\]|\(\s*\))$/;
const NOTHING_YET = /^(?:\{\s*\}|\[\s*\])$/;
/** An object that only repeats names: a list of exports. */
const LIST_OF_NAMES = /^\{[\s\w$,]*\}$/;

/**
 * Whether a top-level value is worth a chunk of its own. Imports, aliases, variables without content yet and short calls
 * (`app = express()`) are read with the statements around them.
 */
export function isNotableConstant(
  binding: {
    readonly symbol: string;
    readonly isPlace: boolean;
    readonly isExported: boolean;
    readonly isConstant: boolean;
    readonly notable: Extract<NodeRule, { is: 'binding' }>['notable'];
  },
  value: BoundValue,
  grammar: Grammar,
  text: string,
  lines: LineTable,
): boolean {
  const { startIndex: start, endIndex: end } = value.node;
  if (DUNDER.test(binding.symbol) || matchesAt(grammar.language.importValue, text, start)) return false;
  const content = end - start > 10_000 ? '' : text.slice(start, end);
  if (lines.spanOf(start, end) >= 3) return !(binding.isPlace && LIST_OF_NAMES.test(content));
  if (binding.isPlace || binding.notable === 'long' || value.rule?.is === 'reference') return false;
  if (value.rule?.is === 'opaque' && value.rule.refersOnly) return false;
  // `local M = {}` is what a Lua module begins with.
  if (binding.notable === 'longOrCapitals') return CAPITALS.test(binding.symbol) && !NOTHING_YET.test(content);
  if (binding.isExported || CAPITALS.test(binding.symbol)) return true;
  if (value.rule?.is === 'call') return false;
  return !INITIAL_STATE.test(content) || (binding.isConstant && /^-?[01]$/.test(content));
}

function firstValue(node: Node, grammar: Grammar): Node | undefined {
  return node.namedChildren.find((child) => grammar.rules[child.typeId]?.is !== 'comment');
}

function wrappedFunction(
  call: Node,
  rule: Extract<NodeRule, { is: 'call' }>,
  grammar: Grammar,
  text: string,
): Node | undefined {
  const wrappers = grammar.language.functionWrappers;
  if (wrappers.size === 0) return undefined;
  const callee = call.childForFieldName(rule.callee);
  if (!callee || callee.endIndex - callee.startIndex > 100) return undefined;
  const name = text.slice(callee.startIndex, callee.endIndex);
  if (!wrappers.has(name.slice(name.lastIndexOf('.') + 1))) return undefined;
  const first = call.childForFieldName(rule.arguments)?.firstNamedChild;
  const firstRule = first ? grammar.rules[first.typeId] : undefined;
  return first && firstRule?.is === 'value' && firstRule.holds === 'code' ? first : undefined;
}
