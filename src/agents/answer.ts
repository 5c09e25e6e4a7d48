import { estimateTokens } from './tokens';

/** One answer in the forms that callers take. */
export interface Rendered {
  /** For a model to read. */
  readonly text: string;
  /** The same as data, in the shape of the tool's output schema. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An answer that is yet to be brought into a budget. */
export interface Answer {
  /** @param maxTokens of each form that counts, by `estimateTokens` */
  within(maxTokens: number): Rendered;
}

/** Which forms have to fit: an MCP client may give its model either, VS Code has the text only. */
export type Forms = 'text' | 'both';

/** Tokens of the longer of the forms that count. */
export function costOf({ text, data }: { readonly text: string; readonly data: unknown }, forms: Forms): number {
  const cost = estimateTokens(text);
  return forms === 'text' ? cost : Math.max(cost, estimateTokens(JSON.stringify(data)));
}

/** Of a signature more says nothing new. */
export const SIGNATURE_CHARACTERS = 200;

/** The most of something that fits, below `all`, of which it is known that it does not; 0 when nothing does. */
export function mostThatFits(all: number, fits: (count: number) => boolean): number {
  let least = 0;
  let most = all;
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** Names in front of paths, where there are several workspace folders: the folder's name if that tells them apart. */
export function folderNames(roots: readonly string[]): (root: string) => string {
  const nameOf = (root: string) => root.split(/[\\/]/).filter(Boolean).at(-1) ?? root;
  const isUnique = new Set(roots.map(nameOf)).size === roots.length;
  return (root) => (roots.length < 2 ? '' : `${isUnique ? nameOf(root) : root}/`);
}

/** Longer names are generated, and nobody reads them. */
const NAME_CHARACTERS = 200;

/** The name of a symbol as a line of an answer has it. */
export function symbolName(name: string): string {
  return onOneLine(name.length > NAME_CHARACTERS ? `${name.slice(0, NAME_CHARACTERS)}…` : name);
}

/** Text from the workspace on one line: what is invisible, or turns the direction of reading, is made visible. */
export function onOneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** Several notes as one text; undefined without any. */
export function joinNotes(notes: readonly (string | undefined)[]): string | undefined {
  return notes.filter((note) => note !== undefined && note !== '').join(' ') || undefined;
}

/** What an answer from an index says that is still being built. */
export function partialNote(partial: { readonly done: number; readonly total: number } | undefined) {
  return partial && `The index is still being built (${partial.done} of ${partial.total} files): there may be more.`;
}
