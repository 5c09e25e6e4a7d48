import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from '../workspace/readSource';
import type { StoredChunk } from '../store/schema';
import { type ChunkText, commentLines } from './why';

/** Longest comment above a chunk that is looked at, in lines. */
const DOC_LINES = 60;

/** Reads chunks as they stand on disk, each file once. For one question: what is read is kept. */
export class ChunkTexts {
  private readonly files = new Map<string, Promise<readonly string[] | undefined>>();

  /** The chunk with the comment above it; undefined when the file cannot be read. */
  async of(root: string, { path: file, startLine, endLine }: StoredChunk): Promise<ChunkText | undefined> {
    const lines = await this.linesOf(path.join(root, file));
    if (!lines) return undefined;
    const above = docLinesAbove(lines.slice(Math.max(0, startLine - 1 - DOC_LINES), startLine - 1));
    return { lines: lines.slice(startLine - 1 - above, endLine), firstLine: startLine - above };
  }

  private linesOf(file: string): Promise<readonly string[] | undefined> {
    let lines = this.files.get(file);
    if (!lines) {
      lines = readFile(file).then(
        (bytes) => decode(bytes)?.split(/\r\n|\n|\r/u),
        () => undefined,
      );
      this.files.set(file, lines);
    }
    return lines;
  }
}

/** How many of the lines before a chunk are its comment: those right above it. */
export function docLinesAbove(before: readonly string[]): number {
  const isComment = commentLines(before);
  let count = 0;
  while (count < before.length && isComment[before.length - 1 - count]!) count++;
  return count;
}
