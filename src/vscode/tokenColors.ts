import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenTheme } from '../protocol/tokenTheme';
import { messageOf, type Log } from './log';
import { customRules, readTheme } from './themeFile';

/** Settings that say which theme is in force; which of them does depends on the system, so the kind of theme decides. */
const THEME_SETTINGS = [
  'workbench.colorTheme',
  'workbench.preferredDarkColorTheme',
  'workbench.preferredLightColorTheme',
  'workbench.preferredHighContrastColorTheme',
  'workbench.preferredHighContrastLightColorTheme',
] as const;
const CUSTOM = 'editor.tokenColorCustomizations';

/** As themes name their kind in `contributes.themes`. */
const KINDS: Readonly<Record<string, vscode.ColorThemeKind>> = {
  vs: vscode.ColorThemeKind.Light,
  'vs-dark': vscode.ColorThemeKind.Dark,
  'hc-black': vscode.ColorThemeKind.HighContrast,
  'hc-light': vscode.ColorThemeKind.HighContrastLight,
};

interface Contributed {
  readonly names: readonly string[];
  readonly kind: vscode.ColorThemeKind | undefined;
  readonly file: string;
}

/** How the person's theme paints code. VS Code does not tell extensions, so the theme's own files are read. */
export class TokenColors implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when `read` would answer differently. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: readonly { dispose(): void }[];

  constructor(private readonly log: Pick<Log, 'warn'>) {
    this.subscriptions = [
      this.changed,
      vscode.window.onDidChangeActiveColorTheme(() => {
        this.changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([...THEME_SETTINGS, CUSTOM].some((name) => event.affectsConfiguration(name))) this.changed.fire();
      }),
    ];
  }

  /** Undefined where the theme is installed on another machine, or is not of VS Code's own format. */
  async read(): Promise<TokenTheme | undefined> {
    const theme = themeInForce();
    if (theme === undefined) return undefined;
    try {
      const read = await readTheme(theme.file, (file) => readFile(file, 'utf8'));
      if (read === undefined) return undefined;
      const custom = customRules(vscode.workspace.getConfiguration().get<unknown>(CUSTOM), theme.names);
      return { ...read, isDark: isDark(theme.kind), rules: [...read.rules, ...custom] };
    } catch (error) {
      this.log.warn(`[panel] the colours of ${theme.names[0] ?? theme.file} could not be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}

function themeInForce(): Contributed | undefined {
  const themes = contributedThemes();
  const { kind } = vscode.window.activeColorTheme;
  const named = THEME_SETTINGS.flatMap((setting) => {
    const name = vscode.workspace.getConfiguration().get<unknown>(setting);
    // VS Code has dropped the first word of the names of its own themes, and still understands it.
    const wanted = typeof name === 'string' ? [name, name.replace(/^Default (?!High Contrast)/, '')] : [];
    return themes.filter(({ names }) => names.some((each) => wanted.includes(each)));
  });
  return named.find((theme) => theme.kind === kind);
}

function contributedThemes(): Contributed[] {
  return vscode.extensions.all.flatMap(({ extensionPath, packageJSON }) => {
    const { contributes } = packageJSON as { readonly contributes?: { readonly themes?: unknown } };
    if (!Array.isArray(contributes?.themes)) return [];
    return contributes.themes.flatMap((theme: Readonly<Record<string, unknown>> | null): Contributed[] => {
      if (typeof theme?.path !== 'string') return [];
      const names = [theme.id, theme.label].filter((name): name is string => typeof name === 'string');
      const kind = typeof theme.uiTheme === 'string' ? KINDS[theme.uiTheme] : undefined;
      return [{ names, kind, file: path.join(extensionPath, theme.path) }];
    });
  });
}

function isDark(kind: vscode.ColorThemeKind | undefined): boolean {
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
}
