/** The same story printed twice is one hit. */
import { splitWords } from '../text/words.ts';
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
 */
export function collapse(hits: readonly Hit[], newestStands = false): Hit[] {
  const groups: { hits: Hit[]; shingles: ReadonlySet<string> }[] = [];
  for (const hit of hits) {
    const shingles = shinglesOf(hit.chunk.text);
    const same = groups.find(
      (group) =>
        group.hits.every(({ chunk }) => chunk.articleId !== hit.chunk.articleId) &&
        containment(group.shingles, shingles) >= SAME_SHARE,
    );
    if (same) same.hits.push(hit);
    else groups.push({ hits: [hit], shingles });
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

function shinglesOf(text: string): ReadonlySet<string> {
  const words = splitWords(text).map(({ surface }) => surface);
  const shingles = new Set<string>();
  for (let i = 0; i + SHINGLE_WORDS <= words.length; i += 1) {
    shingles.add(words.slice(i, i + SHINGLE_WORDS).join(' '));
  }
  return shingles;
}

/** Share of the smaller set that lies in the other; 0 where one is empty. */
function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared += 1;
  return shared / small.size;
}
