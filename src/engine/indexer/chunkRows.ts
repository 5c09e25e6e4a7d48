import type { Embedder } from '../embed/embedder';
import type { IndexStore } from '../store/indexStore';
import type { ChunkRow, FileRow } from '../store/schema';
import type { FoundFile } from '../workspace/workspaceFiles';
import type { ParsedSource } from './parseThread';

/** A file as it was found and what it was cut into. */
export interface ParsedFile {
  readonly file: FoundFile;
  readonly source: Extract<ParsedSource, { outcome: 'parsed' }>;
}

/** Vectors by content hash, one a window. */
export type Vectors = ReadonlyMap<string, readonly Float32Array[]>;

/**
 * The vectors of all chunks of some files: those the index has, wherever it has them, and the rest embedded now.
 *
 * @returns also how many chunks had to be embedded
 * @throws the signal's reason when it is aborted
 */
export async function vectorsFor(
  files: readonly ParsedFile[],
  store: IndexStore,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<{ readonly vectors: Vectors; readonly embedded: number }> {
  const byHash = new Map(
    files.flatMap(({ source }) => source.chunks.map((chunk) => [chunk.contentHash, chunk] as const)),
  );
  const vectors: Map<string, readonly Float32Array[]> = await store.vectorsOf([...byHash.keys()]);
  const missing = [...byHash.values()].filter((chunk) => !vectors.has(chunk.contentHash));
  const embedded = await embedder.embedDocuments(
    missing.map((chunk) => chunk.input),
    signal,
  );
  missing.forEach((chunk, index) => vectors.set(chunk.contentHash, embedded[index]!));
  return { vectors, embedded: missing.length };
}

/** The rows of a file's chunks, one a window. @param vectors must have the content hash of each chunk */
export function chunkRows({ file, source }: ParsedFile, vectors: Vectors): ChunkRow[] {
  return source.chunks.flatMap((chunk, ordinal) =>
    vectors.get(chunk.contentHash)!.map((vector, window) => ({
      id: `${file.path}:${ordinal}:${window}`,
      path: file.path,
      ordinal,
      window,
      language: source.language,
      symbol: chunk.symbol,
      container: chunk.container,
      kind: chunk.kind,
      signature: chunk.signature,
      startLine: chunk.startLine,
      endLine: chunk.endLine,
      contentHash: chunk.contentHash,
      nameWords: window === 0 ? chunk.nameWords : '',
      textWords: window === 0 ? chunk.textWords : '',
      vector,
    })),
  );
}

export function fileRow({ file, source }: ParsedFile): FileRow {
  return {
    path: file.path,
    mtimeMs: file.mtimeMs,
    size: file.size,
    hash: source.hash,
    language: source.language,
    chunks: source.chunks.length,
    skipped: '',
  };
}
