/**
 * Builds a generation from a corpus and makes it the one that serves: what `npm run index` does,
 * and `npm run ask` on first use.
 */
import { type Boilerplate, BoilerplateCounter } from '../chunk/boilerplate.ts';
import { chunkArticle, chunkText } from '../chunk/chunk.ts';
import { type CorpusNote, readChangedCorpus, readCorpus } from '../corpus/read.ts';
import { type CorpusError, IndexError } from '../errors.ts';
import type { Chunk, Embedder, IndexSummary, SearchIndex } from '../types.ts';
import { keepCorpusRecord, recordCorpus } from './corpus-record.ts';
import type { DraftPlan, GenerationDraft, IndexStore, PendingArticle } from './ports.ts';
import { type BuildProgress, type BuildStage, ProgressMeter } from './progress-meter.ts';
import { settingsFor } from './settings.ts';

/** How many generations are kept, including the one that serves. */
const KEEP_GENERATIONS = 3;

/** Chunks embedded in one call: enough for the embedder to batch by length. */
const PASSAGES = 256;
/** The first calls are smaller: one warms the embedder up, the next is timed, and tells how long the rest will take. */
const FIRST_PASSAGES = [32, 64];

/** A report counts the chunks of each article for at most this many articles: enough for a few new documents. */
const CHUNKS_NAMED = 1_000;

/** What is left to embed, and how long that will take. */
export interface EmbedEstimate {
  /** From the bytes of the articles: they have not been cut yet. */
  readonly chunks: number;
  readonly seconds: number;
}

/** What the canned questions showed about a candidate. */
export interface GateVerdict {
  readonly ok: boolean;
  /** For the operator: what was measured, and what became worse. */
  readonly report: string;
}

/** Judges a generation before it serves; calls `onQuestion` after each question it asked. */
export type Gate = (
  candidate: SearchIndex,
  onQuestion: (done: number, of: number) => void,
) => Promise<GateVerdict>;

export interface BuildOptions {
  readonly store: IndexStore;
  readonly embedder: Embedder;
  /** Files and folders, read in this order. */
  readonly corpusPaths: readonly string[];
  /** Takes nothing over from the generation before. Default: false. */
  readonly full?: boolean | undefined;
  /** Stops, with the old generation serving, if any article could not be read. Default: false. */
  readonly strict?: boolean | undefined;
  /** Publishes even if the gate refuses. Default: false. */
  readonly force?: boolean | undefined;
  /** Default: 3. */
  readonly keepGenerations?: number | undefined;
  /** Asked before the new generation serves. Without it every sound generation is published. */
  readonly gate?: Gate | undefined;
  /**
   * Makes the overview that is kept with a generation for people who ask what there is; calls `onQuestion` before each question
   * that it asks. Default: nothing.
   */
  readonly makeOverview?:
    | ((candidate: SearchIndex, onQuestion: () => void) => Promise<unknown>)
    | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  /** Called once, as soon as it is known; not at all if there is little to embed. */
  readonly onEstimate?: ((estimate: EmbedEstimate) => void) | undefined;
  /** Stops the build as soon as possible; finished vectors are kept for the next one. */
  readonly signal?: AbortSignal | undefined;
}

export interface BuildReport {
  /** `refused`: by `strict` or by the gate; the old generation serves. */
  readonly outcome: 'published' | 'unchanged' | 'refused';
  /** The generation that serves now; absent if there is none. */
  readonly summary: IndexSummary | undefined;
  readonly plan: DraftPlan;
  /** Articles left out, with why. */
  readonly skipped: readonly CorpusError[];
  /** Notes about the corpus: ignored files, unknown fields, repairs, drafts. */
  readonly notes: readonly CorpusNote[];
  readonly chunksEmbedded: number;
  /** Chunks of each new or changed article, by id; of the first `CHUNKS_NAMED` of them. */
  readonly chunksOf: Readonly<Record<string, number>>;
  /** Chunks whose vectors came from an interrupted build or an older generation. */
  readonly chunksReused: number;
  readonly seconds: Readonly<Partial<Record<BuildStage, number>>>;
  readonly gate?: GateVerdict;
}

/** Not one article could be read; what lies there, and why it was left out, is told all the same. */
export class NothingReadError extends IndexError {
  readonly skipped: readonly CorpusError[];
  readonly notes: readonly CorpusNote[];

  constructor(
    paths: readonly string[],
    skipped: readonly CorpusError[],
    notes: readonly CorpusNote[],
  ) {
    super(
      `No article could be read from ${paths.join(', ')}.`,
      skipped[0]
        ? `Left out: ${skipped.length}. The first: ${skipped[0].message}. ${skipped[0].hint}`
        : 'Put articles there (Markdown, Word, PDF, HTML, EPUB, tables, … the README lists them), or name another place with --corpus.',
    );
    this.skipped = skipped;
    this.notes = notes;
  }
}

/** @throws IndexError, CorpusError, ModelError; the generation that served before still does. */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const { store, embedder } = options;
  const meter = new ProgressMeter(options.onProgress);
  // Opening the generation before is part of reading: articles known from it need not be read.
  meter.start('read');
  const draft = await store.begin(settingsFor(embedder), { full: options.full ?? false });
  try {
    return await fill(draft, options, meter);
  } finally {
    await draft.discard();
  }
}

async function fill(
  draft: GenerationDraft,
  options: BuildOptions,
  meter: ProgressMeter,
): Promise<BuildReport> {
  const { store, signal } = options;
  // Before anything is read: what changes meanwhile counts as changed.
  const corpus = await recordCorpus(options.corpusPaths).catch(() => undefined);
  const skipped: CorpusError[] = [];
  const notes: CorpusNote[] = [];
  const onNote = (note: CorpusNote) => notes.push(note);
  let read = 0;
  const lines = new BoilerplateCounter();
  const { known } = draft;
  const knownId = (key: string) => known?.id(key);
  for await (const item of readChangedCorpus(options.corpusPaths, knownId, { onNote })) {
    signal?.throwIfAborted();
    if ('error' in item) {
      // A folder that is gone for a moment must not count as empty: all its articles would be removed.
      if (isMissingPath(item.error, options.corpusPaths)) throw item.error;
      skipped.push(item.error);
    } else {
      if ('knownId' in item) lines.add(await known!.keep(item.knownId));
      else {
        await draft.putArticle(item.article, item.contentHash, item.recordKey);
        lines.add(item.article);
      }
      read += 1;
      meter.advance(read);
    }
  }
  const boilerplate = lines.finish();
  const plan = await draft.plan(boilerplate.keys);
  meter.end();

  const report = async (outcome: BuildReport['outcome'], more: Partial<BuildReport> = {}) => ({
    outcome,
    summary: (await store.generations()).find(({ current }) => current)?.summary,
    plan,
    skipped,
    notes,
    chunksEmbedded: 0,
    chunksReused: 0,
    chunksOf: {},
    seconds: meter.seconds(),
    ...more,
  });
  if (options.strict && skipped.length > 0) return report('refused');
  if (read === 0) throw new NothingReadError(options.corpusPaths, skipped, notes);
  if (plan.new + plan.changed + plan.removed === 0 && plan.rebuildReason === undefined) {
    const unchanged = await report('unchanged');
    await keepCorpusRecord(store, unchanged.summary?.generation, corpus);
    return unchanged;
  }

  const counts = await embedPending(draft, plan, boilerplate, options, meter);

  meter.start('write', 4);
  let steps = 0;
  const candidate = await draft.finish(() => {
    steps += 1;
    meter.advance(steps);
  });
  meter.end();

  let gate: GateVerdict | undefined;
  if (options.gate) {
    meter.start('check');
    gate = await options.gate(candidate, (done, of) => {
      signal?.throwIfAborted();
      meter.advance(done, of);
    });
    meter.end();
    if (!gate.ok && !options.force) return report('refused', { ...counts, gate });
  }
  const overview = await overviewOf(candidate, options, meter);
  signal?.throwIfAborted();
  meter.start('publish');
  const { generation } = await draft.publish({
    keepGenerations: options.keepGenerations ?? KEEP_GENERATIONS,
  });
  await keepCorpusRecord(store, generation, corpus, overview);
  meter.end();
  return report('published', { ...counts, ...(gate ? { gate } : {}) });
}

/** The overview that `makeOverview` makes. People can ask without it, so a build never fails because of it. */
async function overviewOf(
  candidate: SearchIndex,
  { makeOverview, signal }: BuildOptions,
  meter: ProgressMeter,
): Promise<unknown> {
  if (makeOverview === undefined) return undefined;
  meter.start('overview');
  let asked = 0;
  const onQuestion = () => {
    signal?.throwIfAborted();
    asked += 1;
    meter.advance(asked);
  };
  const overview = await makeOverview(candidate, onQuestion).catch(() => undefined);
  meter.end();
  return overview;
}

/** Whether a path that was named, not an article within it, cannot be read. */
function isMissingPath(error: CorpusError, corpusPaths: readonly string[]): boolean {
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && corpusPaths.includes(error.file);
}

interface Chunked {
  readonly pending: PendingArticle;
  readonly chunks: readonly Chunk[];
  /** Of each chunk, where it is known already. */
  readonly vectors: readonly (Float32Array | undefined)[];
}

async function embedPending(
  draft: GenerationDraft,
  plan: DraftPlan,
  boilerplate: Boilerplate,
  { embedder, signal, onEstimate }: BuildOptions,
  meter: ProgressMeter,
): Promise<Pick<BuildReport, 'chunksEmbedded' | 'chunksReused' | 'chunksOf'>> {
  meter.start('embed');
  let chunksEmbedded = 0;
  let chunksReused = 0;
  const chunksOf: Record<string, number> = {};
  let named = 0;
  let bytes = 0;
  let waiting: Chunked[] = [];
  let passages: string[] = [];
  let calls = 0;

  const flush = async () => {
    const began = performance.now();
    const fresh = passages.length > 0 ? await embedder.embedChunks(passages) : [];
    const secondsEach = (performance.now() - began) / 1000 / Math.max(1, fresh.length);
    let [used, put] = [0, 0];
    for (const { pending, chunks, vectors } of waiting) {
      signal?.throwIfAborted();
      const all = vectors.map((vector) => vector ?? fresh[used++]!);
      await draft.putChunks(pending, chunks, all);
      put += chunks.length;
      bytes += Buffer.byteLength(pending.article.text);
    }
    chunksEmbedded += used;
    chunksReused += put - used;
    waiting = [];
    passages = [];
    const done = chunksEmbedded + chunksReused;
    const total = Math.round((done * plan.pendingBytes) / Math.max(1, bytes));
    meter.advance(done, total);
    if (used === 0) return;
    calls += 1;
    if (calls === FIRST_PASSAGES.length && total > done) {
      onEstimate?.({ chunks: total - done, seconds: (total - done) * secondsEach });
    }
  };

  for await (const found of draft.pending()) {
    const chunks = chunkArticle(found.article, boilerplate.of(found.article));
    // Vectors of an older chunking would belong to other words.
    const fits = found.vectors?.length === chunks.length;
    const pending: PendingArticle = fits ? found : { article: found.article };
    if (named < CHUNKS_NAMED) chunksOf[found.article.id] = chunks.length;
    named += 1;
    const vectors = fits
      ? found.vectors!
      : chunks.map((chunk) => {
          const passage = chunkText(found.article, chunk);
          const known = draft.vectorOf(passage);
          if (known === undefined) passages.push(passage);
          return known;
        });
    waiting.push({ pending, chunks, vectors });
    if (passages.length >= (FIRST_PASSAGES[calls] ?? PASSAGES) || waiting.length >= PASSAGES)
      await flush();
  }
  await flush();
  meter.end();
  return { chunksEmbedded, chunksReused, chunksOf };
}

/** What `buildIndex` would do, without writing anything. */
export async function planIndex(
  store: IndexStore,
  corpusPaths: readonly string[],
): Promise<IndexChanges> {
  const before = new Map(await store.contentHashes());
  const changes = { new: [] as string[], changed: [] as string[], unchanged: 0 };
  const skipped: CorpusError[] = [];
  const notes: CorpusNote[] = [];
  for await (const item of readCorpus(corpusPaths, { onNote: (note) => notes.push(note) })) {
    if ('error' in item) {
      skipped.push(item.error);
      continue;
    }
    const { id } = item.article;
    const hash = before.get(id);
    if (hash === undefined) changes.new.push(id);
    else if (hash === item.contentHash) changes.unchanged += 1;
    else changes.changed.push(id);
    before.delete(id);
  }
  return { ...changes, removed: [...before.keys()], skipped, notes };
}

export interface IndexChanges {
  /** Article ids. */
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  readonly skipped: readonly CorpusError[];
  readonly notes: readonly CorpusNote[];
}
