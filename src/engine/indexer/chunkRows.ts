import type { Embedder } from '../embed/embedder';
import type { ChunkRow, FileRow } from '../store/schema';
import type { FoundFile } from '../workspace/workspaceFiles';
import type { ParsedSource } from './parseThread';

/** A file as it was found and what it was cut into. */
export interface ParsedFile {
  readonly file: FoundFile;
  readonly source: Extract<ParsedSource, { outcome: 'parsed' }>;
}

/**
 * The rows of all chunks of some files, with their quick vectors.
 *
 * @param quick a model that gives one vector a text
 * @throws the signal's reason when it is aborted
 */
export async function chunkRows(
  files: readonly ParsedFile[],
  quick: Embedder,
  signal: AbortSignal,
): Promise<ChunkRow[]> {
  const chunks = files.flatMap(({ file, source }) =>
    source.chunks.map((chunk, ordinal) => ({ file, source, chunk, ordinal })),
  );
  const vectors = await quick.embedDocuments(
    chunks.map(({ chunk }) => chunk.input),
    signal,
  );
  return chunks.map(({ file, source, chunk, ordinal }, index) => ({
    id: `${file.path}:${ordinal}`,
    path: file.path,
    ordinal,
    language: source.language,
    symbol: chunk.symbol,
    container: chunk.container,
    kind: chunk.kind,
    signature: chunk.signature,
    summary: chunk.summary,
    startLine: chunk.startLine,
    endLine: chunk.endLine,
    contentHash: chunk.contentHash,
    words: chunk.words,
    shape: chunk.shape,
    quickVector: vectors[index]![0]!,
  }));
}

export function fileRow({ file, source }: ParsedFile): FileRow {
  return {
    path: file.path,
    mtimeMs: file.mtimeMs,
    ctimeMs: file.ctimeMs,
    size: file.size,
    hash: source.hash,
    language: source.language,
    chunks: source.chunks.length,
    skipped: '',
  };
}
