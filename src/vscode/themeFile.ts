import { parse } from 'jsonc-parser';
import path from 'node:path';
import type { TokenRule } from '../protocol/tokenTheme';

/** A colour theme as its files say it: what paints code. */
export interface ThemeFile {
  readonly foreground?: string;
  readonly rules: readonly TokenRule[];
}

/** Files that include each other without end are none of VS Code's. */
const MOST_INCLUDES = 8;
const COLOR = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FONT_STYLE = /^(?:(?:italic|bold|underline|strikethrough) ?)*$/;

/**
 * Reads a theme and those it includes, whose rules come first, as VS Code does. What is none of a theme is passed over.
 *
 * @param file absolute path
 * @returns undefined when the colours of tokens are in a file of another format (`.tmTheme`)
 * @throws when a file cannot be read
 */
export async function readTheme(
  file: string,
  readText: (file: string) => Promise<string>,
  depth = 0,
): Promise<ThemeFile | undefined> {
  const theme: unknown = parse(await readText(file), [], { allowTrailingComma: true });
  if (!isRecord(theme)) return { rules: [] };
  const included =
    typeof theme.include === 'string' && depth < MOST_INCLUDES
      ? await readTheme(path.resolve(path.dirname(file), theme.include), readText, depth + 1)
      : { rules: [] };
  if (included === undefined || typeof theme.tokenColors === 'string') return undefined;
  const colors = isRecord(theme.colors) ? theme.colors : {};
  const foreground = colorOf(colors['editor.foreground']) ?? included.foreground;
  return {
    ...(foreground === undefined ? {} : { foreground }),
    rules: [...included.rules, ...rulesOf(theme.tokenColors)],
  };
}

/** The part of `editor.tokenColorCustomizations` that is for a theme. Its short words stand for the scopes that VS Code gives them. */
export function customRules(setting: unknown, themeNames: readonly string[]): readonly TokenRule[] {
  if (!isRecord(setting)) return [];
  const own = Object.entries(setting).filter(([key]) => appliesTo(key, themeNames));
  return [setting, ...own.map(([, value]) => value)].flatMap((part) => {
    if (!isRecord(part)) return [];
    const words = Object.entries(SHORT_WORDS).flatMap(([word, scopes]): TokenRule[] => {
      const value = part[word];
      const settings = typeof value === 'string' ? { foreground: value } : value;
      return isRecord(settings) ? ruleOf(scopes, settings) : [];
    });
    return [...words, ...rulesOf(part.textMateRules)];
  });
}

const SHORT_WORDS: Readonly<Record<string, readonly string[]>> = {
  comments: ['comment', 'punctuation.definition.comment'],
  strings: ['string', 'meta.embedded.assembly'],
  keywords: ['keyword - keyword.operator', 'keyword.control', 'storage', 'storage.type'],
  numbers: ['constant.numeric'],
  types: ['entity.name.type', 'entity.name.class', 'support.type', 'support.class'],
  functions: ['entity.name.function', 'support.function'],
  variables: ['variable', 'entity.name.variable'],
};

/** `[Abyss]`, `[Abyss][Monokai]`, `[Default*]`. */
function appliesTo(key: string, names: readonly string[]): boolean {
  return [...key.matchAll(/\[([^\]]*)\]/g)].some(([, pattern = '']) =>
    names.some((name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)),
  );
}

function rulesOf(value: unknown): readonly TokenRule[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((rule: unknown) => {
    if (!isRecord(rule) || !isRecord(rule.settings)) return [];
    const { scope = [] } = rule;
    const scopes = typeof scope === 'string' ? scope.split(',').map((each) => each.trim()) : scope;
    if (!Array.isArray(scopes)) return [];
    return ruleOf(
      scopes.filter((each): each is string => typeof each === 'string' && each !== ''),
      rule.settings,
    );
  });
}

function ruleOf(scopes: readonly string[], settings: Readonly<Record<string, unknown>>): TokenRule[] {
  const foreground = colorOf(settings.foreground);
  const { fontStyle } = settings;
  const style = typeof fontStyle === 'string' && FONT_STYLE.test(fontStyle) ? fontStyle : undefined;
  if (foreground === undefined && style === undefined) return [];
  return [
    {
      scopes,
      ...(foreground === undefined ? {} : { foreground }),
      ...(style === undefined ? {} : { fontStyle: style }),
    },
  ];
}

function colorOf(value: unknown): string | undefined {
  return typeof value === 'string' && COLOR.test(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
