/** The server end between two processes; `reader-process.ts` is the client. */
import type { ChunkToRead, SentenceReading } from './port.ts';
import type { ReadChunks } from './read-chunks.ts';

export interface ReadRequest {
  readonly question: string;
  readonly chunks: readonly ChunkToRead[];
}

export type ReadReply =
  | { readonly ready: true }
  | { readonly unusable: { readonly message: string; readonly hint: string } }
  | { readonly readings: readonly (readonly SentenceReading[])[] }
  | { readonly failed: string };

/** Says when the model is loaded, then answers requests in turn until the asking process ends or ends this one. */
export async function serveReads(open: () => Promise<ReadChunks>): Promise<void> {
  // If the asking process was killed, nobody is left to be told, and this one ends as well.
  const reply = (message: ReadReply) => process.send?.(message, undefined, {}, () => {});
  process.on('disconnect', () => process.exit());
  // A terminal's Ctrl-C reaches both processes; the asking one still finishes what it has begun.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  try {
    const read = await open();
    process.on('message', ({ question, chunks }: ReadRequest) => {
      read(question, chunks).then(
        (readings) => reply({ readings }),
        (error: Error) => reply({ failed: error.message }),
      );
    });
    reply({ ready: true });
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    reply({ unusable: { message, hint: hint ?? '' } });
  }
}
