/** What the reader says of the passages found for held-out questions, with what is right. */
import { type JudgedReading, judge } from '../../src/answer/judge.ts';
import { readAll } from '../../src/answer/read-hits.ts';
import { readQuestion } from '../../src/answer/read-question.ts';
import { windowsOf } from '../../src/answer/windows.ts';
import { type EvaluationQuestion, hasAnswer } from '../../src/quality/metrics.ts';
import type { Reader } from '../../src/reader/port.ts';
import { READ_MAX } from '../../src/retrieve/choose-hits.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import { sliceOf } from '../../src/text/slice.ts';
import type { Embedder, SearchIndex } from '../../src/types.ts';

export interface ExampleSentence {
  readonly logOdds: number;
  /** Whether it answers, and whether what would be quoted around it does. */
  readonly right: boolean;
  readonly quoteRight: boolean;
}

export interface ExamplePassage {
  /** `Hit.score`. */
  readonly score: number;
  readonly sentences: readonly ExampleSentence[];
}

export interface Example {
  readonly id: string;
  /** Whether the corpus answers the question. */
  readonly answerable: boolean;
  /** In the order in which they would be read. */
  readonly passages: readonly ExamplePassage[];
}

/** Undefined if there is nothing to search for: no certainty decides that. */
export async function exampleOf(
  question: EvaluationQuestion,
  { index, embedder, reader }: { index: SearchIndex; embedder: Embedder; reader: Reader },
): Promise<Example | undefined> {
  const retriever = createRetriever({ index, embedder });
  const read = await readQuestion(question.question, retriever);
  if (!read) return undefined;
  const hits = await retriever.retrieve(read, READ_MAX);
  const { readings } = judge(await readAll(read.asked, hits, reader), {
    temperature: 1,
    behind: 0,
  });
  return {
    id: question.id,
    answerable: question.relevant.length > 0,
    passages: readings.map((reading) => labelled(question, reading)),
  };
}

function labelled(question: EvaluationQuestion, reading: JudgedReading): ExamplePassage {
  const { chunk, alsoIn } = reading.hit;
  const articles = [chunk.articleId, ...(alsoIn ?? []).map(({ id }) => id)];
  const relevant = articles.some((id) => question.relevant.includes(id));
  const right = (text: string) => relevant && hasAnswer(text, question.answers);
  const quoted = new Map(
    windowsOf(reading).map(({ main, start, end }) => [main, sliceOf(chunk, { start, end })]),
  );
  const sentences = reading.sentences.map((sentence) => ({
    logOdds: sentence.logOdds,
    right: right(sentence.text),
    quoteRight: right(quoted.get(sentence) ?? sentence.text),
  }));
  return { score: reading.hit.score, sentences };
}
