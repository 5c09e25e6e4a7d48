import * as l10n from '@vscode/l10n';
import { amount } from './amounts';

/**
 * Why a file is not in the index. Reasons are kept in the index, which is there for every language: in English, and what a
 * person is told is made of them here.
 */
const REASONS: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/^not indexed yet$/, () => l10n.t('not indexed yet')],
  [/^not indexed yet: indexing is paused$/, () => l10n.t('not indexed yet: indexing is paused')],
  [/^in no open folder$/, () => l10n.t('in no open folder')],
  [/^a folder, of which the files are indexed$/, () => l10n.t('a folder, of which the files are indexed')],
  [/^language not supported$/, () => l10n.t('language not supported')],
  [/^no code that Hunch reads$/, () => l10n.t('no code that Hunch reads')],
  [/^symbolic link$/, () => l10n.t('symbolic link')],
  [/^no ordinary file$/, () => l10n.t('no ordinary file')],
  [/^not there$/, () => l10n.t('not there')],
  [/^not readable \((.*)\)$/s, (code) => l10n.t('not readable ({0})', code)],
  [/^the parser failed on it \((.*)\)$/s, (error) => l10n.t('the parser failed on it ({0})', error)],
  [/^larger than (\d+) kB$/, (size) => l10n.t('larger than {0} kB', amount(Number(size)))],
  [/^binary$/, () => l10n.t('binary')],
  [/^private key$/, () => l10n.t('private key')],
  [/^credentials$/, () => l10n.t('credentials')],
  [/^environment file, which may hold secrets$/, () => l10n.t('environment file, which may hold secrets')],
  [/^minified$/, () => l10n.t('minified')],
  [/^generated$/, () => l10n.t('generated')],
  [/^version control$/, () => l10n.t('version control')],
  [/^dependencies$/, () => l10n.t('dependencies')],
  [/^cache of a tool$/, () => l10n.t('cache of a tool')],
  [/^vendored$/, () => l10n.t('vendored')],
  [/^excluded$/, () => l10n.t('excluded')],
  [/^excluded by the setting (.*)$/s, (setting) => l10n.t('excluded by the setting {0}', setting)],
  [/^ignored by (.*)$/s, (file) => l10n.t('ignored by {0}', file)],
];

const RULES: readonly (readonly [RegExp, (first: string, second: string, third: string) => string])[] = [
  [/^by its content$/, () => l10n.t('by its content')],
  [/^by its name$/, () => l10n.t('by its name')],
  [/^its name is (.*)$/s, (name) => l10n.t('its name is {0}', name)],
  [/^a Python virtual environment$/, () => l10n.t('a Python virtual environment')],
  [/^it holds a CACHEDIR\.TAG$/, () => l10n.t('it holds a CACHEDIR.TAG')],
  [/^a library with its version in its name$/, () => l10n.t('a library with its version in its name')],
  [/^the pattern "(.*)"$/s, (pattern) => l10n.t('the pattern "{0}"', pattern)],
  [/^line (\S+) of (.*), "(.*)"$/s, (line, file, pattern) => l10n.t('line {0} of {1}, "{2}"', line, file, pattern)],
  [
    /^the folder (.*?)(?:: (.*))?$/s,
    (folder, rule) =>
      rule === '' ? l10n.t('the folder {0}', folder) : l10n.t('the folder {0}: {1}', folder, ruleText(rule)),
  ],
];

/** A reason as the engine gives it, for a person; one that is not known here stays as it is. */
export function reasonText(reason: string): string {
  for (const [pattern, text] of REASONS) {
    const match = pattern.exec(reason);
    if (match) return text(match[1] ?? '');
  }
  return reason;
}

/** The rule behind a reason, for a person. */
export function ruleText(rule: string): string {
  for (const [pattern, text] of RULES) {
    const match = pattern.exec(rule);
    if (match) return text(match[1] ?? '', match[2] ?? '', match[3] ?? '');
  }
  return rule;
}
