/**
 * A reader for tests whose readings a person can work out by hand. It knows nothing of what words mean.
 *
 * Log-odds: of the question's words (its distinct stems, function and question words left out), `found` is the share
 * that is in the sentence; a word that only the title or a heading has counts a half. `logOdds = 6 · found − 3`:
 * −3 if nothing is shared, 0 at a half, 3 if every word is there.
 *
 * Span: the sentence's first run of numbers and month names that the question lacks, with probability 0.9; else its
 * longest run of words that are neither function words nor in the question (the first of equal ones), with 0.5; else null.
 */
import { ReaderError } from '../errors.ts';
import { monthNamesOf } from '../text/months.ts';
import { numeralOf } from '../text/numbers.ts';
import { isStopWord } from '../text/stopwords.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { AnswerSpan, ChunkToRead, ObservedReader, SentenceReading } from './port.ts';

/** In search form, each also with و or ف before it. */
const QUESTION_WORDS = 'متي من ما ماذا لماذا كم كيف اين هل اي ايه';
const IS_QUESTION_WORD = new RegExp(`^[وف]?(${QUESTION_WORDS.replaceAll(' ', '|')})$`, 'u');

const VALUE_PROBABILITY = 0.9;
const WORDS_PROBABILITY = 0.5;

export function createOverlapReader(): ObservedReader {
  let closed = false;
  let reads = 0;
  let chunksRead = 0;
  return {
    id: 'overlap@1',
    chunksMax: null,
    read: async (question, chunks) => {
      if (closed) throw new ReaderError('the reader is closed', 'Open another.');
      reads += 1;
      chunksRead += chunks.length;
      const asked = contentStems(question);
      return chunks.map((chunk) => readChunk(asked, chunk));
    },
    stats: () => ({
      waiting: 0,
      reads,
      chunks: chunksRead,
      readMs: 0,
      failures: 0,
      restarts: 0,
      lastError: null,
    }),
    close: async () => {
      closed = true;
    },
  };
}

function readChunk(asked: ReadonlySet<string>, chunk: ChunkToRead): SentenceReading[] {
  const above = contentStems(`${chunk.title} ${chunk.heading ?? ''}`);
  return chunk.sentences.map((sentence) => {
    const words = splitWords(sentence);
    const stems = new Set(words.map((word) => word.stem));
    let found = 0;
    for (const stem of asked) found += stems.has(stem) ? 1 : above.has(stem) ? 0.5 : 0;
    return { logOdds: 6 * (asked.size ? found / asked.size : 0) - 3, span: spanOf(words, asked) };
  });
}

function contentStems(text: string): Set<string> {
  return new Set(
    splitWords(text)
      .filter(({ surface }) => !isStopWord(surface) && !IS_QUESTION_WORD.test(surface))
      .map(({ stem }) => stem),
  );
}

function spanOf(words: readonly Word[], asked: ReadonlySet<string>): AnswerSpan | null {
  const value = runs(words, (word) => isValue(word) && !asked.has(word.stem))[0];
  if (value) return { ...value.span, probability: VALUE_PROBABILITY };
  const others = runs(words, (word) => !isStopWord(word.surface) && !asked.has(word.stem));
  const longest = others.reduce((a, b) => (b.length > (a?.length ?? 0) ? b : a), others[0]);
  return longest ? { ...longest.span, probability: WORDS_PROBABILITY } : null;
}

function isValue({ surface }: Word): boolean {
  return /^[0-9]/u.test(surface) || !!numeralOf(surface) || !!monthNamesOf(surface);
}

interface Run {
  /** In words. */
  readonly length: number;
  readonly span: { readonly start: number; readonly end: number };
}

/** Longest runs of neighbouring words that all pass. */
function runs(words: readonly Word[], passes: (word: Word) => boolean): Run[] {
  const found: Run[] = [];
  let first = 0;
  for (let i = 0; i <= words.length; i += 1) {
    if (i < words.length && passes(words[i]!)) continue;
    if (i > first) {
      const span = { start: words[first]!.start, end: words[i - 1]!.end };
      found.push({ length: i - first, span });
    }
    first = i + 1;
  }
  return found;
}
