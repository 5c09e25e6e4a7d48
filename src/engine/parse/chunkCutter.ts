import type { Chunk } from './chunk';
import type { DocumentedItem } from './documentedItem';
import { documentItems } from './documentedItem';
import type { Cut } from './excerpt';
import { excerptOf, skipSpaceAfter, skipSpaceBefore } from './excerpt';
import type { Language } from './languages/language';
import type { LineTable } from './lineTable';
import { moduleRest } from './moduleRest';
import type { Outline, Span } from './outline';
import { joinOverloads } from './overloads';
import { cutsAround, signatureOf } from './signature';

/** Cuts a file into chunks along its outline: one for each declaration, and what is left of the module. */
export function chunksOf(outline: Outline, text: string, lines: LineTable, language: Language): Chunk[] {
  const { roots, all } = documentItems(
    joinOverloads(outline.items, outline.comments, text),
    outline.comments,
    text,
    lines,
    language,
  );
  const chunks = all.map((each) => ({ start: each.item.start, chunk: chunkOf(each, text, lines, language) }));
  const taken = roots.map(({ item, above }) => ({ start: above, end: item.end }));
  const { comments, docstring } = outline;
  const rest = moduleRest({ text, lines, language, taken, comments, docstring }, chunks.length === 0);
  return [...chunks, ...rest].sort((a, b) => a.start - b.start).map(({ chunk }) => chunk);
}

function chunkOf(
  { item, doc, below, children }: DocumentedItem,
  text: string,
  lines: LineTable,
  language: Language,
): Chunk {
  const cuts: Cut[] = children.flatMap((child) => cutsAround(child.item, child.above, text));
  if (item.docstring) {
    cuts.push({ ...withBlankLines(item.docstring, text, item), replacement: '' });
  }
  for (const comment of below) cuts.push({ ...withBlankLines(comment, text, item), replacement: '' });
  cuts.sort((a, b) => a.start - b.start);
  return {
    symbol: item.symbol,
    container: item.container.join('.'),
    kind: item.kind,
    language: language.id,
    startLine: lines.lineOf(item.start) + 1,
    endLine: lines.lineOf(Math.max(item.start, item.end - 1)) + 1,
    signature: signatureOf(item, text, language),
    doc,
    code: excerptOf(text, item, cuts).trimEnd(),
  };
}

/** A docstring with the white space before it and the blank lines after it, so that none are left where it was. */
function withBlankLines(docstring: Span, text: string, item: Span): Span {
  const start = skipSpaceBefore(text, docstring.start, item.start);
  const next = skipSpaceAfter(text, docstring.end, item.end);
  const lineBreak = text.lastIndexOf('\n', next);
  return { start, end: lineBreak > docstring.end ? lineBreak : docstring.end };
}
