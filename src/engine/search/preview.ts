import { readFile } from 'node:fs/promises';
import { decode } from '../workspace/readSource';

const PREVIEW_LINES = 40;
/** A longer line is cut: no person reads it in a preview. */
const PREVIEW_LINE_CHARACTERS = 300;

/**
 * The lines of a chunk as they stand on disk now.
 *
 * @param startLine 1-based, inclusive, as is `endLine`
 * @returns no lines when the file cannot be read; `gone` when it is not there any more
 */
export async function readLines(
  file: string,
  startLine: number,
  endLine: number,
): Promise<{ readonly lines?: readonly string[]; readonly gone?: boolean }> {
  try {
    const text = decode(await readFile(file));
    return text === undefined ? {} : { lines: text.split(/\r\n|\n|\r/).slice(startLine - 1, endLine) };
  } catch (error) {
    return { gone: (error as NodeJS.ErrnoException).code === 'ENOENT' };
  }
}

/** The first lines. @param most of them; as many as a person looks at when absent */
export function previewOf(lines: readonly string[], most = PREVIEW_LINES): string {
  return lines
    .slice(0, most)
    .map((line) => (line.length > PREVIEW_LINE_CHARACTERS ? `${line.slice(0, PREVIEW_LINE_CHARACTERS)} …` : line))
    .join('\n');
}
