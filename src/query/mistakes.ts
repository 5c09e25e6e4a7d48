import type { MistakeCode, QueryMistake } from '../protocol/query';
import { LANGUAGE_NAMES } from './languages';
import { nearestWord } from './nearest';
import { KINDS, PLACES } from './vocabulary';

/** What a part of a query that means nothing is searched for as. */
const AS_WORDS: ReadonlySet<MistakeCode> = new Set(['unknownFilter', 'unclosedQuote', 'onlyExcluded']);

/**
 * A mistake with its sentence.
 *
 * @param value the wrong word itself
 * @param suggestion in place of the characters from `start` to `end`; found here for values that are known
 */
export function mistakeAbout(
  code: MistakeCode,
  { start, end }: { readonly start: number; readonly end: number },
  value: string,
  suggestion = suggestionFor(code, value),
): QueryMistake {
  const isHint =
    AS_WORDS.has(code) ||
    (code === 'emptyValue' && suggestion !== undefined) ||
    (code === 'noSuchPhrase' && suggestion === undefined);
  return {
    code,
    start,
    end,
    value,
    text: sentence(code, value, suggestion),
    severity: isHint ? 'hint' : 'error',
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function suggestionFor(code: MistakeCode, value: string): string | undefined {
  switch (code) {
    case 'unknownLanguage':
      return nearestWord(value, LANGUAGE_NAMES);
    case 'unknownKind':
      return KIND_WORDS.get(value.toLowerCase()) ?? nearestWord(value, KINDS);
    case 'unknownPlace':
      return nearestWord(value, PLACES) ?? PLACE_WORDS.get(value.toLowerCase());
    default:
      return undefined;
  }
}

/** What other languages and tools call them. */
const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ...['func', 'fn', 'def', 'procedure', 'subroutine', 'lambda', 'hook'].map((word) => [word, 'function'] as const),
  ...['ctor', 'init'].map((word) => [word, 'constructor'] as const),
  ...['getter', 'setter', 'property', 'prop', 'get', 'set'].map((word) => [word, 'accessor'] as const),
  ...['struct', 'object', 'record', 'component', 'impl'].map((word) => [word, 'class'] as const),
  ...['trait', 'protocol'].map((word) => [word, 'interface'] as const),
  ...['alias', 'typedef', 'typealias'].map((word) => [word, 'type'] as const),
  ...['const', 'variable', 'var', 'let', 'field', 'static'].map((word) => [word, 'constant'] as const),
  ...['namespace', 'package', 'file', 'script'].map((word) => [word, 'module'] as const),
]);
const PLACE_WORDS: ReadonlyMap<string, string> = new Map([
  ...['git', 'modified', 'diff', 'dirty', 'staged', 'worktree', 'untracked', 'edited'].map(
    (word) => [word, 'changed'] as const,
  ),
  ...['editor', 'editors', 'tabs', 'opened'].map((word) => [word, 'open'] as const),
]);

function sentence(code: MistakeCode, value: string, suggestion: string | undefined): string {
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  switch (code) {
    case 'unknownFilter':
      return `"${value}:" is no filter, so it is searched for as words.${meant}`;
    case 'unknownLanguage':
      return `Hunch knows no language "${value}", so it is left out.${meant}`;
    case 'unknownKind':
      return `There is no kind "${value}", so it is left out.${meant || ` Kinds are ${KINDS.join(', ')}.`}`;
    case 'unknownPlace':
      return `"in:" knows ${PLACES.join(' and ')}, not "${value}", so it is left out.${meant}`;
    case 'emptyValue':
      if (value === '""') return 'There is nothing between the quotes, so they are left out.';
      return suggestion === undefined
        ? `"${value}:" has no value yet, so it is left out.`
        : `"${value}:" needs its value right behind the colon; it is searched for as words.${meant}`;
    case 'unclosedQuote':
      return 'The quote is not closed, so it is searched for as words.';
    case 'onlyExcluded':
      return `There is nothing to search for beside "-${value}", so it is searched for as a word.`;
    case 'noSuchSymbol':
      return `No symbol of the index is called "${value}".${meant}`;
    case 'noSuchPath':
      return `No file of the index has a path like "${value}".${meant}`;
    case 'noEditors':
      return value === ''
        ? 'No file with code in this folder is open in an editor.'
        : '"in:open" is for an editor that says which files are open: here there is none, so nothing is.';
    case 'noGit':
      return `What changed is not known: ${value}`;
    case 'noSuchPhrase':
      return suggestion === undefined
        ? `No code has "${value}" to the letter, so it is searched for as words.`
        : `No code has "${value}" to the letter. Without the quotes it is searched for as words.`;
  }
}
