/** The client of the thread that builds the graph. */
import type { Worker } from 'node:worker_threads';
import { IndexError } from '../../errors.ts';
import { ownModule, startThread } from '../../own-module.ts';
import type { FileRecord } from './disk.ts';
import type { GraphOrigin, GraphReply, GraphRequest } from './graph-worker.ts';
import { NativeCalls } from './native-calls.ts';

/** Vectors on their way to the other thread, at most: 4,096 of 256 floats take 4 MiB. */
const WAITING_MAX = 4096;

/** How long a process that exits waits for the thread's call to end. Writing a large graph takes seconds. */
const EXIT_WAIT_MS = 30_000;

export class GraphBuilder {
  readonly #worker: Worker;
  readonly #calls: NativeCalls;
  readonly #ended: Promise<void>;
  #waiting = 0;
  #isOpen = false;
  #saved: FileRecord | undefined;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(origin: GraphOrigin) {
    const memory = NativeCalls.memory();
    this.#calls = new NativeCalls(memory);
    this.#worker = startThread(ownModule('./graph-worker', import.meta.url), {
      workerData: { origin, calls: memory },
    });
    this.#worker.on('message', (reply: GraphReply) => {
      if ('failed' in reply)
        this.#fail(Object.assign(new Error(reply.failed), { code: reply.code }));
      else if ('opened' in reply) this.#isOpen = true;
      else if ('saved' in reply) this.#saved = reply.saved;
      else this.#waiting -= reply.done;
      this.#wake?.();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    // A process that exits terminates its threads, even in the middle of a call.
    const onExit = () => this.#calls.stopAndWait(EXIT_WAIT_MS);
    process.once('exit', onExit);
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        process.off('exit', onExit);
        this.#fail(new Error('its thread has ended'));
        resolve();
      });
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /** Resolves when the graph that it continues from was checked and loaded. @throws IndexError if it is damaged. */
  async opened(): Promise<void> {
    await this.#until(() => this.#isOpen);
  }

  /** Marks vectors deleted. */
  remove(labels: readonly number[]): void {
    this.#worker.postMessage({ remove: labels } satisfies GraphRequest);
  }

  /** Resolves when the other thread is ready for more vectors. */
  async add(first: number, vectors: readonly Float32Array[]): Promise<void> {
    const dimensions = vectors[0]?.length ?? 0;
    const block = new Float32Array(vectors.length * dimensions);
    for (const [i, vector] of vectors.entries()) block.set(vector, i * dimensions);
    this.#waiting += vectors.length;
    this.#worker.postMessage({ add: block, first } satisfies GraphRequest, [block.buffer]);
    await this.#until(() => this.#waiting <= WAITING_MAX);
  }

  /** Starts saving the graph with all that was added until now, and does not wait. */
  checkpoint(path: string, slots: number, chain: string): void {
    this.#waiting += 1;
    this.#worker.postMessage({ checkpoint: path, slots, chain } satisfies GraphRequest);
  }

  /** Writes the graph durably when everything added is in it; ends the thread. */
  async save(path: string): Promise<FileRecord> {
    this.#worker.postMessage({ save: path } satisfies GraphRequest);
    await this.#until(() => this.#saved !== undefined);
    await this.close();
    return this.#saved!;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (!this.#failure) return;
    // What the file system reports is put into words if the store is called.
    if ((this.#failure as NodeJS.ErrnoException).code !== undefined) throw this.#failure;
    throw new IndexError(
      `The graph of vectors could not be built: ${this.#failure.message}`,
      'Run: npm run index -- --full',
      { cause: this.#failure },
    );
  }

  /** Ends the thread, after the call of the library that it is in. What was not yet added is dropped. */
  async close(): Promise<void> {
    this.#calls.stop();
    this.#worker.postMessage({ end: true } satisfies GraphRequest);
    await this.#ended;
  }
}
