/** Makes the examples that the answer's weights are fitted on: questions with and without their answer retrieved. */

import { PASSAGES_MAX } from '../../src/answer/limits.ts';
import { PASSAGE_FEATURES, type PassageFeature } from '../../src/answer/passage-features.ts';
import { readQuestion } from '../../src/answer/question.ts';
import { SENTENCE_FEATURES, type SentenceFeature } from '../../src/answer/sentence-features.ts';
import { type Described, describe } from '../../src/answer/weigh.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import { searchForm } from '../../src/text/normalise.ts';
import type { Embedder, Hit, SearchIndex } from '../../src/types.ts';

export const PASSAGE_NAMES = Object.keys(PASSAGE_FEATURES) as PassageFeature[];
export const SENTENCE_NAMES = Object.keys(SENTENCE_FEATURES) as SentenceFeature[];

/** What is known of a question's answer. */
export interface Labelled {
  readonly id: string;
  readonly question: string;
  readonly relevant: readonly string[];
  /** Further articles that may hold the answer, taken away together with the relevant ones. */
  readonly kin?: readonly string[];
  /** Where given, the answering passage contains one of them, in search form. */
  readonly answers?: readonly string[];
  /** Where given, the answering passage contains this as well: the sentence that the question was made from. */
  readonly around?: string;
  /** Where given (`<article id>#<k>`), the answering passage overlaps the k-th line of the article that is not blank. */
  readonly paragraphs?: readonly string[];
}

/** A question, what was retrieved for it, and which of that answers. */
export interface Example {
  readonly id: string;
  readonly set: string;
  /** Examples of one group go to one fold. */
  readonly group: string;
  /** What was taken away: nothing, the passages that answer, or all passages of the articles that answer. */
  readonly masked: 'nothing' | 'passages' | 'articles';
  /** Whether the corpus answers. */
  readonly answerable: boolean;
  /** By passage, in the order of `PASSAGE_NAMES`. */
  readonly features: readonly (readonly number[])[];
  readonly none: Readonly<Record<string, number>>;
  /** By passage and sentence, in the order of `SENTENCE_NAMES`. */
  readonly sentences: readonly (readonly (readonly number[])[])[];
  /** The numbers of passages that answer. */
  readonly right: readonly number[];
  /** By passage that answers: the numbers of its sentences that hold the answer; empty where unknown. */
  readonly rightSentences: Readonly<Record<number, readonly number[]>>;
}

/** Retrieves deeper than an answer does, so that enough is left when the answering passages are taken away. */
const DEPTH = 2 * PASSAGES_MAX;

export async function examplesOf(
  set: string,
  labelled: Labelled,
  index: SearchIndex,
  embedder: Embedder,
): Promise<Example[]> {
  const retriever = createRetriever({ index, embedder });
  const question = await readQuestion(labelled.question, index, retriever);
  if (!question) return [];
  const hits = await retriever.retrieve(question, DEPTH);
  const relevant = new Set(labelled.relevant);
  const kin = new Set(labelled.kin);
  const answering = await answeringHits(labelled, hits, index);
  const make = async (masked: Example['masked'], kept: readonly Hit[]): Promise<Example> => {
    const described = await describe(question, rerank(kept, hits), embedder);
    return {
      id: labelled.id,
      set,
      group: labelled.relevant[0] ?? labelled.id,
      masked,
      ...label(labelled, described, masked === 'nothing' ? answering : new Set()),
    };
  };
  const examples: Example[] = [];
  const found = hits.slice(0, PASSAGES_MAX).some(({ number }) => answering.has(number));
  // A question whose answer is not retrieved teaches neither: another passage may answer it as well.
  if (found || relevant.size === 0) examples.push(await make('nothing', hits));
  if (relevant.size > 0) {
    examples.push(
      await make(
        'articles',
        hits.filter(({ article }) => !relevant.has(article.id) && !kin.has(article.id)),
      ),
    );
    if (labelled.answers && found)
      examples.push(
        await make(
          'passages',
          hits.filter(({ number }) => !answering.has(number)),
        ),
      );
  }
  return examples;
}

async function answeringHits(
  { relevant, answers, around, paragraphs }: Labelled,
  hits: readonly Hit[],
  index: SearchIndex,
): Promise<Set<number>> {
  const own = hits.filter(({ article }) => relevant.includes(article.id));
  if (answers) {
    return new Set(
      own
        .filter(({ chunk }) => holdsAnswer(chunk.text, answers))
        .filter(({ chunk }) => around === undefined || chunk.text.includes(around))
        .map(({ number }) => number),
    );
  }
  const numbers = new Set<number>();
  for (const hit of own) {
    // The numbers of later paragraphs cannot be trusted, because the dumps differ: any passage of the article may be meant.
    const first = paragraphs?.includes(`${hit.article.id}#0`);
    if (!first || hit.chunk.start < (await firstLineEnd(index, hit.article.id)))
      numbers.add(hit.number);
  }
  return numbers;
}

async function firstLineEnd(index: SearchIndex, id: string): Promise<number> {
  const text = (await index.article(id))?.text ?? '';
  const end = text.indexOf('\n', text.search(/\S/u));
  return end < 0 ? text.length : end;
}

export function holdsAnswer(text: string, answers: readonly string[]): boolean {
  const form = searchForm(text);
  return answers.some((answer) => form.includes(searchForm(answer)));
}

/** Ranks as they would be had the passages that were taken away never been there. */
function rerank(kept: readonly Hit[], all: readonly Hit[]): Hit[] {
  const gone = all.filter((hit) => !kept.includes(hit));
  const raise = (of: 'words' | 'vectors', { rank, score }: { rank: number; score: number }) => ({
    rank: rank - gone.filter((hit) => (hit[of]?.rank ?? Number.POSITIVE_INFINITY) < rank).length,
    score,
  });
  return kept.map((hit) => ({
    ...hit,
    ...(hit.words ? { words: raise('words', hit.words) } : {}),
    ...(hit.vectors ? { vectors: raise('vectors', hit.vectors) } : {}),
  }));
}

function label(
  { answers }: Labelled,
  { passages, features, sentences, none }: Described,
  answering: ReadonlySet<number>,
): Omit<Example, 'id' | 'set' | 'group' | 'masked'> {
  const right: number[] = [];
  const rightSentences: Record<number, number[]> = {};
  for (const [p, passage] of passages.entries()) {
    if (!answering.has(passage.hit.number)) continue;
    right.push(p);
    rightSentences[p] = answers
      ? passage.sentences.flatMap(({ text }, s) => (holdsAnswer(text, answers) ? [s] : []))
      : [];
  }
  return {
    answerable: right.length > 0,
    features: features.map((own) => PASSAGE_NAMES.map((name) => short(own[name]))),
    none: Object.fromEntries(Object.entries(none).map(([name, x]) => [name, short(x)])),
    sentences: sentences.map((list) =>
      list.map((own) => SENTENCE_NAMES.map((name) => short(own[name]))),
    ),
    right,
    rightSentences,
  };
}

/** Four decimals, so that kept examples stay small. */
function short(x: number): number {
  return Math.round(x * 1e4) / 1e4;
}
