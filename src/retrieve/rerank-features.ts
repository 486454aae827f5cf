/**
 * What a passage's own words say of how well it answers: things that an index of words without
 * places cannot know. All are shares between 0 and 1, so that they mean the same in every corpus.
 */
import { splitWords } from '../text/words.ts';
import type { QueryTerm, QuestionKind } from '../types.ts';

/** A term of the question with its rarity, ln(1 + (N − n + ½) / (n + ½)) of its stem, times its weight. */
export interface WeighedTerm extends QueryTerm {
  readonly rarity: number;
}

export const RERANK_FEATURES = [
  /** Word score over the best word score of the question. */
  'words',
  /** Inner product with the question. */
  'vectors',
  /** Share of the question's rarity found in the passage, */
  'inPassage',
  /** in the one sentence that has most of it, */
  'inSentence',
  /** in the title, */
  'inTitle',
  /** in neither passage, nor heading, nor title. */
  'nowhere',
  /** Share of the pairs of neighbouring question words that stand within three words, in order. */
  'pairs',
  /** Share of the title's words that the question has. */
  'titleAsked',
  /** A number stands in the sentence that has most, and a time or a number is asked for. */
  'number',
] as const;
export type RerankFeature = (typeof RERANK_FEATURES)[number];
export type RerankFeatures = Readonly<Record<RerankFeature, number>>;

export interface PassageWords {
  readonly title: string;
  readonly heading?: string | undefined;
  readonly text: string;
}

/** How far apart, in words, two words of the question may stand to count as a pair. */
const PAIR_WORDS = 3;
/** A word that shares its stem alone is this much of a match. */
const STEM_MATCH = 0.9;

/** Finds the question's terms in passages. */
export class TermFinder {
  readonly #terms: readonly WeighedTerm[];
  readonly #bySurface = new Map<string, number>();
  readonly #byStem = new Map<string, number>();
  readonly #rarity: number;
  readonly #asksNumber: boolean;

  constructor(terms: readonly WeighedTerm[], kind: QuestionKind) {
    this.#terms = terms;
    for (const [i, { surface, stem }] of terms.entries()) {
      if (!this.#bySurface.has(surface)) this.#bySurface.set(surface, i);
      if (!this.#byStem.has(stem)) this.#byStem.set(stem, i);
    }
    this.#rarity = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
    this.#asksNumber = kind === 'when' || kind === 'howMany';
  }

  features(passage: PassageWords): Omit<RerankFeatures, 'words' | 'vectors'> {
    const { text } = passage;
    const inPassage = new Float64Array(this.#terms.length);
    let sentence = new Float64Array(this.#terms.length);
    let sentenceHasNumber = false;
    let best = { share: 0, hasNumber: false };
    const closeSentence = () => {
      const share = this.#share(sentence);
      if (share > best.share) best = { share, hasNumber: sentenceHasNumber };
      sentence = new Float64Array(this.#terms.length);
      sentenceHasNumber = false;
    };
    const pairs = new Set<number>();
    /** Where in the passage each term stood last. */
    const lastAt = new Int32Array(this.#terms.length).fill(-PAIR_WORDS - 1);
    let end = 0;
    for (const [at, word] of splitWords(text).entries()) {
      if (SENTENCE_END.test(text.slice(end, word.start))) closeSentence();
      end = word.end;
      if (HAS_DIGIT.test(word.surface) || word.extra?.some((form) => HAS_DIGIT.test(form))) {
        sentenceHasNumber = true;
      }
      const match = this.#match(word.surface, word.stem);
      if (!match) continue;
      const { term, strength } = match;
      inPassage[term] = Math.max(inPassage[term]!, strength);
      sentence[term] = Math.max(sentence[term]!, strength);
      if (term > 0 && at - lastAt[term - 1]! <= PAIR_WORDS) pairs.add(term);
      lastAt[term] = at;
    }
    closeSentence();

    const title = this.#found(passage.title);
    const anywhere = this.#found(passage.heading ?? '').strengths.map((strength, i) =>
      Math.max(strength, inPassage[i]!, title.strengths[i]!),
    );
    return {
      inPassage: this.#share(inPassage),
      inSentence: best.share,
      inTitle: this.#share(title.strengths),
      nowhere: 1 - this.#share(anywhere),
      pairs: pairs.size / Math.max(this.#terms.length - 1, 1),
      titleAsked: title.matched / Math.max(title.words, 1),
      number: this.#asksNumber && best.hasNumber ? 1 : 0,
    };
  }

  #match(surface: string, stem: string): { term: number; strength: number } | undefined {
    const bySurface = this.#bySurface.get(surface);
    if (bySurface !== undefined) return { term: bySurface, strength: 1 };
    const byStem = this.#byStem.get(stem);
    return byStem === undefined ? undefined : { term: byStem, strength: STEM_MATCH };
  }

  #found(text: string): { strengths: Float64Array; words: number; matched: number } {
    const strengths = new Float64Array(this.#terms.length);
    const words = splitWords(text);
    let matched = 0;
    for (const { surface, stem } of words) {
      const match = this.#match(surface, stem);
      if (!match) continue;
      matched += 1;
      strengths[match.term] = Math.max(strengths[match.term]!, match.strength);
    }
    return { strengths, words: words.length, matched };
  }

  /** Share of the question's rarity that is found. */
  #share(strengths: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < strengths.length; i += 1) sum += strengths[i]! * this.#terms[i]!.rarity;
    return sum / this.#rarity;
  }
}

const SENTENCE_END = /[.!?؟؛…\n]/u;
const HAS_DIGIT = /\p{Nd}/u;
