import type { Merge } from '../../protocol/duplicates';
import { LEAST_SIMILARITY } from '../../duplicates/duplicateGroups';
import { dendrogram, type Pair } from './dendrogram';
import { type Matrix, MatrixProduct } from './matrixProduct';
import { nearestNeighbours, pairsOf } from './neighbours';
import { shapePairs } from './shapePairs';

/** Functions to compare, each by its place in these lists. */
export interface DuplicatesJob {
  /** Which file each is in, and its lines there: what lies within another is no duplicate of it. */
  readonly files: Int32Array;
  readonly startLines: Int32Array;
  readonly endLines: Int32Array;
  readonly shapes: readonly string[];
  /** The row of each in `vectors`; -1 where the deep model has not read it. */
  readonly rows: Int32Array;
  readonly vectors: Matrix;
}

export interface DuplicateMerges {
  readonly identical: readonly Merge[];
  readonly meaning: readonly Merge[];
}

/**
 * Nearest functions by meaning that are looked at. A family of more that do the same but are built differently may fall
 * apart; those built the same count as one here.
 */
const NEAREST = 40;
/** Share of the progress that each step takes, by its time on 10,000 functions. */
const SHAPE_SHARE = 0.3;
const MEANING_SHARE = 0.65;

/** Runs in a thread of its own: blocks for seconds. @param check told the share done; throws to end the work */
export async function findDuplicates(job: DuplicatesJob, check: (share: number) => void): Promise<DuplicateMerges> {
  const { firstOf, pairs } = shapePairs(job.shapes, LEAST_SIMILARITY['near-identical'], (share) => {
    check(share * SHAPE_SHARE);
  });
  const weights = new Int32Array(firstOf.length);
  for (const first of firstOf) weights[first]!++;
  const same: Merge[] = [...firstOf.entries()].flatMap(([place, first]) =>
    place === first ? [] : [[first, place, 1] as const],
  );
  const isApart = ({ a, b }: Pair): boolean =>
    job.files[a] !== job.files[b] || job.startLines[a]! > job.endLines[b]! || job.startLines[b]! > job.endLines[a]!;
  const near = await meaningPairs(job, firstOf, (share) => {
    check(SHAPE_SHARE + share * MEANING_SHARE);
  });
  const grouped = (from: readonly Pair[], floor: number): Merge[] => [
    ...same,
    ...dendrogram(weights, from.filter(isApart), floor),
  ];
  const identical = grouped(pairs, LEAST_SIMILARITY['near-identical']);
  const meaning = grouped(near, LEAST_SIMILARITY['same-meaning']);
  check(1);
  return { identical, meaning };
}

/** Pairs that are near in meaning, of functions that are not built the same. */
async function meaningPairs(job: DuplicatesJob, firstOf: Int32Array, check: (share: number) => void): Promise<Pair[]> {
  const { dimensions } = job.vectors;
  const places = [...firstOf.keys()].filter((place) => firstOf[place] === place && job.rows[place] !== -1);
  if (places.length < 2) return [];
  const values = new Float32Array(places.length * dimensions);
  places.forEach((place, index) => {
    const start = job.rows[place]! * dimensions;
    values.set(job.vectors.values.subarray(start, start + dimensions), index * dimensions);
  });
  const vectors: Matrix = { values, dimensions };
  const product = await MatrixProduct.create(1);
  try {
    const least = LEAST_SIMILARITY['same-meaning'];
    const options = { perRow: Math.min(NEAREST, places.length - 1), least, isSelf: true };
    const near = await nearestNeighbours(product, vectors, vectors, options, check);
    return pairsOf(near).map(({ a, b, similarity }) => ({ a: places[a]!, b: places[b]!, similarity }));
  } finally {
    await product.release();
  }
}
