import type { TokenTheme } from '../../protocol/tokenTheme';

/** A run of characters of one line that look alike. */
export interface Token {
  readonly text: string;
  /** Of the theme, e.g. `#569CD6`; absent where it is that of the text around. */
  readonly color?: string;
  /** What it is, where the theme is not known: a class `tok-…` of code.css. */
  readonly kind?: string;
  readonly italic?: boolean;
  readonly bold?: boolean;
}

/** A piece of code to be cut into tokens. */
export interface Code {
  readonly lines: readonly string[];
  /** Language id as VS Code names it. */
  readonly language: string;
  /** Whether it is a member of a class. */
  readonly isMember: boolean;
}

/** To the highlighting thread; `id` comes back with the tokens. Without a theme tokens are told apart by `kind`. */
export type ToHighlighter =
  | { readonly type: 'theme'; readonly theme?: TokenTheme }
  | { readonly type: 'code'; readonly id: number; readonly code: Code };

/** `lines`: the tokens of each line, whose texts joined are the line; absent where the language is not known. */
export interface Highlighted {
  readonly id: number;
  readonly lines?: readonly (readonly Token[])[];
}
