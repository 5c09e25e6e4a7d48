import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import { codeToTokensBase, createShikiPrimitive } from '@shikijs/primitive';
import type { TokenTheme } from '../../protocol/tokenTheme';
import { contextOf, GRAMMARS } from './grammars';
import { KIND_OF_COLOR, KIND_THEME } from './kindTheme';
import type { Code, Token } from './tokens';

/** Milliseconds after which the rest of a line stays plain: much, since the first line of a language compiles its grammar. */
const LINE_TIME_MS = 3_000;
/** Bits of shiki's font style. */
const ITALIC = 1;
const BOLD = 2;

/** Cuts code into tokens by the grammars and colours that VS Code itself uses. Knows no page and no thread. */
export class Painter {
  private readonly shiki = createShikiPrimitive({
    // Of the few patterns that JavaScript's regular expressions cannot express, each is left out alone.
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    langs: [],
    themes: [],
  });
  private readonly loaded = new Map<string, string>();
  private themes = 0;
  private theme = '';
  private foreground: string | undefined;

  constructor() {
    this.setTheme(undefined);
  }

  /** @param theme of the person; without it tokens are told apart by their kind */
  setTheme(theme: TokenTheme | undefined): void {
    const { isDark, foreground, rules } = theme ?? KIND_THEME;
    this.theme = `theme${++this.themes}`;
    this.foreground = foreground?.toUpperCase();
    const text = foreground ?? (isDark ? '#D4D4D4' : '#000000');
    this.shiki.loadThemeSync({
      name: this.theme,
      type: isDark ? 'dark' : 'light',
      fg: text,
      bg: isDark ? '#000000' : '#FFFFFF',
      settings: [
        { settings: { foreground: text } },
        ...rules.map(({ scopes, ...settings }) => ({ ...(scopes.length > 0 ? { scope: [...scopes] } : {}), settings })),
      ],
    });
    this.foreground ??= text;
  }

  /** The tokens of each line; undefined for a language without a grammar. */
  paint({ lines, language, isMember }: Code): readonly (readonly Token[])[] | undefined {
    const grammar = this.grammar(language);
    if (grammar === undefined) return undefined;
    const context = contextOf(language, isMember);
    const painted = codeToTokensBase(this.shiki, [context, ...lines].join('\n'), {
      lang: grammar,
      theme: this.theme,
      tokenizeTimeLimit: LINE_TIME_MS,
    });
    return lines.map((line, index) => {
      const tokens = (painted[index + 1] ?? []).map(({ content, color, fontStyle }) =>
        this.token(content, color, fontStyle),
      );
      // Carriage returns and the like, of which shiki makes ends of lines.
      return tokens.map(({ text }) => text).join('') === line ? tokens : [{ text: line }];
    });
  }

  private token(text: string, color: string | undefined, style: number | undefined): Token {
    const kind = color === undefined ? undefined : KIND_OF_COLOR.get(color.toUpperCase());
    if (kind !== undefined) return { text, kind };
    return {
      text,
      ...(color === undefined || color.toUpperCase() === this.foreground ? {} : { color }),
      ...(style !== undefined && style > 0 && (style & ITALIC) !== 0 ? { italic: true } : {}),
      ...(style !== undefined && style > 0 && (style & BOLD) !== 0 ? { bold: true } : {}),
    };
  }

  /** Its name in shiki, loaded when it is needed first. */
  private grammar(language: string): string | undefined {
    const known = this.loaded.get(language);
    if (known !== undefined) return known;
    const grammar = GRAMMARS.get(language);
    const name = grammar?.at(-1)?.name;
    if (grammar === undefined || name === undefined) return undefined;
    this.shiki.loadLanguageSync([...grammar]);
    this.loaded.set(language, name);
    return name;
  }
}
