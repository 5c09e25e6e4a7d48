import { statSync } from 'node:fs';
import path from 'node:path';
import type { Chunk } from '../../src/engine/parse/chunk';
import { CODE } from '../../src/engine/indexer/codeFiles';
import { SourceParser } from '../../src/engine/parse/sourceParser';
import { readSource } from '../../src/engine/workspace/readSource';
import { WorkspaceFiles } from '../../src/engine/workspace/workspaceFiles';
import { inRepository } from '../../test/harness/repository';

/** As on the command line. */
const MAX_FILE_BYTES = 1024 * 1024;

/** A chunk and the file it is in. */
export interface PlacedChunk extends Chunk {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
}

/** A file and what is in it. */
export interface SourceText {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The chunks that the engine has of a folder, without an index. The engine's own code picks the files and cuts them. */
export async function chunksIn(folder: string): Promise<PlacedChunk[]> {
  return chunksOf(await sourceFiles(folder));
}

/** The chunks that the engine cuts files into. */
export async function chunksOf(files: readonly SourceText[]): Promise<PlacedChunk[]> {
  const parser = await SourceParser.create(inRepository('dist', 'grammars'));
  try {
    const chunks: PlacedChunk[] = [];
    for (const { path: file, text } of files)
      for (const chunk of (await parser.parse(file, text))?.chunks ?? []) chunks.push({ ...chunk, path: file });
    return chunks;
  } finally {
    parser.dispose();
  }
}

/** The source files of a folder that the engine would index, in order of their paths. */
export async function sourceFiles(folder: string): Promise<SourceText[]> {
  const config = { root: folder, exclude: [], maxFileBytes: MAX_FILE_BYTES };
  const { files } = await new WorkspaceFiles(config, CODE).scan();
  const sources: SourceText[] = [];
  for (const { path: name } of files) {
    const file = path.join(folder, name);
    const source = await readSource(file, statSync(file).size, MAX_FILE_BYTES);
    if ('text' in source) sources.push({ path: name, text: source.text });
  }
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}
