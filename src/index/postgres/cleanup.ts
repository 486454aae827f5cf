/**
 * What a writer cleans up before it begins: rows of a killed build, and rows that no kept generation
 * sees any more. Readers never see either, so there is no hurry.
 */
import { CHUNKER_VERSION } from '../../chunk/chunk.ts';
import type { IndexSettings } from '../ports.ts';
import type { Session } from './database.ts';
import { ALIVE, dropLineage, tablesOf } from './schema.ts';

interface LineageState {
  readonly number: number;
  readonly settings: IndexSettings;
  readonly retired: boolean;
  /** Of its kept generations; null if it has none. */
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Beyond these a chunk number, or a version of an article, was never published. */
  readonly slots: number;
  readonly versions: number;
}

/** What vectors depend on, as the journal's key. */
export const journalKey = ({ embedderId, dimensions, chunkerVersion }: IndexSettings): string =>
  JSON.stringify([embedderId, dimensions, chunkerVersion]);

/** Identifies an article `a` as it was cut: its vectors depend on its content without boilerplate. `cutHash` is the same in TypeScript. */
export const CUT_HASH =
  "a.content_hash || CASE a.boilerplate WHEN '' THEN '' ELSE ' ' || a.boilerplate END";

async function lineages(session: Session): Promise<LineageState[]> {
  return session.rows<LineageState>(
    `SELECT l.number, l.settings, l.retired, min(g.number) AS oldest, max(g.number) AS newest,
       coalesce(max(g.slots), 0) AS slots, coalesce(max(g.versions), 0) AS versions
     FROM isnad.lineages l LEFT JOIN isnad.generations g ON g.lineage = l.number
     GROUP BY l.number ORDER BY l.number`,
  );
}

/** Removes an unfinished build; its finished vectors go into the journal. */
export async function clearUnpublished(session: Session): Promise<void> {
  for (const state of await lineages(session)) {
    await session.transaction(async () => {
      // Vectors of another chunker are useless, and its tables may lack a column.
      const isOurs = state.settings.chunkerVersion === CHUNKER_VERSION;
      if (!state.retired && isOurs) await salvage(session, state);
      if (state.newest === null) await dropLineage(session, state.number);
      else await forget(session, state, state.newest);
    });
  }
}

async function salvage(session: Session, state: LineageState): Promise<void> {
  const t = tablesOf(state.number);
  await session.run(
    `INSERT INTO isnad.journal (settings, content_hash, vectors)
     SELECT DISTINCT ON (content_hash) $1, content_hash, vectors FROM (
       SELECT ${CUT_HASH} AS content_hash, a.chunk_count, count(*) AS found,
         string_agg(halfvec_send(c.embedding), ''::bytea ORDER BY c.number) AS vectors
       FROM ${t.articles} a JOIN ${t.chunks} c ON c.article = a.version AND c.number >= $3
       WHERE a.version >= $2 AND a.chunk_count > 0 GROUP BY a.version) AS made
     WHERE found = chunk_count
     ON CONFLICT DO NOTHING`,
    [journalKey(state.settings), state.versions, state.slots],
  );
}

async function forget(session: Session, state: LineageState, newest: number): Promise<void> {
  const t = tablesOf(state.number);
  await session.run(`DELETE FROM ${t.chunks} WHERE number >= $1`, [state.slots]);
  await session.run(`DELETE FROM ${t.articles} WHERE version >= $1`, [state.versions]);
  await session.run(
    `UPDATE ${t.articles} SET died = ${ALIVE} WHERE died > $1 AND died < ${ALIVE}`,
    [newest],
  );
  await session.run(`DELETE FROM ${t.removed} WHERE died > $1`, [newest]);
  await session.run(
    `DELETE FROM ${t.postings} WHERE segment >
       (SELECT coalesce(max(id), 0) FROM ${t.segments} WHERE born <= $1)`,
    [newest],
  );
  await session.run(`DELETE FROM ${t.segments} WHERE born > $1`, [newest]);
  await session.run(
    `UPDATE ${t.segments} SET died = ${ALIVE} WHERE died > $1 AND died < ${ALIVE}`,
    [newest],
  );
}

/** Deletes what no kept generation sees. */
export async function clearUnseen(session: Session): Promise<void> {
  for (const { number, oldest } of await lineages(session)) {
    if (oldest === null) continue;
    const t = tablesOf(number);
    await session.transaction(async () => {
      await session.run(
        `DELETE FROM ${t.chunks} c USING ${t.removed} r
         WHERE r.died <= $1 AND c.number >= r.first AND c.number < r.first + r.count`,
        [oldest],
      );
      await session.run(`DELETE FROM ${t.articles} WHERE died <= $1`, [oldest]);
      await session.run(
        `DELETE FROM ${t.postings} WHERE segment IN (SELECT id FROM ${t.segments} WHERE died <= $1)`,
        [oldest],
      );
      await session.run(`DELETE FROM ${t.segments} WHERE died <= $1`, [oldest]);
      // A range is kept as long as the postings of some segment still have it.
      await session.run(
        `DELETE FROM ${t.removed} r WHERE died <= $1 AND NOT EXISTS (
           SELECT FROM ${t.segments} s WHERE s.born < r.died AND r.first + r.count > s.first
             AND r.first < s.first + length(s.titles))`,
        [oldest],
      );
    });
  }
}
