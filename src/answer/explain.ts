/** Why an answer came out as it did: what was found, and how the reader judged each sentence. */
import { sliceOf } from '../text/slice.ts';
import type { CandidateExplanation, Explanation, Hit, SentenceExplanation } from '../types.ts';
import type { Calibration, Judged, JudgedSentence } from './judge.ts';
import type { ReadQuestion } from './read-question.ts';

export interface Decision {
  readonly readerId: string;
  readonly calibration: Calibration;
  readonly heldBack: string | undefined;
  readonly unread: boolean;
}

/** @param hits all that were found, best first; those without a reading were not read. */
export function explain(
  question: ReadQuestion,
  hits: readonly Hit[],
  { readings, best, any }: Judged,
  { readerId, calibration, heldBack, unread }: Decision,
): Explanation {
  const read = new Map(readings.map(({ hit, sentences }) => [hit.number, sentences]));
  return {
    questionKind: question.kind,
    terms: question.terms,
    readerId,
    thresholds: calibration.thresholds,
    best: unread ? 0 : best,
    any: unread ? 0 : any,
    ...(heldBack === undefined ? {} : { heldBack }),
    candidates: hits.map((hit) => explainHit(hit, unread ? [] : (read.get(hit.number) ?? []))),
  };
}

function explainHit(hit: Hit, sentences: readonly JudgedSentence[]): CandidateExplanation {
  return {
    articleId: hit.article.id,
    title: hit.article.title,
    chunk: hit.number,
    fusedScore: hit.score,
    ...(hit.words ? { words: hit.words } : {}),
    ...(hit.vectors ? { vectors: hit.vectors } : {}),
    sentences: sentences.map(explainSentence),
  };
}

function explainSentence(sentence: JudgedSentence): SentenceExplanation {
  const { text, logOdds, probability, span } = sentence;
  return {
    text,
    logOdds,
    probability,
    span: span && { text: sliceOf(sentence, span), probability: span.probability },
  };
}
