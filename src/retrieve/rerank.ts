/**
 * Orders the best of the fused candidates anew, by what their own words say: an index of words without
 * places cannot know that a title is the question's subject whole, or that words stand side by side.
 */
import { splitWords, type Word } from '../text/words.ts';
import type { QueryTerm } from '../types.ts';

/** All shares between 0 and 1 (an inner product may be below 0), so that they mean the same in every corpus. */
export const RERANK_FEATURES = {
  words: 'word score over the best word score of the question',
  vectors: 'inner product with the question',
  inPassage: "share of the question's rarity that the passage has",
  inTitle: 'the same of the title',
  titleAsked: "share of the title's words that the question has",
  pairs:
    'share of neighbouring words of the question that stand in order, at most three words apart',
} as const;
export type RerankFeature = keyof typeof RERANK_FEATURES;
export type RerankFeatures = Readonly<Record<RerankFeature, number>>;

/**
 * Fitted by `scripts/fit/rerank.ts` on training questions whose articles the bundled model was not trained
 * on; `docs/decisions/ranking-fusion.md` has the figures.
 */
export const RERANK_WEIGHTS: RerankFeatures = {
  words: 2.52,
  vectors: 6.16,
  inPassage: 4.16,
  inTitle: 2.17,
  titleAsked: 1.94,
  pairs: 1.15,
};

/** How many of the fused candidates are looked at. */
export const RERANKED = 40;

/** The weighted sum of the features: odds of answering, as a logarithm, up to a constant of the question. */
export function rerankScore(features: RerankFeatures, weights = RERANK_WEIGHTS): number {
  let sum = 0;
  for (const name of Object.keys(RERANK_FEATURES) as RerankFeature[]) {
    sum += weights[name] * features[name];
  }
  return sum;
}

/** A term of the question with its rarity: ln(1 + (N − n + ½) / (n + ½)) of its stem, times its weight. */
export interface WeighedTerm extends QueryTerm {
  readonly rarity: number;
}

/** How far apart, in words, two words of the question may stand to count as a pair. */
const PAIR_WORDS = 3;
/** What a word is worth that shares its stem alone. */
const STEM_MATCH = 0.9;

/** Finds the question's terms in passages. */
export class TermFinder {
  readonly #terms: readonly WeighedTerm[];
  readonly #bySurface = new Map<string, number>();
  readonly #byStem = new Map<string, number>();
  readonly #rarity: number;

  constructor(terms: readonly WeighedTerm[]) {
    this.#terms = terms;
    for (const [i, { surface, stem }] of terms.entries()) {
      if (!this.#bySurface.has(surface)) this.#bySurface.set(surface, i);
      if (!this.#byStem.has(stem)) this.#byStem.set(stem, i);
    }
    this.#rarity = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  }

  features(passage: {
    readonly title: string;
    readonly text: string;
  }): Omit<RerankFeatures, 'words' | 'vectors'> {
    return this.featuresOf(splitWords(passage.title), splitWords(passage.text));
  }

  /** The same, of words that were split before. */
  featuresOf(
    titleWords: readonly Word[],
    textWords: readonly Word[],
  ): Omit<RerankFeatures, 'words' | 'vectors'> {
    const body = this.#find(textWords);
    const title = this.#find(titleWords);
    return {
      inPassage: body.share,
      inTitle: title.share,
      titleAsked: title.matched / Math.max(title.words, 1),
      pairs: body.pairs / Math.max(this.#terms.length - 1, 1),
    };
  }

  #find(words: readonly Word[]): { words: number; matched: number; share: number; pairs: number } {
    const strengths = new Float64Array(this.#terms.length);
    const lastAt = new Int32Array(this.#terms.length).fill(-PAIR_WORDS - 1);
    const pairs = new Set<number>();
    let matched = 0;
    for (const [at, { surface, stem }] of words.entries()) {
      const exact = this.#bySurface.get(surface);
      const term = exact ?? this.#byStem.get(stem);
      if (term === undefined) continue;
      matched += 1;
      strengths[term] = Math.max(strengths[term]!, exact === undefined ? STEM_MATCH : 1);
      if (term > 0 && at - lastAt[term - 1]! <= PAIR_WORDS) pairs.add(term);
      lastAt[term] = at;
    }
    let found = 0;
    for (const [i, { rarity }] of this.#terms.entries()) found += strengths[i]! * rarity;
    return { words: words.length, matched, share: found / this.#rarity, pairs: pairs.size };
  }
}
