import { readFile } from 'node:fs/promises';
import { decode } from '../workspace/readSource';

const PREVIEW_LINES = 40;
/** A longer line is cut: no person reads it in a preview. */
const PREVIEW_LINE_CHARACTERS = 300;

/**
 * First lines of a chunk as they stand on disk now.
 *
 * @param startLine 1-based, inclusive, as is `endLine`
 * @returns no text when the file cannot be read; `gone` when it is not there any more
 */
export async function readPreview(
  file: string,
  startLine: number,
  endLine: number,
): Promise<{ readonly text?: string; readonly gone?: boolean }> {
  let text: string | undefined;
  try {
    text = decode(await readFile(file));
  } catch (error) {
    return { gone: (error as NodeJS.ErrnoException).code === 'ENOENT' };
  }
  const lines = text
    ?.split(/\r\n|\n|\r/)
    .slice(startLine - 1, Math.min(endLine, startLine - 1 + PREVIEW_LINES))
    .map((line) => (line.length > PREVIEW_LINE_CHARACTERS ? `${line.slice(0, PREVIEW_LINE_CHARACTERS)} …` : line))
    .join('\n');
  return lines === undefined ? {} : { text: lines };
}
