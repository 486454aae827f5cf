/**
 * Groups texts of similar length, because a batch is padded to its longest text and padding is work:
 * mixed batches of 16 passages ran at half the rate of single ones.
 *
 * @returns lists of positions into `texts`; together they are a permutation of all positions.
 */
export function batchesByLength(texts: readonly string[], batchTexts: number): number[][] {
  const byLength = texts
    .map((_, position) => position)
    .sort((a, b) => texts[a]!.length - texts[b]!.length || a - b);
  const batches: number[][] = [];
  for (let i = 0; i < byLength.length; i += batchTexts) {
    batches.push(byLength.slice(i, i + batchTexts));
  }
  return batches;
}
