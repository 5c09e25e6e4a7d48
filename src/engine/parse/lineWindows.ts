import type { LineTable } from './lineTable';

export interface WindowLimits {
  readonly lines: number;
  readonly characters: number;
}

/** 0-based lines, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** No blank line, and nothing that ends or goes on with what is before it: a closing bracket, `end`, an operator. */
const STARTS_SOMETHING =
  /^\s*(?!(?:end|fi|done|esac|else|elsif|elif|elseif|rescue|ensure|catch|except|finally|then|where)\b|<\/)(?:[\p{L}\p{N}_$@#"'`(</*[;%!~]|--|-\p{Ll}|\.[\p{L}_-])/u;

/**
 * Cuts lines into windows within the limits, where the text itself pauses: before the line that is indented least in the
 * second half of a window, and among such lines after a blank one. A single line over the limit stays whole.
 */
export function lineWindows(range: LineRange, text: string, lines: LineTable, limits: WindowLimits): LineRange[] {
  const windows: LineRange[] = [];
  let first = range.first;
  while (first <= range.last) {
    const origin = lines.startOf(first);
    let last = first;
    while (
      last < range.last &&
      last - first + 1 < limits.lines &&
      lines.endOf(last + 1) - origin <= limits.characters
    ) {
      last++;
    }
    if (last < range.last) last = bestEnd(first, last, text, lines);
    windows.push({ first, last });
    first = last + 1;
  }
  return windows;
}

/** The line to end a window with, from the second half of `first`..`last`. */
function bestEnd(first: number, last: number, text: string, lines: LineTable): number {
  let best = last;
  let bestScore = Infinity;
  for (let line = last; line > first + (last - first) / 2; line--) {
    const next = text.slice(lines.startOf(line + 1), lines.endOf(line + 1));
    if (!STARTS_SOMETHING.test(next)) continue;
    const isBlank = text.slice(lines.startOf(line), lines.endOf(line)).trim() === '';
    const score = 2 * next.search(/\S/) + (isBlank ? 0 : 1);
    if (score < bestScore) {
      best = line;
      bestScore = score;
    }
  }
  return best;
}
