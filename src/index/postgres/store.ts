/** The index in PostgreSQL with pgvector: for more articles than one machine holds, or more bots than one. */
import { IndexError } from '../../errors.ts';
import type { IndexSummary, SearchIndex } from '../../types.ts';
import { OlderGeneration, olderThan } from '../older.ts';
import type {
  GenerationDraft,
  IndexSettings,
  IndexStore,
  KeptGeneration,
  OpenOptions,
  WantedSettings,
} from '../ports.ts';
import { noSuchGeneration } from '../settings.ts';
import { type Database, openDatabase, type Session } from './database.ts';
import { PostgresDraft } from './draft.ts';
import { PostgresGeneration } from './generation.ts';
import { takeWriterLock } from './lock.ts';
import type { Segment } from './ranking.ts';
import { CHANNEL, checkFormat, GREETING, tablesOf } from './schema.ts';
import { damagedSegments } from './segments.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; TLS and the rest as parameters, as libpq names them. */
  readonly url: string;
  /** A read replica, asked for answers. Default: `url`. */
  readonly readUrl?: string | undefined;
  /** Connections for answers at most. Default: 8. */
  readonly poolMax?: number | undefined;
  /** A question's statement that takes longer is given up. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

/** After a connection for notifications broke, the next attempt waits this long; meanwhile the caller polls. */
const LISTEN_AGAIN_MS = 10_000;

interface GenerationRow {
  readonly number: number;
  readonly lineage: number;
  readonly settings: IndexSettings;
  readonly articles: number;
  readonly chunks: number;
  readonly bytes: number;
  readonly builtAt: string;
  readonly current: boolean;
}

const GENERATIONS = `
  SELECT g.number, g.lineage, l.settings, g.articles, g.chunks, g.bytes, g.built_at AS "builtAt",
    g.number = c.generation AS current
  FROM isnad.generations g JOIN isnad.lineages l ON l.number = g.lineage CROSS JOIN isnad.current c`;

/** Created at the first write: an index from before there were records stays as it is. */
const CORPUS_RECORDS = `
  CREATE TABLE IF NOT EXISTS isnad.corpus_records (
    generation integer PRIMARY KEY,
    record     text NOT NULL
  )`;

/** Of a table, or of a schema, that is not there. */
const MISSING = ['42P01', '3F000'];

async function unlessMissing<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (code !== undefined && MISSING.includes(code)) return otherwise;
    throw error;
  }
}

export class PostgresStore implements IndexStore {
  readonly location: string;
  /** For writes, and for reads that must be up to date. */
  readonly #primary: Database;
  /** Answers. */
  readonly #reader: Database;
  readonly #replica: boolean;
  #known: { lineage: number; segments: ReadonlyMap<number, Segment> } | undefined;

  /** Connects with the first call. @throws ConfigError if a URL is none. */
  constructor({ url, readUrl, poolMax, timeoutMs }: PostgresStoreOptions) {
    this.#primary = openDatabase(url, { poolMax: 4, timeoutMs: 0, greeting: GREETING });
    this.#reader = openDatabase(readUrl ?? url, {
      greeting: GREETING,
      ...(poolMax === undefined ? {} : { poolMax }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    this.#replica = readUrl !== undefined;
    this.location = this.#primary.location;
  }

  currentGeneration(): Promise<number | undefined> {
    return unlessMissing(async () => {
      const [row] = await this.#reader.read<{ generation: number }>(
        'SELECT generation FROM isnad.current',
      );
      return row?.generation;
    }, undefined);
  }

  async open(
    settings: WantedSettings,
    generation?: number,
    { older = false }: OpenOptions = {},
  ): Promise<SearchIndex> {
    const row = await this.#generation(this.#reader, generation);
    await checkFormat({
      rows: (text, values) => this.#reader.read(text, values),
      run: () => Promise.resolve(0),
    });
    const wanted =
      typeof settings === 'function' ? await settings(row.settings.embedderId) : settings;
    const found = olderThan(row.settings, wanted);
    // Opening reads its words.
    if (found && !(older && found.words)) {
      throw new IndexError(
        `The index in ${this.location} does not match: ${found.madeOtherwise}.`,
        'Run: npm run index',
      );
    }
    const known = this.#known?.lineage === row.lineage ? this.#known.segments : undefined;
    const opened = await PostgresGeneration.open(this.#reader, row.lineage, summaryOf(row), known);
    this.#known = {
      lineage: row.lineage,
      segments: new Map(opened.ranking.segments.map((segment) => [segment.id, segment])),
    };
    return found ? new OlderGeneration(opened, found) : opened;
  }

  async #generation(db: Database, generation?: number): Promise<GenerationRow> {
    const rows = await unlessMissing(() => db.read<GenerationRow>(GENERATIONS), []);
    if (rows.length === 0) {
      throw new IndexError(`There is no index in ${this.location}.`, 'Run: npm run index');
    }
    const row = rows.find((one) =>
      generation === undefined ? one.current : one.number === generation,
    );
    if (row) return row;
    throw noSuchGeneration(
      generation ?? 0,
      rows.map(({ number }) => number),
      this.location,
    );
  }

  async generations(): Promise<KeptGeneration[]> {
    const rows = await unlessMissing(
      () => this.#primary.read<GenerationRow>(`${GENERATIONS} ORDER BY g.number`),
      [],
    );
    return rows.map((row) => ({
      summary: summaryOf(row),
      settings: row.settings,
      current: row.current,
    }));
  }

  async contentHashes(): Promise<ReadonlyMap<string, string>> {
    const current = (
      await unlessMissing(() => this.#primary.read<GenerationRow>(GENERATIONS), [])
    ).find((row) => row.current);
    if (!current) return new Map();
    const rows = await this.#primary.read<{ id: string; hash: string }>(
      `SELECT id, content_hash AS hash FROM ${tablesOf(current.lineage).articles}
       WHERE born <= $1 AND died > $1`,
      [current.number],
    );
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  corpusRecord(generation: number): Promise<string | undefined> {
    return unlessMissing(async () => {
      const [row] = await this.#reader.read<{ record: string }>(
        'SELECT record FROM isnad.corpus_records WHERE generation = $1',
        [generation],
      );
      return row?.record;
    }, undefined);
  }

  async putCorpusRecord(generation: number, record: string): Promise<void> {
    await this.#primary.transaction(async (db) => {
      await db.run(CORPUS_RECORDS);
      await db.run(
        `INSERT INTO isnad.corpus_records VALUES ($1, $2)
         ON CONFLICT (generation) DO UPDATE SET record = excluded.record`,
        [generation, record],
      );
      await db.run(
        'DELETE FROM isnad.corpus_records WHERE generation NOT IN (SELECT number FROM isnad.generations)',
      );
    });
  }

  async verify(generation?: number): Promise<IndexSummary> {
    const row = await this.#generation(this.#primary, generation);
    const t = tablesOf(row.lineage);
    const [counts] = await this.#primary.read<Record<'articles' | 'damaged' | 'chunks', number>>(
      `WITH seen AS (SELECT * FROM ${t.articles} WHERE born <= $1 AND died > $1)
       SELECT count(*) AS articles,
         count(*) FILTER (WHERE sha256(convert_to(text, 'UTF8')) <> text_check) AS damaged,
         (SELECT count(*) FROM seen a JOIN ${t.chunks} c ON c.article = a.version
            AND c.number >= a.first_chunk AND c.number < a.first_chunk + a.chunk_count
            AND strpos(a.text, c.text) > 0
            AND vector_dims(c.embedding) = $2) AS chunks
       FROM seen`,
      [row.number, row.settings.dimensions],
    );
    const problems = [
      counts!.articles !== row.articles && `it has ${counts!.articles} of ${row.articles} articles`,
      counts!.damaged > 0 && `${counts!.damaged} texts are not what was written`,
      counts!.chunks !== row.chunks && `it has ${counts!.chunks} of ${row.chunks} chunks`,
      (await damagedSegments(this.#primary, t, row.number)).length > 0 && 'its words are damaged',
    ].filter((problem) => problem !== false);
    if (problems.length > 0) {
      throw new IndexError(
        `Generation ${row.number} in ${this.location} is damaged: ${problems.join('; ')}.`,
        'Run: npm run index -- --rollback (the generation before), or: npm run index -- --full (rebuild)',
      );
    }
    return summaryOf(row);
  }

  async rollback(generation?: number): Promise<IndexSummary> {
    const session = await takeWriterLock(this.#primary);
    try {
      const number = generation ?? (await this.#previous());
      const summary = await this.verify(number);
      await session.transaction(async () => {
        await session.run('UPDATE isnad.current SET generation = $1', [number]);
        await session.rows('SELECT pg_notify($1, $2)', [CHANNEL, String(number)]);
      });
      return summary;
    } finally {
      await session.close();
    }
  }

  /** The newest whole generation before the current one. */
  async #previous(): Promise<number> {
    const kept = await this.generations();
    const current = kept.find((one) => one.current)?.summary.generation ?? Number.POSITIVE_INFINITY;
    const older = kept.map(({ summary }) => summary.generation).filter((one) => one < current);
    for (const number of older.reverse()) {
      const whole = await this.verify(number).catch((error) => {
        if (error instanceof IndexError) return undefined;
        throw error;
      });
      if (whole) return number;
    }
    throw new IndexError(
      `There is no older generation in ${this.location} to go back to.`,
      'npm run index -- --list shows what is kept; npm run index -- --full rebuilds.',
    );
  }

  begin(settings: IndexSettings, { full = false } = {}): Promise<GenerationDraft> {
    return PostgresDraft.begin(this.#primary, settings, full);
  }

  /** Calls back when a generation is made current. If nothing can be heard, polling has to do. */
  watch(changed: () => void): () => void {
    // A replica may not have it yet when the primary says so; only polling is reliable there.
    if (this.#replica) return () => {};
    let session: Session | undefined;
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    const again = () => {
      if (ended) return;
      timer = setTimeout(listen, LISTEN_AGAIN_MS);
      timer.unref();
    };
    const listen = async () => {
      try {
        const opened = await this.#reader.session('isnad listen');
        if (ended) return void opened.close();
        session = opened;
        opened.keep(again);
        await opened.listen(CHANNEL, changed);
      } catch {
        again();
      }
    };
    void listen();
    return () => {
      ended = true;
      clearTimeout(timer);
      void session?.close();
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#primary.close(), this.#reader.close()]);
  }
}

function summaryOf({
  number,
  articles,
  chunks,
  bytes,
  builtAt,
  settings,
}: GenerationRow): IndexSummary {
  const { embedderId, dimensions } = settings;
  return { generation: number, articles, chunks, embedderId, dimensions, builtAt, bytes };
}
