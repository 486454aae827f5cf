/**
 * A generation that another version of the program made, served as far as this one can read it until it is rebuilt:
 * an upgrade must not take the bot down for as long as a build takes. What cannot be searched finds nothing.
 */
import type { IndexSummary, QueryTerm, Ranked, SearchIndex, SearchScope } from '../types.ts';
import type { IndexSettings } from './ports.ts';
import { describeDifference } from './settings.ts';

export interface Older {
  /** In words, what it was made with. */
  readonly madeOtherwise: string;
  /** Whether the model that made its vectors is available. */
  readonly vectors: boolean;
  /** Whether its word index is of a format that is read. */
  readonly words: boolean;
}

/**
 * What of a generation can be searched; undefined if it was made as this program makes them.
 *
 * @param format what to say of its format, if that is another.
 */
export function olderThan(
  settings: IndexSettings,
  wanted: IndexSettings,
  format?: string,
): Older | undefined {
  const parts = [format, describeDifference(settings, wanted)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return {
    madeOtherwise: parts.join('; '),
    vectors: settings.embedderId === wanted.embedderId && settings.dimensions === wanted.dimensions,
    words: settings.wordsVersion === wanted.wordsVersion,
  };
}

/** Whether anything can be found in it. */
export function canBeServed({ vectors, words }: Older): boolean {
  return vectors || words;
}

export class OlderGeneration implements SearchIndex {
  readonly #index: SearchIndex;
  readonly #older: Older;

  constructor(index: SearchIndex, older: Older) {
    this.#index = index;
    this.#older = older;
  }

  get summary(): IndexSummary {
    return { ...this.#index.summary, madeOtherwise: this.#older.madeOtherwise };
  }

  async searchVectors(vector: Float32Array, limit: number, scope?: SearchScope): Promise<Ranked[]> {
    return this.#older.vectors ? this.#index.searchVectors(vector, limit, scope) : [];
  }

  async searchWords(
    terms: readonly QueryTerm[],
    limit: number,
    scope?: SearchScope,
  ): Promise<Ranked[]> {
    return this.#older.words ? this.#index.searchWords(terms, limit, scope) : [];
  }

  async chunkFrequency(kind: 'surface' | 'stem', term: string): Promise<number> {
    return this.#older.words ? this.#index.chunkFrequency(kind, term) : 0;
  }

  async similarWords(surface: string, limit: number) {
    return this.#older.words ? this.#index.similarWords(surface, limit) : [];
  }

  chunks(numbers: readonly number[]) {
    return this.#index.chunks(numbers);
  }

  vectors(numbers: readonly number[]) {
    return this.#index.vectors(numbers);
  }

  article(id: string) {
    return this.#index.article(id);
  }

  heads(ids: readonly string[]) {
    return this.#index.heads(ids);
  }

  listArticles(page: Parameters<SearchIndex['listArticles']>[0]) {
    return this.#index.listArticles(page);
  }

  close() {
    return this.#index.close();
  }
}
