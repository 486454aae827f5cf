/** Passages, readings and questions made by hand, so that a person can follow what is expected of them. */
import { type Calibration, type JudgedReading, judge } from '../../src/answer/judge.ts';
import { type ReadQuestion, readQuestion } from '../../src/answer/read-question.ts';
import { sentencesOf } from '../../src/answer/reading.ts';
import type { Reader, SentenceReading } from '../../src/reader/port.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import { headings } from '../../src/text/headings.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import type { Article, Hit, SearchIndex } from '../../src/types.ts';
import { createHashingEmbedder } from '../../tools/lib/hashing-embedder.ts';

export const embedder = createHashingEmbedder();

/** The overlap reader's word is taken as it is. */
export const calibration: Calibration = {
  readerId: 'overlap@1',
  temperature: 1,
  behind: 0,
  confidence: { bias: 0, best: 1, any: 0 },
  thresholds: { answer: 0.6, maybe: 0.1 },
  readMoreBelow: 0.9,
};

/** An index that knows every word, each in one of a hundred chunks, so that nothing is mended. */
const everyWordKnown = {
  summary: { chunks: 100 },
  chunkFrequency: async () => 1,
  similarWords: async () => [],
} as unknown as SearchIndex;

export async function question(text: string): Promise<ReadQuestion> {
  const read = await readQuestion(text, createRetriever({ index: everyWordKnown, embedder }));
  if (!read) throw new Error(`nothing to search for in «${text}»`);
  return read;
}

let numbers = 0;

/** A hit on the whole of an article's text, as if it were one chunk. */
export function hitOn(text: string, head: Partial<Article> = {}): Hit {
  const id = head.id ?? `article-${numbers}`;
  const article = { title: 'عنوان', ...head, id };
  numbers += 1;
  const found = headings(text);
  const heading = found.map(({ title }) => title).join(' · ');
  const lines = new Set(found.map(({ start }) => start));
  const sentences = splitSentences(text, { maxChars: 350 }).filter(
    ({ start }) => !lines.has(start),
  );
  return {
    number: numbers,
    chunk: {
      ...{ articleId: id, position: 0, start: 0, end: text.length, text, sentences },
      ...(heading && { heading }),
    },
    article,
    score: 1,
  };
}

/** What a reader says of the sentences of a passage: log-odds, and the words that answer. */
export interface Said {
  readonly logOdds: number;
  readonly answer?: string;
  /** Of the answer; default: 0.9. */
  readonly sure?: number;
}

/** Passages with what is said of each sentence, judged together at temperature 1. */
export function judged(
  ...passages: readonly { text: string; says: readonly Said[]; head?: Partial<Article> }[]
): readonly JudgedReading[] {
  const read = passages.map(({ text, says, head }) => {
    const hit = hitOn(text, head);
    const sentences = sentencesOf(hit);
    if (sentences.length !== says.length) {
      throw new Error(`the test and the splitter disagree: ${sentences.length} sentences`);
    }
    return {
      hit,
      sentences: sentences.map((sentence, i) => {
        const { logOdds, answer, sure = 0.9 } = says[i]!;
        const at = answer === undefined ? -1 : sentence.start + sentence.text.indexOf(answer);
        const span = at < 0 ? null : { start: at, end: at + answer!.length, probability: sure };
        return { ...sentence, logOdds, span };
      }),
    };
  });
  return judge(read, { temperature: 1, behind: 0 }).readings;
}

/** A reader that says of each sentence what a function does, and remembers how many passages it was given at a time. */
export function readerThat(
  says: (sentence: string, title: string) => SentenceReading,
): Reader & { readonly reads: number[] } {
  const reads: number[] = [];
  return {
    id: 'overlap@1',
    chunksMax: null,
    reads,
    read: async (_question, chunks) => {
      reads.push(chunks.length);
      return chunks.map(({ title, sentences }) => sentences.map((text) => says(text, title)));
    },
    close: async () => {},
  };
}
