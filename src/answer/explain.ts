/** Why an answer came out as it did. */
import type { CandidateExplanation, Explanation } from '../types.ts';
import { QUOTABLE_PASSAGES_MAX } from './limits.ts';
import type { ReadQuestion } from './question.ts';
import type { Weighed, WeighedPassage } from './weigh.ts';
import { windowsOf } from './windows.ts';

export function explain(
  question: ReadQuestion,
  weighed: Weighed,
  thresholds: Explanation['thresholds'],
): Explanation {
  return {
    questionKind: question.kind,
    terms: question.terms,
    thresholds,
    candidates: weighed.passages
      .slice(0, QUOTABLE_PASSAGES_MAX)
      .flatMap((passage) => explainPassage(question, passage))
      .sort((a, b) => b.score - a.score),
  };
}

function explainPassage(
  question: ReadQuestion,
  { passage, features, sentences, probabilities }: WeighedPassage,
): CandidateExplanation[] {
  const { hit } = passage;
  const window = windowsOf(passage, probabilities)[0];
  if (!window) return [];
  const quoted = passage.sentences.slice(window.from, window.to);
  const asked = new Set(
    question.askedWords.flatMap(({ forms }) => forms.map(({ surface }) => surface)),
  );
  const matched = quoted.flatMap(({ words, matches }) => matches.map(({ word }) => words[word]!));
  const own = sentences[passage.sentences.indexOf(window.main)]!;
  return [
    {
      articleId: hit.article.id,
      title: hit.article.title,
      chunk: hit.number,
      sentence: hit.chunk.text.slice(window.start - hit.chunk.start, window.end - hit.chunk.start),
      fusedScore: hit.score,
      ...(hit.words ? { words: hit.words } : {}),
      ...(hit.vectors ? { vectors: hit.vectors } : {}),
      matchedSurfaces: unique(
        matched.filter(({ surface }) => asked.has(surface)).map(({ surface }) => surface),
      ),
      matchedStems: unique(
        matched.filter(({ surface }) => !asked.has(surface)).map(({ stem }) => stem),
      ),
      features: {
        ...Object.fromEntries(Object.entries(features).map(([name, x]) => [`passage.${name}`, x])),
        ...Object.fromEntries(Object.entries(own).map(([name, x]) => [`sentence.${name}`, x])),
      },
      score: window.probability,
    },
  ];
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
