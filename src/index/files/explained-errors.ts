/** A draft whose errors of the file system come with what to do about them. */
import type { GenerationDraft, PendingArticle } from '../ports.ts';
import { explainFileError } from './disk.ts';

/** Calls `act`; what the file system reports comes out as an IndexError. */
export async function withExplainedErrors<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw explainFileError(error, doing);
  }
}

export function draftWithExplainedErrors(draft: GenerationDraft, doing: string): GenerationDraft {
  const { known } = draft;
  return {
    putArticle: (article, contentHash, recordKey) =>
      withExplainedErrors(doing, () => draft.putArticle(article, contentHash, recordKey)),
    known: known && {
      id: (recordKey) => known.id(recordKey),
      keep: (id) => withExplainedErrors(doing, () => known.keep(id)),
    },
    plan: (boilerplateKeys) => withExplainedErrors(doing, () => draft.plan(boilerplateKeys)),
    async *pending(): AsyncIterable<PendingArticle> {
      try {
        yield* draft.pending();
      } catch (error) {
        throw explainFileError(error, doing);
      }
    },
    vectorOf: (passage) => draft.vectorOf(passage),
    putChunks: (pending, chunks, vectors) =>
      withExplainedErrors(doing, () => draft.putChunks(pending, chunks, vectors)),
    finish: (onStep) => withExplainedErrors(doing, () => draft.finish(onStep)),
    publish: (options) => withExplainedErrors(doing, () => draft.publish(options)),
    discard: () => withExplainedErrors(doing, () => draft.discard()),
  };
}
