import type { PanelHit } from '../protocol/webview';

/** Lines of a preview that is not expanded. */
export const FIRST_LINES = 6;
/** Characters of a line that is not expanded; no panel is wider. */
const LINE_LENGTH = 200;

export interface Preview {
  readonly lines: readonly string[];
  /** Lines that expanding adds. */
  readonly more: number;
  /** Lines of the chunk that the preview does not hold. */
  readonly missing: number;
  /** The signature, where the lines do not show it already; otherwise empty. */
  readonly signature: string;
}

/** The lines to show of a hit, without the indentation they share. */
export function previewOf(hit: PanelHit, expanded: boolean): Preview {
  const all = hit.preview === undefined ? [] : dedent(hit.preview.split('\n'));
  const lines = expanded ? all : all.slice(0, FIRST_LINES).map(cut);
  return {
    lines,
    more: Math.max(all.length - FIRST_LINES, 0),
    missing: hit.previewCut === true ? Math.max(hit.endLine - hit.startLine + 1 - all.length, 0) : 0,
    signature: contains(lines, hit.signature) ? '' : hit.signature,
  };
}

function cut(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
}

function dedent(lines: readonly string[]): readonly string[] {
  let shared: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
    shared = shared === undefined ? indentation : commonStart(shared, indentation);
  }
  const length = shared?.length ?? 0;
  return length === 0 ? lines : lines.map((line) => line.slice(length));
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/** Whether the lines show the text, however it is broken into lines and spaced there. */
function contains(lines: readonly string[], text: string): boolean {
  const bare = (code: string): string => code.replaceAll(/[\s,;{}:]/g, '');
  return bare(lines.join('')).includes(bare(text));
}
