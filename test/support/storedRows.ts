import type { ChunkRow, FileRow } from '../../src/engine/store/schema';

/** A row of the chunks, of which a test says what matters to it. Vectors have four dimensions. */
export function chunkRow(path: string, ordinal: number, changes: Partial<ChunkRow> = {}): ChunkRow {
  return {
    id: `${path}:${ordinal}`,
    path,
    ordinal,
    language: 'typescript',
    symbol: `symbol${ordinal}`,
    container: '',
    kind: 'function',
    signature: '',
    summary: '',
    startLine: 1,
    endLine: 2,
    contentHash: `${path}-${ordinal}`,
    words: '',
    shape: '',
    quickVector: Float32Array.of(1, 0, 0, 0),
    ...changes,
  };
}

/** A row of the files. */
export function fileRow(path: string, changes: Partial<FileRow> = {}): FileRow {
  return {
    path,
    mtimeMs: 1.25,
    ctimeMs: 1.5,
    size: 2,
    hash: 'h',
    language: 'typescript',
    chunks: 1,
    skipped: '',
    ...changes,
  };
}
