/**
 * The language of what a process of the engine says to people, as its shell names it in the environment, which threads inherit;
 * English on the command line. Imported before all else of a process or thread.
 */
import * as l10n from '@vscode/l10n';
import { setLocale } from '../l10n/amounts';

const { HUNCH_LANGUAGE: language, HUNCH_L10N_BUNDLE: bundle } = process.env;
if (bundle !== undefined) l10n.config({ fsPath: bundle });
if (language !== undefined) setLocale(language);
