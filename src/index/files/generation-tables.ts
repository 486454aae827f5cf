/** A generation without its graph, opened: for builds that copy from it, and for answers from the disk. */
import { join } from 'node:path';
import { sentencesOfOldChunk } from '../../chunk/old-chunk.ts';
import { IndexError } from '../../errors.ts';
import type { Article, Chunk } from '../../types.ts';
import { WordIndexBuilder } from '../../words/builder.ts';
import { WordIndex } from '../../words/word-index.ts';
import { articleFrom } from '../article-parts.ts';
import { decodeSpans } from '../span-code.ts';
import { ArticleTable } from './articles.ts';
import { ChunkTable } from './chunks.ts';
import type { Manifest } from './manifest.ts';
import { StoredVectors } from './stored-vectors.ts';
import { TextReader } from './texts.ts';
import { checkSize, loadPart, REPAIR } from './verify.ts';

export class GenerationTables {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly articles: ArticleTable;
  readonly chunkTable: ChunkTable;
  readonly words: WordIndex;
  readonly texts: TextReader;
  /** Single vectors; their file is not checked here. */
  readonly stored: StoredVectors;
  /** Buffers that were read into Node's memory, to be freed at the end. */
  readonly #loaded: readonly ArrayBuffer[];

  private constructor(
    folder: string,
    manifest: Manifest,
    [articles, chunks, words]: readonly [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ],
    withoutWords: boolean,
  ) {
    this.folder = folder;
    this.manifest = manifest;
    this.articles = new ArticleTable(articles, join(folder, 'articles.bin'));
    this.chunkTable = new ChunkTable(chunks, join(folder, 'chunks.bin'), this.articles.length);
    this.words = WordIndex.open(withoutWords ? new WordIndexBuilder().finish() : words);
    this.#loaded = [articles.buffer, chunks.buffer, words.buffer];
    const { articles: articleCount, chunks: chunkCount, slots } = manifest;
    const counts = [
      [this.articles.length, articleCount],
      [this.chunkTable.live, chunkCount],
      [this.chunkTable.length, slots],
    ] as const;
    if (counts.some(([found, written]) => found !== written)) refuseMixed(folder);
    this.texts = new TextReader(join(folder, 'texts.bin'));
    this.stored = new StoredVectors(join(folder, 'vectors.hnsw'), manifest.dimensions);
  }

  /**
   * Everything that is loaded is compared with its checksum first; texts, which are not loaded, are checked one by one
   * as they are read.
   *
   * @param options.withoutWords for a build that needs vectors and texts alone; no word is found then.
   * @throws IndexError if a file is missing, damaged or does not fit the others.
   */
  static async open(
    folder: string,
    manifest: Manifest,
    { withoutWords = false } = {},
  ): Promise<GenerationTables> {
    const loaded = [
      await loadPart(folder, 'articles.bin', manifest),
      await loadPart(folder, 'chunks.bin', manifest),
      await loadPart(folder, 'words.bin', manifest),
    ] as const;
    await checkSize(folder, 'texts.bin', manifest);
    return new GenerationTables(folder, manifest, loaded, withoutWords);
  }

  chunk(number: number): Chunk {
    const row = this.chunkTable.row(number);
    const { at } = this.articles.text(row.article);
    const place = { at: at + row.text.at, bytes: row.text.bytes };
    const text = this.texts.read(place, row.textCheck);
    return {
      articleId: this.articles.id(row.article),
      position: number - this.articles.chunks(row.article).first,
      start: row.start,
      end: row.end,
      text,
      ...(row.heading === undefined ? {} : { heading: row.heading }),
      ...(row.page === undefined ? {} : { page: row.page }),
      sentences: row.sentences
        ? decodeSpans(row.start, row.sentences)
        : sentencesOfOldChunk(text).map((one) => ({
            start: row.start + one.start,
            end: row.start + one.end,
          })),
    };
  }

  articleAt(number: number): Article {
    const text = this.texts.read(this.articles.text(number), this.articles.textCheck(number));
    return articleFrom(this.articles.head(number), text, this.articles.structure(number));
  }

  close(): void {
    this.texts.close();
    this.stored.close();
    for (const buffer of this.#loaded) giveBack(buffer);
  }
}

export function refuseMixed(folder: string): never {
  throw new IndexError(`${folder}: its files do not belong together.`, REPAIR);
}

/**
 * Frees a large buffer soon. Only a full collection frees an old object, and that may be many questions away. So the
 * memory is handed to a young object that nobody keeps: the next small collection frees it.
 */
function giveBack(buffer: ArrayBuffer): void {
  structuredClone(buffer, { transfer: [buffer] });
}
