import type { Node } from 'web-tree-sitter';
import type { PartReader, Place } from './languages/language';

/** The part of a node that a rule means; null when it is not there. */
export function partOf(node: Node, part: Place | PartReader): Node | null {
  if (typeof part === 'function') return part(node);
  if (!/[.|:#]/.test(part)) return node.childForFieldName(part);
  for (const path of part.split('|')) {
    let found: Node | null = node;
    for (const step of path.split('.')) found = found && stepFrom(found, step);
    if (found) return found;
  }
  return null;
}

function stepFrom(node: Node, step: string): Node | null {
  if (step.startsWith('#')) return node.namedChild(Number(step.slice(1)));
  if (!step.startsWith(':')) return node.childForFieldName(step);
  const type = step.slice(1);
  return node.namedChildren.find((child) => child.type === type) ?? null;
}
