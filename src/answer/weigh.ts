/** Weighs what was retrieved: how likely each passage answers, and each of its sentences. */
import type { Embedder, Hit } from '../types.ts';
import { EMBEDDED_PASSAGES_MAX, PASSAGES_MAX } from './limits.ts';
import { Matcher } from './matcher.ts';
import { type AnswerModel, dot, softmax } from './model.ts';
import {
  noneFeatures,
  type PassageFeature,
  passageFeatures,
  tellingApart,
} from './passage-features.ts';
import { type Passage, readPassage } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import { type SentenceFeature, sentenceFeatures } from './sentence-features.ts';

/** The passages retrieved for a question, described by numbers. */
export interface Described {
  readonly passages: readonly Passage[];
  /** By passage. */
  readonly features: readonly Readonly<Record<PassageFeature, number>>[];
  /** By passage and sentence. */
  readonly sentences: readonly (readonly Readonly<Record<SentenceFeature, number>>[])[];
  readonly none: Readonly<Record<string, number>>;
}

/** @param hits by falling score. */
export async function describe(
  question: ReadQuestion,
  hits: readonly Hit[],
  embedder: Embedder,
): Promise<Described> {
  const matcher = new Matcher(question.askedWords);
  const passages = hits.slice(0, PASSAGES_MAX).map((hit) => readPassage(hit, matcher));
  const cosines = await sentenceCosines(
    question,
    passages.slice(0, EMBEDDED_PASSAGES_MAX),
    embedder,
  );
  const telling = tellingApart(passages, question.askedWords.length);
  const sentences = passages.map((passage, p) =>
    sentenceFeatures(question, passage, telling, cosines[p]),
  );
  const features = passageFeatures(question, passages, telling, sentences);
  return { passages, features, sentences, none: noneFeatures(question, features) };
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

export interface WeighedPassage {
  readonly passage: Passage;
  readonly features: Readonly<Record<PassageFeature, number>>;
  readonly sentences: readonly Readonly<Record<SentenceFeature, number>>[];
  /** Probability that the answer lies in this passage: the sum of its sentences'. */
  readonly probability: number;
  /** By sentence: probability that it holds the answer. */
  readonly probabilities: readonly number[];
}

export interface Weighed {
  /** By falling probability. */
  readonly passages: readonly WeighedPassage[];
  /** Probability that none of them answers. */
  readonly none: number;
}

/** All probabilities, and that of none, add up to 1. */
export function weigh(
  { passages, features, sentences, none }: Described,
  model: Pick<AnswerModel, 'sentence' | 'passage' | 'none'>,
): Weighed {
  const scores = features.flatMap((own, p) => {
    const passage = dot(model.passage, own);
    return sentences[p]!.map((sentence) => passage + dot(model.sentence, sentence));
  });
  const all = softmax([...scores, dot(model.none, none)]);
  let at = 0;
  const weighed = passages.map((passage, p) => {
    const probabilities = all.slice(at, at + passage.sentences.length);
    at += passage.sentences.length;
    return {
      passage,
      features: features[p]!,
      sentences: sentences[p]!,
      probability: probabilities.reduce((a, b) => a + b, 0),
      probabilities,
    };
  });
  return {
    passages: weighed.sort(
      (a, b) => b.probability - a.probability || a.passage.hit.number - b.passage.hit.number,
    ),
    none: all.at(-1)!,
  };
}
