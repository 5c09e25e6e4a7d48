import type { Pair } from './dendrogram';
import { type Matrix, type MatrixProduct, rowsOf } from './matrixProduct';

/** Of each row its nearest others, best first. */
export interface Neighbours {
  /** `perRow` row numbers for each row; -1 where there are no more. */
  readonly indices: Int32Array;
  readonly similarities: Float32Array;
  readonly perRow: number;
}

/**
 * The rows of `right` nearest to each row of `left` by dot product, exactly.
 *
 * @param least less similar ones are no neighbours
 * @param isSelf `left` and `right` are the same: a row is no neighbour of itself
 * @param check called after each block with the share done; throws to end the work
 */
export async function nearestNeighbours(
  product: MatrixProduct,
  left: Matrix,
  right: Matrix,
  { perRow, least, isSelf }: { readonly perRow: number; readonly least: number; readonly isSelf: boolean },
  check: (share: number) => void,
): Promise<Neighbours> {
  const rows = rowsOf(left);
  const columns = rowsOf(right);
  const indices = new Int32Array(rows * perRow).fill(-1);
  const similarities = new Float32Array(rows * perRow).fill(-Infinity);
  await product.each(left, right, (products, firstRow, count) => {
    for (let block = 0; block < count; block++) {
      const row = firstRow + block;
      const start = row * perRow;
      const last = start + perRow - 1;
      let bar = least;
      for (let column = 0; column < columns; column++) {
        const similarity = products[block * columns + column]!;
        if (similarity < bar || (isSelf && column === row)) continue;
        let place = last;
        while (place > start && similarities[place - 1]! < similarity) {
          similarities[place] = similarities[place - 1]!;
          indices[place] = indices[place - 1]!;
          place--;
        }
        similarities[place] = similarity;
        indices[place] = column;
        // Equal ones that come later are no better than the last.
        if (indices[last] !== -1) bar = Math.max(least, nextAbove(similarities[last]!));
      }
    }
    check((firstRow + count) / rows);
  });
  return { indices, similarities, perRow };
}

/** Each pair of neighbours once. */
export function pairsOf({ indices, similarities, perRow }: Neighbours): Pair[] {
  const pairs: Pair[] = [];
  const rows = indices.length / perRow;
  for (let row = 0; row < rows; row++)
    for (let place = row * perRow; place < (row + 1) * perRow && indices[place] !== -1; place++) {
      const other = indices[place]!;
      // Of two that are each other's, the lower one says it.
      if (other < row && has(indices, other, row, perRow)) continue;
      pairs.push({ a: Math.min(row, other), b: Math.max(row, other), similarity: Math.min(1, similarities[place]!) });
    }
  return pairs;
}

function has(indices: Int32Array, row: number, wanted: number, perRow: number): boolean {
  return indices.subarray(row * perRow, (row + 1) * perRow).includes(wanted);
}

function nextAbove(value: number): number {
  return value + 1e-7;
}
