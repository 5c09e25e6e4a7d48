import * as l10n from '@vscode/l10n';

let locale = 'en-US';

/** Numbers and dates are written from here on as a language does. @param language as in `vscode.env.language`, e.g. `zh-cn` */
export function setLocale(language: string): void {
  // "en" is what VS Code calls American English; a tag that Intl does not know leaves things as they are.
  if (language !== 'en' && Intl.NumberFormat.supportedLocalesOf(language).length > 0) locale = language;
}

/** `12,345`, as the language writes it; of fractions at most two digits. */
export function amount(number: number): string {
  return number.toLocaleString(locale, { maximumFractionDigits: 2 });
}

/** `12%`, as the language writes it. @param percent a whole number */
export function percentage(percent: number): string {
  return (percent / 100).toLocaleString(locale, { style: 'percent' });
}

/** Date and time, as the language writes it. @param time ISO 8601, or milliseconds since 1970 */
export function moment(time: string | number): string {
  return new Date(time).toLocaleString(locale);
}

export type Counted = 'file' | 'chunk' | 'function' | 'line' | 'folder' | 'group' | 'result' | 'region';

/** `1 file`, `12,345 files`. */
export function count(number: number, noun: Counted): string {
  const one = number === 1;
  switch (noun) {
    case 'file':
      return one ? l10n.t('1 file') : l10n.t('{0} files', amount(number));
    case 'chunk':
      return one ? l10n.t('1 chunk') : l10n.t('{0} chunks', amount(number));
    case 'function':
      return one ? l10n.t('1 function') : l10n.t('{0} functions', amount(number));
    case 'line':
      return one ? l10n.t('1 line') : l10n.t('{0} lines', amount(number));
    case 'folder':
      return one ? l10n.t('1 folder') : l10n.t('{0} folders', amount(number));
    case 'group':
      return one ? l10n.t('1 group') : l10n.t('{0} groups', amount(number));
    case 'result':
      return one ? l10n.t('1 result') : l10n.t('{0} results', amount(number));
    case 'region':
      return one ? l10n.t('1 region') : l10n.t('{0} regions', amount(number));
  }
}
