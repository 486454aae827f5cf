/** Weighs what was retrieved: how likely each passage answers, and each of its sentences. */
import type { Embedder, Hit } from '../types.ts';
import { EMBEDDED_PASSAGES_MAX, PASSAGES_MAX } from './limits.ts';
import { dot, softmax, type Weights } from './model.ts';
import { noneFeatures, type PassageFeature, passageFeatures } from './passage-features.ts';
import { Matcher, type Passage, readPassage } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import { type SentenceFeature, sentenceFeatures } from './sentence-features.ts';

export interface WeighedPassage {
  readonly passage: Passage;
  readonly features: Readonly<Record<PassageFeature, number>>;
  /** Probability that the answer lies in this passage. */
  readonly probability: number;
  readonly sentenceFeatures: readonly Readonly<Record<SentenceFeature, number>>[];
  /** By sentence: probability that it holds the answer, given that the passage does. They add up to 1. */
  readonly shares: readonly number[];
}

export interface Weighed {
  /** By falling probability. */
  readonly passages: readonly WeighedPassage[];
  /** Probability that none of them answers. */
  readonly none: number;
  readonly noneFeatures: Readonly<Record<string, number>>;
}

export interface ModelWeights {
  readonly sentence: Weights;
  readonly passage: Weights;
  readonly none: Weights;
}

export async function weigh(
  question: ReadQuestion,
  hits: readonly Hit[],
  embedder: Embedder,
  weights: ModelWeights,
): Promise<Weighed> {
  const matcher = new Matcher(question.askedWords);
  const passages = hits.slice(0, PASSAGES_MAX).map((hit) => readPassage(hit, matcher));
  const cosines = await sentenceCosines(
    question,
    passages.slice(0, EMBEDDED_PASSAGES_MAX),
    embedder,
  );
  const bySentence = passages.map((passage, p) => sentenceFeatures(question, passage, cosines[p]));
  const features = passageFeatures({
    question,
    passages,
    sentenceCosine: passages.map((_, p) => (cosines[p] ? Math.max(...cosines[p]) : undefined)),
    kindHere: bySentence.map((sentences) => sentences.some(({ kindHere }) => kindHere > 0)),
    coverSentence: bySentence.map((sentences) =>
      Math.max(0, ...sentences.map(({ cover }) => cover)),
    ),
  });
  const none = noneFeatures(question, features);
  const shares = softmax([
    ...features.map((f) => dot(weights.passage, f)),
    dot(weights.none, none),
  ]);
  const weighed = passages.map((passage, p) => ({
    passage,
    features: features[p]!,
    probability: shares[p]!,
    sentenceFeatures: bySentence[p]!,
    shares: softmax(bySentence[p]!.map((f) => dot(weights.sentence, f))),
  }));
  return {
    passages: weighed.sort(
      (a, b) => b.probability - a.probability || a.passage.hit.number - b.passage.hit.number,
    ),
    none: shares.at(-1)!,
    noneFeatures: none,
  };
}

/** The inner product of each sentence with the question, passage by passage, in one call of the embedder. */
async function sentenceCosines(
  { searchText }: ReadQuestion,
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<number[][]> {
  if (passages.length === 0) return [];
  const vector = await embedder.embedQuestion(searchText);
  const vectors = await embedder.embedPassages(
    passages.flatMap(({ sentences }) => sentences.map(({ text }) => text)),
  );
  let at = 0;
  return passages.map(({ sentences }) =>
    sentences.map(() => {
      const other = vectors[at]!;
      at += 1;
      let sum = 0;
      for (let i = 0; i < other.length; i += 1) sum += vector[i]! * other[i]!;
      return sum;
    }),
  );
}
