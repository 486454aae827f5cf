import type { Hit } from '../types.ts';

/**
 * A hit with at least this share of the best one's odds is as good an answer, so that its date may decide.
 */
const AS_GOOD_SHARE = 0.5;

/** For a question that asks for the latest: of the hits that are as good as the best, the newest first. */
export function newestFirst(hits: readonly Hit[]): Hit[] {
  const floor = (hits[0]?.score ?? 0) * AS_GOOD_SHARE;
  const count = hits.filter(({ score }) => score >= floor).length;
  const asGood = hits.slice(0, count);
  const rest = hits.slice(count);
  const date = (hit: Hit) => hit.article.date ?? '';
  // Sorting is stable: hits of one date keep the order of their scores.
  return [...asGood.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0)), ...rest];
}
