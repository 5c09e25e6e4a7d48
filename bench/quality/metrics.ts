/**
 * What the quality of a ranked list is measured by. A rank is 1 for the first place, and undefined for what did not come.
 */
export type Rank = number | undefined;

/**
 * Normalized discounted cumulative gain, as in Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques"
 * (2002), with gain 1 for each thing that was wanted: the sum of 1 / log2(rank + 1), divided by what it would be if all that
 * was wanted came first.
 *
 * @param ranks of each wanted thing
 * @param depth places that count
 * @returns 0–1; 0 when nothing was wanted
 */
export function ndcg(ranks: readonly Rank[], depth: number): number {
  const gain = (rank: number): number => 1 / Math.log2(rank + 1);
  let reached = 0;
  let ideal = 0;
  ranks.forEach((rank, index) => {
    if (rank !== undefined && rank <= depth) reached += gain(rank);
    if (index < depth) ideal += gain(index + 1);
  });
  return ideal === 0 ? 0 : reached / ideal;
}

/** 1 / rank; 0 for what did not come. Its mean over queries is the MRR. */
function reciprocalRank(rank: Rank): number {
  return rank === undefined ? 0 : 1 / rank;
}

/** Share of the ranks within the first `depth` places. */
export function recallAt(ranks: readonly Rank[], depth: number): number {
  return mean(ranks.map((rank) => (rank !== undefined && rank <= depth ? 1 : 0)));
}

/** Mean reciprocal rank. */
export function mrr(ranks: readonly Rank[]): number {
  return mean(ranks.map(reciprocalRank));
}

/**
 * Average precision: the mean, over all that was wanted, of the precision at its place. With one wanted thing it is the
 * reciprocal rank.
 *
 * @param ranks of each wanted thing, all different
 */
export function averagePrecision(ranks: readonly Rank[]): number {
  const came = ranks.filter((rank) => rank !== undefined).sort((a, b) => a - b);
  const sum = came.reduce((total, rank, index) => total + (index + 1) / rank, 0);
  return ranks.length === 0 ? 0 : sum / ranks.length;
}

/** The place of the first item that counts. */
export function rankOf<T>(items: readonly T[], counts: (item: T) => boolean): Rank {
  const index = items.findIndex(counts);
  return index === -1 ? undefined : index + 1;
}

/** 0 for nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
