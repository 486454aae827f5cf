/**
 * Chooses which of the found chunks are read, for the chance that the answer is among them. Pure.
 *
 * A question in other words than its answer often matches the chunk next to the one that answers. So a chunk is
 * raised part of the way to the score of a better neighbour:
 *
 *   promise = score + beside · (best neighbour − score)⁺
 */
import type { Hit } from '../types.ts';
import { collapseDuplicates } from './duplicates.ts';
import { RETRIEVAL_WEIGHTS, type RetrievalWeights } from './weights.ts';

/** Chunks that are read for one question, unless the caller says otherwise. */
export const READ_MAX = 8;

/** If the newest is asked for, this share of what is read goes to the newest stories … */
const LATEST_SHARE = 0.25;
/** … out of this many times the stories that are read: further down, a new story is about something else. */
const LATEST_REACH = 3;

/** What the choice needs to know of a chunk. */
export type ScoredChunk = Pick<Hit, 'number' | 'score'> & {
  readonly chunk: { readonly articleId: string };
};

export interface ChooseHitsOptions {
  /** Whether the newest is asked for: a few newer stories that are nearly as near are read as well. */
  readonly wantsLatest?: boolean;
  readonly weights?: Omit<RetrievalWeights, 'words'>;
}

/**
 * At most `limit` of the hits, the most promising first; not by `score`. A story that several articles print
 * comes once, with `alsoIn`. Unless the newest is asked for, a smaller limit gives the beginning of the same list.
 */
export function chooseHits(
  hits: readonly Hit[],
  limit = READ_MAX,
  { wantsLatest = false, weights }: ChooseHitsOptions = {},
): Hit[] {
  const promising = byPromise(hits, weights);
  if (!wantsLatest) return collapseDuplicates(promising, { limit });
  return withNewest(collapseDuplicates(promising, { newestStands: true }), limit);
}

/** All hits, the most promising first. */
export function byPromise<Of extends ScoredChunk>(
  hits: readonly Of[],
  weights: Omit<RetrievalWeights, 'words'> = RETRIEVAL_WEIGHTS,
): Of[] {
  const found = new Map(hits.map((hit) => [hit.number, hit]));
  return hits
    .map((hit) => {
      // The chunks of an article have numbers in a row, in every store.
      const beside = [found.get(hit.number - 1), found.get(hit.number + 1)].map((other) =>
        other?.chunk.articleId === hit.chunk.articleId ? other.score : hit.score,
      );
      const lift = Math.max(...beside, hit.score) - hit.score;
      return { hit, promise: hit.score + weights.beside * lift };
    })
    .sort((a, b) => b.promise - a.promise || a.hit.number - b.hit.number)
    .map(({ hit }) => hit);
}

/** The first stories, the last of them given up for the newest of those that come next. */
function withNewest(stories: readonly Hit[], limit: number): Hit[] {
  const first = stories.slice(0, limit - Math.floor(limit * LATEST_SHARE));
  const next = stories.slice(first.length, limit * LATEST_REACH);
  const date = ({ article }: Hit) => article.date ?? '';
  // Sorting is stable: stories of one date, or without one, keep their order.
  const newest = [...next].sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0));
  return [...first, ...newest.slice(0, limit - first.length)];
}
