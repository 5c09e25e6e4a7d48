/**
 * Characters that a terminal obeys instead of showing, or that change how the text around them reads: C0 and C1 controls
 * (escape sequences begin with one), direction marks and overrides, invisible ones, line and paragraph separators. The tab
 * is harmless. Names of files and code may contain any of them.
 */
const OBEYED = /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of a workspace as it may reach a terminal, on one line: what would be obeyed is written by its number, `[U+001B]`. */
export function visible(text: string): string {
  return text.replace(OBEYED, (character) => `[U+${codeOf(character)}]`);
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** JSON of a value, in which nothing is left that a terminal would obey; parsed it is the same value. */
export function visibleJson(value: unknown): string {
  return withoutObeyed(JSON.stringify(value));
}

/** The same for JSON that is already written. */
export function withoutObeyed(json: string): string {
  // Outside of strings there are none of them but line breaks; the C0 controls within are escaped already.
  return json.replace(OBEYED, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((unit) => `\\u${hex(character.charCodeAt(unit)).toLowerCase()}`)
          .join(''),
  );
}

function codeOf(character: string): string {
  return hex(character.codePointAt(0) ?? 0);
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
