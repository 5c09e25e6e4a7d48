import type { QueryMistake } from '../protocol/query';
import { parseQuery } from '../query/parseQuery';

/** A run of a query, as it is drawn behind the text. */
export interface MarkedPart {
  readonly text: string;
  readonly kind: 'plain' | 'term' | 'mistake' | 'hint';
}

/** The query in parts: terms that are understood, and mistakes, which count more. The parts joined are the query. */
export function mark(query: string, mistakes: readonly QueryMistake[]): MarkedPart[] {
  const kinds: MarkedPart['kind'][] = Array.from({ length: query.length }, () => 'plain' as const);
  for (const { start, end } of parseQuery(query).terms) kinds.fill('term', start, end);
  for (const { start, end, severity } of mistakes) kinds.fill(severity === 'error' ? 'mistake' : 'hint', start, end);
  const parts: { text: string; kind: MarkedPart['kind'] }[] = [];
  for (const [index, kind] of kinds.entries()) {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += query[index]!;
    else parts.push({ text: query[index]!, kind });
  }
  return parts;
}
