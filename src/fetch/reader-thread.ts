/** The far end of `reader.ts`: reads one document for each message. */
import { parentPort } from 'node:worker_threads';
import { FetchError } from '../errors.ts';
import { type DocumentContent, type DocumentInput, readDocument } from './document.ts';
import { Refused } from './refused.ts';

export type ReaderReply =
  | DocumentContent
  | { readonly error: { refused: boolean; message: string; hint: string } };

function reply(input: DocumentInput): ReaderReply {
  try {
    return readDocument(input);
  } catch (error) {
    // Whatever a library throws at a stranger's document is the document's fault, and stops no other.
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof FetchError ? error.hint : 'It may be no article.';
    const refused = error instanceof Refused || !(error instanceof FetchError);
    return { error: { refused, message, hint } };
  }
}

const port = parentPort!;
port.on('message', (input: DocumentInput) => port.postMessage(reply(input)));
// Loading the parsers takes longer than a page, and counts against none.
port.postMessage('ready');
