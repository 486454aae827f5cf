/** How rare words are in a corpus, and how far past chance it is to find them together. */

/**
 * Rarity is read as though the corpus had so many chunks at least, the rest of them without the word: among a dozen
 * chunks on one subject its own words are in most, and are no commoner in the world for that.
 */
const CHUNKS_MIN = 1000;

/** ln(1 + (N − n + ½) / (n + ½)), as BM25 has it, of a word in n of N chunks. */
export function rarityOf(chunksWith: number, chunks: number): number {
  const of = Math.max(chunks, CHUNKS_MIN);
  return Math.log(1 + (Math.max(0, of - chunksWith) + 0.5) / (chunksWith + 0.5));
}

/** So many times the rarity of one chunk among all, and more is no surer. */
const EVIDENCE_MAX = 3;
/** Words of so much evidence, strewn by chance, would meet in about one chunk of all. */
export const CHANCE_EVIDENCE = 1 / EVIDENCE_MAX;

/** The rarity of words found together over EVIDENCE_MAX times that of one chunk among all, at most 1. */
export function evidenceOf(rarity: number, chunks: number): number {
  const ofOne = Math.log(1 + Math.max(chunks, CHUNKS_MIN));
  return Math.min(1, rarity / ofOne / EVIDENCE_MAX);
}
