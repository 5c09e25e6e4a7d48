import { partOf } from '../nodePart';
import type { NameReader, Place, SpelledName } from './language';

/** Of a longer header the start has the name. */
const MAX_HEADER = 500;
/** Longer names that are read off a header say no more. */
const MAX_HEADER_NAME = 80;

/** For what has the same name everywhere: `init`. */
export function named(symbol: string): NameReader {
  return () => ({ symbol, owners: [] });
}

/** What the first group matches in the text before the body, on one line and without type arguments. */
export function nameInHeader(pattern: RegExp): NameReader {
  return (node, text): SpelledName | undefined => {
    const end = partOf(node, 'body')?.startIndex ?? node.endIndex;
    const header = withoutTypeArguments(text.slice(node.startIndex, Math.min(end, node.startIndex + MAX_HEADER)));
    const name = pattern.exec(header.replace(/\s+/g, ' ').trim())?.[1];
    return name === undefined ? undefined : { symbol: name.slice(0, MAX_HEADER_NAME), owners: [] };
  };
}

/** The field `name` under the type that is at a place, such as a receiver's. */
export function nameUnderType(place: Place): NameReader {
  return (node, text): SpelledName | undefined => {
    const name = node.childForFieldName('name');
    if (!name) return undefined;
    return { symbol: text.slice(name.startIndex, name.endIndex), owners: typeNamesAt(place)(node, text) };
  };
}

/** Reads the bare name of the type at a place, `Shape` for `&'a mut geometry::Shape<T>`; no name when it has none. */
export function typeNamesAt(place: Place): (...given: Parameters<NameReader>) => readonly string[] {
  return (node, text) => {
    const type = partOf(node, place);
    if (!type) return [];
    const start = text.slice(type.startIndex, Math.min(type.endIndex, type.startIndex + MAX_HEADER));
    const name = TYPE_NAME.exec(withoutTypeArguments(start))?.[1];
    return name === undefined ? [] : [name];
  };
}

const TYPE_NAME =
  /^[\s&*([]*(?:'\w+\s+)?(?:(?:mut|dyn|const)\s+)*(?:[\p{L}_][\p{L}\p{N}_]*(?:::|\.))*([\p{L}_][\p{L}\p{N}_]*)/u;

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
