/** A generation in the making, in PostgreSQL. Everything is written over the connection that holds the lock. */
import { bodyText } from '../../chunk/chunk.ts';
import { searchForm } from '../../text/normalise.ts';
import type { Article, Chunk, IndexSummary, SearchIndex } from '../../types.ts';
import { WordIndexBuilder } from '../../words/builder.ts';
import { articleFrom, headOf, structureOf } from '../article-parts.ts';
import { checkVectors } from '../check-vectors.ts';
import type {
  ArticleFate,
  DraftPlan,
  FinishStep,
  GenerationDraft,
  IndexSettings,
  PendingArticle,
} from '../ports.ts';
import { describeDifference, sameVectors } from '../settings.ts';
import { encodeSpans } from '../span-code.ts';
import { checkCandidate } from './candidate.ts';
import { CUT_HASH, clearUnpublished, clearUnseen, journalKey } from './cleanup.ts';
import type { Database, Session } from './database.ts';
import { PostgresGeneration, textCheck } from './generation.ts';
import { takeWriterLock } from './lock.ts';
import { SegmentRanking } from './ranking.ts';
import {
  ALIVE,
  CHANNEL,
  createLineage,
  createVectorIndex,
  prepareSchema,
  type Tables,
  tablesOf,
} from './schema.ts';
import {
  mergeSegments,
  planMerges,
  readSegments,
  SEGMENT_CHUNKS_MAX,
  writeSegment,
} from './segments.ts';
import { readVectors, vectorText } from './vectors.ts';

/** Articles, and UTF-16 code units of their texts, sent at a time. */
const PUT_ARTICLES = 500;
const PUT_UNITS = 2_000_000;
/** Chunks sent at a time. */
const PUT_CHUNKS = 500;
/** Articles fetched at a time. */
const PAGE = 200;
const PAGE_IDS = 20_000;

/** A live article's row in the lineage that the build continues. */
interface AliveRow {
  readonly version: number;
  readonly contentHash: string;
  /** Empty if none of its lines was boilerplate. */
  readonly boilerplate: string;
  readonly first: number;
  readonly count: number;
}

/** What the build continues from. */
interface Base {
  /** The lineage of the generation that serves. */
  readonly lineage: number;
  readonly generation: number;
  /** By id: content hashes of the generation that serves. */
  readonly hashes: ReadonlyMap<string, string>;
  /** By id: newest rows of the lineage, which are not those that serve after a rollback. */
  readonly alive: ReadonlyMap<string, AliveRow>;
}

type Head = ReturnType<typeof headOf>;

interface ArticleRow {
  readonly version: number;
  readonly article: Article;
  readonly contentHash: string;
}

interface ChunkRow {
  readonly number: number;
  readonly version: number;
  readonly chunk: Chunk;
  readonly vector: Float32Array;
}

export class PostgresDraft implements GenerationDraft {
  readonly known = null;
  readonly #db: Database;
  readonly #session: Session;
  readonly #settings: IndexSettings;
  readonly #base: Base | undefined;
  readonly #rebuildReason: string | undefined;
  readonly #generation: number;
  readonly #lineage: number;
  readonly #t: Tables;
  readonly #firstVersion: number;
  #nextVersion: number;
  #nextChunk: number;
  #nextSegment: number;
  #fates = new Map<string, ArticleFate>();
  /** Articles whose rows of the lineage stay, by id, with the hash they were put with. */
  #kept = new Map<string, string>();
  #articles: ArticleRow[] = [];
  #articleUnits = 0;
  #chunks: ChunkRow[] = [];
  #counted: { version: number; first: number; count: number }[] = [];
  #versionOf = new Map<string, number>();
  #gone: AliveRow[] = [];
  #words = new WordIndexBuilder();
  #wordsFirst: number;
  #candidate: PostgresGeneration | undefined;
  #ended = false;

  private constructor(parts: {
    db: Database;
    session: Session;
    settings: IndexSettings;
    base: Base | undefined;
    rebuildReason: string | undefined;
    generation: number;
    lineage: number;
    versions: number;
    slots: number;
    segment: number;
  }) {
    this.#db = parts.db;
    this.#session = parts.session;
    this.#settings = parts.settings;
    this.#base = parts.base;
    this.#rebuildReason = parts.rebuildReason;
    this.#generation = parts.generation;
    this.#lineage = parts.lineage;
    this.#t = tablesOf(parts.lineage);
    this.#firstVersion = parts.versions;
    this.#nextVersion = parts.versions;
    this.#nextChunk = parts.slots;
    this.#nextSegment = parts.segment;
    this.#wordsFirst = parts.slots;
  }

  static async begin(db: Database, settings: IndexSettings, full: boolean): Promise<PostgresDraft> {
    const session = await takeWriterLock(db);
    try {
      await prepareSchema(session);
      await clearUnpublished(session);
      await clearUnseen(session);
      if (full) await session.rows('TRUNCATE isnad.journal');
      const [last] = await session.rows<{ generation: number; lineage: number }>(
        `SELECT (SELECT coalesce(max(number), 0) FROM isnad.generations) AS generation,
           (SELECT coalesce(max(number), 0) FROM isnad.lineages) AS lineage`,
      );
      const generation = last!.generation + 1;
      const { base, rebuildReason } = full
        ? { base: undefined, rebuildReason: 'a full build was asked for' }
        : await chooseBase(session, settings);
      if (base && rebuildReason === undefined) {
        const [reached] = await session.rows<{ slots: number; versions: number; segment: number }>(
          `SELECT max(slots) AS slots, max(versions) AS versions,
             (SELECT coalesce(max(id), 0) FROM ${tablesOf(base.lineage).segments}) AS segment
           FROM isnad.generations WHERE lineage = $1`,
          [base.lineage],
        );
        const { lineage } = base;
        return new PostgresDraft({
          db,
          session,
          settings,
          base,
          rebuildReason,
          generation,
          lineage,
          ...reached!,
        });
      }
      const lineage = last!.lineage + 1;
      await session.transaction(() => createLineage(session, lineage, settings));
      return new PostgresDraft({
        ...{ db, session, settings, base, rebuildReason, generation, lineage },
        ...{ versions: 0, slots: 0, segment: 0 },
      });
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  async putArticle(article: Article, contentHash: string): Promise<ArticleFate> {
    if (this.#fates.has(article.id)) throw new RangeError(`Article ${article.id} was put twice`);
    const before = this.#base?.hashes.get(article.id);
    const fate = before === contentHash ? 'unchanged' : before === undefined ? 'new' : 'changed';
    this.#fates.set(article.id, fate);
    if (
      this.#rebuildReason === undefined &&
      this.#base?.alive.get(article.id)?.contentHash === contentHash
    ) {
      this.#kept.set(article.id, contentHash);
    } else {
      this.#articles.push({ version: this.#nextVersion, article, contentHash });
      this.#nextVersion += 1;
      this.#articleUnits += article.text.length;
      if (this.#articles.length >= PUT_ARTICLES || this.#articleUnits >= PUT_UNITS) {
        await this.#sendArticles();
      }
    }
    return fate;
  }

  async #sendArticles(): Promise<void> {
    const rows = this.#articles;
    this.#articles = [];
    this.#articleUnits = 0;
    if (rows.length === 0) return;
    await this.#session.run(
      `INSERT INTO ${this.#t.articles}
         (version, id, content_hash, head, title_form, time_ms, text, text_check, structure, born)
       SELECT *, $10 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
         $6::float8[], $7::text[], $8::bytea[], $9::text[])`,
      [
        rows.map(({ version }) => version),
        rows.map(({ article }) => article.id),
        rows.map(({ contentHash }) => contentHash),
        rows.map(({ article }) => JSON.stringify(headOf(article))),
        rows.map(({ article }) => searchForm(article.title)),
        rows.map(({ article }) => (article.date === undefined ? null : Date.parse(article.date))),
        rows.map(({ article }) => article.text),
        rows.map(({ article }) => textCheck(article.text)),
        rows.map(({ article }) => structureOf(article)),
        this.#generation,
      ],
    );
  }

  /** Not looked for: the vectors are on the server. */
  vectorOf(): undefined {
    return undefined;
  }

  async plan(boilerplateKeys: ReadonlyMap<string, string> = new Map()): Promise<DraftPlan> {
    await this.#sendArticles();
    await this.#cutAgain(boilerplateKeys);
    const count = (fate: ArticleFate) =>
      [...this.#fates.values()].reduce((sum, one) => sum + (one === fate ? 1 : 0), 0);
    const [unchanged, changed] = [count('unchanged'), count('changed')];
    if (this.#rebuildReason === undefined) {
      for (const [id, row] of this.#base!.alive) if (!this.#kept.has(id)) this.#gone.push(row);
    }
    const [pending] = await this.#session.rows<{ articles: number; bytes: number }>(
      `SELECT count(*) AS articles, coalesce(sum(octet_length(text)), 0)::bigint AS bytes
       FROM ${this.#t.articles} WHERE version >= $1`,
      [this.#firstVersion],
    );
    return {
      unchanged,
      changed,
      new: count('new'),
      removed: (this.#base?.hashes.size ?? 0) - unchanged - changed,
      pendingArticles: pending!.articles,
      pendingBytes: pending!.bytes,
      ...(this.#rebuildReason === undefined ? {} : { rebuildReason: this.#rebuildReason }),
    };
  }

  /** Gives a new row to each kept article whose boilerplate is another than before, and notes what new rows have. */
  async #cutAgain(keys: ReadonlyMap<string, string>): Promise<void> {
    const changed = [...this.#kept.keys()].filter(
      (id) => this.#base!.alive.get(id)!.boilerplate !== (keys.get(id) ?? ''),
    );
    for (let at = 0; at < changed.length; at += PUT_ARTICLES) {
      const ids = changed.slice(at, at + PUT_ARTICLES);
      await this.#session.run(
        `INSERT INTO ${this.#t.articles}
           (version, id, content_hash, head, title_form, time_ms, text, text_check, structure, born)
         SELECT given.version, a.id, a.content_hash, a.head, a.title_form, a.time_ms, a.text, a.text_check,
           a.structure, $3
         FROM unnest($1::bigint[], $2::bigint[]) AS given (version, before)
         JOIN ${this.#t.articles} a ON a.version = given.before`,
        [
          ids.map((_, i) => this.#nextVersion + i),
          ids.map((id) => this.#base!.alive.get(id)!.version),
          this.#generation,
        ],
      );
      this.#nextVersion += ids.length;
      for (const id of ids) {
        this.#kept.delete(id);
        if (this.#fates.get(id) === 'unchanged') this.#fates.set(id, 'changed');
      }
    }
    const marked = [...keys].filter(([id]) => !this.#kept.has(id));
    for (let at = 0; at < marked.length; at += PAGE_IDS) {
      const page = marked.slice(at, at + PAGE_IDS);
      await this.#session.run(
        `UPDATE ${this.#t.articles} a SET boilerplate = given.key
         FROM unnest($1::text[], $2::text[]) AS given (id, key)
         WHERE a.id = given.id AND a.version >= $3`,
        [page.map(([id]) => id), page.map(([, key]) => key), this.#firstVersion],
      );
    }
  }

  async *pending(): AsyncIterable<PendingArticle> {
    let after = this.#firstVersion - 1;
    for (;;) {
      const rows = await this.#session.rows<{
        version: number;
        id: string;
        hash: string;
        head: string;
        text: string;
        structure: string;
      }>(
        `SELECT version, id, ${CUT_HASH} AS hash, head, text, structure FROM ${this.#t.articles} a
         WHERE version > $1 AND version >= $2 ORDER BY version LIMIT $3`,
        [after, this.#firstVersion, PAGE],
      );
      if (rows.length === 0) return;
      const known = await this.#knownVectors(rows);
      for (const { version, id, hash, head, text, structure } of rows) {
        this.#versionOf.set(id, version);
        const vectors = known.get(hash);
        yield {
          article: articleFrom({ id, ...(JSON.parse(head) as Head) }, text, structure),
          ...(vectors ? { vectors } : {}),
        };
      }
      after = rows.at(-1)!.version;
    }
  }

  /** By content hash: what an interrupted build made, or an older generation whose vectors may serve. */
  async #knownVectors(
    rows: readonly { id: string; hash: string }[],
  ): Promise<Map<string, Float32Array[]>> {
    const found = await this.#session.rows<{ hash: string; vectors: Buffer }>(
      `SELECT content_hash AS hash, vectors FROM isnad.journal
       WHERE settings = $1 AND content_hash = ANY($2::text[])`,
      [journalKey(this.#settings), rows.map(({ hash }) => hash)],
    );
    if (this.#base && this.#rebuildReason !== undefined) {
      const { lineage, generation } = this.#base;
      const t = tablesOf(lineage);
      found.push(
        ...(await this.#session.rows<{ hash: string; vectors: Buffer }>(
          `SELECT ${CUT_HASH} AS hash,
             string_agg(halfvec_send(c.embedding), ''::bytea ORDER BY c.number) AS vectors
           FROM ${t.articles} a
           JOIN ${t.chunks} c ON c.number >= a.first_chunk AND c.number < a.first_chunk + a.chunk_count
           WHERE a.id = ANY($1::text[]) AND ${CUT_HASH} = ANY($2::text[])
             AND a.born <= $3 AND a.died > $3 GROUP BY a.version`,
          [rows.map(({ id }) => id), rows.map(({ hash }) => hash), generation],
        )),
      );
    }
    const { dimensions } = this.#settings;
    return new Map(found.map(({ hash, vectors }) => [hash, readVectors(vectors, dimensions)]));
  }

  async putChunks(
    { article }: PendingArticle,
    chunks: readonly Chunk[],
    vectors: readonly Float32Array[],
  ): Promise<void> {
    checkVectors(article.id, chunks.length, vectors, this.#settings.dimensions);
    const version = this.#versionOf.get(article.id)!;
    this.#versionOf.delete(article.id);
    this.#counted.push({ version, first: this.#nextChunk, count: chunks.length });
    for (const [i, chunk] of chunks.entries()) {
      const number = this.#nextChunk;
      this.#nextChunk += 1;
      this.#words.add(number - this.#wordsFirst, {
        title: article.title,
        heading: chunk.heading,
        text: bodyText(article, chunk),
      });
      this.#chunks.push({ number, version, chunk, vector: vectors[i]! });
    }
    if (this.#chunks.length >= PUT_CHUNKS || this.#counted.length >= PUT_CHUNKS) {
      await this.#sendChunks();
    }
    if (this.#nextChunk - this.#wordsFirst >= SEGMENT_CHUNKS_MAX) await this.#sendWords();
  }

  /** An article's row gets its number of chunks only when all of them are stored. */
  async #sendChunks(): Promise<void> {
    const rows = this.#chunks;
    const counted = this.#counted;
    this.#chunks = [];
    this.#counted = [];
    if (counted.length === 0) return;
    await this.#session.transaction(async () => {
      await this.#session.run(
        `INSERT INTO ${this.#t.chunks}
           (number, article, start_unit, end_unit, text, heading, page, sentences, embedding)
         SELECT number, article, start_unit, end_unit, text, heading, page, sentences, embedding::halfvec
         FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[],
             $8::bytea[], $9::text[])
           AS given (number, article, start_unit, end_unit, text, heading, page, sentences, embedding)`,
        [
          rows.map(({ number }) => number),
          rows.map(({ version }) => version),
          rows.map(({ chunk }) => chunk.start),
          rows.map(({ chunk }) => chunk.end),
          rows.map(({ chunk }) => chunk.text),
          rows.map(({ chunk }) => chunk.heading ?? null),
          rows.map(({ chunk }) => chunk.page ?? null),
          rows.map(({ chunk }) => Buffer.from(encodeSpans(chunk.start, chunk.sentences))),
          rows.map(({ vector }) => vectorText(vector)),
        ],
      );
      await this.#session.run(
        `UPDATE ${this.#t.articles} a SET first_chunk = given.first, chunk_count = given.count
         FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS given (version, first, count)
         WHERE a.version = given.version`,
        [
          counted.map(({ version }) => version),
          counted.map(({ first }) => first),
          counted.map(({ count }) => count),
        ],
      );
    });
  }

  async #sendWords(): Promise<void> {
    const first = this.#wordsFirst;
    const words = this.#words;
    this.#wordsFirst = this.#nextChunk;
    this.#words = new WordIndexBuilder();
    if (words.lengths.length === 0) return;
    this.#nextSegment += 1;
    const segment = { id: this.#nextSegment, first, born: this.#generation };
    await this.#session.transaction(() => writeSegment(this.#session, this.#t, segment, words));
  }

  async finish(onStep: (step: FinishStep) => void = () => {}): Promise<SearchIndex> {
    const session = this.#session;
    await this.#sendChunks();
    onStep('words');
    await this.#sendWords();
    await this.#removeGone();
    await this.#mergeWords();
    onStep('vectors');
    await createVectorIndex(session, this.#t);
    onStep('tables');
    for (const table of [this.#t.articles, this.#t.chunks, this.#t.postings]) {
      await session.rows(`ANALYZE ${table}`);
    }
    const summary = await this.#summary();
    onStep('verify');
    const candidate = await PostgresGeneration.open(this.#db, this.#lineage, summary);
    await checkCandidate(session, this.#t, candidate);
    this.#candidate = candidate;
    return candidate;
  }

  /** Takes effect when the generation is published: no other one sees its number. */
  async #removeGone(): Promise<void> {
    const gone = this.#gone;
    if (gone.length === 0) return;
    await this.#session.transaction(async () => {
      await this.#session.run(
        `UPDATE ${this.#t.articles} SET died = $1 WHERE version = ANY($2::bigint[])`,
        [this.#generation, gone.map(({ version }) => version)],
      );
      await this.#session.run(
        `INSERT INTO ${this.#t.removed} (first, count, died)
         SELECT first, count, $3 FROM unnest($1::bigint[], $2::int[]) AS given (first, count)
         WHERE count > 0`,
        [gone.map(({ first }) => first), gone.map(({ count }) => count), this.#generation],
      );
    });
  }

  async #mergeWords(): Promise<void> {
    const session = this.#session;
    const segments = await readSegments(
      (text, values) => session.rows(text, values),
      this.#t,
      this.#generation,
    );
    const removed = await session.rows<{ first: number; count: number }>(
      `SELECT first, count FROM ${this.#t.removed}`,
    );
    const ranking = new SegmentRanking(segments, removed);
    const dead = new Map(segments.map(({ id }) => [id, ranking.deadOf(id)]));
    const sizes = segments.map(({ id, lengths }) => ({
      id,
      slots: lengths.length,
      dead: dead.get(id)?.reduce((sum, one) => sum + one, 0) ?? 0,
    }));
    for (const ids of planMerges(sizes)) {
      this.#nextSegment += 1;
      const merged = { id: this.#nextSegment, born: this.#generation };
      const parts = segments
        .filter(({ id }) => ids.includes(id))
        .map((segment) => ({ segment, dead: dead.get(segment.id) }));
      await session.transaction(() => mergeSegments(session, this.#t, merged, parts));
    }
  }

  async #summary(): Promise<IndexSummary> {
    const { articles, chunks, removed, segments, postings } = this.#t;
    const [counts] = await this.#session.rows<{ articles: number; chunks: number; bytes: number }>(
      `SELECT count(*) AS articles, coalesce(sum(chunk_count), 0)::bigint AS chunks,
         (SELECT sum(pg_total_relation_size(name::regclass))::bigint FROM unnest($2::text[]) AS name) AS bytes
       FROM ${articles} WHERE born <= $1 AND died > $1`,
      [this.#generation, [articles, chunks, removed, segments, postings]],
    );
    const { embedderId, dimensions } = this.#settings;
    const builtAt = new Date().toISOString();
    return { generation: this.#generation, embedderId, dimensions, builtAt, ...counts! };
  }

  async publish({ keepGenerations }: { readonly keepGenerations: number }): Promise<IndexSummary> {
    if (!this.#candidate) throw new Error('publish comes after finish');
    const session = this.#session;
    const { summary } = this.#candidate;
    await session.transaction(async () => {
      await session.run(
        `INSERT INTO isnad.generations
           (number, lineage, articles, chunks, slots, versions, bytes, built_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[summary.generation, this.#lineage, summary.articles, summary.chunks],
          ...[this.#nextChunk, this.#nextVersion, summary.bytes, summary.builtAt],
        ],
      );
      await session.run(
        `INSERT INTO isnad.current (generation) VALUES ($1)
         ON CONFLICT (one) DO UPDATE SET generation = excluded.generation`,
        [summary.generation],
      );
      await session.run(
        `DELETE FROM isnad.generations WHERE number NOT IN
           (SELECT number FROM isnad.generations ORDER BY number DESC LIMIT $1)`,
        [Math.max(1, keepGenerations)],
      );
      // Its tables go with the next build: questions may still be answered from them.
      await session.run(
        `UPDATE isnad.lineages SET retired = true
         WHERE number NOT IN (SELECT lineage FROM isnad.generations)`,
      );
      await session.rows('TRUNCATE isnad.journal');
      await session.rows('SELECT pg_notify($1, $2)', [CHANNEL, String(summary.generation)]);
    });
    await this.#end();
    return summary;
  }

  async discard(): Promise<void> {
    if (this.#ended) return;
    // If the connection is lost, the next writer does it.
    await clearUnpublished(this.#session).catch(() => {});
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#ended = true;
    await this.#candidate?.close();
    await this.#session.close();
  }
}

/** The generation to build upon, or why there is none. */
async function chooseBase(
  session: Session,
  settings: IndexSettings,
): Promise<{ base: Base | undefined; rebuildReason: string | undefined }> {
  const [current] = await session.rows<{
    generation: number;
    lineage: number;
    settings: IndexSettings;
  }>(
    `SELECT g.number AS generation, l.number AS lineage, l.settings
     FROM isnad.current c JOIN isnad.generations g ON g.number = c.generation
     JOIN isnad.lineages l ON l.number = g.lineage`,
  );
  if (!current) return { base: undefined, rebuildReason: 'there is no index yet' };
  const rebuildReason = describeDifference(current.settings, settings);
  if (rebuildReason !== undefined && !sameVectors(current.settings, settings)) {
    return { base: undefined, rebuildReason };
  }
  const hashes = new Map<string, string>();
  const alive = new Map<string, AliveRow>();
  const t = tablesOf(current.lineage);
  for (let after = -1; ; ) {
    const rows = await session.rows<AliveRow & { id: string; serves: boolean; lives: boolean }>(
      `SELECT version, id, content_hash AS "contentHash", boilerplate, first_chunk AS first,
         chunk_count AS count, born <= $1 AND died > $1 AS serves, died = ${ALIVE} AS lives
       FROM ${t.articles} WHERE version > $2 AND (died = ${ALIVE} OR born <= $1 AND died > $1)
       ORDER BY version LIMIT $3`,
      [current.generation, after, PAGE_IDS],
    );
    if (rows.length === 0) break;
    for (const { id, serves, lives, ...row } of rows) {
      if (serves) hashes.set(id, row.contentHash);
      if (lives) alive.set(id, row);
    }
    after = rows.at(-1)!.version;
  }
  const { lineage, generation } = current;
  return { base: { lineage, generation, hashes, alive }, rebuildReason };
}
