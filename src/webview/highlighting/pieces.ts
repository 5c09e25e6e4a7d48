import type { Mark } from '../preview';
import type { Token } from './tokens';

/** A part of a token that is marked or is not. */
export interface Piece extends Token {
  readonly marked: boolean;
}

/**
 * A line in pieces: its tokens, cut where a mark begins or ends.
 *
 * @param text what is shown of the line; where that is less than the tokens have, or ends otherwise, its rest is plain
 */
export function piecesOf(text: string, tokens: readonly Token[] | undefined, marks: readonly Mark[]): readonly Piece[] {
  const line = tokens?.map((token) => token.text).join('') ?? '';
  const same = commonLength(line, text);
  const edges = [...new Set([...marks.flat(), same])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  const add = (token: Token, start: number): void => {
    const end = start + token.text.length;
    const cuts = [start, ...edges.filter((edge) => start < edge && edge < end), end];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const part = token.text.slice(from - start, (cuts[index + 1] ?? end) - start);
      if (part !== '') pieces.push({ ...token, text: part, marked: marks.some(([a, b]) => a <= from && from < b) });
    }
  };
  let start = 0;
  for (const token of tokens ?? []) {
    if (start >= same) break;
    add({ ...token, text: token.text.slice(0, same - start) }, start);
    start += token.text.length;
  }
  add({ text: text.slice(same) }, same);
  return pieces;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
