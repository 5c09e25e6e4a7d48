import { excerptOf, skipSpaceAfter, skipSpaceBefore } from './excerpt';
import type { Language } from './languages/language';
import type { OutlineItem } from './outline';

/** A longer signature says no more to a reader. */
const MAX_LENGTH = 1000;
/** A constant's or type's short value stands in its signature. */
const MAX_VALUE_LENGTH = 80;

/** Where a declaration itself starts, after its overloads and leading decorators. */
function declarationStart(item: OutlineItem, text: string): number {
  let start = item.ownStart;
  for (const decorator of item.decorators) {
    if (decorator.start < start) continue;
    if (decorator.start > start) break;
    start = skipSpaceAfter(text, decorator.end, item.end);
  }
  return start;
}

/** A declaration without its body, decorators and comments, on one line. */
export function signatureOf(item: OutlineItem, text: string, language: Language): string {
  const start = declarationStart(item, text);
  const end = isShortValue(item, text) ? item.body!.end : (item.body?.start ?? item.end);
  const cuts = item.decorators
    .filter((decorator) => decorator.start >= start && decorator.end <= end)
    .map((decorator) => ({ start: decorator.start, end: decorator.end, replacement: ' ' }));
  const declaration = excerptOf(text, { start, end: Math.min(end, start + 4 * MAX_LENGTH) }, cuts)
    .replace(language.stringOrComment, (match, comment: string | undefined) => (comment === undefined ? match : ' '))
    .replace(/\s+/g, ' ')
    // What a parameter list of several lines leaves.
    .replace(/([([]) /g, '$1')
    .replace(/,? ([)\]])/g, '$1')
    .replace(/(\w<) /g, '$1')
    .replace(/, >/g, '>')
    .trim()
    .replace(/ ?[{;:=\\]$/, '')
    .trimEnd();
  return declaration.length > MAX_LENGTH ? `${declaration.slice(0, MAX_LENGTH)}…` : declaration;
}

/**
 * The parts of a nested declaration that the code around it leaves out: what is above its declaration (comment,
 * decorators) and its body.
 */
export function cutsAround(
  item: OutlineItem,
  above: number,
  text: string,
): { start: number; end: number; replacement: string }[] {
  const start = declarationStart(item, text);
  const cuts = [{ start: above, end: start, replacement: '' }];
  if (item.body && item.body.end > item.body.start) {
    const isBlock = text[item.body.start] === '{';
    const replacement = isBlock ? ' { … }' : ' ...';
    // A word that closes the body says nothing without it.
    const isClosed = /^\s*end\s*$/.test(text.slice(item.body.end, item.end).slice(0, 100));
    const end = isClosed ? item.end : item.body.end;
    cuts.push({ start: skipSpaceBefore(text, item.body.start, start), end, replacement });
  }
  return cuts;
}

function isShortValue(item: OutlineItem, text: string): boolean {
  if ((item.kind !== 'constant' && item.kind !== 'type') || !item.body) return false;
  const { start, end } = item.body;
  return end - start <= MAX_VALUE_LENGTH && !text.slice(start, end).includes('\n');
}
