/**
 * What a build needs of a store, so that there is one build for all stores.
 *
 *   begin ─► putArticle/known.keep… ─► plan ─► pending ─► putChunks… ─► finish ─► (gate) ─► publish
 *                                                                            └─► discard
 */
import type { Article, Chunk, IndexSummary, SearchIndex } from '../types.ts';

/** What must be equal for two builds to share chunks, vectors and words. */
export interface IndexSettings {
  readonly embedderId: string;
  readonly dimensions: number;
  readonly chunkerVersion: number;
  readonly normaliserVersion: number;
  readonly wordsVersion: number;
}

/**
 * The settings that an opened generation must have been made with. A function gets the id of the model that made it, and may
 * load that model: the store reads what it can meanwhile.
 */
export type WantedSettings = IndexSettings | ((embedderId: string) => Promise<IndexSettings>);

/** A generation that is kept. */
export interface KeptGeneration {
  readonly summary: IndexSummary;
  readonly settings: IndexSettings;
  /** Whether questions are answered from it now. */
  readonly current: boolean;
}

export interface OpenOptions {
  /**
   * Serves what another version of the program made, or a model that is gone, as far as it can be searched; its summary
   * says what differs (`older.ts`). Default: it is refused.
   */
  readonly older?: boolean;
}

export interface IndexStore {
  /** Where it is, for messages; without a password. */
  readonly location: string;
  /** The generation that serves; undefined before the first build. Cheap: it is polled. */
  currentGeneration(): Promise<number | undefined>;
  /**
   * Opens a generation (the current one by default) and checks it against the settings.
   * @throws IndexError if they differ, with the command that mends it.
   */
  open(settings: WantedSettings, generation?: number, options?: OpenOptions): Promise<SearchIndex>;
  /** Kept generations by rising number. */
  generations(): Promise<KeptGeneration[]>;
  /** Content hash by article id, of the current generation; empty if there is none that can be read. */
  contentHashes(): Promise<ReadonlyMap<string, string>>;
  /** What `putCorpusRecord` kept; undefined if nothing was. */
  corpusRecord(generation: number): Promise<string | undefined>;
  /** Keeps a few lines with a generation: what its articles looked like (`corpus-record.ts`). */
  putCorpusRecord(generation: number, record: string): Promise<void>;
  /** Reads a complete generation and checks every checksum. @throws IndexError */
  verify(generation?: number): Promise<IndexSummary>;
  /** Makes an older generation current: the one before, or the one named. @throws IndexError */
  rollback(generation?: number): Promise<IndexSummary>;
  /** Takes the writer's lock and starts a generation. @throws IndexError if another writer holds it. */
  begin(settings: IndexSettings, options?: { readonly full?: boolean }): Promise<GenerationDraft>;
  /**
   * Calls back soon after a generation was made current, if a store can tell; polling has to do if it cannot.
   *
   * @returns what ends it.
   */
  watch(changed: () => void): () => void;
  /** Gives connections back. */
  close(): Promise<void>;
}

export type ArticleFate = 'unchanged' | 'new' | 'changed';

/** What a build is about to do, known once every article was read. */
export interface DraftPlan {
  readonly unchanged: number;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  /** Articles still to be chunked, and the bytes of their texts in UTF-8. */
  readonly pendingArticles: number;
  readonly pendingBytes: number;
  /** Why not everything is taken over from the generation before; absent if it is. */
  readonly rebuildReason?: string;
}

/** An article that has no chunks in the draft yet. */
export interface PendingArticle {
  readonly article: Article;
  /** Its chunks' vectors, if an interrupted build or an older generation already made them. */
  readonly vectors?: readonly Float32Array[];
}

/** Articles of the generation before that need not be read again, because the bytes they were read from are the same. */
export interface KnownArticles {
  /** The id of the article that was read from these bytes. */
  id(recordKey: string): string | undefined;
  /** Puts the article of the generation before, by an id that `id` gave, and returns it. */
  keep(id: string): Promise<Article>;
}

/** A generation in the making. Holds the writer's lock until it is published or discarded. */
export interface GenerationDraft {
  /** @param recordKey hash of the bytes that it was read from, if the article depends on nothing else. */
  putArticle(article: Article, contentHash: string, recordKey?: string): Promise<ArticleFate>;
  /** Articles by the bytes that they were read from; null if a store does not keep these keys. */
  readonly known: KnownArticles | null;
  /**
   * Ends the reading: articles of the generation before that were not put are removed.
   *
   * @param boilerplateKeys by article id, which of its lines are boilerplate (`Boilerplate.keys`). An article whose key
   * is another than before has changed. Default: no article has any.
   */
  plan(boilerplateKeys?: ReadonlyMap<string, string>): Promise<DraftPlan>;
  pending(): AsyncIterable<PendingArticle>;
  /**
   * The vector that the generation before has for a passage (`chunkText`) of an article that changed or went: a file of
   * another name says the same words. `undefined` if there is none, or if the store does not look for it.
   */
  vectorOf(passage: string): Float32Array | undefined;
  /** @param vectors one for each chunk, in order. */
  putChunks(
    pending: PendingArticle,
    chunks: readonly Chunk[],
    vectors: readonly Float32Array[],
  ): Promise<void>;
  /** Writes what is left, reads it back and checks it; opens the candidate, which closes with the draft. */
  finish(onStep?: (step: FinishStep) => void): Promise<SearchIndex>;
  publish(options: { readonly keepGenerations: number }): Promise<IndexSummary>;
  /** Releases the lock. What the next build can reuse stays. */
  discard(): Promise<void>;
}

export type FinishStep = 'words' | 'vectors' | 'tables' | 'verify';
