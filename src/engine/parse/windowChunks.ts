import type { Chunk } from './chunk';
import { excerptOf, skipSpaceAfter, skipSpaceBefore } from './excerpt';
import type { LineTable } from './lineTable';
import type { WindowLimits } from './lineWindows';
import { lineWindows } from './lineWindows';

/** Shorter than those of a module rest: without syntax, a window is as likely as not to hold two things. */
const LIMITS: WindowLimits = { lines: 40, characters: 2000 };

/** Cuts a text whose syntax is not known into windows of lines. Blank windows are left out. */
export function windowChunks(text: string, lines: LineTable, language: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (const window of lineWindows({ first: 0, last: lines.count - 1 }, text, lines, LIMITS)) {
    const last = lines.endOf(window.last);
    const start = skipSpaceAfter(text, lines.startOf(window.first), last);
    const end = skipSpaceBefore(text, last, start);
    if (start >= end) continue;
    chunks.push({
      symbol: '',
      container: '',
      kind: 'module',
      language,
      startLine: lines.lineOf(start) + 1,
      endLine: lines.lineOf(end - 1) + 1,
      signature: '',
      doc: '',
      code: excerptOf(text, { start, end }, []),
    });
  }
  return chunks;
}
