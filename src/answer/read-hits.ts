/** Lets the reader read the hits: the best first, others only while they could change the outcome. */
import type { ChunkToRead, Reader, SentenceReading } from '../reader/port.ts';
import { turn } from '../retrieve/turn.ts';
import { spellOutForReading } from '../text/spelled-out.ts';
import type { Hit, Span } from '../types.ts';
import { CHUNKS_READ_FIRST, CHUNKS_READ_NEXT } from './limits.ts';
import { quotableIn } from './quotable.ts';
import { type Reading, type Sentence, sentencesOf } from './reading.ts';

/** A sentence with what the reader says of it. */
export interface ReadSentence extends Sentence {
  readonly logOdds: number;
  /** The words that answer, within the article. */
  readonly span: (Span & { readonly probability: number }) | null;
}

/** A hit with what the reader says of each of its sentences. */
export type HitReading = Reading<ReadSentence>;

/**
 * Reads in steps. Log-odds are comparable across steps, so a step changes nothing of those before.
 *
 * @param enough whether the hits read so far decide the outcome.
 * @throws ReaderError
 */
export async function readHits(
  question: string,
  hits: readonly Hit[],
  reader: Reader,
  enough: (read: readonly HitReading[]) => boolean,
): Promise<HitReading[]> {
  const read = await readAll(question, hits.slice(0, CHUNKS_READ_FIRST), reader);
  while (read.length < hits.length && !enough(read)) {
    const next = hits.slice(read.length, read.length + CHUNKS_READ_NEXT);
    read.push(...(await readAll(question, next, reader)));
  }
  return read;
}

export async function readAll(
  question: string,
  hits: readonly Hit[],
  reader: Reader,
): Promise<HitReading[]> {
  if (hits.length === 0) return [];
  const unread = hits.map((hit) => ({ hit, sentences: sentencesOf(hit) }));
  const said = await reader.read(question, unread.map(toRead));
  // Several readings may come in at once.
  await turn();
  return unread.map(({ hit, sentences }, h) => {
    const quotable = quotableIn({ hit, sentences });
    return {
      hit,
      sentences: sentences.map((sentence, s) =>
        withReading(sentence, quotable[s] ? said[h]![s]! : NOT_QUOTABLE),
      ),
    };
  });
}

/** Never quoted, and not in the sum that probabilities are shares of. */
const NOT_QUOTABLE: SentenceReading = { logOdds: Number.NEGATIVE_INFINITY, span: null };

/** Places stay what they are: a spelled out text is as long as what was written. */
function toRead({ hit, sentences }: Reading<Sentence>): ChunkToRead {
  return {
    title: hit.article.title,
    heading: hit.chunk.heading,
    sentences: sentences.map(({ text }) => spellOutForReading(text)),
  };
}

function withReading(sentence: Sentence, { logOdds, span }: SentenceReading): ReadSentence {
  if (span === null) return { ...sentence, logOdds, span };
  const { start, end, probability } = span;
  const inArticle = { start: sentence.start + start, end: sentence.start + end, probability };
  return { ...sentence, logOdds, span: inArticle };
}
