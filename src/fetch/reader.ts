/**
 * Reads documents on a thread of its own, with a time limit and a memory limit: there are pages of some megabytes
 * over which a parser sits for hours, and nothing on the same thread could stop it.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { FetchError } from '../errors.ts';
import type { DocumentContent, DocumentInput } from './document.ts';
import type { ReaderReply } from './reader-thread.ts';
import { Refused } from './refused.ts';

/** A page at the size limit needs some 200 MB. */
const HEAP_MB_MAX = 512;

/** Node.js 20 does not hand the TypeScript loader on to threads, so that each must register it itself. */
const BOOTSTRAP = `
  const { workerData } = require('node:worker_threads');
  import(workerData.loader).then(({ register }) => { register(); return import(workerData.module); });
`;

export class DocumentReader {
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * One at a time, in the order of the calls.
   *
   * @throws Refused where the document is no article, or cannot be read within `timeMs` and the memory limit.
   * @throws FetchError where it is a broken feed.
   */
  read(input: DocumentInput, timeMs: number): Promise<DocumentContent> {
    const result = this.#last.then(() => this.#read(input, timeMs));
    this.#last = result.catch(() => {});
    return result;
  }

  async #read(input: DocumentInput, timeMs: number): Promise<DocumentContent> {
    this.#worker ??= startThread();
    const worker = await this.#worker;
    const reply = await new Promise<ReaderReply>((resolve) => {
      const giveUp = (message: string) => {
        this.#worker = undefined;
        void worker.terminate();
        resolve({ error: { refused: true, message, hint: 'It may be no article.' } });
      };
      const timer = setTimeout(() => giveUp(`not read after ${timeMs / 1000} s`), timeMs);
      worker.removeAllListeners('error');
      worker.once('message', (reply: ReaderReply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      worker.once('error', (error) => {
        clearTimeout(timer);
        giveUp(`cannot be read (${error.message})`);
      });
      worker.ref();
      worker.postMessage(input);
    });
    // An idle thread keeps no process from ending.
    worker.unref();
    if (!('error' in reply)) return reply;
    const { refused, message, hint } = reply.error;
    throw refused ? new Refused(message, hint) : new FetchError(message, hint);
  }
}

/** Resolves when the thread has loaded what it needs. */
async function startThread(): Promise<Worker> {
  const worker = new Worker(BOOTSTRAP, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    workerData: {
      loader: import.meta.resolve('tsx/esm/api'),
      module: new URL('./reader-thread.ts', import.meta.url).href,
    },
  });
  await once(worker, 'message');
  return worker;
}
