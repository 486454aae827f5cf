/** A draft whose errors of the file system come with what to do about them. */
import type { GenerationDraft, PendingArticle } from '../ports.ts';
import { explainFileError } from './disk.ts';

/** Calls `act`; what the file system reports comes out as an IndexError. */
export async function explained<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw explainFileError(error, doing);
  }
}

export function explainedDraft(draft: GenerationDraft, doing: string): GenerationDraft {
  const { known } = draft;
  return {
    putArticle: (article, contentHash, recordKey) =>
      explained(doing, () => draft.putArticle(article, contentHash, recordKey)),
    known: known && {
      id: (recordKey) => known.id(recordKey),
      keep: (id) => explained(doing, () => known.keep(id)),
    },
    plan: (boilerplateKeys) => explained(doing, () => draft.plan(boilerplateKeys)),
    async *pending(): AsyncIterable<PendingArticle> {
      try {
        yield* draft.pending();
      } catch (error) {
        throw explainFileError(error, doing);
      }
    },
    putChunks: (pending, chunks, vectors) =>
      explained(doing, () => draft.putChunks(pending, chunks, vectors)),
    finish: (onStep) => explained(doing, () => draft.finish(onStep)),
    publish: (options) => explained(doing, () => draft.publish(options)),
    discard: () => explained(doing, () => draft.discard()),
  };
}
