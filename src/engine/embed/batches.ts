/**
 * Groups sequences into batches of similar length, so that little padding is paid for.
 * @param lengths tokens of each sequence
 * @param maxTokens bound of a batch's size, padding included; a sequence longer than that is a batch of its own
 * @returns batches of indices into `lengths`, longest first: the first batch shows how much memory the rest will need
 */
export function planBatches(lengths: readonly number[], maxTokens: number): number[][] {
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    // Sorted: the first sequence of a batch is its longest, all others are padded to it.
    const longest = lengths[batch[0] ?? index]!;
    if (batch.length > 0 && longest * (batch.length + 1) > maxTokens) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
