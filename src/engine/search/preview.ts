const PREVIEW_LINES = 40;
/** A longer line is cut: no person reads it in a preview. */
const PREVIEW_LINE_CHARACTERS = 300;

/** The first lines. @param most of them; as many as a person looks at when absent */
export function previewOf(lines: readonly string[], most = PREVIEW_LINES): string {
  return lines
    .slice(0, most)
    .map((line) => (line.length > PREVIEW_LINE_CHARACTERS ? `${line.slice(0, PREVIEW_LINE_CHARACTERS)} …` : line))
    .join('\n');
}
