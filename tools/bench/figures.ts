/** Small measures that the benchmarks share. */
import { processStatus, statusNumber } from '../lib/proc.ts';

/** Resident memory in MiB of some processes together, now or at its highest; of this one alone if the system does not say. */
export function residentMib(
  which: 'now' | 'peak',
  processes: readonly (number | 'self')[] = ['self'],
): number {
  const field = which === 'now' ? 'VmRSS' : 'VmHWM';
  try {
    const kib = processes.map((pid) => statusNumber(processStatus(pid), field));
    return Math.round(kib.reduce((sum, one) => sum + one, 0) / 1024);
  } catch {
    return which === 'now' ? Math.round(process.memoryUsage.rss() / 2 ** 20) : 0;
  }
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Nearest-rank percentiles. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** What an answer asks of an index, by the stage that its time counts for. */
export const INDEX_STAGES: Readonly<Record<string, string>> = {
  searchVectors: 'vectors',
  searchWords: 'words',
  vectors: 'read',
  chunks: 'read',
  article: 'read',
  heads: 'read',
  chunkFrequency: 'vocabulary',
  similarWords: 'vocabulary',
};

/** Adds up the time spent in calls. */
export class Stopwatch {
  readonly #totals = new Map<string, number>();
  /** Stages under way. Time goes to the one that began last, so that none is counted twice. */
  readonly #running: { readonly stage: string }[] = [];
  #last = 0;

  async time<T>(stage: string, act: () => Promise<T>): Promise<T> {
    this.#credit();
    const run = { stage };
    this.#running.push(run);
    try {
      return await act();
    } finally {
      this.#credit();
      this.#running.splice(this.#running.indexOf(run), 1);
    }
  }

  #credit(): void {
    const now = performance.now();
    const stage = this.#running.at(-1)?.stage;
    if (stage !== undefined) {
      this.#totals.set(stage, (this.#totals.get(stage) ?? 0) + now - this.#last);
    }
    this.#last = now;
  }

  /** Milliseconds by stage since the last call. */
  take(): Record<string, number> {
    const taken = Object.fromEntries(this.#totals);
    this.#totals.clear();
    return taken;
  }

  /** An object whose methods are timed under the names given. */
  watch<T extends object>(target: T, stages: Readonly<Record<string, string>>): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        const method = value.bind(object);
        const stage = stages[String(name)];
        if (stage === undefined) return method;
        return (...args: unknown[]) => this.time(stage, () => method(...args));
      },
    });
  }
}

/** What is measured at one size of the corpus. */
export interface SizeFigures {
  readonly articles: number;
  readonly chunks: number;
  readonly corpusBytes: number;
  readonly build: BuildFigures;
  readonly reindex: BuildFigures;
  readonly serve: {
    /** From the start of the process to the first answer. */
    readonly firstAnswerMs: number;
    /** Processor time of a question, all threads, on average: hardly changes when the machine is busy. */
    readonly processorMs: number;
    readonly questionMs: Percentiles;
    readonly stageMs: Readonly<Record<string, Percentiles>>;
    readonly rssMib: number;
    readonly peakMib: number;
    /** Of the reader's processes together. */
    readonly readerMib: number;
    readonly underLoad: readonly LoadFigures[];
    /** Programs that wanted a processor in the minute before, this one among them. */
    readonly loadAverage: number;
  };
  readonly search: {
    readonly wordsMs: Percentiles;
    readonly vectorsMs: Percentiles;
    /** From the question as typed to the hits that are read. */
    readonly findMs: Percentiles;
  };
  readonly recall: readonly {
    readonly ef: number;
    readonly recallAt10: number;
    readonly ms: number;
  }[];
  readonly peers: readonly PeerFigures[];
  readonly changes: { readonly rssMib: readonly number[]; readonly questionMs: Percentiles };
}

/** How many ask at once. */
export const PEOPLE = [1, 4, 16];

/** This many people who ask at once, each again as soon as the answer is there. */
export interface LoadFigures {
  readonly people: number;
  /** Answers that were read for. */
  readonly questionsASecond: number;
  readonly questionMs: Percentiles;
  /** Answers that nothing was read for: the reader was overrun. */
  readonly unread: number;
  /** For how long the event loop was held at most. */
  readonly heldMs: number;
}

export interface PeerFigures {
  readonly name: string;
  readonly buildSeconds: number;
  readonly searchMs: Percentiles;
  readonly questions: number;
  /** Memory that the peer took, over what the process had before. */
  readonly mib: number;
}

export interface BuildFigures {
  readonly chunks: number;
  readonly bytes: number;
  readonly chunksEmbedded: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface BenchReport {
  readonly machine: string;
  readonly corpus: readonly string[];
  readonly sizes: readonly SizeFigures[];
}

export const sum = (values: Readonly<Record<string, number>>): number =>
  Object.values(values).reduce((total, value) => total + value, 0);
