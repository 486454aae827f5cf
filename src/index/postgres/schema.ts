/**
 * The tables of the index, in the schema `isnad`. Why they are cut like this:
 * `docs/decisions/postgres-generations.md`.
 *
 *   generations ── which lineage each belongs to, and how far its chunk numbers go
 *   current     ── one row: the generation that serves
 *   journal     ── vectors of an unfinished build, by content
 *
 * and for each lineage (a full build and the incremental ones after it), with its number behind
 * the name:
 *
 *   articles    ── one row for each version of an article: a generation g sees those with
 *                  born <= g < died. `structure` is its outline and pages (`structureOf`),
 *                  `boilerplate` the key of its lines that are boilerplate
 *   chunks      ── numbered through; those of an article are in a row; never updated. Their texts
 *                  are stored here once more: cutting them out of long articles took most of a question
 *   removed     ── ranges of chunk numbers, and the generation from which on they are gone
 *   segments    ── runs of chunk numbers whose words were gathered together
 *   postings    ── for each form, term and segment: the chunks that have it
 */
import { IndexError } from '../../errors.ts';
import type { IndexSettings } from '../ports.ts';
import type { Connection } from './database.ts';

/**
 * Of the tables that all lineages share. A lineage's own tables are as `chunkerVersion` in its settings says: an older
 * lineage serves the program that made it until a newer one has built its own.
 */
const POSTGRES_FORMAT = 1;

/** `died` of what lives: greater than every generation. */
export const ALIVE = 2_147_483_647;

/** Notified with the number of each generation that is made current. */
export const CHANNEL = 'isnad_generation';

const SERVER_MIN = 140_000;
const DIMENSIONS_MAX = 4_000;

/**
 * Links for each node, candidates weighed while building and while searching: recall@10 of .996
 * among 30,003 news chunks, where 16 links and 256 candidates gave .977 (docs/SCALING.md).
 */
const GRAPH = { links: 32, efConstruction: 200, efSearch: 400 } as const;

/** What every connection for questions is told first. */
export const GREETING = `SET hnsw.ef_search = ${GRAPH.efSearch}; SET hnsw.iterative_scan = 'strict_order'`;

const COMMON = `
CREATE SCHEMA IF NOT EXISTS isnad;
CREATE TABLE IF NOT EXISTS isnad.meta (format integer NOT NULL);
INSERT INTO isnad.meta SELECT ${POSTGRES_FORMAT} WHERE NOT EXISTS (SELECT FROM isnad.meta);
CREATE TABLE IF NOT EXISTS isnad.lineages (
  number   integer PRIMARY KEY,
  settings jsonb NOT NULL,
  retired  boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS isnad.generations (
  number   integer PRIMARY KEY,
  lineage  integer NOT NULL REFERENCES isnad.lineages,
  articles integer NOT NULL,
  chunks   bigint NOT NULL,
  slots    bigint NOT NULL,
  versions bigint NOT NULL,
  bytes    bigint NOT NULL,
  built_at text NOT NULL
);
CREATE TABLE IF NOT EXISTS isnad.current (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  generation integer NOT NULL
);
CREATE UNLOGGED TABLE IF NOT EXISTS isnad.journal (
  settings     text NOT NULL,
  content_hash text NOT NULL,
  vectors      bytea NOT NULL,
  PRIMARY KEY (settings, content_hash)
);`;

/** Names of a lineage's tables. The number is the only part of any statement that is put in as text. */
export function tablesOf(lineage: number) {
  if (!Number.isSafeInteger(lineage) || lineage < 1) throw new RangeError(`lineage ${lineage}`);
  const name = (table: string) => `isnad.${table}_${lineage}`;
  return {
    articles: name('articles'),
    chunks: name('chunks'),
    removed: name('removed'),
    segments: name('segments'),
    postings: name('postings'),
    vectorIndex: `chunks_${lineage}_vectors`,
  };
}

export type Tables = ReturnType<typeof tablesOf>;

const LINEAGE = (t: Tables, dimensions: number) => `
CREATE TABLE ${t.articles} (
  version      bigint PRIMARY KEY,
  id           text COLLATE "C" NOT NULL,
  content_hash text NOT NULL,
  head         text NOT NULL,
  title_form   text NOT NULL,
  time_ms      double precision,
  text         text NOT NULL,
  text_check   bytea NOT NULL,
  structure    text NOT NULL,
  boilerplate  text NOT NULL DEFAULT '',
  born         integer NOT NULL,
  died         integer NOT NULL DEFAULT ${ALIVE},
  first_chunk  bigint,
  chunk_count  integer
);
CREATE INDEX ON ${t.articles} (id);
CREATE INDEX ON ${t.articles} (time_ms DESC NULLS LAST, id);
CREATE INDEX ON ${t.articles} (born);
CREATE INDEX ON ${t.articles} (died) WHERE died < ${ALIVE};
CREATE TABLE ${t.chunks} (
  number      bigint PRIMARY KEY,
  article     bigint NOT NULL,
  start_unit  integer NOT NULL,
  end_unit    integer NOT NULL,
  text        text NOT NULL,
  heading     text,
  page        text,
  sentences   bytea NOT NULL,
  embedding   halfvec(${dimensions}) NOT NULL
);
CREATE TABLE ${t.removed} (
  first bigint NOT NULL,
  count integer NOT NULL,
  died  integer NOT NULL
);
CREATE TABLE ${t.segments} (
  id      integer PRIMARY KEY,
  first   bigint NOT NULL,
  lengths bytea NOT NULL,
  titles  bytea NOT NULL,
  check_sum numeric NOT NULL,
  born    integer NOT NULL,
  died    integer NOT NULL DEFAULT ${ALIVE}
);
CREATE TABLE ${t.postings} (
  form     smallint NOT NULL,
  term     text COLLATE "C" NOT NULL,
  segment  integer NOT NULL,
  letters  integer NOT NULL,
  chunks   integer NOT NULL,
  postings bytea NOT NULL,
  PRIMARY KEY (form, term, segment) INCLUDE (letters, chunks)
);
CREATE INDEX ON ${t.postings} (segment);`;

/** Makes what every index needs. The caller holds the writer's lock. @throws IndexError */
export async function prepareSchema(db: Connection): Promise<void> {
  const [server] = await db.rows<{ version: number; name: string; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_version') AS name, current_setting('server_encoding') AS encoding`,
  );
  if (server!.version < SERVER_MIN) {
    throw new IndexError(
      `The server runs PostgreSQL ${server!.name}; Isnad needs 14 or later.`,
      'Bring the server up to date.',
    );
  }
  if (server!.encoding !== 'UTF8') {
    throw new IndexError(
      `The database keeps text in ${server!.encoding}, which has no Arabic letters.`,
      'Make another one: createdb --encoding=UTF8 --template=template0 <name>',
    );
  }
  const [made] = await db.rows<{ exists: boolean }>(
    "SELECT to_regclass('isnad.meta') IS NOT NULL AS there",
  );
  // Whoever may write tables need not be one who may make schemas and extensions.
  if (made!.exists) return checkFormat(db);
  const [extension] = await db.rows("SELECT FROM pg_extension WHERE extname = 'vector'");
  if (!extension) await db.rows('CREATE EXTENSION IF NOT EXISTS vector');
  await db.rows("SELECT 'halfvec'::regtype");
  await db.rows(COMMON);
  await checkFormat(db);
}

/** @throws IndexError if another version of Isnad made the tables. */
export async function checkFormat(db: Connection): Promise<void> {
  const [meta] = await db.rows<{ format: number }>('SELECT format FROM isnad.meta');
  if (meta?.format === POSTGRES_FORMAT) return;
  throw new IndexError(
    `The tables have format ${meta?.format}, this program knows format ${POSTGRES_FORMAT}.`,
    'Run the version of Isnad that made them; or, to rebuild: DROP SCHEMA isnad CASCADE; then npm run index',
  );
}

export async function createLineage(
  db: Connection,
  lineage: number,
  settings: IndexSettings,
): Promise<void> {
  const { dimensions } = settings;
  if (!Number.isSafeInteger(dimensions) || dimensions < 1 || dimensions > DIMENSIONS_MAX) {
    throw new IndexError(
      `pgvector indexes vectors of 1 to ${DIMENSIONS_MAX} dimensions; the model gives ${dimensions}.`,
      'Choose another EMBEDDING_MODEL.',
    );
  }
  await db.run('INSERT INTO isnad.lineages (number, settings) VALUES ($1, $2)', [
    lineage,
    JSON.stringify(settings),
  ]);
  await db.rows(LINEAGE(tablesOf(lineage), dimensions));
}

export async function dropLineage(db: Connection, lineage: number): Promise<void> {
  const t = tablesOf(lineage);
  await db.rows(
    `DROP TABLE IF EXISTS ${[t.articles, t.chunks, t.removed, t.segments, t.postings].join(', ')}`,
  );
  await db.run('DELETE FROM isnad.lineages WHERE number = $1', [lineage]);
}

/** Built once all vectors of a full build are there: several times faster than growing it row by row. */
export async function createVectorIndex(db: Connection, t: Tables): Promise<void> {
  await db.rows(
    `CREATE INDEX IF NOT EXISTS ${t.vectorIndex} ON ${t.chunks}
     USING hnsw (embedding halfvec_ip_ops) WITH (m = ${GRAPH.links}, ef_construction = ${GRAPH.efConstruction})`,
  );
}
