/**
 * The client of a model in a separate process: a queue, deadlines, and another process if one is lost.
 *
 *     loading ─► ready ◄─► reading     a read past its deadline is refused; a process that ends or hangs is lost,
 *        ▲                    │ lost    and the read with it; another is started, at once at first, then after
 *        └──── pausing ◄──────┘         growing pauses, during which reads are refused
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ModelError, ReaderError } from '../errors.ts';
import { EXEC_ARGV } from '../own-module.ts';
import type { ChunkToRead, SentenceReading } from './port.ts';
import type { ReadReply, ReadRequest } from './serve.ts';

export interface ReaderProcessOptions {
  /** The file that the process runs, without its ending: this file's own, as it is run now. */
  readonly module: URL;
  readonly args: readonly string[];
  /**
   * A read is refused when it was not answered this many milliseconds after it was asked for, waiting included. A process
   * that takes three times as long for a single read has hung, and another takes its place.
   */
  readonly deadlineMs: number;
  /** Reads that may wait while another runs; one more is refused at once. */
  readonly waitingMax: number;
  /** Called with what went wrong, with a read or with the process; never with the texts. */
  readonly onFailure: (message: string) => void;
}

export type Readings = readonly (readonly SentenceReading[])[];

interface Job extends ReadRequest {
  /** Only the first call counts. */
  readonly settle: (outcome: Readings | ReaderError) => void;
}

/** In deadlines. A slow process may finish: loading another would make a busy machine busier. */
const HUNG_AFTER = 3;
/** The bundled model loads in a second; on a machine that something else keeps busy it took two minutes. */
const LOAD_MS_MAX = 300_000;
/** The first restart is at once: most losses are single ones. From the second in a row on, the pause doubles. */
const RESTART_PAUSE_MS = 1000;
const RESTART_PAUSE_MS_MAX = 60_000;

/** MiB for young objects: a row's memory is soon free again, and with more the process takes 20 MiB more. */
const YOUNG_SPACE = '--max-semi-space-size=1';

const SHOWN_UNREAD = 'Nothing needs doing: chunks are shown unread until it is back.';

export class ReaderProcess {
  readonly #options: ReaderProcessOptions;
  #child: ChildProcess | undefined;
  #isReady = false;
  /** A process that never became ready is not started again: the caller gets the error. */
  #wasReady = false;
  #isClosed = false;
  #waiting: Job[] = [];
  #running: Job | undefined;
  /** Limits the time of a load or a read; undefined while there is neither. */
  #hangTimer: NodeJS.Timeout | undefined;
  /** Set while there is no process and none is starting. */
  #pause: NodeJS.Timeout | undefined;
  #lostInARow = 0;
  #restarts = 0;
  #settleOpened!: { readonly resolve: () => void; readonly reject: (error: ModelError) => void };
  readonly #opened = new Promise<void>((resolve, reject) => {
    this.#settleOpened = { resolve, reject };
  });
  readonly #killChild = () => this.#child?.kill('SIGKILL');

  constructor(options: ReaderProcessOptions) {
    this.#options = options;
    // A process that hangs would not notice that this one has gone.
    process.on('exit', this.#killChild);
    this.#start();
  }

  /** @throws ModelError if the process does not come to be ready. */
  opened(): Promise<void> {
    return this.#opened;
  }

  read(question: string, chunks: readonly ChunkToRead[]): Promise<Readings> {
    return new Promise((resolve, reject) => {
      const { deadlineMs, waitingMax } = this.#options;
      if (this.#isClosed) reject(new ReaderError('the reader is closed', 'Open another.'));
      else if (this.#pause) reject(this.#failure('the reader is being restarted'));
      else if (this.#waiting.length >= waitingMax) {
        reject(this.#failure(`${waitingMax} questions wait for the reader already`));
      } else {
        let isSettled = false;
        const job: Job = {
          question,
          chunks,
          settle: (outcome) => {
            if (isSettled) return;
            isSettled = true;
            clearTimeout(timer);
            this.#waiting = this.#waiting.filter((other) => other !== job);
            if (outcome instanceof ReaderError) reject(outcome);
            else resolve(outcome);
          },
        };
        const giveUp = () => job.settle(this.#failure(`not read within ${deadlineMs} ms`));
        const timer = setTimeout(giveUp, deadlineMs);
        this.#waiting.push(job);
        this.#next();
      }
    });
  }

  /** Whether the process was lost several times, and nothing is read until the next start. */
  get isUnavailable(): boolean {
    return this.#pause !== undefined;
  }

  /** How often the model was loaded again after it crashed or hung. */
  get restarts(): number {
    return this.#restarts;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    process.off('exit', this.#killChild);
    clearTimeout(this.#pause);
    clearTimeout(this.#hangTimer);
    const closed = new ReaderError('the reader was closed', 'Open another.');
    for (const job of [this.#running, ...this.#waiting]) job?.settle(closed);
    this.#running = undefined;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = once(child, 'exit');
    // It has nothing to save.
    child.kill('SIGKILL');
    await ended;
  }

  #start(): void {
    this.#pause = undefined;
    const { module, args } = this.#options;
    const child = fork(fileURLToPath(module), args, {
      // Options of this process (a debugger's port, the test runner) are not for the other one.
      execArgv: [...EXEC_ARGV, YOUNG_SPACE],
      // Unlike JSON, keeps minus infinity.
      serialization: 'advanced',
      // Its output must not mix with the program's.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#isReady = false;
    // Whoever waits for a read is kept alive by its deadline; an idle process keeps nobody.
    child.unref();
    child.channel?.unref();
    this.#hangTimer = setTimeout(() => this.#lose(child, 'it did not load in time'), LOAD_MS_MAX);
    child.on('message', (reply: ReadReply) => this.#hear(child, reply));
    child.on('error', (error) => this.#lose(child, error.message));
    child.on('exit', (code, signal) => this.#lose(child, `it ended (${signal ?? code})`));
  }

  #hear(child: ChildProcess, reply: ReadReply): void {
    if (child !== this.#child || this.#isClosed) return;
    clearTimeout(this.#hangTimer);
    if ('unusable' in reply) {
      this.#settleOpened.reject(new ModelError(reply.unusable.message, reply.unusable.hint));
      this.#lose(child, reply.unusable.message);
      return;
    }
    if ('ready' in reply) {
      this.#isReady = true;
      this.#wasReady = true;
      this.#settleOpened.resolve();
      this.#next();
      return;
    }
    this.#lostInARow = 0;
    const job = this.#running!;
    this.#running = undefined;
    job.settle(
      'failed' in reply ? this.#failure(`reading failed: ${reply.failed}`) : reply.readings,
    );
    this.#next();
  }

  #next(): void {
    if (!this.#isReady || this.#running) return;
    const job = this.#waiting.shift();
    if (!job) return;
    const child = this.#child!;
    const { deadlineMs } = this.#options;
    this.#running = job;
    this.#hangTimer = setTimeout(
      () => this.#lose(child, 'it hung'),
      deadlineMs * HUNG_AFTER,
    ).unref();
    const { question, chunks } = job;
    // What cannot be sent any more is followed by `exit`.
    child.send({ question, chunks } satisfies ReadRequest, () => {});
  }

  #lose(child: ChildProcess, why: string): void {
    if (child !== this.#child || this.#isClosed) return;
    this.#child = undefined;
    this.#isReady = false;
    clearTimeout(this.#hangTimer);
    child.kill('SIGKILL');
    const lost = this.#failure(`the reader's process was lost: ${why}`);
    if (!this.#wasReady) {
      this.#settleOpened.reject(new ModelError(lost.message, 'Check the memory that is left.'));
      return;
    }
    this.#running?.settle(lost);
    this.#running = undefined;
    this.#restarts += 1;
    this.#lostInARow += 1;
    if (this.#lostInARow === 1) {
      this.#start();
      return;
    }
    for (const job of this.#waiting) job.settle(lost);
    const pauseMs = Math.min(RESTART_PAUSE_MS * 2 ** (this.#lostInARow - 2), RESTART_PAUSE_MS_MAX);
    this.#pause = setTimeout(() => this.#start(), pauseMs).unref();
  }

  #failure(message: string): ReaderError {
    this.#options.onFailure(message);
    return new ReaderError(message, SHOWN_UNREAD);
  }
}
