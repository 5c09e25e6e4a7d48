import type { MapCluster } from '../../protocol/map';
import { wordsOf } from '../text/words';

/** Cells of the grid along each side, and how far a dot is felt, in cells. */
const CELLS = 72;
const BLUR = 1.7;
/** A group of fewer dots is none. */
const LEAST_SIZE = 4;
const MOST_CLUSTERS = 40;
const NAME_WORDS = 3;
/** Words that say nothing of what code is about. */
const EMPTY_WORDS = new Set(
  'get set is has to of from in on by for with the and or a an do make create new run init src lib main index test tests ts js py go rs java cpp js tsx jsx mjs cjs utils util helpers common core internal impl base default value data'.split(
    ' ',
  ),
);

/**
 * Groups of dots that lie together: each dot goes up the hill of density that it is on (mean shift on a grid); dots of one
 * summit are a group.
 *
 * @returns of each dot the number of its summit
 */
function summits(x: ArrayLike<number>, y: ArrayLike<number>): Int32Array {
  const density = blurred(x, y);
  const top = new Int32Array(CELLS * CELLS).fill(-1);
  const climb = (cell: number): number => {
    const path: number[] = [];
    while (top[cell] === -1) {
      path.push(cell);
      const next = steepest(density, cell);
      if (next === cell) {
        top[cell] = cell;
        break;
      }
      cell = next;
    }
    for (const each of path) top[each] = top[cell]!;
    return top[cell]!;
  };
  return Int32Array.from({ length: x.length }, (_, dot) => climb(cellOf(x[dot]!, y[dot]!)));
}

/**
 * The groups by size, each with a name.
 * @param texts of each dot, its symbols and path
 */
export function mapClusters(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  texts: readonly string[],
): { readonly clusters: MapCluster[]; readonly cluster: number[] } {
  const summit = summits(x, y);
  const dots = new Map<number, number[]>();
  for (const [dot, top] of summit.entries()) {
    const list = dots.get(top);
    if (list) list.push(dot);
    else dots.set(top, [dot]);
  }
  const groups = [...dots.values()]
    .filter(({ length }) => length >= LEAST_SIZE)
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .slice(0, MOST_CLUSTERS);
  const words = texts.map((text) => new Set(wordsOf(text).filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))));
  const everywhere = counts(words);
  const cluster = new Array<number>(texts.length).fill(-1);
  const clusters = groups.map((group, index) => {
    for (const dot of group) cluster[dot] = index;
    const mean = (values: ArrayLike<number>) => group.reduce((sum, dot) => sum + values[dot]!, 0) / group.length;
    const name = nameOf(
      group.map((dot) => words[dot]!),
      everywhere,
      texts.length,
    );
    return { name, size: group.length, x: round(mean(x)), y: round(mean(y)) };
  });
  return { clusters, cluster };
}

/** The words that are frequent in a group and rarer elsewhere. */
function nameOf(group: readonly ReadonlySet<string>[], everywhere: ReadonlyMap<string, number>, all: number): string {
  const scored = [...counts(group)].map(([word, count]) => {
    const here = count / group.length;
    const there = (everywhere.get(word)! + 1) / (all + 1);
    return { word, score: here * Math.log(1 + here / there) };
  });
  scored.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1));
  return scored
    .slice(0, NAME_WORDS)
    .map(({ word }) => word)
    .join(', ');
}

function counts(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const set of sets) for (const word of set) counted.set(word, (counted.get(word) ?? 0) + 1);
  return counted;
}

function cellOf(x: number, y: number): number {
  const index = (value: number) => Math.min(CELLS - 1, Math.max(0, Math.floor(((value + 1) / 2) * CELLS)));
  return index(y) * CELLS + index(x);
}

/** How many dots are around each cell, by a Gaussian. */
function blurred(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  let grid = new Float64Array(CELLS * CELLS);
  for (let dot = 0; dot < x.length; dot++) grid[cellOf(x[dot]!, y[dot]!)]!++;
  const reach = Math.ceil(3 * BLUR);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, place) =>
    Math.exp(-((place - reach) ** 2) / (2 * BLUR ** 2)),
  );
  for (const step of [1, CELLS]) {
    const next = new Float64Array(grid.length);
    for (let row = 0; row < CELLS; row++)
      for (let column = 0; column < CELLS; column++) {
        const along = step === 1 ? column : row;
        let sum = 0;
        for (let place = -reach; place <= reach; place++) {
          if (along + place < 0 || along + place >= CELLS) continue;
          sum += kernel[place + reach]! * grid[row * CELLS + column + place * step]!;
        }
        next[row * CELLS + column] = sum;
      }
    grid = next;
  }
  return grid;
}

/** The densest of a cell and those around it. */
function steepest(density: Float64Array, cell: number): number {
  const row = Math.floor(cell / CELLS);
  const column = cell % CELLS;
  let best = cell;
  for (let y = Math.max(0, row - 1); y <= Math.min(CELLS - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(CELLS - 1, column + 1); x++)
      if (density[y * CELLS + x]! > density[best]!) best = y * CELLS + x;
  return best;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
