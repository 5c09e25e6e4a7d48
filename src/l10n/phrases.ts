import * as l10n from '@vscode/l10n';

/** `“a”`, in the quotation marks of the language. */
export function quoted(text: string): string {
  return l10n.t('“{0}”', text);
}

/** `a, b, c` */
export function listed(items: readonly string[]): string {
  return items.join(l10n.t({ message: ', ', comment: ['between the items of a list'] }));
}

/** `a and b`; `a, b and c`. */
export function joined(items: readonly string[]): string {
  const last = items.at(-1);
  return items.length < 2 || last === undefined
    ? listed(items)
    : l10n.t('{0} and {1}', listed(items.slice(0, -1)), last);
}
