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
import {
  type SentenceCosines,
  type SentenceFeature,
  sentenceFeatures,
} from './sentence-features.ts';

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
  const telling = tellingApart(passages, question.askedWords.length);
  const cosines = await sentenceCosines(
    [question.searchText, tellingText(question, telling)],
    passages.slice(0, EMBEDDED_PASSAGES_MAX),
    embedder,
  );
  const sentences = passages.map((passage, p) =>
    sentenceFeatures(question, passage, telling, cosines[p] ?? []),
  );
  const features = passageFeatures(question, passages, telling, sentences);
  return { passages, features, sentences, none: noneFeatures(question, features) };
}

/** Words that fewer of the retrieved passages have than this tell them apart. */
const TELLING_MIN = 0.5;

/** The question without what most retrieved passages have: the name of its subject would be all that is compared. */
function tellingText({ askedWords }: ReadQuestion, telling: Float32Array): string {
  return askedWords
    .filter((_, i) => telling[i]! >= TELLING_MIN)
    .map(({ forms }) => forms[0]!.surface)
    .join(' ');
}

/** By passage and sentence: its inner product with each of the texts; 0 with an empty one. */
async function sentenceCosines(
  texts: readonly [string, string],
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<SentenceCosines[][]> {
  if (passages.length === 0) return [];
  const [vectors, question, telling] = await Promise.all([
    embedder.embedPassages(passages.flatMap(({ sentences }) => sentences.map(({ text }) => text))),
    ...texts.map((text) => (text === '' ? undefined : embedder.embedQuestion(text))),
  ]);
  let at = 0;
  return passages.map(({ sentences }) =>
    sentences.map(() => {
      const vector = vectors[at]!;
      at += 1;
      return { question: innerProduct(question, vector), telling: innerProduct(telling, vector) };
    }),
  );
}

function innerProduct(a: Float32Array | undefined, b: Float32Array): number {
  let sum = 0;
  if (a) for (let i = 0; i < b.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
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
