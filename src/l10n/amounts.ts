import * as l10n from '@vscode/l10n';

let locale = 'en-US';

/** Numbers are written from here on as a language does. @param language as in `vscode.env.language`, e.g. `zh-cn` */
export function setLocale(language: string): void {
  // "en" is what VS Code calls American English; a tag that Intl does not know leaves things as they are.
  if (language !== 'en' && Intl.NumberFormat.supportedLocalesOf(language).length > 0) locale = language;
}

/** `12,345`, as the language writes it. */
export function amount(number: number): string {
  return number.toLocaleString(locale);
}

/** `1 file`, `12,345 files`. */
export function count(number: number, noun: 'file' | 'chunk'): string {
  switch (noun) {
    case 'file':
      return number === 1 ? l10n.t('1 file') : l10n.t('{0} files', amount(number));
    case 'chunk':
      return number === 1 ? l10n.t('1 chunk') : l10n.t('{0} chunks', amount(number));
  }
}
