/**
 * Characters that change how other text looks, or look like nothing: C0 and C1 controls (except tab and line feed), the Arabic
 * letter mark, zero-width and joining characters, direction marks, embeddings, overrides and isolates, line and paragraph
 * separators, the byte-order mark, and tags. A name may contain any of them; they are shown by their number, as VS Code does
 * in its editor. Sources: Unicode Standard Annex 9, "Trojan Source" (CVE-2021-42574).
 */
const DECEIVING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** A piece of text: plain, or one deceiving character by its number, e.g. `U+202E`. */
export type TextPiece = { readonly plain: string } | { readonly code: string };

/** The text in pieces, in order; one plain piece when nothing in it deceives. */
export function splitDeceiving(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(DECEIVING)) {
    if (match.index > end) pieces.push({ plain: text.slice(end, match.index) });
    pieces.push({ code: codeOf(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ plain: text.slice(end) });
  return pieces;
}

/** The text with deceiving characters written as `[U+202E]`: for tooltips and names that are read aloud. */
export function plainText(text: string): string {
  return text.replace(DECEIVING, (character) => `[${codeOf(character)}]`);
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
