/**
 * One writer at a time: an advisory lock of the server, which goes with the connection that holds
 * it, so that a killed writer does not block others.
 */
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { IndexError } from '../../errors.ts';
import type { Database, Session } from './database.ts';

/** Two numbers that no other program is likely to lock: "isna", and which lock of ours. */
const LOCK = [0x69736e61, 1] as const;

/** The server may take a moment to notice that a writer died. */
const TRIES = 6;
const TRY_EVERY_MS = 100;

/** Names the connection, so that others can say who holds the lock. */
const NAME = `isnad index ${process.pid}@${hostname()}`.slice(0, 63);

/** Statements that a writer's connection is told first; servers that do not know one go without. */
const WRITER_SETTINGS = [
  'SET statement_timeout = 0',
  // A writer that dies in the middle of a long statement is noticed before its end.
  "SET client_connection_check_interval = '2s'",
];

/** @throws IndexError naming the process that holds the lock. */
export async function takeWriterLock(db: Database): Promise<Session> {
  const session = await db.session(NAME);
  try {
    for (const setting of WRITER_SETTINGS) await session.rows(setting).catch(() => {});
    for (let attempt = 1; ; attempt += 1) {
      const [lock] = await session.rows<{ got: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS got',
        LOCK,
      );
      if (lock!.got) return session;
      if (attempt === TRIES) throw await heldByAnother(session, db.location);
      await sleep(TRY_EVERY_MS);
    }
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function heldByAnother(session: Session, location: string): Promise<IndexError> {
  const [holder] = await session.rows<{ name: string; since: Date; backend: number }>(
    `SELECT a.application_name AS name, a.backend_start AS since, a.pid AS backend
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = $1 AND l.objid::bigint = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    LOCK,
  );
  const who = /(\d+)@(.+)/.exec(holder?.name ?? '');
  return new IndexError(
    `Another process is writing the index in ${location}: ${who ? `process ${who[1]} on ${who[2]}` : 'unknown'}, since ${holder?.since.toISOString() ?? 'just now'}.`,
    `Wait until it has finished, or stop it; the server ends its connection with: SELECT pg_terminate_backend(${holder?.backend ?? '<pid>'})`,
  );
}
