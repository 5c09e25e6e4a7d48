/** How a colour theme paints code: what webviews are not told. */
export interface TokenTheme {
  readonly isDark: boolean;
  /** `#rrggbb` or `#rrggbbaa`, of text that no rule paints. */
  readonly foreground?: string;
  /** Later rules win over earlier ones that are as exact. */
  readonly rules: readonly TokenRule[];
}

export interface TokenRule {
  /** TextMate scope selectors, e.g. `keyword.control`; none for all text. */
  readonly scopes: readonly string[];
  readonly foreground?: string;
  /** Words of `italic bold underline strikethrough`; empty takes back what a wider rule says. */
  readonly fontStyle?: string;
}
