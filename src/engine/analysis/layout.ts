import { UMAP } from 'umap-js';
import { type Matrix, MatrixProduct, rowsOf } from './matrixProduct';
import { nearestNeighbours, type Neighbours } from './neighbours';
import { seededRandom } from './seededRandom';

/** Functions to be laid out on a plane. */
export interface LayoutJob {
  /** Of each its vector. */
  readonly vectors: Matrix;
  /** Places from an earlier time, x and y in turn; NaN where there is none. */
  readonly known: Float32Array;
}

/** x and y in turn, between -1 and 1. */
export type Layout = Float32Array;

/**
 * Functions that UMAP itself lays out; the others go where their nearest among these are. umap-js took 14 s for 10,000
 * points with their neighbours given, 140 s for 50,000, and 6 s for 5,000.
 */
const MOST_FITTED = 5_000;
/** More new ones than this share of all, and the map is drawn anew. */
const MOST_NEW = 0.25;
const NEIGHBOURS = 15;
/** Fitted neighbours between which a further function is placed. */
const PLACED_BETWEEN = 5;
const EPOCHS = 300;
const SEED = 20_260_101;
/** How far a placed one is moved aside at random, as a share of the distance to its neighbours: none hides another. */
const SCATTER = 0.35;

/** Runs in a thread of its own: blocks for seconds. @param check told the share done; throws to end the work */
export async function layOut({ vectors, known }: LayoutJob, check: (share: number) => void): Promise<Layout> {
  const count = rowsOf(vectors);
  const old = [...Array(count).keys()].filter((row) => !Number.isNaN(known[2 * row]!));
  const product = await MatrixProduct.create(1);
  try {
    // The same map of the same code.
    const random = seededRandom(SEED);
    if (old.length > 0 && count - old.length <= MOST_NEW * count) {
      const kept = old.flatMap((row) => [known[2 * row]!, known[2 * row + 1]!]);
      return await withOthers(product, vectors, old, Float32Array.from(kept), random, check);
    }
    const fitted = sample(count, MOST_FITTED, random);
    const places = await fit(product, rows(vectors, fitted), random, (share) => {
      check(0.8 * share);
    });
    const layout = await withOthers(product, vectors, fitted, scaled(places), random, (share) => {
      check(0.8 + 0.2 * share);
    });
    check(1);
    return layout;
  } finally {
    await product.release();
  }
}

/** UMAP of some functions, by their cosine distances. */
async function fit(
  product: MatrixProduct,
  vectors: Matrix,
  random: () => number,
  check: (share: number) => void,
): Promise<Float32Array> {
  const count = rowsOf(vectors);
  if (count <= NEIGHBOURS + 1) return onACircle(count);
  const options = { perRow: NEIGHBOURS - 1, least: -2, isSelf: true };
  const near = await nearestNeighbours(product, vectors, vectors, options, (share) => {
    check(0.1 * share);
  });
  const umap = new UMAP({ nNeighbors: NEIGHBOURS, minDist: 0.3, nEpochs: EPOCHS, random });
  umap.setPrecomputedKNN(...knnOf(near));
  // It looks at the distances only, but wants as many points.
  umap.initializeFit(Array.from({ length: count }, () => [0]));
  check(0.3);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    umap.step();
    check(0.3 + (0.7 * (epoch + 1)) / EPOCHS);
  }
  return Float32Array.from(umap.getEmbedding().flat());
}

/** As umap-js wants it: of each point itself first, then its neighbours, with their distances. */
function knnOf({ indices, similarities, perRow }: Neighbours): [number[][], number[][]] {
  const rows = [...Array(indices.length / perRow).keys()];
  const slice = (all: Int32Array | Float32Array, row: number) => [...all.subarray(row * perRow, (row + 1) * perRow)];
  return [
    rows.map((row) => [row, ...slice(indices, row)]),
    rows.map((row) => [0, ...slice(similarities, row).map((similarity) => Math.max(0, 1 - similarity))]),
  ];
}

/** Places the others between those that have a place, nearer to what they are nearer to. */
async function withOthers(
  product: MatrixProduct,
  vectors: Matrix,
  placed: readonly number[],
  places: Float32Array,
  random: () => number,
  check: (share: number) => void,
): Promise<Layout> {
  const count = rowsOf(vectors);
  const layout = new Float32Array(2 * count).fill(NaN);
  placed.forEach((row, index) => {
    layout[2 * row] = places[2 * index]!;
    layout[2 * row + 1] = places[2 * index + 1]!;
  });
  const others = [...Array(count).keys()].filter((row) => Number.isNaN(layout[2 * row]!));
  if (others.length === 0) return layout;
  const perRow = Math.min(PLACED_BETWEEN, placed.length);
  const options = { perRow, least: -2, isSelf: false };
  const near = await nearestNeighbours(product, rows(vectors, others), rows(vectors, placed), options, check);
  others.forEach((row, index) => {
    const neighbours = [...Array(perRow).keys()].map((place) => {
      const neighbour = near.indices[index * perRow + place]!;
      const distance = Math.max(1e-3, 1 - near.similarities[index * perRow + place]!);
      return { x: places[2 * neighbour]!, y: places[2 * neighbour + 1]!, weight: 1 / distance ** 2 };
    });
    // The nearest says where; what is far from it on the map, though near in meaning, would put the dot into no man's land.
    const [nearest] = neighbours;
    const reach = 0.15;
    const beside = neighbours.filter(({ x, y }) => Math.hypot(x - nearest!.x, y - nearest!.y) < reach);
    const total = beside.reduce((sum, { weight }) => sum + weight, 0);
    const x = beside.reduce((sum, each) => sum + each.x * each.weight, 0) / total;
    const y = beside.reduce((sum, each) => sum + each.y * each.weight, 0) / total;
    const spread = Math.max(0.004, ...beside.map((each) => Math.hypot(each.x - x, each.y - y)));
    const angle = 2 * Math.PI * random();
    const radius = SCATTER * spread * Math.sqrt(random());
    layout[2 * row] = clamp(x + radius * Math.cos(angle));
    layout[2 * row + 1] = clamp(y + radius * Math.sin(angle));
  });
  return layout;
}

/** Shares of all dots that lie below and above what fills most of the map; those outside are drawn in from far away. */
const OUTLYING = 0.02;
const FULL = 0.85;

/** To between -1 and 1, so that a few far islands do not make the rest small. */
function scaled(places: Float32Array): Float32Array {
  const axes = [0, 1].map((axis) => {
    const sorted = places.filter((_, index) => index % 2 === axis).sort();
    const low = sorted[Math.floor(OUTLYING * (sorted.length - 1))]!;
    const high = sorted[Math.ceil((1 - OUTLYING) * (sorted.length - 1))]!;
    return { middle: (low + high) / 2, half: (high - low) / 2 };
  });
  const half = Math.max(...axes.map((axis) => axis.half), 1e-6) / FULL;
  return places.map((value, index) => drawnIn((value - axes[index % 2]!.middle) / half));
}

/** As it is up to `FULL`; beyond, ever nearer to 1 and in the same order. */
function drawnIn(value: number): number {
  const beyond = Math.abs(value) - FULL;
  return beyond <= 0 ? value : Math.sign(value) * (1 - (1 - FULL) * Math.exp(-beyond / 0.4));
}

function onACircle(count: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, index) => {
    const angle = (2 * Math.PI * Math.floor(index / 2)) / Math.max(1, count);
    return index % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
}

/** Some of the numbers below `count`, ascending; all of them when they are no more than `most`. */
function sample(count: number, most: number, random: () => number): number[] {
  const all = [...Array(count).keys()];
  for (let place = 0; place < Math.min(most, count); place++) {
    const other = place + Math.floor(random() * (count - place));
    [all[place], all[other]] = [all[other]!, all[place]!];
  }
  return all.slice(0, most).sort((a, b) => a - b);
}

function rows({ values, dimensions }: Matrix, wanted: readonly number[]): Matrix {
  const picked = new Float32Array(wanted.length * dimensions);
  wanted.forEach((row, index) => {
    picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions);
  });
  return { values: picked, dimensions };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
