import type { QueryMistake } from '../protocol/query';
import { languageNamed } from './languages';
import { mistakeAbout } from './mistakes';
import { FILTER_NAMES, FOREIGN_NAMES, KINDS, PLACES, type FilterName } from './vocabulary';
import { nearestWord } from './nearest';

/** Where a term stands in the query, in UTF-16 units; `end` is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** `lang:ts`, `-path:test`. */
export interface FilterTerm extends Span {
  readonly type: 'filter';
  readonly name: FilterName;
  /** Any of them will do. Languages by their id; paths, symbols as written. Never empty. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** `"exact phrase"`, `-"exact phrase"`: without the quotes. */
export interface PhraseTerm extends Span {
  readonly type: 'phrase';
  readonly text: string;
  readonly negated: boolean;
}

/** `-word`: without the dash. */
export interface ExcludedTerm extends Span {
  readonly type: 'excluded';
  readonly word: string;
}

export type QueryTerm = FilterTerm | PhraseTerm | ExcludedTerm;

/** A query, read. */
export interface ParsedQuery {
  readonly source: string;
  /** What is searched for by meaning and by words: the plain words and the phrases, in order. */
  readonly text: string;
  readonly terms: readonly QueryTerm[];
  readonly mistakes: readonly QueryMistake[];
  /** Plain words beside the terms. */
  readonly plainWords: number;
}

/**
 * Reads a query. What is a term and what is a piece of code or a message that somebody pasted, is decided by how it is written:
 * a term begins after white space and has nothing between its name, the colon and its value; a phrase has white space around
 * it. All else is plain words, to the letter: a query without terms is its own text.
 */
export function parseQuery(source: string): ParsedQuery {
  const tokens = tokensOf(source);
  const pasted = looksPasted(source, tokens);
  const read = tokens.map((token) => readToken(token, pasted));
  if (read.every(({ term, mistakes }) => !mistakes && term?.type === 'excluded') && read.length > 0)
    return onlyExcluded(source, tokens);
  const terms = read.flatMap(({ term }) => (term ? [term] : []));
  const mistakes = read.flatMap(({ mistakes }) => mistakes ?? []);
  const isWhole = read.every(({ text }, index) => text === tokens[index]!.text);
  return {
    source,
    text: isWhole ? source.trim() : read.flatMap(({ text }) => (text === undefined ? [] : [text])).join(' '),
    terms,
    mistakes,
    plainWords: read.filter(({ term, text }) => !term && text !== undefined).length,
  };
}

interface Token extends Span {
  readonly text: string;
  /** What follows it up to the next white space, and where that ends; empty for the last. */
  readonly next: string;
  readonly nextEnd: number;
  /** Of a token that is wholly in quotes, with or without a dash before them: what is in them. */
  readonly quoted?: string;
}

/** What became of a token. */
interface Read {
  readonly term?: QueryTerm;
  readonly mistakes?: readonly QueryMistake[];
  /** What is searched for; none of a filter. */
  readonly text?: string;
}

/** A phrase, a filter whose value is in quotes, or what stands between white space. */
const TOKEN = /(?:-?(?:[a-z]+:)?"(?<quoted>[^"\n]*)"(?=\s|$))|\S+/gu;

function tokensOf(source: string): Token[] {
  const found = [...source.matchAll(TOKEN)];
  return found.map(({ 0: text, index: start, groups }, place) => {
    const next = found[place + 1];
    return {
      text,
      start,
      end: start + text.length,
      next: next?.[0] ?? '',
      nextEnd: next ? next.index + next[0].length : source.length,
      ...(groups?.quoted === undefined ? {} : { quoted: groups.quoted }),
    };
  });
}

/** Several lines, statements, assignments, or a colon as in a sentence: `Error: cannot open "a.json"`. */
const CODE = /[\n\r{};=]|&&|\|\||\S:[ \t]+\S/u;
const FILTER = new RegExp(`^(?<dash>-?)(?<name>${FILTER_NAMES.join('|')}):(?<value>.*)$`, 'su');
const FILTER_START = new RegExp(`^-?(?:${FILTER_NAMES.join('|')}):`, 'u');

/** Whether a query is code or a message rather than typed by hand: then a quote is a quote, and a dash a dash. */
function looksPasted(source: string, tokens: readonly Token[]): boolean {
  let rest = '';
  let at = 0;
  for (const token of tokens) {
    rest += source.slice(at, token.start);
    const isTerm = token.quoted !== undefined || FILTER.test(token.text);
    rest += isTerm ? '"' : token.text;
    at = token.end;
  }
  return CODE.test(rest.trim());
}

function readToken(token: Token, pasted: boolean): Read {
  const filter = FILTER.exec(token.text)?.groups;
  if (filter) return readFilter(token, filter as { dash: string; name: FilterName; value: string }, pasted);
  const plain = { text: token.text };
  if (pasted) return plain;
  const negated = token.text.startsWith('-');
  if (token.quoted !== undefined && /^-?"/.test(token.text)) {
    if (token.quoted.trim() === '') return { mistakes: [mistakeAbout('emptyValue', token, '""')] };
    const term: QueryTerm = { type: 'phrase', text: token.quoted, negated, ...spanOf(token) };
    return negated ? { term } : { term, text: token.quoted };
  }
  if (/^-?"[^"]*$/u.test(token.text)) {
    const suggestion = token.next === '' && token.text.length > 1 ? `${token.text}"` : undefined;
    return { ...plain, mistakes: [mistakeAbout('unclosedQuote', token, token.text, suggestion)] };
  }
  const excluded = /^-(?<word>[\p{L}_$][\p{L}\p{N}_$.-]+)$/u.exec(token.text)?.groups?.word;
  if (excluded !== undefined) return { term: { type: 'excluded', word: excluded, ...spanOf(token) } };
  const unknown = unknownFilter(token);
  return unknown ? { ...plain, mistakes: [unknown] } : plain;
}

/** What a person may have meant as a filter, by a name that is almost one or one of another search box. */
function unknownFilter(token: Token): QueryMistake | undefined {
  const match = /^(?<dash>-?)(?<name>[a-z]{2,}):(?<value>[^\s:/"'][^\s:"']*)$/iu.exec(token.text);
  const { dash, name, value } = match?.groups ?? {};
  if (dash === undefined || name === undefined || value === undefined || !/^[\p{L}*]/u.test(value)) return undefined;
  const meant =
    FOREIGN_NAMES.get(name.toLowerCase()) ?? (name.length > 2 ? nearestWord(name, FILTER_NAMES) : undefined);
  if (meant === undefined) return mistakeAbout('unknownFilter', token, name);
  return mistakeAbout('unknownFilter', token, name, `${dash}${meant}:${value}`);
}

type FilterGroups = Readonly<{ dash: string; name: FilterName; value: string }>;

function readFilter(token: Token, { dash, name, value }: FilterGroups, pasted: boolean): Read {
  const plain = { text: token.text };
  const raw = token.quoted ?? value;
  if (raw === '') {
    if (pasted) return plain;
    // `lang: ts`: the value is there, a space too far.
    if (token.next !== '' && !FILTER_START.test(token.next)) {
      const span = { start: token.start, end: token.nextEnd };
      return { ...plain, mistakes: [mistakeAbout('emptyValue', span, name, `${token.text}${token.next}`)] };
    }
    return { mistakes: [mistakeAbout('emptyValue', token, name)] };
  }
  if ((pasted && token.quoted !== undefined) || !hasShape(name, raw, token.quoted !== undefined, pasted)) return plain;
  const base = { type: 'filter', name, negated: dash === '-', ...spanOf(token) } as const;
  if (name === 'path' || name === 'symbol' || name === 'like') return { term: { ...base, values: [raw] } };
  return readChoices(token, base, raw, pasted);
}

/** Filters whose values are known: several may be given with commas between. */
function readChoices(token: Token, base: Omit<FilterTerm, 'values'>, raw: string, pasted: boolean): Read {
  const values: string[] = [];
  const mistakes: QueryMistake[] = [];
  let at = token.text.indexOf(raw);
  for (const part of raw.split(',')) {
    const start = token.start + at;
    const value = meaningOf(base.name, part);
    if (value !== undefined) values.push(value);
    else if (part !== '') mistakes.push(unknownValue(base.name, { start, end: start + part.length }, part));
    at += part.length + 1;
  }
  if (mistakes.length > 0 && pasted) return { text: token.text };
  return {
    ...(values.length > 0 ? { term: { ...base, values: [...new Set(values)] } } : {}),
    ...(mistakes.length > 0 ? { mistakes } : {}),
  };
}

function meaningOf(name: FilterName, value: string): string | undefined {
  if (name === 'lang') return languageNamed(value);
  const known: readonly string[] = name === 'kind' ? KINDS : PLACES;
  return known.find((each) => each === value.toLowerCase());
}

function unknownValue(name: FilterName, span: Span, value: string): QueryMistake {
  const code = name === 'lang' ? 'unknownLanguage' : name === 'kind' ? 'unknownKind' : 'unknownPlace';
  return mistakeAbout(code, span, value);
}

/** Whether a filter's value can be one: pasted code has colons, too. */
function hasShape(name: FilterName, value: string, quoted: boolean, pasted: boolean): boolean {
  switch (name) {
    case 'lang':
    case 'kind':
    case 'in':
      return /^[\p{L}\p{N}#+_.-]+(?:,[\p{L}\p{N}#+_.-]+)*,?$/u.test(value);
    case 'path':
      if (value.includes(':') || value.startsWith('//')) return false;
      if (quoted) return true;
      if (/["'`<>|;=]|[,)\]}]$/u.test(value) && !isBalanced(value)) return false;
      return !/["'`<>|;=]|,$/u.test(value) && (!pasted || /[/*.]/u.test(value));
    case 'symbol':
    case 'like':
      return /^(?!:)(?:[\p{L}\p{N}_$*?.#~@!-]|::)+$/u.test(value) && !/[.:]$/u.test(value);
  }
}

function isBalanced(text: string): boolean {
  const count = (bracket: string): number => text.split(bracket).length;
  return ['()', '[]', '{}'].every((pair) => count(pair[0]!) === count(pair[1]!));
}

/** Nothing would be searched for: `-webkit-box` is a word that begins with a dash. */
function onlyExcluded(source: string, tokens: readonly Token[]): ParsedQuery {
  const mistakes = tokens.map((token) => mistakeAbout('onlyExcluded', token, token.text.slice(1)));
  return { source, text: source.trim(), terms: [], mistakes, plainWords: tokens.length };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
