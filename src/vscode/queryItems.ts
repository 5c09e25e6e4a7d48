import { t } from '@vscode/l10n';
import { amount } from '../l10n/amounts';
import type { ValueCount } from '../protocol/engine';
import type { QueryMistake } from '../protocol/query';
import { completionPlace, completionsAt, isAskedFor, type CompletionPlace } from '../query/completion';
import { harmless } from './hitLabel';

/** A line of a list that puts another query into its box. */
export interface QueryItem {
  readonly label: string;
  readonly detail?: string;
  readonly description?: string;
  /** What the box says then; absent of a line that only says something. */
  readonly query?: string;
}

/** Above a list of hits, so that they stay in sight. */
const MOST_COMPLETIONS = 5;

/** Mistakes in a query, each with what may have been meant. What is being completed is none yet. */
export function mistakeItems(query: string, mistakes: readonly QueryMistake[], isCompleting: boolean): QueryItem[] {
  return mistakes
    .filter(({ end }) => !(isCompleting && end === query.length))
    .map(({ text, severity, start, end, suggestion }) => ({
      label: `$(${severity === 'error' ? 'warning' : 'info'}) ${harmless(text)}`,
      ...(suggestion === undefined
        ? {}
        : {
            detail: t('Choose this line to use {0}', harmless(suggestion)),
            query: query.slice(0, start) + suggestion + query.slice(end),
          }),
    }));
}

/** Where a value is being typed: at the end, since a list does not tell where its caret is. */
export function valuePlace(query: string): (CompletionPlace & { of: 'value' }) | undefined {
  const place = completionPlace(query, query.length, false);
  return place?.of === 'value' ? place : undefined;
}

/** @param values asks an index for the values of a filter that has them there */
export async function completionItems(
  query: string,
  values: (filter: 'lang' | 'path' | 'symbol' | 'like', typed: string) => Promise<readonly ValueCount[]>,
): Promise<QueryItem[]> {
  const place = valuePlace(query);
  if (place === undefined) return [];
  const known = isAskedFor(place.filter) ? await values(place.filter, place.typed) : undefined;
  return completionsAt(place, known)
    .slice(0, MOST_COMPLETIONS)
    .map(({ label, insert, count }) => ({
      label: `$(filter) ${harmless(`${place.filter}:${label}`)}`,
      ...(count === undefined ? {} : { description: amount(count) }),
      query: query.slice(0, place.start) + insert,
    }));
}
