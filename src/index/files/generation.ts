/** One generation on the disk, opened: what answers questions. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
import { rankTitles } from '../titles.ts';
import { WordIndex, WordIndexBuilder } from '../words.ts';
import { ArticleTable } from './articles.ts';
import { ChunkTable } from './chunks.ts';
import { readHashed } from './disk.ts';
import { VectorGraph } from './hnsw.ts';
import type { Part } from './layout.ts';
import { type Manifest, readManifest, summaryOf } from './manifest.ts';
import { StoredVectors } from './stored-vectors.ts';
import { TextReader } from './texts.ts';

const REPAIR =
  'Run: npm run index -- --rollback (the generation before), or: npm run index -- --full (build anew)';

/** Reads a part and holds its bytes against the manifest. */
async function checkPart(
  folder: string,
  part: Part,
  manifest: Manifest,
  into?: Uint8Array,
): Promise<void> {
  const path = join(folder, part);
  await checkSize(path, manifest.files[part].bytes);
  const { sha256 } = await readHashed(path, into);
  if (sha256 !== manifest.files[part].sha256) {
    throw new IndexError(`${path} is damaged: its checksum differs from the manifest's.`, REPAIR);
  }
}

async function loadPart(
  folder: string,
  part: Part,
  manifest: Manifest,
): Promise<Uint8Array<ArrayBuffer>> {
  await checkSize(join(folder, part), manifest.files[part].bytes);
  const bytes = new Uint8Array(manifest.files[part].bytes);
  await checkPart(folder, part, manifest, bytes);
  return bytes;
}

async function checkSize(path: string, bytes: number): Promise<void> {
  const found = await stat(path).catch((error) => {
    throw new IndexError(`${path} cannot be read: ${error.message}`, REPAIR, { cause: error });
  });
  if (!found.isFile() || found.size !== bytes) {
    throw new IndexError(
      `${path} is damaged: it has ${found.size} bytes where ${bytes} were written.`,
      REPAIR,
    );
  }
}

/** Checks every byte of a generation. @throws IndexError at the first that is not as it was written. */
export async function verifyGeneration(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const part of Object.keys(manifest.files) as Part[]) await checkPart(folder, part, manifest);
  return manifest;
}

/** Checks the part that opening a generation leaves unread. @throws IndexError */
export async function verifyTexts(folder: string): Promise<void> {
  await checkPart(folder, 'texts.bin', await readManifest(folder));
}

export class Generation implements SearchIndex {
  readonly summary: IndexSummary;
  readonly manifest: Manifest;
  readonly folder: string;
  readonly articles: ArticleTable;
  readonly chunkTable: ChunkTable;
  readonly words: WordIndex;
  readonly graph: VectorGraph;
  readonly texts: TextReader;
  readonly #stored: StoredVectors;
  /** What was read into memory of Node's own, to be given back when the generation closes. */
  readonly #loaded: readonly ArrayBuffer[];
  #titles: string[] | undefined;
  #closed = false;

  private constructor(parts: {
    folder: string;
    manifest: Manifest;
    articles: ArticleTable;
    chunkTable: ChunkTable;
    words: WordIndex;
    graph: VectorGraph;
    texts: TextReader;
    stored: StoredVectors;
    loaded: readonly ArrayBuffer[];
  }) {
    this.folder = parts.folder;
    this.manifest = parts.manifest;
    this.summary = summaryOf(parts.manifest);
    this.articles = parts.articles;
    this.chunkTable = parts.chunkTable;
    this.words = parts.words;
    this.graph = parts.graph;
    this.texts = parts.texts;
    this.#stored = parts.stored;
    this.#loaded = parts.loaded;
  }

  /**
   * Opens a generation. Everything that is loaded is held against its checksum first; texts, which
   * are not loaded, are checked one by one as they are read.
   *
   * @param options.withoutWords for a build that needs vectors and texts alone; no word is found then.
   * @param options.vectorsHashed where the manifest's checksum of the vectors was taken from their file just now.
   * @throws IndexError where a file is missing, damaged or does not fit the others.
   */
  static async open(
    folder: string,
    { withoutWords = false, vectorsHashed = false } = {},
  ): Promise<Generation> {
    const manifest = await readManifest(folder);
    if (!vectorsHashed) await checkPart(folder, 'vectors.hnsw', manifest);
    // A large graph is read by another thread, and takes longer than all the rest that is done meanwhile.
    const loading = VectorGraph.load(join(folder, 'vectors.hnsw'), manifest.dimensions);
    loading.catch(() => {});
    try {
      const articleBytes = await loadPart(folder, 'articles.bin', manifest);
      const chunkBytes = await loadPart(folder, 'chunks.bin', manifest);
      const wordBytes = await loadPart(folder, 'words.bin', manifest);
      await checkSize(join(folder, 'texts.bin'), manifest.files['texts.bin'].bytes);
      const articles = new ArticleTable(articleBytes, join(folder, 'articles.bin'));
      const chunkTable = new ChunkTable(chunkBytes, join(folder, 'chunks.bin'), articles.length);
      const words = WordIndex.open(withoutWords ? new WordIndexBuilder().finish() : wordBytes);
      const graph = await loading;
      const counts = [
        [articles.length, manifest.articles],
        [chunkTable.live, manifest.chunks],
        [chunkTable.length, manifest.slots],
        [graph.size, manifest.slots],
      ] as const;
      if (counts.some(([found, written]) => found !== written)) {
        throw new IndexError(`${folder}: its files do not belong together.`, REPAIR);
      }
      const texts = new TextReader(join(folder, 'texts.bin'));
      const stored = new StoredVectors(join(folder, 'vectors.hnsw'), manifest.dimensions);
      return new Generation({
        folder,
        manifest,
        articles,
        chunkTable,
        words,
        graph,
        texts,
        stored,
        loaded: [articleBytes.buffer, chunkBytes.buffer, wordBytes.buffer],
      });
    } catch (error) {
      (await loading.catch(() => undefined))?.free();
      throw error;
    }
  }

  async searchVectors(vector: Float32Array, limit: number, scope?: SearchScope): Promise<Ranked[]> {
    this.#mustBeOpen();
    if (scope?.articleId === undefined) return this.graph.search(vector, limit);
    // An article has some dozen chunks: weighing each is faster than a search that skips all others.
    const slots = this.#slotsOf(scope.articleId);
    return slots
      .map((chunk) => ({ chunk, score: innerProduct(vector, this.vector(chunk)) }))
      .sort((a, b) => b.score - a.score || a.chunk - b.chunk)
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
    const row = this.chunkTable.row(number);
    const { at } = this.articles.text(row.article);
    const place = { at: at + row.text.at, bytes: row.text.bytes };
    return {
      articleId: this.articles.id(row.article),
      position: number - this.articles.chunks(row.article).first,
      start: row.start,
      end: row.end,
      text: this.texts.read(place, row.textCheck),
      ...(row.heading === undefined ? {} : { heading: row.heading }),
    };
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
    return this.#stored.get(slot) ?? this.graph.get(slot);
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
    return number < 0 ? undefined : this.articleAt(number);
  }

  async heads(ids: readonly string[]): Promise<(ArticleHead | undefined)[]> {
    this.#mustBeOpen();
    return ids.map((id) => {
      const number = this.articles.find(id);
      return number < 0 ? undefined : this.articles.head(number);
    });
  }

  articleAt(number: number): Article {
    const text = this.texts.read(this.articles.text(number), this.articles.textCheck(number));
    return { ...this.articles.head(number), text };
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
    this.texts.close();
    this.#stored.close();
    this.graph.free();
    for (const buffer of this.#loaded) giveBack(buffer);
  }
}

/**
 * Frees a large buffer soon. An old object is collected by a full collection alone, which may be many questions away,
 * so the memory is handed to a young one that nobody keeps: the next small collection takes it.
 */
function giveBack(buffer: ArrayBuffer): void {
  structuredClone(buffer, { transfer: [buffer] });
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** Bytes of a generation's folder on the disk. */
export async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
