/** One generation on the disk, opened: what answers questions. */
import { join } from 'node:path';
import { innerProduct } from '../../embed/inner-product.ts';
import { IndexError } from '../../errors.ts';
import { searchForm } from '../../text/normalise.ts';
import type {
  Article,
  ArticleHead,
  Chunk,
  IndexSummary,
  QueryTerm,
  Ranked,
  SearchIndex,
  SearchScope,
} from '../../types.ts';
import type { WordIndex } from '../../words/word-index.ts';
import { rankTitles } from '../titles.ts';
import type { ArticleTable } from './articles.ts';
import type { ChunkTable } from './chunks.ts';
import { GenerationTables, refuseMixed } from './generation-tables.ts';
import { VectorGraph } from './hnsw.ts';
import { readManifest, summaryOf } from './manifest.ts';
import type { TextReader } from './texts.ts';
import { checkPart } from './verify.ts';

export class Generation implements SearchIndex {
  readonly summary: IndexSummary;
  readonly folder: string;
  readonly articles: ArticleTable;
  readonly chunkTable: ChunkTable;
  readonly words: WordIndex;
  readonly graph: VectorGraph;
  readonly texts: TextReader;
  readonly #tables: GenerationTables;
  #titles: string[] | undefined;
  #closed = false;

  private constructor(tables: GenerationTables, graph: VectorGraph) {
    this.#tables = tables;
    this.graph = graph;
    this.summary = summaryOf(tables.manifest);
    this.folder = tables.folder;
    this.articles = tables.articles;
    this.chunkTable = tables.chunkTable;
    this.words = tables.words;
    this.texts = tables.texts;
  }

  /**
   * Opens a generation. Everything that is loaded is compared with its checksum first; texts, which
   * are not loaded, are checked one by one as they are read.
   *
   * @param options.vectorsHashed if the manifest's checksum of the vectors was taken from their file just now.
   * @param options.withoutWords if its words are of a version that is not read.
   * @throws IndexError if a file is missing, damaged or does not fit the others.
   */
  static async open(
    folder: string,
    { vectorsHashed = false, withoutWords = false } = {},
  ): Promise<Generation> {
    const manifest = await readManifest(folder);
    if (!vectorsHashed) await checkPart(folder, 'vectors.hnsw', manifest);
    // Another thread reads a large graph, which takes longer than everything that is done here meanwhile.
    const loading = VectorGraph.load(join(folder, 'vectors.hnsw'), manifest.dimensions);
    loading.catch(() => {});
    let tables: GenerationTables | undefined;
    try {
      tables = await GenerationTables.open(folder, manifest, { withoutWords });
      const graph = await loading;
      if (graph.size !== manifest.slots) refuseMixed(folder);
      return new Generation(tables, graph);
    } catch (error) {
      tables?.close();
      (await loading.catch(() => undefined))?.free();
      throw error;
    }
  }

  async searchVectors(vector: Float32Array, limit: number, scope?: SearchScope): Promise<Ranked[]> {
    this.#mustBeOpen();
    if (scope?.articleId === undefined) return this.graph.search(vector, limit);
    // An article has about a dozen chunks: comparing each is faster than a search that skips all others.
    const slots = this.#slotsOf(scope.articleId);
    return slots
      .map((number) => ({ number, score: innerProduct(vector, this.vector(number)) }))
      .sort((a, b) => b.score - a.score || a.number - b.number)
      .slice(0, limit);
  }

  async searchWords(
    terms: readonly QueryTerm[],
    limit: number,
    scope?: SearchScope,
  ): Promise<Ranked[]> {
    this.#mustBeOpen();
    if (scope?.articleId === undefined) return this.words.search(terms, limit);
    const slots = this.#slotsOf(scope.articleId);
    const [first, end] = [slots[0] ?? 0, (slots.at(-1) ?? -1) + 1];
    return this.words.search(terms, limit, (chunk) => chunk >= first && chunk < end);
  }

  #slotsOf(articleId: string): number[] {
    const number = this.articles.find(articleId);
    if (number < 0) return [];
    const { first, count } = this.articles.chunks(number);
    return Array.from({ length: count }, (_, i) => first + i);
  }

  async chunks(numbers: readonly number[]): Promise<Chunk[]> {
    this.#mustBeOpen();
    return numbers.map((number) => this.chunk(number));
  }

  chunk(number: number): Chunk {
    return this.#tables.chunk(number);
  }

  async vectors(numbers: readonly number[]): Promise<Float32Array[]> {
    this.#mustBeOpen();
    return numbers.map((number) => {
      this.chunkTable.row(number);
      return this.vector(number);
    });
  }

  /** The vector of a living slot. */
  vector(slot: number): Float32Array {
    return this.#tables.stored.get(slot) ?? this.graph.get(slot);
  }

  async chunkFrequency(kind: 'surface' | 'stem', term: string): Promise<number> {
    this.#mustBeOpen();
    return this.words.chunkFrequency(kind, term);
  }

  async similarWords(surface: string, limit: number) {
    this.#mustBeOpen();
    return this.words.similarWords(surface, limit);
  }

  async article(id: string): Promise<Article | undefined> {
    this.#mustBeOpen();
    const number = this.articles.find(id);
    return number < 0 ? undefined : this.#tables.articleAt(number);
  }

  async heads(ids: readonly string[]): Promise<(ArticleHead | undefined)[]> {
    this.#mustBeOpen();
    return ids.map((id) => {
      const number = this.articles.find(id);
      return number < 0 ? undefined : this.articles.head(number);
    });
  }

  async listArticles({ offset, limit, query }: { offset: number; limit: number; query?: string }) {
    this.#mustBeOpen();
    const order = query === undefined ? this.articles.byDate : this.#search(query);
    const page = Array.from(order.slice(offset, offset + limit));
    return { total: order.length, articles: page.map((n): ArticleHead => this.articles.head(n)) };
  }

  /** Article numbers whose titles match. Search forms of titles are made on first use and kept. */
  #search(query: string): number[] {
    const order = this.articles.byDate;
    this.#titles ??= Array.from(order, (number) => searchForm(this.articles.head(number).title));
    return rankTitles(query, this.#titles).map((position) => order[position]!);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new IndexError('This generation of the index was closed.', '');
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#tables.close();
    this.graph.free();
  }
}
