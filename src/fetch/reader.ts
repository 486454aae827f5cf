/** Reads documents from the web on a thread of its own, with a time limit and a memory limit. */
import { ThreadEnded, WorkThread } from '../corpus/work-thread.ts';
import { FetchError } from '../errors.ts';
import { ownModule } from '../own-module.ts';
import type { ReaderReply } from './reader-thread.ts';
import { Refused } from './refused.ts';
import type { DocumentContent, DocumentInput } from './web-document.ts';

/** A page at the size limit needs about 200 MB. */
const HEAP_MB_MAX = 512;

export class DocumentReader {
  readonly #thread = new WorkThread<DocumentInput, ReaderReply>(
    ownModule('./reader-thread', import.meta.url),
    HEAP_MB_MAX,
  );

  /**
   * One at a time, in the order of the calls.
   *
   * @throws Refused if the document is no article, or cannot be read within `timeMs` and the memory limit.
   * @throws FetchError if it is a broken feed.
   */
  async read(input: DocumentInput, timeMs: number): Promise<DocumentContent> {
    let reply: ReaderReply;
    try {
      reply = await this.#thread.ask(input, timeMs);
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      throw new Refused(error.message, 'It may be no article.');
    }
    if (!('error' in reply)) return reply;
    const { refused, message, hint } = reply.error;
    throw refused ? new Refused(message, hint) : new FetchError(message, hint);
  }
}
