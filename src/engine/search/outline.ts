import type { OutlineFile, OutlineResponse } from '../../protocol/engine';
import type { ChunkKind } from '../../protocol/hit';
import type { OutlinedChunk } from '../store/schema';

/**
 * The files that chunks belong to, each with its symbols.
 * @param chunks in the order of paths and lines
 */
export function outlineOf(chunks: readonly OutlinedChunk[]): OutlineResponse['files'] {
  const files = new Map<string, OutlinedChunk[]>();
  for (const chunk of chunks) {
    const ofFile = files.get(chunk.path);
    if (ofFile) ofFile.push(chunk);
    else files.set(chunk.path, [chunk]);
  }
  return [...files].map(([path, ofFile]): OutlineFile => {
    const isSymbol = (chunk: OutlinedChunk) => chunk.symbol !== '';
    return {
      path,
      language: ofFile[0]!.language,
      // What a file says about itself is with the first piece of what is left around the symbols.
      summary: ofFile.find((chunk) => !isSymbol(chunk))?.summary ?? '',
      symbols: ofFile
        .filter(isSymbol)
        .map(({ symbol, container, kind, startLine, endLine, signature, summary }) => ({
          symbol,
          container,
          kind: kind as ChunkKind,
          startLine,
          endLine,
          signature,
          summary,
        }))
        .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine),
    };
  });
}
