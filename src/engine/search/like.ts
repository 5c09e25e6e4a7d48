import type { FilterTerm, ParsedQuery } from '../../query/parseQuery';
import type { IndexStore } from '../store/indexStore';
import { asideOf } from './signals';

/** So many chunks of one name are taken; their mean stands for all. */
const MOST_NAMESAKES = 12;
/**
 * How much what is not wanted takes away of what is. As much as it weighs itself would turn the search around: what has
 * nothing to do with either would come before what is a little like both.
 */
const AWAY = 0.5;

/** What a `like:` or `-like:` names, in one folder. */
export interface Likeness {
  readonly term: FilterTerm;
  /** L2-normalized vectors of each of its chunks, and which chunks they are. None of the deep model before it has read them. */
  readonly quick: readonly Float32Array[];
  readonly deep: readonly Float32Array[];
  readonly chunks: ReadonlySet<string>;
}

export function likeTerms({ terms }: ParsedQuery): FilterTerm[] {
  return terms.filter((term) => term.type === 'filter').filter(({ name }) => name === 'like');
}

/** Looks up what a term names: to the letter before any case, in the product before tests of it. */
export async function likenessIn(store: IndexStore, root: string, term: FilterTerm): Promise<Likeness> {
  const name = term.values[0]!;
  const found = await store.chunksLike({ symbols: { any: [name], none: [], anyCase: true } }, 4 * MOST_NAMESAKES);
  const last = name.split(/::|[.#]/u).at(-1)!;
  const exact = found.filter(({ symbol }) => symbol === last);
  const spelled = exact.length > 0 ? exact : found;
  const product = spelled.filter(({ path }) => asideOf(path) === undefined);
  const chunks = (product.length > 0 ? product : spelled).slice(0, MOST_NAMESAKES);
  const deep = await store.vectors.of([...new Set(chunks.map(({ contentHash }) => contentHash))]);
  return {
    term,
    quick: chunks.map(({ quickVector }) => quickVector),
    deep: [...deep.values()]
      .map((windows) => sumOf(windows.map((vector) => [1, vector])))
      .filter((sum) => sum !== undefined),
    chunks: new Set(chunks.map((chunk) => chunkKey(root, chunk))),
  };
}

export function chunkKey(root: string, { path, ordinal }: { readonly path: string; readonly ordinal: number }): string {
  return `${root}\0${path}\0${ordinal}`;
}

/**
 * A query as the sum of what it names: its words, what it should be like, less what it should not be like.
 *
 * @param text of the words, when there are any
 * @returns L2-normalized; undefined when nothing is named, or what is named cancels itself out
 */
export function queryVector(
  text: Float32Array | undefined,
  likenesses: readonly Likeness[],
  model: 'quick' | 'deep',
): Float32Array | undefined {
  const named = likenesses.flatMap((likeness): (readonly [number, Float32Array])[] => {
    const mean = sumOf(likeness[model].map((vector) => [1, vector]));
    return mean ? [[likeness.term.negated ? -AWAY : 1, mean]] : [];
  });
  if (named.length === 0) return text;
  return sumOf([...(text ? [[1, text] as const] : []), ...named]);
}

/** The normalized sum of weighted vectors; undefined when it is nothing. */
function sumOf(weighted: readonly (readonly [number, Float32Array])[]): Float32Array | undefined {
  const [first] = weighted;
  if (!first) return undefined;
  const sum = new Float32Array(first[1].length);
  for (const [weight, vector] of weighted) for (const [index, value] of vector.entries()) sum[index]! += weight * value;
  const length = Math.hypot(...sum);
  return length > 1e-6 ? sum.map((value) => value / length) : undefined;
}
