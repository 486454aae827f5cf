/**
 * What reads: a trained encoder that sees a question and a chunk together and says of each sentence whether it
 * answers, and with which of its words.
 */
import type { Span } from '../types.ts';

/** A chunk as it is read: sentences in order, as printed. */
export interface ChunkToRead {
  readonly title: string;
  /** The headings above it. */
  readonly heading?: string | undefined;
  readonly sentences: readonly string[];
}

/** The words of a sentence that answer. A half-open range of UTF-16 code units within the sentence. */
export interface AnswerSpan extends Span {
  /** Probability, 0 to 1, that an answering sentence answers with exactly these words. */
  readonly probability: number;
}

/** What the reader says of one sentence. */
export interface SentenceReading {
  /**
   * Logarithm of the odds that this sentence answers against that no sentence of all chunks does: comparable across
   * the chunks of one question, and across questions. The probability of a sentence s among all that were read is
   * e^s / (1 + Σ e^t). Minus infinity for a sentence that did not fit into the reader's window.
   */
  readonly logOdds: number;
  /** The most likely words; null if the sentence has none. */
  readonly span: AnswerSpan | null;
}

export interface Reader {
  /** Names the model and its exact weights: `<name>@<first 12 hex digits of the checksum>`. */
  readonly id: string;
  /** Chunks that it is handed for one question, at most: `READER_PASSAGES` of the settings; null for `READ_MAX`. */
  readonly chunksMax: number | null;
  /**
   * For each chunk, in order, what is said of each of its sentences, in order.
   *
   * @throws ReaderError if the reader is not available, overrun or past its deadline; the chunks can be shown unread.
   */
  read(
    question: string,
    chunks: readonly ChunkToRead[],
  ): Promise<readonly (readonly SentenceReading[])[]>;
  close(): Promise<void>;
}

/** How reading has fared since the reader was opened, for metrics and the operator. */
export interface ReaderStats {
  /** Reads that wait or run now. */
  readonly waiting: number;
  /** Reads that were answered. */
  readonly reads: number;
  /** Chunks in the reads that were answered. */
  readonly chunks: number;
  /** Time that answered reads took, waiting included, added up. */
  readonly readMs: number;
  /** Reads that were refused or lost: the queue was full, the deadline passed, or the model's process ended. */
  readonly failures: number;
  /** How often the model was loaded again after it crashed or hung. */
  readonly restarts: number;
  /** What the last failure was; null if there was none. Holds nothing of what was read. */
  readonly lastError: string | null;
}

/** A reader that says how it fares. */
export interface ObservedReader extends Reader {
  stats(): ReaderStats;
}
