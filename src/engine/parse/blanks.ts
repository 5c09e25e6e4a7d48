import type { LineTable } from './lineTable';
import type { Outline } from './outline';

/**
 * Gives declarations what was made blank for the parser before them: `EXPORT int open(void);` starts at `EXPORT`, and so
 * does the declaration below `DEPRECATED("why")` on a line of its own.
 *
 * @param parsed `text` with the same offsets, parts of it blank
 */
export function takeInBlanks(outline: Outline, text: string, parsed: string, lines: LineTable): void {
  for (const item of outline.items) {
    const start = startWithBlanks(item.start, text, parsed, lines);
    if (item.ownStart === item.start) item.ownStart = start;
    item.start = start;
  }
}

function startWithBlanks(start: number, text: string, parsed: string, lines: LineTable): number {
  let line = lines.lineOf(start);
  let first = firstBlankOf(line, start, text, parsed, lines);
  if (first === undefined) return start;
  let taken = first;
  while (--line >= 0) {
    first = firstBlankOf(line, lines.endOf(line), text, parsed, lines);
    if (first === undefined || first === lines.endOf(line) || !isAttribute(text.slice(first, lines.endOf(line)))) break;
    taken = first;
  }
  return taken;
}

/** Where text starts in a line up to an offset when the parser saw none of it; the offset when there is no text. */
function firstBlankOf(line: number, end: number, text: string, parsed: string, lines: LineTable): number | undefined {
  const start = lines.startOf(line);
  if (end - start > 500 || parsed.slice(start, end).trim() !== '') return undefined;
  return start + (text.slice(start, end).search(/\S/) + 1 || end - start + 1) - 1;
}

/** A directive, or a macro that opens or closes something, belongs to more than the declaration after it. */
function isAttribute(line: string): boolean {
  return !/^#|BEGIN|END|PUSH|POP|PRAGMA|^\W/.test(line);
}
