import * as l10n from '@vscode/l10n';
import { joined, listed } from '../l10n/phrases';
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
  const [what, next] = parts(code, value, suggestion);
  return next === undefined ? what : `${what} ${next}`;
}

/** What is wrong and what was made of it, and what to do about it. */
function parts(
  code: MistakeCode,
  value: string,
  suggestion: string | undefined,
): readonly [string, (string | undefined)?] {
  const meant = suggestion === undefined ? undefined : l10n.t('Did you mean {0}?', suggestion);
  switch (code) {
    case 'unknownFilter':
      return [l10n.t('"{0}:" is no filter, so it is searched for as words.', value), meant];
    case 'unknownLanguage':
      return [l10n.t('Hunch knows no language "{0}", so it is left out.', value), meant];
    case 'unknownKind':
      return [
        l10n.t('There is no kind "{0}", so it is left out.', value),
        meant ?? l10n.t('Kinds are {0}.', listed(KINDS)),
      ];
    case 'unknownPlace':
      return [l10n.t('"in:" knows {0}, not "{1}", so it is left out.', joined(PLACES), value), meant];
    case 'emptyValue':
      if (value === '""') return [l10n.t('There is nothing between the quotes, so they are left out.')];
      return suggestion === undefined
        ? [l10n.t('"{0}:" has no value yet, so it is left out.', value)]
        : [l10n.t('"{0}:" needs its value right behind the colon; it is searched for as words.', value), meant];
    case 'unclosedQuote':
      return [l10n.t('The quote is not closed, so it is searched for as words.')];
    case 'onlyExcluded':
      return [l10n.t('There is nothing to search for beside "-{0}", so it is searched for as a word.', value)];
    case 'noSuchSymbol':
      return [l10n.t('No symbol of the index is called "{0}".', value), meant];
    case 'noSuchPath':
      return [l10n.t('No file of the index has a path like "{0}".', value), meant];
    case 'noEditors':
      return [
        value === ''
          ? l10n.t('No file with code in this folder is open in an editor.')
          : l10n.t('"in:open" is for an editor that says which files are open: here there is none, so nothing is.'),
      ];
    case 'noGit':
      return [l10n.t('What changed is not known: {0}', value)];
    case 'noSuchPhrase':
      return [
        suggestion === undefined
          ? l10n.t('No code has "{0}" to the letter, so it is searched for as words.', value)
          : l10n.t('No code has "{0}" to the letter. Without the quotes it is searched for as words.', value),
      ];
  }
}
