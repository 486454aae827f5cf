/** A generation in the making, in files. It holds the writer's lock until it is published or discarded. */
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyText, chunkText } from '../../chunk/chunk.ts';
import { IndexError } from '../../errors.ts';
import { hash53 } from '../../text/hash.ts';
import type { Article, Chunk, IndexSummary, SearchIndex } from '../../types.ts';
import { WordIndexBuilder } from '../../words/builder.ts';
import { mergeWordIndex } from '../../words/merge.ts';
import { articleFrom, headOf, structureOf } from '../article-parts.ts';
import { checkVectors } from '../check-vectors.ts';
import type {
  ArticleFate,
  DraftPlan,
  FinishStep,
  GenerationDraft,
  IndexSettings,
  KnownArticles,
  PendingArticle,
} from '../ports.ts';
import { encodeSpans } from '../span-code.ts';
import { type ArticleRow, compareIds, encodeArticles } from './articles.ts';
import { type Base, openBase, slotsToRemove } from './base.ts';
import { byteOffsets } from './byte-offsets.ts';
import { checkCandidate } from './candidate.ts';
import { removeCheckpoint } from './checkpoint.ts';
import { ChunkTableWriter } from './chunks.ts';
import { keptGenerationNumbers } from './current.ts';
import { ensureFolder, syncFolder, writeDurably } from './disk.ts';
import type { Generation } from './generation.ts';
import type { GenerationTables } from './generation-tables.ts';
import { GraphBuilder } from './graph-builder.ts';
import { GraphInProgress } from './graph-in-progress.ts';
import { Journal } from './journal.ts';
import { removeLeftovers } from './leftovers.ts';
import { WriterLock } from './lock.ts';
import { encodeManifest, type Manifest } from './manifest.ts';
import { FORMAT_VERSION, MANIFEST, paths } from './paths.ts';
import { publishDraft, removeOldGenerations } from './publish.ts';
import { TextReader, TextWriter, textCheck } from './texts.ts';

interface Row extends Omit<ArticleRow, 'boilerplateKey' | 'firstChunk' | 'chunkCount'> {
  /** Its number in the base generation, if its content is the same there. */
  base: number | undefined;
  boilerplateKey: string | undefined;
  firstChunk: number;
  chunkCount: number;
}

/** Identifies an article as it was cut: its vectors depend on its content without boilerplate. */
function cutHash({ contentHash, boilerplateKey }: Row): string {
  return boilerplateKey === undefined ? contentHash : `${contentHash} ${boilerplateKey}`;
}

/** About how many bytes a chunk takes in the graph besides its vector, and in the word index. */
const LINKS_BYTES = 200;
const WORDS_BYTES = 360;

export interface DraftOptions {
  /** Takes nothing over. */
  readonly full: boolean;
  /** How many chunks are added between two checkpoints of the graph. Default: 20,000. */
  readonly checkpointChunks?: number | undefined;
}

export class FilesDraft implements GenerationDraft {
  readonly known: KnownArticles = {
    id: (recordKey) => this.#base?.knownId(recordKey),
    keep: (id) => this.#keep(id),
  };
  readonly #dir: string;
  readonly #settings: IndexSettings;
  readonly #lock: WriterLock;
  #base: Base | undefined;
  /** Loads the base's graph while the articles are read. */
  #baseGraph: GraphBuilder | undefined;
  /** Why the base's chunk numbers are not kept. */
  #rebuildReason: string | undefined;
  readonly #texts: TextWriter;
  #reader: TextReader | undefined;
  readonly #journal: Journal;
  readonly #rows: Row[] = [];
  readonly #rowOf = new Map<string, number>();
  readonly #chunks = new ChunkTableWriter();
  readonly #words = new WordIndexBuilder();
  #removedSlots: number[] = [];
  #graph: GraphInProgress | undefined;
  /** By the hash of a passage. */
  #slotOf: ReadonlyMap<number, number> | undefined;
  readonly #checkpointChunks: number | undefined;
  #candidate: Generation | undefined;
  #ended = false;

  private constructor(parts: {
    dir: string;
    settings: IndexSettings;
    lock: WriterLock;
    base: Base | undefined;
    rebuildReason: string | undefined;
    texts: TextWriter;
    journal: Journal;
    checkpointChunks: number | undefined;
  }) {
    this.#dir = parts.dir;
    this.#settings = parts.settings;
    this.#lock = parts.lock;
    this.#base = parts.base;
    if (parts.base) {
      const { manifest, folder } = parts.base.tables;
      this.#baseGraph = new GraphBuilder({
        dimensions: manifest.dimensions,
        capacity: 0,
        saved: {
          path: join(folder, 'vectors.hnsw'),
          slots: manifest.slots,
          ...manifest.files['vectors.hnsw'],
        },
      });
    }
    this.#rebuildReason = parts.rebuildReason;
    this.#texts = parts.texts;
    this.#journal = parts.journal;
    this.#checkpointChunks = parts.checkpointChunks;
  }

  static async begin(
    dir: string,
    settings: IndexSettings,
    { full, checkpointChunks }: DraftOptions,
  ): Promise<FilesDraft> {
    const { draft, generations, journal, checkpoint, lock: lockPath } = paths(dir);
    await ensureFolder(generations);
    const lock = await WriterLock.take(lockPath);
    try {
      await removeLeftovers(dir);
      await rm(draft, { recursive: true, force: true });
      await ensureFolder(draft);
      if (full) {
        await rm(journal, { force: true });
        await removeCheckpoint(checkpoint);
      }
      const { base, rebuildReason } = full
        ? { base: undefined, rebuildReason: 'a full build was asked for' }
        : await openBase(dir, settings);
      return new FilesDraft({
        dir,
        settings,
        lock,
        base,
        rebuildReason,
        texts: await TextWriter.create(join(draft, 'texts.bin')),
        journal: await Journal.open(journal, settings),
        checkpointChunks,
      });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async putArticle(
    article: Article,
    contentHash: string,
    recordKey?: string,
  ): Promise<ArticleFate> {
    const bytes = Buffer.from(article.text);
    const before = this.#base?.tables.articles.find(article.id) ?? -1;
    const same = before >= 0 && this.#base?.tables.articles.contentHash(before) === contentHash;
    await this.#put(bytes, {
      id: article.id,
      contentHash,
      recordKey,
      head: headOf(article),
      structure: structureOf(article),
      textCheck: textCheck(bytes),
      base: same ? before : undefined,
    });
    if (same) return 'unchanged';
    return before >= 0 ? 'changed' : 'new';
  }

  async #keep(id: string): Promise<Article> {
    const { articles, texts } = this.#base!.tables;
    const number = articles.find(id);
    const row = articles.row(number);
    const bytes = texts.readBytes(row.text, row.textCheck);
    await this.#put(bytes, { ...row, base: number });
    return articleFrom({ id, ...row.head }, bytes.toString('utf8'), row.structure);
  }

  async #put(
    text: Buffer,
    row: Omit<Row, 'text' | 'boilerplateKey' | 'firstChunk' | 'chunkCount'>,
  ): Promise<void> {
    if (this.#rowOf.has(row.id)) throw new RangeError(`Article ${row.id} was put twice`);
    this.#rowOf.set(row.id, this.#rows.length);
    const place = await this.#texts.add(text);
    const later = { boilerplateKey: undefined, firstChunk: 0, chunkCount: 0 };
    this.#rows.push({ ...row, text: place, ...later });
  }

  async plan(boilerplateKeys: ReadonlyMap<string, string> = new Map()): Promise<DraftPlan> {
    await this.#texts.flush();
    this.#reader = new TextReader(join(paths(this.#dir).draft, 'texts.bin'));
    await this.#baseGraph?.opened().catch((error) => this.#doWithoutBase(error));
    for (const row of this.#rows) {
      row.boilerplateKey = boilerplateKeys.get(row.id);
      if (row.base === undefined) continue;
      const before = this.#base!.tables.articles.boilerplateKey(row.base);
      if (before !== row.boilerplateKey) row.base = undefined;
    }
    const unchanged = this.#rows.filter((row) => row.base !== undefined);
    if (this.#base && this.#rebuildReason === undefined)
      this.#takeOver(this.#base.tables, unchanged);
    if (!this.#continues) {
      await this.#baseGraph?.close();
      this.#baseGraph = undefined;
    }
    const pending = this.#rows.filter((row) => this.#isPending(row));
    const changed = this.#rows.filter(
      (row) => row.base === undefined && (this.#base?.tables.articles.find(row.id) ?? -1) >= 0,
    ).length;
    return {
      unchanged: unchanged.length,
      changed,
      new: this.#rows.length - unchanged.length - changed,
      removed: (this.#base?.tables.articles.length ?? 0) - unchanged.length - changed,
      pendingArticles: pending.length,
      pendingBytes: pending.reduce((sum, row) => sum + row.text.bytes, 0),
      ...(this.#rebuildReason === undefined ? {} : { rebuildReason: this.#rebuildReason }),
    };
  }

  /** Continues without the base: its vectors are damaged. */
  #doWithoutBase(error: unknown): void {
    if (!(error instanceof IndexError)) throw error;
    this.#base?.close();
    this.#base = undefined;
    this.#rebuildReason = (error.cause as Error).message;
    for (const row of this.#rows) row.base = undefined;
  }

  /** Keeps the base's slots if few of them are dead. */
  #takeOver(base: GenerationTables, unchanged: readonly Row[]): void {
    const rowOfBase = new Map(unchanged.map((row) => [row.base, this.#rowOf.get(row.id)!]));
    const found = slotsToRemove(base, (article) => rowOfBase.has(article));
    if ('rebuildReason' in found) {
      this.#rebuildReason = found.rebuildReason;
      return;
    }
    this.#removedSlots = found.removed;
    for (let slot = 0; slot < base.chunkTable.length; slot += 1) {
      const row = base.chunkTable.lives(slot) ? base.chunkTable.row(slot) : undefined;
      const article = row && rowOfBase.get(row.article);
      this.#chunks.push(article === undefined || !row ? undefined : { ...row, article });
    }
    for (const row of unchanged) {
      const { first, count } = base.articles.chunks(row.base!);
      row.firstChunk = first;
      row.chunkCount = count;
    }
  }

  #isPending(row: Row): boolean {
    return row.base === undefined || this.#rebuildReason !== undefined;
  }

  async *pending(): AsyncIterable<PendingArticle> {
    await this.#startGraph();
    for (const row of this.#rows) {
      if (!this.#isPending(row)) continue;
      const text = this.#reader!.read(row.text, row.textCheck);
      const vectors = this.#knownVectors(row);
      const article = articleFrom({ id: row.id, ...row.head }, text, row.structure);
      yield { article, ...(vectors ? { vectors } : {}) };
    }
  }

  #knownVectors(row: Row): Float32Array[] | undefined {
    if (row.base === undefined) return this.#journal.vectors(cutHash(row));
    const { articles, stored } = this.#base!.tables;
    const { first, count } = articles.chunks(row.base);
    const vectors = Array.from({ length: count }, (_, i) => stored.get(first + i));
    return vectors.every((vector) => vector !== undefined) ? vectors : undefined;
  }

  vectorOf(passage: string): Float32Array | undefined {
    this.#slotOf ??= this.#slotsByPassage();
    const slot = this.#slotOf.get(hash53(passage));
    return slot === undefined ? undefined : this.#base!.tables.stored.get(slot);
  }

  /** Of the base's articles that are not kept as they are; of the others nothing is embedded. */
  #slotsByPassage(): Map<number, number> {
    const slots = new Map<number, number>();
    const tables = this.#base?.tables;
    const kept = new Set(this.#rows.map(({ base }) => base));
    for (let number = 0; number < (tables?.articles.length ?? 0); number += 1) {
      if (kept.has(number)) continue;
      const { first, count } = tables!.articles.chunks(number);
      try {
        const article = tables!.articleAt(number);
        for (let slot = first; slot < first + count; slot += 1)
          slots.set(hash53(chunkText(article, tables!.chunk(slot))), slot);
      } catch (error) {
        // What is damaged is embedded anew.
        if (!(error instanceof IndexError)) throw error;
      }
    }
    return slots;
  }

  async putChunks(
    pending: PendingArticle,
    chunks: readonly Chunk[],
    vectors: readonly Float32Array[],
  ): Promise<void> {
    const { article } = pending;
    const number = this.#rowOf.get(article.id)!;
    const row = this.#rows[number]!;
    checkVectors(article.id, chunks.length, vectors, this.#settings.dimensions);
    row.firstChunk = this.#chunks.length;
    row.chunkCount = chunks.length;
    const bytesBefore = byteOffsets(article.text, chunks);
    for (const chunk of chunks) {
      const at = bytesBefore(chunk.start);
      this.#words.add(this.#chunks.length, {
        title: article.title,
        heading: chunk.heading,
        text: bodyText(article, chunk),
      });
      this.#chunks.push({
        article: number,
        start: chunk.start,
        end: chunk.end,
        text: { at, bytes: bytesBefore(chunk.end) - at },
        textCheck: textCheck(Buffer.from(chunk.text)),
        heading: chunk.heading,
        page: chunk.page,
        sentences: encodeSpans(chunk.start, chunk.sentences),
      });
    }
    if (chunks.length === 0) return;
    if (!pending.vectors) await this.#journal.add(cutHash(row), vectors);
    await (await this.#startGraph()).add(cutHash(row), row.firstChunk, vectors);
  }

  async #startGraph(): Promise<GraphInProgress> {
    this.#graph ??= await GraphInProgress.start({
      dimensions: this.#settings.dimensions,
      base: this.#baseGraph && {
        builder: this.#baseGraph,
        sha256: this.#base!.tables.manifest.files['vectors.hnsw'].sha256,
      },
      removed: this.#removedSlots,
      slots: this.#chunks.length,
      expected: this.#rows
        .filter((row) => this.#isPending(row))
        .map((row) => ({
          contentHash: cutHash(row),
          bytes: row.text.bytes,
          chunks:
            row.base === undefined
              ? this.#journal.count(cutHash(row))
              : this.#base?.tables.articles.chunks(row.base).count,
        })),
      checkpointPath: paths(this.#dir).checkpoint,
      checkpointChunks: this.#checkpointChunks,
    });
    return this.#graph;
  }

  /** Whether the base's chunk numbers are kept. */
  get #continues(): boolean {
    return this.#base !== undefined && this.#rebuildReason === undefined;
  }

  async finish(onStep: (step: FinishStep) => void = () => {}): Promise<SearchIndex> {
    const { draft } = paths(this.#dir);
    await this.#checkSpace(draft);
    const vectorsPath = join(draft, 'vectors.hnsw');
    // The other thread finishes the graph and writes it while this one merges the words.
    const saving = (await this.#startGraph()).save(vectorsPath);
    saving.catch(() => {});
    onStep('words');
    const words = this.#continues
      ? mergeWordIndex(this.#base!.tables.words, new Set(this.#removedSlots), this.#words)
      : this.#words.finish();
    const wordsFile = await writeDurably(join(draft, 'words.bin'), [words]);

    onStep('vectors');
    const vectorsFile = await saving;

    onStep('tables');
    const order = [...this.#rows.keys()].sort((a, b) =>
      compareIds(this.#rows[a]!.id, this.#rows[b]!.id),
    );
    const articleNumbers = new Uint32Array(order.length);
    for (const [number, row] of order.entries()) articleNumbers[row] = number;
    const rows = order.map((row) => this.#rows[row]!);
    const manifest: Manifest = {
      formatVersion: FORMAT_VERSION,
      generation: ((await keptGenerationNumbers(this.#dir)).at(-1) ?? 0) + 1,
      madeFrom: this.#continues ? this.#base!.tables.manifest.generation : 0,
      builtAt: new Date().toISOString(),
      ...this.#settings,
      articles: rows.length,
      chunks: rows.reduce((sum, row) => sum + row.chunkCount, 0),
      slots: this.#chunks.length,
      files: {
        'articles.bin': await writeDurably(join(draft, 'articles.bin'), encodeArticles(rows)),
        'chunks.bin': await writeDurably(
          join(draft, 'chunks.bin'),
          this.#chunks.encode(articleNumbers),
        ),
        'texts.bin': await this.#texts.finish(),
        'vectors.hnsw': vectorsFile,
        'words.bin': wordsFile,
      },
    };
    await writeDurably(join(draft, MANIFEST), [encodeManifest(manifest)]);
    await syncFolder(draft);

    onStep('verify');
    this.#candidate = await checkCandidate(draft);
    return this.#candidate;
  }

  /** The graph's library does not report a full disk, so we look before. */
  async #checkSpace(folder: string): Promise<void> {
    const bytesNeeded =
      this.#chunks.length * (this.#settings.dimensions * 4 + LINKS_BYTES + WORDS_BYTES);
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < bytesNeeded) {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC', path: folder });
    }
  }

  async publish({ keepGenerations }: { readonly keepGenerations: number }): Promise<IndexSummary> {
    if (!this.#candidate) throw new Error('publish comes after finish');
    const { summary } = this.#candidate;
    await publishDraft(this.#dir, summary.generation);
    // From here on the new generation serves; what follows only tidies up.
    try {
      await this.#end();
      await rm(paths(this.#dir).journal, { force: true });
      await removeCheckpoint(paths(this.#dir).checkpoint);
      await removeOldGenerations(this.#dir, keepGenerations);
      return summary;
    } finally {
      await this.#lock.release();
    }
  }

  async discard(): Promise<void> {
    if (this.#ended) return;
    await this.#end();
    await rm(paths(this.#dir).draft, { recursive: true, force: true }).catch(() => {});
    await this.#lock.release();
  }

  async #end(): Promise<void> {
    this.#ended = true;
    await (this.#graph ?? this.#baseGraph)?.close();
    this.#reader?.close();
    await this.#candidate?.close();
    this.#base?.close();
    await this.#texts.abandon();
    await this.#journal.close();
  }
}
