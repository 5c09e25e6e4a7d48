import type { Hit } from '../protocol/hit';

/** A hit and its lines as they are now. */
export interface HitLines {
  readonly hit: Hit;
  readonly lines: readonly string[];
  /** The workspace folder's name, when there are several. */
  readonly folder?: string;
}

/**
 * Hits in the format of VS Code's search editors, whose language (`search-result`) colours it and makes each line a way to its
 * file: files in the order of their best hit, hits in the order of their lines, the lines that match marked by a colon.
 */
export function resultsDocument(query: string, hits: readonly HitLines[]): string {
  const files = new Map<string, HitLines[]>();
  for (const each of hits) {
    // As VS Code writes a path where several folders are open.
    const name = each.folder === undefined ? each.hit.path : `${each.folder} • ${each.hit.path}`;
    files.set(name, [...(files.get(name) ?? []), each]);
  }
  const counts = `${count(hits.length, 'result')} - ${count(files.size, 'file')}`;
  const sections = [...files].map(([name, inFile]) => {
    const sorted = [...inFile].sort((a, b) => a.hit.startLine - b.hit.startLine);
    const width = String(Math.max(...sorted.map(({ hit }) => hit.endLine))).length;
    return [`${oneLine(name)}:`, sorted.map((each) => block(each, width)).join('\n\n')].join('\n');
  });
  return `${[`# Query: ${oneLine(query)}`, counts, ...sections].join('\n\n')}\n`;
}

function block({ hit, lines }: HitLines, width: number): string {
  const matching = new Set((hit.matchLines ?? []).map(({ line }) => line));
  return lines
    .map((text, index) => {
      const line = hit.startLine + index;
      const matches = matching.size === 0 ? index === 0 : matching.has(line);
      return `  ${String(line).padStart(width)}${matches ? ':' : ' '} ${text}`;
    })
    .join('\n');
}

function count(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
