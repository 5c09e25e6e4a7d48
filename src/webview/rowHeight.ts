import { FIRST_LINES } from './preview';
import type { Row } from './rows';

/* Pixels in the usual font; a row that is drawn is measured. */
const FILE_ROW = 22;
const HEAD = 50;
const CODE_LINE = 17.5;
const MORE_LINES = 20;

/** About how high a row will be. */
export function estimatedHeight(row: Row | undefined, expanded: readonly string[]): number {
  if (row === undefined || row.kind === 'file') return FILE_ROW;
  const lines = (row.hit.preview ?? '').split('\n', 100).length;
  const shown = expanded.includes(row.key) ? lines : Math.min(lines, FIRST_LINES);
  return HEAD + shown * CODE_LINE + (lines > FIRST_LINES ? MORE_LINES : 0);
}
