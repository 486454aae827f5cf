/** A reader in this very process: the model, what it is given, and what its figures mean. */
import { openTokenClassifier } from '../embed/transformers.ts';
import { createPacker } from './pack.ts';
import type { ChunkToRead, SentenceReading } from './port.ts';
import { CLASSES, likeliestSpan } from './span.ts';

export type ReadChunks = (
  question: string,
  chunks: readonly ChunkToRead[],
) => Promise<SentenceReading[][]>;

/** Beyond the row, nothing was read. */
const UNREAD: SentenceReading = { logOdds: Number.NEGATIVE_INFINITY, span: null };

/** @throws ModelError if the model in the folder does not load. */
export async function openChunkReader(folder: string, threads: number): Promise<ReadChunks> {
  const classifier = await openTokenClassifier(folder, threads);
  const packer = createPacker(classifier);
  const read: ReadChunks = async (question, chunks) => {
    const readings: SentenceReading[][] = [];
    // One row at a time: rows together take as long (`docs/decisions/reader.md`), and the figures of each would
    // depend on the others, because the model rounds all that it is given on one scale.
    for (const chunk of chunks) {
      const row = packer.pack(question, chunk);
      if (row.sentences.length === 0) {
        readings.push([]);
        continue;
      }
      const logits = await classifier.classify(row.ids);
      readings.push(
        row.sentences.map((place, i) =>
          place
            ? {
                logOdds: logits[place.mark * CLASSES]!,
                span: likeliestSpan(logits, place, chunk.sentences[i]!),
              }
            : UNREAD,
        ),
      );
    }
    return readings;
  };
  // The first run allocates what all later ones use.
  await read('سؤال', [{ title: '', sentences: ['نص.'] }]);
  return read;
}
