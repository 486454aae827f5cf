/** The thread of `reader.ts`: reads one document for each message. */
import { parentPort } from 'node:worker_threads';
import { FormatError } from '../corpus/formats/format.ts';
import { FetchError } from '../errors.ts';
import { Refused } from './refused.ts';
import { type DocumentContent, type DocumentInput, readDocument } from './web-document.ts';

export type ReaderReply =
  | DocumentContent
  | { readonly error: { refused: boolean; message: string; hint: string } };

function reply(input: DocumentInput): ReaderReply {
  try {
    return readDocument(input);
  } catch (error) {
    if (error instanceof FetchError) {
      const { message, hint } = error;
      return { error: { refused: error instanceof Refused, message, hint } };
    }
    if (error instanceof FormatError)
      return { error: { refused: true, message: error.message, hint: error.hint } };
    // If a library throws on a document, only this document fails, and the others are read.
    const message = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
    return { error: { refused: true, message, hint: 'It may be no article.' } };
  }
}

const port = parentPort!;
port.on('message', (input: DocumentInput) => port.postMessage(reply(input)));
// Loading the parsers takes longer than a page, and counts against none.
port.postMessage('ready');
