import type { Chunk, ParsedFile } from '../../../src/engine/parse/chunk';

/** Chunks as a person reads them: a heading line for each, then what else there is, then its code. */
export function describeChunks(file: ParsedFile): string {
  const parts = file.chunks.map(describeChunk);
  if (file.incomplete !== undefined) parts.unshift(`incomplete: ${file.incomplete}\n`);
  return parts.join('\n');
}

function describeChunk(chunk: Chunk): string {
  const names = [chunk.container, chunk.symbol].filter((name) => name !== '').join(' › ');
  const lines = [`[${chunk.startLine}-${chunk.endLine}] ${chunk.kind} ${names}`.trimEnd()];
  if (chunk.signature !== '') lines.push(`  signature: ${chunk.signature}`);
  if (chunk.doc !== '') lines.push(...block('  doc: ', chunk.doc));
  lines.push(...block('  | ', chunk.code).map((line) => line.trimEnd()));
  return `${lines.join('\n')}\n`;
}

/** The heading of each chunk, for tests that are about nothing else. */
export function headings(file: ParsedFile | undefined): string[] {
  return (file?.chunks ?? []).map((chunk) => describeChunk(chunk).split('\n')[0]!);
}

function block(mark: string, text: string): string[] {
  return text.split('\n').map((line) => mark + line);
}
