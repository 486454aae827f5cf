/**
 * Work on a thread of its own, with a time limit and a memory limit: there are files of some megabytes over which a
 * parser sits for hours, and nothing on the same thread could stop it.
 */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../own-module.ts';

/** The thread was ended: it took too long, or died. The message says which. */
export class ThreadEnded extends Error {}

export class WorkThread<Input, Reply> {
  readonly #module: URL;
  readonly #heapMbMax: number;
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param module posts any message when it has loaded, then one `Reply` for each `Input`. */
  constructor(module: URL, heapMbMax: number) {
    this.#module = module;
    this.#heapMbMax = heapMbMax;
  }

  /** One at a time, in the order of the calls. @throws ThreadEnded */
  ask(input: Input, timeMs: number): Promise<Reply> {
    const result = this.#last.then(() => this.#ask(input, timeMs));
    this.#last = result.catch(() => {});
    return result;
  }

  async #ask(input: Input, timeMs: number): Promise<Reply> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    const reply = await new Promise<Reply>((resolve, reject) => {
      const end = (message: string) => {
        clearTimeout(timer);
        forget(worker);
        // Errors of a thread that is ending are ignored.
        worker.on('error', () => {});
        this.#worker = undefined;
        void worker.terminate();
        reject(new ThreadEnded(message));
      };
      const timer = setTimeout(() => end(`not read after ${timeMs / 1000} s`), timeMs);
      forget(worker);
      worker.once('message', (reply: Reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      worker.once('error', (error) => end(`cannot be read (${error.message})`));
      worker.once('exit', () => end('cannot be read (its thread ended)'));
      worker.ref();
      worker.postMessage(input);
    });
    // An idle thread keeps no process from ending.
    worker.unref();
    return reply;
  }

  /** Resolves when the thread has loaded what it needs: that takes longer than a page, and counts against none. */
  async #start(): Promise<Worker> {
    const worker = startThread(this.#module, {
      resourceLimits: { maxOldGenerationSizeMb: this.#heapMbMax },
    });
    await once(worker, 'message');
    return worker;
  }
}

/** By name: the worker listens to itself, too, and without that hears nothing more. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}
