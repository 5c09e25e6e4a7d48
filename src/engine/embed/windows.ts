import type { SpecialTokens } from './tokenizer';

/** What is embedded: `header` (path, container, symbol, doc …) stands in every window, `body` is spread over them. */
export interface EmbeddingInput {
  readonly header: string;
  readonly body: string;
}

export interface WindowPlan {
  /** Token ids, special tokens included, each at most `maxTokens` long; never empty. */
  readonly windows: readonly (readonly number[])[];
  /** Tokens of the header in each window, after those that open it. */
  readonly header: number;
  /** Windows that would cover the whole body with the usual overlap; more than `windows.length` if there is a limit. */
  readonly needed: number;
}

/** Tokens that neighbouring windows share, so that a statement at a border is whole in one of them. */
export const WINDOW_OVERLAP = 32;

/**
 * Windows of one input. 16 hold about 3,000 tokens, or 400 lines of code: what is longer is rarely one function, and is
 * sampled evenly from its first to its last line.
 */
export const MAX_WINDOWS = 16;

/** Characters of text a token stands for, at most, in text worth embedding; code has 3 to 4. */
const CHARACTERS_PER_TOKEN = 8;

/**
 * Cuts an input into overlapping windows of at most `maxTokens`. The header takes at most half a window. Windows are
 * spread evenly, so that the last one is as full as the others; beyond `MAX_WINDOWS` they keep their number and leave
 * gaps between them.
 * @param encode text to token ids without special tokens
 */
export function planWindows(
  input: EmbeddingInput,
  encode: (text: string) => number[],
  maxTokens: number,
  special: SpecialTokens,
  maxWindows = MAX_WINDOWS,
): WindowPlan {
  const content = maxTokens - frameOf(special);
  const header = encode(beginning(input.header, maxTokens)).slice(0, Math.floor(content / 2));
  const room = content - header.length;
  const text = excerpt(input.body, maxWindows * maxTokens * CHARACTERS_PER_TOKEN, maxWindows);
  const body = encode(text);
  const windows = windowStarts(body.length, room, WINDOW_OVERLAP, maxWindows).map((start) => [
    ...special.open,
    ...header,
    ...body.slice(start, start + room),
    ...special.close,
  ]);
  const whole = text.length === 0 ? 0 : (body.length * input.body.length) / text.length;
  return { windows, header: header.length, needed: windowCount(Math.round(whole), room, WINDOW_OVERLAP) };
}

/** The single window of a query: a query longer than the model's window is cut. */
export function queryWindow(
  text: string,
  encode: (text: string) => number[],
  maxTokens: number,
  special: SpecialTokens,
): number[] {
  const ids = encode(beginning(text, maxTokens)).slice(0, maxTokens - frameOf(special));
  return [...special.open, ...ids, ...special.close];
}

/** Tokens that are not of the text. */
function frameOf({ open, close }: SpecialTokens): number {
  return open.length + close.length;
}

/** Where the windows of a body start: evenly from its beginning to `room` before its end. */
export function windowStarts(length: number, room: number, overlap: number, maxWindows: number): number[] {
  const count = Math.min(windowCount(length, room, overlap), maxWindows);
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - room)) / (count - 1)));
}

function windowCount(length: number, room: number, overlap: number): number {
  if (length <= room) return 1;
  // A narrow window must still advance.
  const step = Math.max(1, room - Math.min(overlap, Math.floor(room / 2)));
  return Math.ceil((length - room) / step) + 1;
}

/** As much of a text as can fill one window: a guard against megabytes of it. */
function beginning(text: string, maxTokens: number): string {
  return text.slice(0, maxTokens * CHARACTERS_PER_TOKEN);
}

/**
 * At most `maxCharacters` of a text: itself, or `pieces` parts of it of the same length, spread from beginning to end; its
 * beginning for one piece.
 * Keeps a file of 2 MB in one line from being tokenized whole for a few windows.
 */
export function excerpt(text: string, maxCharacters: number, pieces: number): string {
  if (text.length <= maxCharacters) return text;
  const size = Math.floor(maxCharacters / pieces);
  return Array.from({ length: pieces }, (_, i) => {
    const start = pieces === 1 ? 0 : Math.round((i * (text.length - size)) / (pieces - 1));
    return text.slice(start, start + size);
  }).join('');
}
