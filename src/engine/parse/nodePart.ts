import type { Node } from 'web-tree-sitter';
import type { Place } from './languages/language';

/** Of a longer header the start has the name. */
const MAX_HEADER = 500;

/** The part of a node at a place; null when it is not there. */
export function partOf(node: Node, place: Place): Node | null {
  if (!/[.|:$]/.test(place)) return node.childForFieldName(place);
  for (const path of place.split('|')) {
    let part: Node | null = node;
    for (const step of path.split('.')) part = part && stepFrom(part, step);
    if (part) return part;
  }
  return null;
}

function stepFrom(node: Node, step: string): Node | null {
  if (step === '$last') return node.namedChildCount > 1 ? node.lastNamedChild : null;
  if (!step.startsWith(':')) return node.childForFieldName(step);
  const type = step.slice(1);
  return node.namedChildren.find((child) => child.type === type) ?? null;
}

/** The text of a declaration before its body on one line, type arguments left out: `impl From for Shape`. */
export function headerOf(text: string): string {
  return withoutTypeArguments(text.slice(0, MAX_HEADER)).replace(/\s+/g, ' ').trim();
}

const TYPE_NAME =
  /^[\s&*([]*(?:'\w+\s+)?(?:(?:mut|dyn|const)\s+)*(?:[\p{L}_][\p{L}\p{N}_]*(?:::|\.))*([\p{L}_][\p{L}\p{N}_]*)/u;

/** The bare name of a type: `Shape` for `&'a mut geometry::Shape<T>`. Empty when it has none. */
export function typeName(text: string): string {
  return TYPE_NAME.exec(withoutTypeArguments(text.slice(0, MAX_HEADER)))?.[1] ?? '';
}

/** Takes out `<…>` after a name. */
function withoutTypeArguments(text: string): string {
  let kept = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '<' && (depth > 0 || /[\w:]/.test(text[at - 1] ?? ''))) depth++;
    else if (character === '>' && depth > 0 && text[at - 1] !== '-') depth--;
    else if (depth === 0) kept += character;
  }
  return kept;
}
