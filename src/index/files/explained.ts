/** A draft whose errors of the file system come with what to do about them. */
import type { GenerationDraft, PendingArticle } from '../ports.ts';
import { explainFileError } from './disk.ts';

/** Calls `act`; what the file system reports comes out as an IndexError. */
export async function explainingErrors<T>(doing: string, act: () => Promise<T>): Promise<T> {
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
      explainingErrors(doing, () => draft.putArticle(article, contentHash, recordKey)),
    known: known && {
      id: (recordKey) => known.id(recordKey),
      keep: (id) => explainingErrors(doing, () => known.keep(id)),
    },
    plan: (boilerplateKeys) => explainingErrors(doing, () => draft.plan(boilerplateKeys)),
    async *pending(): AsyncIterable<PendingArticle> {
      try {
        yield* draft.pending();
      } catch (error) {
        throw explainFileError(error, doing);
      }
    },
    putChunks: (pending, chunks, vectors) =>
      explainingErrors(doing, () => draft.putChunks(pending, chunks, vectors)),
    finish: (onStep) => explainingErrors(doing, () => draft.finish(onStep)),
    publish: (options) => explainingErrors(doing, () => draft.publish(options)),
    discard: () => explainingErrors(doing, () => draft.discard()),
  };
}
