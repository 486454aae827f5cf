/**
 * A reader of several processes: the chunks of a question are dealt out among them and read at the same time.
 * One thread in each of two processes reads 1.4 times as much as two threads in one (`docs/decisions/reader-speed.md`).
 */
import type { ChunkToRead, ObservedReader, ReaderStats } from './port.ts';
import { ReaderProcess, type ReaderProcessOptions, type Readings } from './reader-process.ts';

export interface ReaderProcessesOptions extends Omit<ReaderProcessOptions, 'onFailure'> {
  readonly id: string;
  readonly chunksMax: number | null;
  readonly processes: number;
}

/** @throws ModelError if one of the processes does not come to be ready. */
export async function startReaderProcesses(
  options: ReaderProcessesOptions,
): Promise<ObservedReader> {
  const reader = new ReaderProcesses(options);
  try {
    await reader.opened();
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** A process with the letters that it still has to read. */
interface Hand {
  readonly process: ReaderProcess;
  letters: number;
}

/** Part of a question's chunks, by their places among them. */
type Deal = ReadonlyMap<Hand, readonly number[]>;

class ReaderProcesses implements ObservedReader {
  readonly id: string;
  readonly chunksMax: number | null;
  readonly #hands: readonly Hand[];
  #waiting = 0;
  #reads = 0;
  #chunks = 0;
  #readMs = 0;
  #failures = 0;
  #lastError: string | null = null;

  constructor({ id, chunksMax, processes, ...options }: ReaderProcessesOptions) {
    this.id = id;
    this.chunksMax = chunksMax;
    const onFailure = (message: string) => {
      this.#lastError = message;
    };
    this.#hands = Array.from({ length: processes }, () => ({
      process: new ReaderProcess({ ...options, onFailure }),
      letters: 0,
    }));
  }

  async opened(): Promise<void> {
    await Promise.all(this.#hands.map(({ process }) => process.opened()));
  }

  async read(question: string, chunks: readonly ChunkToRead[]): Promise<Readings> {
    const askedAt = performance.now();
    const readings = new Array<Readings[number]>(chunks.length);
    this.#waiting += 1;
    try {
      await Promise.all(
        [...deal(this.#able(), chunks)].map(async ([hand, places]) => {
          const own = places.map((place) => chunks[place]!);
          const letters = own.reduce((sum, chunk) => sum + lettersIn(chunk), 0);
          hand.letters += letters;
          try {
            const read = await hand.process.read(question, own);
            for (const [i, place] of places.entries()) readings[place] = read[i]!;
          } finally {
            hand.letters -= letters;
          }
        }),
      );
    } catch (error) {
      this.#failures += 1;
      throw error;
    } finally {
      this.#waiting -= 1;
    }
    this.#reads += 1;
    this.#chunks += chunks.length;
    this.#readMs += performance.now() - askedAt;
    return readings;
  }

  /** Those that can read now. If none can, all of them: one then says why. */
  #able(): readonly Hand[] {
    const able = this.#hands.filter(({ process }) => !process.isUnavailable);
    return able.length > 0 ? able : this.#hands;
  }

  stats(): ReaderStats {
    return {
      waiting: this.#waiting,
      reads: this.#reads,
      chunks: this.#chunks,
      readMs: this.#readMs,
      failures: this.#failures,
      restarts: this.#hands.reduce((sum, { process }) => sum + process.restarts, 0),
      lastError: this.#lastError,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#hands.map(({ process }) => process.close()));
  }
}

/** The longest first, each to the process that has the least to read. */
function deal(hands: readonly Hand[], chunks: readonly ChunkToRead[]): Deal {
  const dealt = new Map<Hand, number[]>();
  const letters = new Map(hands.map((hand) => [hand, hand.letters]));
  const longestFirst = chunks
    .map((chunk, place) => ({ place, length: lettersIn(chunk) }))
    .sort((a, b) => b.length - a.length);
  for (const { place, length } of longestFirst) {
    const hand = hands.reduce((a, b) => (letters.get(b)! < letters.get(a)! ? b : a));
    letters.set(hand, letters.get(hand)! + length);
    dealt.set(hand, [...(dealt.get(hand) ?? []), place]);
  }
  return dealt;
}

/** Nearly in proportion to the time that reading takes. */
function lettersIn({ title, heading = '', sentences }: ChunkToRead): number {
  return sentences.reduce((sum, { length }) => sum + length, title.length + heading.length);
}
