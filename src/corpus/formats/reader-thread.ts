/** The thread of `reader.ts`: reads one document for each message. */
import { parentPort } from 'node:worker_threads';
import { FormatError, type FormatItem } from './format.ts';
import { readBytes } from './list.ts';

export interface DocumentRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type DocumentReply =
  | { readonly items: readonly FormatItem[] }
  | { readonly problem: string; readonly hint: string };

async function reply({ name, bytes }: DocumentRequest): Promise<DocumentReply> {
  try {
    return { items: await readBytes(name, bytes) };
  } catch (error) {
    if (error instanceof FormatError) return { problem: error.message, hint: error.hint };
    // If a library throws on a document, only this document fails, and the others are read.
    const message = error instanceof Error ? error.message : String(error);
    return {
      problem: `is damaged (${message.slice(0, 200)})`,
      hint: 'Save it again from the program that made it.',
    };
  }
}

// What a library gave up and nobody waits for is the document's fault too; its reading goes on, or ends by its time.
process.on('unhandledRejection', () => {});

const port = parentPort!;
port.on('message', (request: DocumentRequest) => {
  void reply(request).then((answer) => port.postMessage(answer));
});
port.postMessage('ready');
