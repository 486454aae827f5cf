/** Has the reader read what was found: the best passages first, and the rest only while they could change the outcome. */
import type { PassageToRead, Reader, SentenceReading } from '../reader/port.ts';
import { spellOutForReading } from '../text/spelled-out.ts';
import type { Span } from '../types.ts';
import { PASSAGES_READ_FIRST } from './limits.ts';
import type { Passage, Sentence } from './passages.ts';
import { quotableIn } from './quotable.ts';

/** A sentence with what the reader says of it. */
export interface ReadSentence extends Sentence {
  readonly logOdds: number;
  /** The words that answer, within the article. */
  readonly span: (Span & { readonly probability: number }) | null;
}

export type ReadPassage = Passage<ReadSentence>;

/**
 * Reads in two steps. Log-odds are comparable across the two, so that the second only adds to the first.
 *
 * @param enough whether what was read decides the outcome.
 * @throws ReaderError
 */
export async function readPassages(
  question: string,
  passages: readonly Passage[],
  reader: Reader,
  enough: (read: readonly ReadPassage[]) => boolean,
): Promise<ReadPassage[]> {
  const first = await readAll(question, passages.slice(0, PASSAGES_READ_FIRST), reader);
  const rest = passages.slice(PASSAGES_READ_FIRST);
  if (rest.length === 0 || enough(first)) return first;
  return [...first, ...(await readAll(question, rest, reader))];
}

export async function readAll(
  question: string,
  passages: readonly Passage[],
  reader: Reader,
): Promise<ReadPassage[]> {
  if (passages.length === 0) return [];
  const readings = await reader.read(question, passages.map(toRead));
  return passages.map((passage, p) => {
    const quotable = quotableIn(passage);
    const sentences = passage.sentences.map((sentence, s) =>
      withReading(sentence, quotable[s] ? readings[p]![s]! : NOT_QUOTABLE),
    );
    return { hit: passage.hit, sentences };
  });
}

/** Out of the question, and out of the sum that probabilities are shares of. */
const NOT_QUOTABLE: SentenceReading = { logOdds: Number.NEGATIVE_INFINITY, span: null };

/** Places stay what they are: a spelled out text is as long as what was written. */
function toRead({ hit, sentences }: Passage): PassageToRead {
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
