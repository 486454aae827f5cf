/** The word that a misspelled one most likely stands for: «sorce» is «source». */

/** @returns undefined if none is within two edits (one for words of up to four letters). */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const most = lower.length <= 4 ? 1 : 2;
  const [best] = candidates
    .map((one) => ({ one, distance: editDistance(lower, one) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.one;
}

/** Insertions, deletions and exchanges of one letter. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length]!;
}
