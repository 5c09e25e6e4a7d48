/**
 * The language of the page, as `panelPage` gives it. Imported before all else of a page: most texts are made when their
 * module is loaded.
 */
import * as l10n from '@vscode/l10n';
import { setLocale } from '../l10n/amounts';

const strings = document.getElementById('strings')?.textContent ?? '';
if (strings !== '') l10n.config({ contents: strings });
setLocale(document.documentElement.dataset.language ?? 'en');
