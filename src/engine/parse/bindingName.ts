import type { Language } from './languages/language';

/** Longer "names" are conditions and messages that nobody searches for by name. */
const MAX_NAME_LENGTH = 80;

const DOTTED = /^[\p{L}\p{N}_$#.]+$/u;
const QUOTED = /^(?:\[\s*)?(['"`])(.*)\1(?:\s*\])?$/s;
/** `[Symbol.iterator]`, `[Symbol.for('nodejs.util.inspect.custom')]`. */
const COMPUTED = /^\[[\p{L}\p{N}_$.]+(?:\((['"])[\w.:-]+\1\))?\]$/u;
/** Operators that a class defines for its objects. */
const INDEXING = /^\[\]=?$/;

/**
 * A name in a declaration as people write it: quotes and the brackets around a quoted one are dropped. Empty for what is
 * computed from more than a name.
 */
export function plainName(text: string): string {
  if (text.length > MAX_NAME_LENGTH) return '';
  const name = (QUOTED.exec(text)?.[2] ?? text).replace(/\s+/g, ' ').trim();
  return name.startsWith('[') && !COMPUTED.test(name) && !INDEXING.test(name) ? '' : name;
}

/** A value's name and the names around it that its assignment spells out. */
export interface BindingName {
  readonly symbol: string;
  readonly owners: readonly string[];
  /** It names a place of the module system only (`module.exports`): a name of the value's own says more. */
  readonly isPlace: boolean;
  /** Assigned to the objects that a class makes, by `prototype` or `this`. */
  readonly isMember: boolean;
}

/**
 * Reads the left side of an assignment: `exports.parse` is `parse`, `Shape.prototype.area` is `area` in `Shape`.
 * Undefined for what has no name that is known beforehand (`a[b]`, a destructuring pattern).
 */
export function assignedName(text: string, language: Language): BindingName | undefined {
  if (text.length > MAX_NAME_LENGTH) return undefined;
  const compact = text.replace(/\s+/g, '').replace(/\[(['"])([\p{L}\p{N}_$]+)\1\]/gu, '.$2');
  const dotted = withDots(compact, language);
  if (!DOTTED.test(dotted)) return undefined;
  const names = dotted.split('.');
  if (names.includes('')) return undefined;
  let isMember = false;
  for (;;) {
    const taken = [2, 1].find(
      (count) => language.rootNames.has(names.slice(0, count).join('.')) && count <= names.length,
    );
    if (taken === undefined) break;
    if (taken === names.length) {
      const isPlace = names[0] === 'exports' || names[0] === 'module';
      return { symbol: isPlace ? 'module.exports' : names.join('.'), owners: [], isPlace, isMember };
    }
    isMember ||= names[0] === 'this' || names[0] === 'self' || names[0] === 'cls' || names[0] === '$this';
    names.splice(0, taken);
  }
  const symbol = names.pop()!;
  const owners = names.filter((name) => name !== 'prototype' && name !== '__index');
  return { symbol, owners, isPlace: false, isMember: isMember || owners.length > 0 };
}

/** The names of a path such as `Shapes::Circle`, outermost first. */
export function pathNames(text: string, language: Language): readonly string[] {
  return withDots(plainName(text), language).split('.');
}

function withDots(text: string, { nameSeparator }: Language): string {
  return nameSeparator ? text.replace(nameSeparator, '.').replace(/^\./, '') : text;
}

/** `names` and then `more`; a name that repeats the one before it, as in `Shape.Shape`, is left out. */
export function joinNames(names: readonly string[], more: readonly string[]): readonly string[] {
  const joined = [...names];
  for (const name of more) if (name !== joined.at(-1)) joined.push(name);
  return joined;
}
