/** One generation in PostgreSQL, opened: what answers questions. */
import { createHash } from 'node:crypto';
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
import type { Form } from '../../words/word-tables.ts';
import { articleFrom } from '../article-parts.ts';
import { decodeSpans } from '../span-code.ts';
import { rankTitles } from '../titles.ts';
import type { Database } from './database.ts';
import { Frequencies, readPostings } from './frequencies.ts';
import { type RemovedRange, type Segment, SegmentRanking, weightedKeys } from './ranking.ts';
import { ReadCache } from './read-cache.ts';
import { type Tables, tablesOf } from './schema.ts';
import { readSegments } from './segments.ts';
import { findSimilar } from './similar.ts';
import { readVectors, vectorText } from './vectors.ts';

/** Rows requested in addition, because some may be removed chunks. */
const SLACK_ROWS = 20;

/** An answer is read when it is chosen, and again when it is rendered: about ten kilobytes each. */
const ARTICLES_KEPT = 200;
/** The heads of the articles whose chunks were just read are asked for next. */
const HEADS_KEPT = 2_000;
/** About a kilobyte each. */
const VECTORS_KEPT = 4_000;

/** SHA-256 of a text, as it is stored with it. */
export const textCheck = (text: string): Buffer => createHash('sha256').update(text).digest();

export class PostgresGeneration implements SearchIndex {
  readonly summary: IndexSummary;
  readonly ranking: SegmentRanking;
  readonly #db: Database;
  readonly #t: Tables;
  readonly #frequencies: Frequencies;
  readonly #articles = new ReadCache<Article | undefined>(ARTICLES_KEPT);
  readonly #heads = new ReadCache<ArticleHead | undefined>(HEADS_KEPT);
  readonly #vectors = new ReadCache<Float32Array>(VECTORS_KEPT);
  #closed = false;

  private constructor(db: Database, t: Tables, summary: IndexSummary, ranking: SegmentRanking) {
    this.#db = db;
    this.#t = t;
    this.summary = summary;
    this.ranking = ranking;
    this.#frequencies = new Frequencies(db, t, ranking);
  }

  /** @param known segments that another opened generation has read already. */
  static async open(
    db: Database,
    lineage: number,
    summary: IndexSummary,
    known?: ReadonlyMap<number, Segment>,
  ): Promise<PostgresGeneration> {
    const t = tablesOf(lineage);
    const { generation } = summary;
    const segments = await readSegments(
      (text, values) => db.read(text, values),
      t,
      generation,
      known,
    );
    const removed = await db.read<RemovedRange>(
      `SELECT first, count FROM ${t.removed} WHERE died <= $1`,
      [generation],
    );
    return new PostgresGeneration(db, t, summary, new SegmentRanking(segments, removed));
  }

  async searchVectors(vector: Float32Array, limit: number, scope?: SearchScope): Promise<Ranked[]> {
    this.#mustBeOpen();
    const type = `halfvec(${this.summary.dimensions})`;
    const wanted = vectorText(vector);
    if (scope?.articleId !== undefined) {
      const range = await this.#rangeOf(scope.articleId);
      if (!range) return [];
      // An article has about a dozen chunks: each is compared, without the graph.
      const rows = await this.#db.read<Ranked>(
        `WITH own AS MATERIALIZED (
           SELECT number, embedding FROM ${this.#t.chunks} WHERE number >= $2 AND number < $3)
         SELECT number, -(embedding <#> $1::${type}) AS score FROM own
         ORDER BY 2 DESC, 1 LIMIT $4`,
        [wanted, range.first, range.end, limit],
      );
      return rows;
    }
    for (let ask = limit + SLACK_ROWS; ; ask *= 4) {
      const rows = await this.#db.read<Ranked>(
        `SELECT number, -(embedding <#> $1::${type}) AS score FROM ${this.#t.chunks}
         ORDER BY embedding <#> $1::${type} LIMIT $2`,
        [wanted, ask],
      );
      const living = rows.filter(({ number }) => this.ranking.lives(number));
      if (living.length >= limit || rows.length < ask) {
        return living.sort((a, b) => b.score - a.score || a.number - b.number).slice(0, limit);
      }
    }
  }

  async searchWords(
    terms: readonly QueryTerm[],
    limit: number,
    scope?: SearchScope,
  ): Promise<Ranked[]> {
    this.#mustBeOpen();
    const range = scope?.articleId === undefined ? undefined : await this.#rangeOf(scope.articleId);
    if (scope?.articleId !== undefined && !range) return [];
    const keys = weightedKeys(terms);
    const rows = await readPostings(this.#db, this.#t, this.ranking, keys, true);
    const ranked = this.ranking.search(keys, rows, limit, range);
    // Fusing the two rankings needs these vectors next. Read now, during the vector search, they cost no extra
    // round trip. A failure appears when they are requested.
    this.vectors(ranked.map(({ number }) => number)).catch(() => {});
    return ranked;
  }

  async #rangeOf(articleId: string): Promise<{ first: number; end: number } | undefined> {
    const [row] = await this.#db.read<{ first: number; count: number }>(
      `SELECT first_chunk AS first, chunk_count AS count FROM ${this.#t.articles}
       WHERE id = $1 AND born <= $2 AND died > $2`,
      [articleId, this.summary.generation],
    );
    return row && { first: row.first, end: row.first + row.count };
  }

  async chunks(numbers: readonly number[]): Promise<Chunk[]> {
    this.#mustBeOpen();
    const rows = await this.#db.read<{
      articleId: string;
      position: number;
      start: number;
      end: number;
      text: string;
      heading: string | null;
      page: string | null;
      sentences: Buffer;
      head: string;
    }>(
      `SELECT a.id AS "articleId", a.head, c.number - a.first_chunk AS position, c.start_unit AS start,
         c.end_unit AS "end", c.text, c.heading, c.page, c.sentences
       FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (number, place)
       JOIN ${this.#t.chunks} c USING (number) JOIN ${this.#t.articles} a ON a.version = c.article
       WHERE a.born <= $2 AND a.died > $2 ORDER BY asked.place`,
      [numbers, this.summary.generation],
    );
    this.#mustHaveFound(rows.length, numbers);
    return rows.map(({ heading, page, sentences, head, ...chunk }) => {
      const id = chunk.articleId;
      void this.#heads.get(id, async () => toHead({ id, head }));
      return {
        ...chunk,
        ...(heading === null ? {} : { heading }),
        ...(page === null ? {} : { page }),
        sentences: decodeSpans(chunk.start, sentences),
      };
    });
  }

  async vectors(numbers: readonly number[]): Promise<Float32Array[]> {
    this.#mustBeOpen();
    // Those that are not kept are read together, when the first of them is asked for.
    const missing: number[] = [];
    let reading: Promise<Map<number, Float32Array>> | undefined;
    return Promise.all(
      numbers.map((number) =>
        this.#vectors.get(String(number), async () => {
          missing.push(number);
          reading ??= Promise.resolve().then(() => this.#readVectors(missing));
          return (await reading).get(number)!;
        }),
      ),
    );
  }

  async #readVectors(numbers: readonly number[]): Promise<Map<number, Float32Array>> {
    const rows = await this.#db.read<{ vector: Buffer }>(
      `SELECT halfvec_send(c.embedding) AS vector
       FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (number, place)
       JOIN ${this.#t.chunks} c USING (number) ORDER BY asked.place`,
      [numbers],
    );
    this.#mustHaveFound(rows.length, numbers);
    return new Map(
      rows.map(({ vector }, i) => [numbers[i]!, readVectors(vector, this.summary.dimensions)[0]!]),
    );
  }

  #mustHaveFound(found: number, numbers: readonly number[]): void {
    if (found === numbers.length) return;
    throw new IndexError(
      `${this.#db.location}: ${numbers.length - found} of ${numbers.length} chunks are not in generation ${this.summary.generation}.`,
      'Run: npm run index -- --verify; where it is damaged: npm run index -- --full',
    );
  }

  async chunkFrequency(kind: Form, term: string): Promise<number> {
    this.#mustBeOpen();
    return this.#frequencies.of(kind, term);
  }

  async similarWords(surface: string, limit: number) {
    this.#mustBeOpen();
    return findSimilar(this.#db, this.#t, this.ranking, surface, limit, (word) =>
      this.chunkFrequency('surface', word),
    );
  }

  async article(id: string): Promise<Article | undefined> {
    this.#mustBeOpen();
    return this.#articles.get(id, () => this.#readArticle(id));
  }

  async #readArticle(id: string): Promise<Article | undefined> {
    const [row] = await this.#db.read<{
      head: string;
      text: string;
      text_check: Buffer;
      structure: string;
    }>(
      `SELECT head, text, text_check, structure FROM ${this.#t.articles} WHERE id = $1 AND born <= $2 AND died > $2`,
      [id, this.summary.generation],
    );
    if (!row) return undefined;
    if (!textCheck(row.text).equals(row.text_check)) {
      throw new IndexError(
        `${this.#db.location}: the text of article ${id} is not what was written there.`,
        'Run: npm run index -- --full',
      );
    }
    return articleFrom(toHead({ id, head: row.head }), row.text, row.structure);
  }

  async heads(ids: readonly string[]): Promise<(ArticleHead | undefined)[]> {
    this.#mustBeOpen();
    // Those that are not kept are read together, when the first of them is asked for.
    const missing: string[] = [];
    let reading: Promise<Map<string, ArticleHead>> | undefined;
    const kept = ids.map((id) =>
      this.#heads.get(id, async () => {
        missing.push(id);
        reading ??= Promise.resolve().then(() => this.#readHeads(missing));
        return (await reading).get(id);
      }),
    );
    return Promise.all(kept);
  }

  async #readHeads(ids: readonly string[]): Promise<Map<string, ArticleHead>> {
    const rows = await this.#db.read<{ id: string; head: string }>(
      `SELECT id, head FROM ${this.#t.articles} WHERE id = ANY($1::text[]) AND born <= $2 AND died > $2`,
      [ids, this.summary.generation],
    );
    return new Map(rows.map((row) => [row.id, toHead(row)]));
  }

  async listArticles({ offset, limit, query }: { offset: number; limit: number; query?: string }) {
    this.#mustBeOpen();
    if (query !== undefined) return this.#searchTitles(query, offset, limit);
    const rows = await this.#db.read<{ id: string; head: string }>(
      `SELECT id, head FROM ${this.#t.articles} WHERE born <= $1 AND died > $1
       ORDER BY time_ms DESC NULLS LAST, id LIMIT $2 OFFSET $3`,
      [this.summary.generation, limit, offset],
    );
    return { total: this.summary.articles, articles: rows.map(toHead) };
  }

  /** The server picks titles that have each word somewhere; `rankTitles` decides and ranks. */
  async #searchTitles(query: string, offset: number, limit: number) {
    const words = searchForm(query).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const found = await this.#db.read<{ version: number; title: string }>(
      `SELECT version, title_form AS title FROM ${this.#t.articles}
       WHERE born <= $1 AND died > $1 AND NOT EXISTS (
         SELECT FROM unnest($2::text[]) AS word WHERE strpos(title_form, word) = 0)
       ORDER BY time_ms DESC NULLS LAST, id`,
      [this.summary.generation, words],
    );
    const ranked = rankTitles(
      query,
      found.map(({ title }) => title),
    );
    const page = ranked.slice(offset, offset + limit).map((position) => found[position]!.version);
    const rows = await this.#db.read<{ id: string; head: string }>(
      `SELECT a.id, a.head FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (version, place)
       JOIN ${this.#t.articles} a USING (version) ORDER BY asked.place`,
      [page],
    );
    return { total: ranked.length, articles: rows.map(toHead) };
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new IndexError('This generation of the index was closed.', '');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

const toHead = ({ id, head }: { id: string; head: string }): ArticleHead => ({
  id,
  ...(JSON.parse(head) as Omit<ArticleHead, 'id'>),
});
