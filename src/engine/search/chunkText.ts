import { readFile } from 'node:fs/promises';
import { realFileIn, realOf } from '../workspace/locate';
import { decode } from '../workspace/readSource';
import type { StoredChunk } from '../store/schema';
import { type ChunkText, commentLines } from './why';

/** Longest comment above a chunk that is looked at, in lines. */
const DOC_LINES = 60;

/** A file as it stands on disk now. */
interface SourceFile {
  /** Absent when it cannot be read. */
  readonly lines?: readonly string[];
  /** It is not there any more, or has become a link that leads out of its workspace folder. */
  readonly gone: boolean;
}

/** Reads chunks as they stand on disk, each file once. For one question: what is read is kept. */
export class ChunkTexts {
  private readonly files = new Map<string, Promise<SourceFile>>();
  private readonly roots = new Map<string, Promise<string | undefined>>();

  /** The chunk's own lines. */
  async linesOf(root: string, { path: file, startLine, endLine }: StoredChunk): Promise<SourceFile> {
    const { lines, gone } = await this.read(root, file);
    return lines ? { lines: lines.slice(startLine - 1, endLine), gone } : { gone };
  }

  /** The chunk with the comment above it; undefined when the file cannot be read. */
  async of(root: string, { path: file, startLine, endLine }: StoredChunk): Promise<ChunkText | undefined> {
    const { lines } = await this.read(root, file);
    if (!lines) return undefined;
    const above = docLinesAbove(lines.slice(Math.max(0, startLine - 1 - DOC_LINES), startLine - 1));
    return { lines: lines.slice(startLine - 1 - above, endLine), firstLine: startLine - above };
  }

  private read(root: string, file: string): Promise<SourceFile> {
    const key = `${root}\0${file}`;
    const realRoot = this.roots.get(root) ?? realOf(root);
    this.roots.set(root, realRoot);
    const read = this.files.get(key) ?? readSourceFile(root, file, realRoot);
    this.files.set(key, read);
    return read;
  }
}

async function readSourceFile(
  root: string,
  relativePath: string,
  realRoot: Promise<string | undefined>,
): Promise<SourceFile> {
  const file = await realFileIn(root, relativePath, await realRoot);
  if (file === undefined) return { gone: true };
  try {
    const text = decode(await readFile(file));
    return text === undefined ? { gone: false } : { lines: text.split(/\r\n|\n|\r/), gone: false };
  } catch (error) {
    return { gone: (error as NodeJS.ErrnoException).code === 'ENOENT' };
  }
}

/** How many of the lines before a chunk are its comment: those right above it. */
export function docLinesAbove(before: readonly string[]): number {
  const isComment = commentLines(before);
  let count = 0;
  while (count < before.length && isComment[before.length - 1 - count]!) count++;
  return count;
}
