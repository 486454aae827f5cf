/** The same story printed twice is one hit. */
import { splitWords, type Word } from '../text/words.ts';
import type { Hit } from '../types.ts';

/** Words in a row that make one shingle (Broder, "On the resemblance and containment of documents", 1997). */
const SHINGLE_WORDS = 4;
/**
 * Share of the shorter passage's shingles that the longer one must have. Two outlets that print one
 * agency report share far more; two reports of one event that were written apart share far less.
 */
const SAME_SHARE = 0.6;

/**
 * Leaves out each hit that prints what a better one of another article prints, and names its article in
 * that one's `alsoIn`. Where the newest is asked for, the newest of the group stands for it.
 * Reads no further than `limit` stories.
 */
export function collapse(
  hits: readonly Hit[],
  { newestStands = false, limit = Number.POSITIVE_INFINITY } = {},
): Hit[] {
  const groups: { hits: Hit[]; shingles: number }[] = [];
  // Groups by the shingles of their first hit, so that passages with nothing in common are never compared.
  // Nearly every shingle is in one group alone, and needs no list.
  const groupsWith = new Map<number, number | number[]>();
  for (const hit of hits) {
    if (groups.length === limit) break;
    const shingles = shinglesOf(splitWords(hit.chunk.text));
    const shared = new Uint32Array(groups.length);
    for (const shingle of shingles) {
      const there = groupsWith.get(shingle);
      if (typeof there === 'number') shared[there]! += 1;
      else for (const group of there ?? []) shared[group]! += 1;
    }
    const same = groups.find(
      (group, i) =>
        shared[i]! > 0 &&
        shared[i]! / Math.min(group.shingles, shingles.size) >= SAME_SHARE &&
        group.hits.every(({ chunk }) => chunk.articleId !== hit.chunk.articleId),
    );
    if (same) {
      same.hits.push(hit);
      continue;
    }
    for (const shingle of shingles) {
      const there = groupsWith.get(shingle);
      if (there === undefined) groupsWith.set(shingle, groups.length);
      else if (typeof there === 'number') groupsWith.set(shingle, [there, groups.length]);
      else there.push(groups.length);
    }
    groups.push({ hits: [hit], shingles: shingles.size });
  }
  return groups.map(({ hits: [first, ...others] }) => {
    const best = first as Hit;
    if (others.length === 0) return best;
    const stands = newestStands
      ? others.reduce((a, b) => ((b.article.date ?? '') > (a.article.date ?? '') ? b : a), best)
      : best;
    const alsoIn = [best, ...others].filter((hit) => hit !== stands).map(({ article }) => article);
    return { ...stands, score: best.score, alsoIn };
  });
}

/** Shingles as 32-bit hashes (FNV-1a over their words); one shared by chance cannot make three of five. */
function shinglesOf(words: readonly Word[]): ReadonlySet<number> {
  const shingles = new Set<number>();
  for (let i = 0; i + SHINGLE_WORDS <= words.length; i += 1) {
    let hash = 0x811c9dc5;
    for (let j = i; j < i + SHINGLE_WORDS; j += 1) {
      const { surface } = words[j]!;
      for (let k = 0; k < surface.length; k += 1) {
        hash = Math.imul(hash ^ surface.charCodeAt(k), 0x01000193);
      }
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    shingles.add(hash);
  }
  return shingles;
}
