/**
 * Orders the best of the fused candidates anew, by what their own words say: an index of words without
 * places cannot know that a title is the question's subject whole, or that words stand side by side.
 */
import { splitWords, type Word } from '../text/words.ts';
import type { QueryTerm } from '../types.ts';
import { evidenceOf } from './rarity.ts';

/** All shares between 0 and 1 (an inner product may be below 0), so that they mean the same in every corpus. */
export const RERANK_FEATURES = {
  words: 'word score over the best word score of the question',
  vectors: 'inner product with the question',
  inPassage: "share of the question's rarity that the passage has",
  inTitle: 'the same of the title',
  titleAsked: "share of the title's words that the question has",
  pairs:
    'share of neighbouring words of the question that stand in order, at most three words apart',
  evidence:
    'the rarity that the passage has over three times that of one chunk among all, at most 1: what chance alone would hardly bring together',
  evidenceNear: 'the same within twenty words',
} as const;
export type RerankFeature = keyof typeof RERANK_FEATURES;
export type RerankFeatures = Readonly<Record<RerankFeature, number>>;

/**
 * Fitted by `scripts/fit/rerank.ts` on training questions whose articles the bundled model was not trained
 * on; `docs/decisions/ranking-fusion.md` has the figures.
 */
export const RERANK_WEIGHTS: RerankFeatures = {
  words: 3.01,
  vectors: 6.85,
  inPassage: 2.15,
  inTitle: 2.39,
  titleAsked: 1.5,
  pairs: 0.78,
  evidence: 2.66,
  evidenceNear: 4.36,
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

/** A term of the question with its rarity: that of its stem, times its weight. */
export interface WeighedTerm extends QueryTerm {
  readonly rarity: number;
}

/** About a sentence. */
const NEAR_WORDS = 20;
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
  readonly #chunks: number;

  /** @param chunks how many the corpus has. */
  constructor(terms: readonly WeighedTerm[], chunks: number) {
    this.#terms = terms;
    this.#chunks = chunks;
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
      evidence: evidenceOf(body.rarity, this.#chunks),
      evidenceNear: evidenceOf(body.near, this.#chunks),
    };
  }

  #find(words: readonly Word[]): Found {
    const strengths = new Float64Array(this.#terms.length);
    const lastAt = new Int32Array(this.#terms.length).fill(-NEAR_WORDS - 1);
    const pairs = new Set<number>();
    let matched = 0;
    let near = 0;
    for (const [at, { surface, stem }] of words.entries()) {
      const exact = this.#bySurface.get(surface);
      const term = exact ?? this.#byStem.get(stem);
      if (term === undefined) continue;
      matched += 1;
      strengths[term] = Math.max(strengths[term]!, exact === undefined ? STEM_MATCH : 1);
      if (term > 0 && at - lastAt[term - 1]! <= PAIR_WORDS) pairs.add(term);
      lastAt[term] = at;
      near = Math.max(
        near,
        this.#rarityWhere((i) => at - lastAt[i]! < NEAR_WORDS),
      );
    }
    const rarity = this.#rarityWhere((i) => strengths[i]);
    const share = rarity / this.#rarity;
    return { words: words.length, matched, rarity, near, share, pairs: pairs.size };
  }

  /** The sum of the terms' rarity, each times what `strength` says of it. */
  #rarityWhere(strength: (term: number) => number | boolean | undefined): number {
    let sum = 0;
    for (let i = 0; i < this.#terms.length; i += 1)
      sum += Number(strength(i)) * this.#terms[i]!.rarity;
    return sum;
  }
}

/** The terms of a question in a run of words. */
interface Found {
  readonly words: number;
  readonly matched: number;
  /** Of all terms found, and of those found within `NEAR_WORDS`. */
  readonly rarity: number;
  readonly near: number;
  /** `rarity` over that of the whole question. */
  readonly share: number;
  readonly pairs: number;
}
