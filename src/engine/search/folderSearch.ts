import type { Candidate, IndexStore } from '../store/indexStore';
import type { StoredChunk } from '../store/schema';
import { wordsWithCompounds } from '../text/words';
import { bestWindows, fuse, preferLikeKinds, type Ranked, spreadOverFiles } from './ranking';

/** Candidates taken from each side before fusion. */
const CANDIDATES = 100;
/** A chunk has several windows: so many rows are asked for to get that many chunks. */
const WINDOWS = 200;
/** A word in a name says more than one somewhere in the body. */
const NAME_BOOST = 3;
/** More words than this add time and no meaning: what is pasted whole is found by its vector. */
const MOST_WORDS = 64;

/** A query in the forms that the two sides understand. */
export interface Question {
  readonly words: readonly string[];
  /** L2-normalized. */
  readonly vector: Float32Array;
}

/** The words of a query, each once, the first ones of a very long query. */
export function questionWords(text: string): string[] {
  return [...new Set(wordsWithCompounds(text))].slice(0, MOST_WORDS);
}

/** Natural-language search in one index: by meaning and by words, fused by rank. Best first. */
export async function searchFolder(store: IndexStore, question: Question): Promise<Ranked<StoredChunk>[]> {
  const [near, matching] = await Promise.all([
    store.nearest(question.vector, WINDOWS),
    store.matching(question.words, CANDIDATES, NAME_BOOST),
  ]);
  return spreadOverFiles(
    fuse<Candidate>([
      { items: bestWindows(near).slice(0, CANDIDATES), weight: 1 },
      { items: matching, weight: 1 },
    ]),
  );
}

/**
 * Code like the given one, by meaning only: the score is the cosine similarity, best window against best window.
 *
 * @param vectors all windows of what is asked about
 * @param kind of what is asked about, when it is a chunk
 */
export async function similarInFolder(
  store: IndexStore,
  vectors: readonly Float32Array[],
  kind: string | undefined,
): Promise<Ranked<StoredChunk>[]> {
  const lists = await Promise.all(vectors.map((vector) => store.nearest(vector, WINDOWS)));
  const windows = lists.flat().sort((a, b) => b.score - a.score);
  const ranked = bestWindows(windows).map((item) => ({ item, score: Math.min(1, Math.max(0, item.score)) }));
  return kind === undefined ? ranked : preferLikeKinds(ranked, kind);
}
