/**
 * Groups texts of similar length, because a batch is padded to its longest text and padding is work:
 * mixed batches of 16 chunks ran at half the rate of single ones.
 *
 * @param lengths of the texts, in tokens.
 * @param textsMax texts in one batch.
 * @param tokensMax tokens in one batch, padding included; a text that is longer by itself is a batch.
 * @returns lists of positions into `lengths`; together they are a permutation of all positions.
 */
export function batchesByLength(
  lengths: readonly number[],
  textsMax: number,
  tokensMax: number,
): number[][] {
  const byLength = lengths
    .map((_, position) => position)
    .sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const position of byLength) {
    // The one that comes is the longest so far.
    const tokens = (batch.length + 1) * lengths[position]!;
    if (batch.length > 0 && (batch.length === textsMax || tokens > tokensMax)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(position);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
