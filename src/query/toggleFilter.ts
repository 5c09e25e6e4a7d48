import { shortNameOf } from './languages';
import { type FilterTerm, parseQuery } from './parseQuery';
import type { FilterName } from './vocabulary';

/** The positive filters of a query, e.g. to show them as pressed. */
export function filtersIn(query: string): FilterTerm[] {
  return parseQuery(query).terms.filter((term) => term.type === 'filter');
}

/** Whether a query has a positive filter with a value, as `FilterTerm.values` have it. */
export function hasFilter(query: string, name: FilterName, value: string): boolean {
  return filtersIn(query).some((term) => !term.negated && term.name === name && term.values.includes(value));
}

/** The query with a filter more, or without it when it is there already. @param value a language by its id */
export function toggleFilter(query: string, name: FilterName, value: string): string {
  const terms = filtersIn(query).filter((term) => !term.negated && term.name === name && term.values.includes(value));
  if (terms.length === 0) {
    const added = `${name}:${written(name, value)}`;
    return query.trim() === '' ? added : `${query.trimEnd()} ${added}`;
  }
  let result = query;
  // From the end, so that the places of those before stay.
  for (const term of terms.reverse()) {
    const others = term.values.filter((each) => each !== value).map((each) => written(name, each));
    const rest = others.length === 0 ? '' : `${name}:${others.join(',')}`;
    result = result.slice(0, term.start) + rest + result.slice(term.end);
  }
  return result.replace(/ {2,}/gu, ' ').trim();
}

function written(name: FilterName, value: string): string {
  if (name === 'lang') return shortNameOf(value);
  return /\s/u.test(value) ? `"${value}"` : value;
}
