/** Reads documents on a thread that can be ended, so that one bad file never stops or bloats an index run. */
import { ownModule } from '../../own-module.ts';
import { ThreadEnded, WorkThread } from '../work-thread.ts';
import { FormatError, type FormatItem } from './format.ts';
import type { DocumentReply, DocumentRequest } from './reader-thread.ts';

/** A thick book as PDF takes about 10 s; on a busy machine four times that. */
const READ_MS_MAX = 120_000;
/** The tree of a book as XML takes about 200 MB. */
const HEAP_MB_MAX = 600;

/** One for the process: starting the thread takes longer than reading most documents. */
const thread = new WorkThread<DocumentRequest, DocumentReply>(
  ownModule('./reader-thread', import.meta.url),
  HEAP_MB_MAX,
);

/** @throws FormatError if nothing of it can be read, or not within the limits of time and memory. */
export async function readDocument(
  name: string,
  bytes: Uint8Array,
  timeMs = READ_MS_MAX,
): Promise<readonly FormatItem[]> {
  let reply: DocumentReply;
  try {
    reply = await thread.ask({ name, bytes }, timeMs);
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error;
    throw new FormatError(error.message, 'It is damaged or too large; save it again, or split it.');
  }
  if ('items' in reply) return reply.items;
  throw new FormatError(reply.problem, reply.hint);
}
