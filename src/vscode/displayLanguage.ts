import * as vscode from 'vscode';
import type { PageLanguage } from './panelPage';

/** The language of the strings: English where the extension is not translated into VS Code's. */
export function stringLanguage(): string {
  return vscode.l10n.bundle === undefined ? 'en' : vscode.env.language;
}

/** VS Code's display language, for a page. */
export function displayLanguage(): PageLanguage {
  const { bundle } = vscode.l10n;
  return { name: vscode.env.language, ...(bundle === undefined ? {} : { strings: bundle }) };
}
