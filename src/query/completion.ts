import type { ValueCount } from '../protocol/engine';
import { languageNamed, LANGUAGE_IDS, shortNameOf } from './languages';
import { FILTER_NAMES, KINDS, PLACES, type FilterName } from './vocabulary';

/** What the caret is in: a filter's name, or the value of one. */
export type CompletionPlace =
  | { readonly of: 'name'; readonly typed: string; readonly start: number; readonly end: number }
  | {
      readonly of: 'value';
      readonly filter: FilterName;
      readonly typed: string;
      readonly start: number;
      readonly end: number;
    };

/** What can be put in place of what was typed. */
export interface Completion {
  /** What stands in the list: `lang:`, `ts`. */
  readonly label: string;
  /** In place of the characters from the place's `start` to its `end`. */
  readonly insert: string;
  readonly filter: FilterName;
  /** How often it occurs, where that is known. */
  readonly count?: number;
}

/** A single letter begins too many words. */
const SHORTEST_NAME = 2;

/**
 * What can be completed at the caret, which must be at the end of what stands between white space.
 * @param asked the person asked for it: then also where nothing was typed, and of whole names
 */
export function completionPlace(text: string, caret: number, asked: boolean): CompletionPlace | undefined {
  if (/^\S/u.test(text.slice(caret))) return undefined;
  const token = /\S*$/u.exec(text.slice(0, caret))![0];
  const filter = /^-?(?<name>[a-z]+):(?<value>[^"\s]*)$/u.exec(token)?.groups;
  if (filter !== undefined) {
    const name = FILTER_NAMES.find((each) => each === filter.name);
    if (name === undefined) return undefined;
    const isList = name === 'lang' || name === 'kind' || name === 'in';
    const typed = isList ? filter.value!.slice(filter.value!.lastIndexOf(',') + 1) : filter.value!;
    return { of: 'value', filter: name, typed, start: caret - typed.length, end: caret };
  }
  const typed = /^-?(?<name>[a-z]*)$/u.exec(token)?.groups?.name;
  if (typed === undefined) return undefined;
  // A word that happens to be a filter's name is a word, until a colon follows.
  const isLikely = typed.length >= SHORTEST_NAME && !FILTER_NAMES.some((name) => name === typed);
  return asked || isLikely ? { of: 'name', typed, start: caret - typed.length, end: caret } : undefined;
}

/** @param values of the filter, from the index; none while they are not there, or need not be asked for */
export function completionsAt(place: CompletionPlace, values: readonly ValueCount[] | undefined): Completion[] {
  if (place.of === 'name')
    return FILTER_NAMES.filter((name) => name.startsWith(place.typed)).map((name) => ({
      label: `${name}:`,
      insert: `${name}:`,
      filter: name,
    }));
  const { filter } = place;
  return candidates(filter, place.typed, values)
    .filter(({ value }) => value.toLowerCase() !== place.typed.toLowerCase())
    .slice(0, MOST)
    .map(({ value, count }) => ({
      label: value,
      insert: `${/\s/u.test(value) ? `"${value}"` : value} `,
      filter,
      ...(count === undefined ? {} : { count }),
    }));
}

/** So many fit into a narrow panel without scrolling. */
const MOST = 12;

interface Candidate {
  readonly value: string;
  readonly count?: number;
}

function candidates(
  filter: FilterName,
  typed: string,
  values: readonly ValueCount[] | undefined,
): readonly Candidate[] {
  const begins = (value: string): boolean => value.startsWith(typed.toLowerCase());
  switch (filter) {
    case 'kind':
      return KINDS.filter(begins).map((value) => ({ value }));
    case 'in':
      return PLACES.filter(begins).map((value) => ({ value }));
    case 'lang': {
      // Those of the index before all that there are; of these only what begins like it.
      const known = new Set((values ?? []).map(({ value }) => languageNamed(value)));
      const others = LANGUAGE_IDS.filter((id) => !known.has(id) && typed !== '' && begins(id));
      const own = (values ?? []).filter(({ value }) => begins(value) || (languageNamed(value) ?? '').startsWith(typed));
      return [...own, ...others.map((id) => ({ value: shortNameOf(id) }))];
    }
    default:
      return values ?? [];
  }
}

/** Whether the values of a filter are those of an index, which has to be asked for them. */
export function isAskedFor(filter: FilterName): filter is 'lang' | 'path' | 'symbol' | 'like' {
  return filter !== 'kind' && filter !== 'in';
}
