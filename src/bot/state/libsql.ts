/** The state in one SQLite file (WAL), through libsql. Why libsql: `docs/decisions/bot-state-libsql.md`. */
import Database from 'libsql';
import { ConfigError, StoreUnavailableError } from '../../errors.ts';
import { ensurePrivateFile } from '../../private-files.ts';
import { GIVEN_BACK_MS_MAX } from '../lease.ts';
import { type AnswerRow, columnsOf, toRecord } from './answer-row.ts';
import { MIGRATIONS } from './migrations.ts';
import type { AnswerRecord, BotState, Lease, PendingUpdate, TakeOverOptions } from './port.ts';

function openDatabase(path: string): Database.Database {
  try {
    // SQLite gives its other files the mode of this one.
    if (path !== ':memory:') ensurePrivateFile(path);
    const db = new Database(path, { timeout: 5_000 });
    db.pragma('journal_mode = WAL');
    // A killed process loses nothing; a power cut may lose the last moments, but damages nothing.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    // What /forget deletes is overwritten, not only unlinked.
    db.pragma('secure_delete = ON');
    migrate(db);
    return db;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code = '', message } = error as { readonly code?: string; readonly message: string };
    if (DISK_IS_FULL.test(code) || message === ENDED_BY_ITSELF) throw unavailable(error, path);
    throw new ConfigError(
      `the state file ${path} cannot be opened: ${message}`,
      'Set STATE_PATH to a file in a folder that the bot may write to; a damaged file may be moved away, at the cost of what it remembers.',
      { cause: error },
    );
  }
}

function migrate(db: Database.Database): void {
  const version = () =>
    (db.pragma('user_version', { simple: true }) as { user_version: number }).user_version;
  if (version() > MIGRATIONS.length) {
    throw new ConfigError(
      `the state file was written by a later version (${version()}, this one knows ${MIGRATIONS.length})`,
      'Run the later version, or set STATE_PATH to another file.',
    );
  }
  db.transaction(() => {
    for (let next = version(); next < MIGRATIONS.length; next += 1) {
      db.exec(MIGRATIONS[next]!);
      db.pragma(`user_version = ${next + 1}`);
    }
  }).immediate();
}

/**
 * Opens, and if needed makes or upgrades, the state in the file at `path`.
 *
 * @throws ConfigError if the file cannot be used; its methods StoreUnavailableError while it cannot be written.
 */
export function openLibsqlState(path: string): BotState {
  const state = stateIn(openDatabase(path));
  const methods = Object.entries<(...args: never[]) => Promise<unknown>>({ ...state });
  const explaining = methods.map(([name, method]) => [
    name,
    async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw explained(error, path);
      }
    },
  ]);
  return { ...state, ...Object.fromEntries(explaining) };
}

/** What may pass of what is met at the start; whoever may not write or read there must change a setting. */
const DISK_IS_FULL = /^(?:SQLITE_(?:FULL|IOERR|BUSY)|ENOSPC|EDQUOT|EIO)/;
/** The disk is full, read-only or failing, or another process has held the file for long: that may pass. */
const MAY_PASS = /^SQLITE_(?:FULL|IOERR|READONLY|BUSY|CANTOPEN)/;
/** On a full disk SQLite ends the transaction itself, and the only error is libsql's, which cannot end it again. */
const ENDED_BY_ITSELF = 'cannot rollback - no transaction is active';

function explained(error: unknown, path: string): unknown {
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  return message === ENDED_BY_ITSELF || MAY_PASS.test(code) ? unavailable(error, path) : error;
}

function unavailable(error: unknown, path: string): StoreUnavailableError {
  const { message } = error as Error;
  return new StoreUnavailableError(
    `the state file ${path} cannot be used now: ${message === ENDED_BY_ITSELF ? 'database or disk is full' : message}`,
    'Look at the disk and at who may write there; it is tried again by itself.',
    { cause: error },
  );
}

function stateIn(db: Database.Database): BotState {
  const q = statements(db);

  const save = (answer: AnswerRecord) => {
    q.replaceAt.run(answer.chat, answer.answerMessageId, answer.id);
    q.saveAnswer.run(...columnsOf(answer));
  };
  const saveAlone = db.transaction(save);
  const finish = db.transaction((updateId: number, atMs: number, answer?: AnswerRecord) => {
    if (answer) save(answer);
    q.finish.run(atMs, updateId);
  });
  const takeOver = db.transaction(
    ({ owner, untilMs }: Lease, { nowMs, limit, own, afterId }: TakeOverOptions) => {
      const givenBackBefore = nowMs + GIVEN_BACK_MS_MAX;
      const rows = q.pending.all(nowMs, own ? owner : null, givenBackBefore, afterId, limit) as {
        update_id: number;
        sealed: ArrayBuffer;
        begun: number;
        state: string;
      }[];
      return rows.map((row): PendingUpdate => {
        q.claim.run(owner, untilMs, row.update_id);
        return {
          updateId: row.update_id,
          sealed: new Uint8Array(row.sealed),
          begun: row.begun,
          inDoubt: row.state === 'sending',
        };
      });
    },
  );
  const hit = db.transaction((person: string, nowMs: number, windowMs: number) => {
    q.hit.run(person, nowMs, windowMs);
    return q.limit.get(person) as { started_ms: number; hits: number };
  });
  const forget = db.transaction((person: string, chat: string | undefined) => {
    const where = [
      q.forgetVotes.run(person),
      q.forgetAnswers.run(person),
      q.forgetLimits.run(person),
    ];
    if (chat !== undefined) where.push(q.forgetChat.run(chat));
    return where.reduce((sum, result) => sum + result.changes, 0);
  });

  return {
    async accept({ updateId, sealed, atMs }, { owner, untilMs }) {
      return q.accept.run(updateId, Buffer.from(sealed), owner, untilMs, atMs).changes === 1;
    },
    async begin(updateId) {
      q.begin.run(updateId);
      return true;
    },
    async markSending(updateId, { owner, untilMs }) {
      return q.sending.run(untilMs, updateId, owner).changes === 1;
    },
    async finish(updateId, atMs, answer) {
      finish.immediate(updateId, atMs, answer);
    },
    async release(updateId, untilMs) {
      q.release.run(untilMs, updateId);
    },
    async renew({ owner, untilMs }, updateIds) {
      q.renew.run(untilMs, owner, JSON.stringify(updateIds));
    },
    async takeOver(lease, options) {
      return takeOver.immediate(lease, options);
    },
    async saveAnswer(answer) {
      saveAlone.immediate(answer);
    },
    async answer(id) {
      const row = q.answer.get(id) as AnswerRow | undefined;
      return row && toRecord(row);
    },
    async answerAt(chat, messageId) {
      const row = q.answerAt.get(chat, messageId) as AnswerRow | undefined;
      return row && toRecord(row);
    },
    async answerTo(chat, messageId) {
      const row = q.answerTo.get(chat, messageId) as AnswerRow | undefined;
      return row && toRecord(row);
    },
    async lastTurns({ chat, thread, sinceMs, limit }) {
      const rows = q.lastTurns.all(chat, thread, sinceMs, limit) as AnswerRow[];
      return rows.map(toRecord);
    },
    async vote({ answerId, person, thumb, atMs }) {
      return q.vote.run(person, thumb, atMs, answerId).changes === 1;
    },
    async countVotes() {
      const { answers, up, down } = q.countVotes.get() as Record<'answers' | 'up' | 'down', number>;
      return { answers, up, down };
    },
    async judged({ afterId, limit }) {
      const rows = q.judged.all(afterId ?? '', limit) as (AnswerRow & {
        up: number;
        down: number;
      })[];
      return rows.map((row) => ({ answer: toRecord(row), up: row.up, down: row.down }));
    },
    async unanswered({ afterId, limit }) {
      const rows = q.unanswered.all(afterId ?? '', limit) as AnswerRow[];
      return rows.map(toRecord);
    },
    async hit(person, { nowMs, windowMs, max }) {
      const { started_ms, hits } = hit.immediate(person, nowMs, windowMs);
      return {
        allowed: hits <= max,
        first: hits === max + 1,
        waitMs: Math.max(0, started_ms + windowMs - nowMs),
      };
    },
    async forget(person, chat) {
      return forget.immediate(person, chat);
    },
    async moveChat(from, to) {
      q.moveChat.run(to, from);
    },
    async purge(beforeMs, updatesBeforeMs, turnsBeforeMs) {
      q.purgeTurns.run(turnsBeforeMs);
      return (
        q.purgeAnswers.run(beforeMs).changes +
        q.purgeLimits.run(beforeMs).changes +
        q.purgeUpdates.run(updatesBeforeMs).changes
      );
    },
    async check() {
      q.check.run();
    },
    async close() {
      db.close();
    },
  };
}

/** Copies the state as it is at one moment to a new file, while a bot may be writing it. */
export function copyLibsqlState(from: string, to: string): void {
  ensurePrivateFile(to);
  const db = new Database(from, { timeout: 5_000 });
  try {
    db.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } catch (cause) {
    throw new ConfigError(
      `the state file ${from} cannot be copied: ${(cause as Error).message}`,
      'Look at the disk; a damaged file may be moved away, at the cost of what it remembers.',
      { cause },
    );
  } finally {
    db.close();
  }
}

/** Beside the file while it is open, and after a kill. */
export const STATE_SUFFIXES = ['-wal', '-shm'] as const;

/**
 * Merges the write-ahead log into the file, so that the file can be moved. A damaged file is left as it is.
 *
 * @throws ConfigError if a bot has it open: only the last connection may leave the write-ahead log.
 */
export function closeLibsqlState(path: string): void {
  const db = new Database(path, { timeout: 500 });
  try {
    // A prepared statement that failed would keep the file open until it is collected.
    db.exec('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    if (/^SQLITE_(?:NOTADB|CORRUPT)/.test((cause as { code?: string }).code ?? '')) return;
    throw new ConfigError(
      `the state file ${path} is in use`,
      'Stop the bot first: systemctl stop isnad',
      { cause },
    );
  } finally {
    db.close();
  }
}

function statements(db: Database.Database) {
  const sql = (text: string) => db.prepare(text);
  return {
    accept: sql(
      `INSERT INTO updates (update_id, state, sealed, owner, lease_ms, at_ms)
       VALUES (?, 'received', ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    sending: sql(
      `UPDATE updates SET state = 'sending', lease_ms = ?
       WHERE update_id = ? AND owner = ? AND state <> 'done'`,
    ),
    finish: sql(
      `UPDATE updates SET state = 'done', sealed = NULL, owner = NULL, at_ms = ? WHERE update_id = ?`,
    ),
    release: sql(
      `UPDATE updates SET lease_ms = ?, owner = NULL, begun = 0 WHERE update_id = ? AND state <> 'done'`,
    ),
    renew: sql(
      `UPDATE updates SET lease_ms = ? WHERE owner = ? AND state <> 'done'
       AND update_id IN (SELECT value FROM json_each(?))`,
    ),
    pending: sql(
      `SELECT update_id, sealed, begun, state FROM updates
       WHERE state <> 'done' AND (lease_ms <= ? OR owner = ? OR (owner IS NULL AND lease_ms > ?))
       AND update_id > ? ORDER BY update_id LIMIT ?`,
    ),
    claim: sql('UPDATE updates SET owner = ?, lease_ms = ? WHERE update_id = ?'),
    begin: sql('UPDATE updates SET begun = begun + 1 WHERE update_id = ?'),
    replaceAt: sql('DELETE FROM answers WHERE chat = ? AND answer_message_id = ? AND id <> ?'),
    saveAnswer: sql(
      `INSERT INTO answers
         (id, chat, person, question_message_id, answer_message_id, record, at_ms, thread, turn)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET chat = excluded.chat, person = excluded.person,
         question_message_id = excluded.question_message_id,
         answer_message_id = excluded.answer_message_id, record = excluded.record,
         at_ms = excluded.at_ms, thread = excluded.thread, turn = excluded.turn`,
    ),
    answer: sql('SELECT * FROM answers WHERE id = ?'),
    answerAt: sql(
      'SELECT * FROM answers WHERE chat = ? AND answer_message_id = ? ORDER BY at_ms DESC LIMIT 1',
    ),
    answerTo: sql(
      'SELECT * FROM answers WHERE chat = ? AND question_message_id = ? ORDER BY at_ms DESC LIMIT 1',
    ),
    lastTurns: sql(
      `SELECT * FROM answers WHERE chat = ? AND thread = ? AND turn IS NOT NULL AND at_ms >= ?
       ORDER BY at_ms DESC, answer_message_id DESC LIMIT ?`,
    ),
    vote: sql(
      `INSERT INTO votes (answer_id, person, thumb, at_ms) SELECT id, ?, ?, ? FROM answers WHERE id = ?
       ON CONFLICT (answer_id, person) DO UPDATE SET thumb = excluded.thumb, at_ms = excluded.at_ms`,
    ),
    countVotes: sql(
      `SELECT COUNT(DISTINCT answer_id) AS answers, COALESCE(SUM(thumb = 'up'), 0) AS up,
         COALESCE(SUM(thumb = 'down'), 0) AS down FROM votes`,
    ),
    judged: sql(
      `SELECT answers.*, SUM(thumb = 'up') AS up, SUM(thumb = 'down') AS down
       FROM answers JOIN votes ON votes.answer_id = answers.id
       WHERE answers.id > ? GROUP BY answers.id ORDER BY answers.id LIMIT ?`,
    ),
    unanswered: sql(
      `SELECT * FROM answers WHERE json_extract(record, '$.kind') = 'none' AND id > ? ORDER BY id LIMIT ?`,
    ),
    // A window that has ended, or that a clock set back puts in the future, begins again.
    hit: sql(
      `INSERT INTO limits (person, started_ms, hits) VALUES (?1, ?2, 1)
       ON CONFLICT (person) DO UPDATE SET
         hits = CASE WHEN ?2 BETWEEN started_ms AND started_ms + ?3 - 1 THEN hits + 1 ELSE 1 END,
         started_ms = CASE WHEN ?2 BETWEEN started_ms AND started_ms + ?3 - 1 THEN started_ms ELSE ?2 END`,
    ),
    limit: sql('SELECT started_ms, hits FROM limits WHERE person = ?'),
    forgetVotes: sql('DELETE FROM votes WHERE person = ?'),
    forgetAnswers: sql('DELETE FROM answers WHERE person = ?'),
    forgetLimits: sql('DELETE FROM limits WHERE person = ?'),
    forgetChat: sql('DELETE FROM answers WHERE chat = ?'),
    moveChat: sql('UPDATE answers SET chat = ? WHERE chat = ?'),
    purgeAnswers: sql('DELETE FROM answers WHERE at_ms < ?'),
    purgeTurns: sql('UPDATE answers SET turn = NULL WHERE turn IS NOT NULL AND at_ms < ?'),
    purgeLimits: sql('DELETE FROM limits WHERE started_ms < ?'),
    purgeUpdates: sql("DELETE FROM updates WHERE state = 'done' AND at_ms < ?"),
    check: sql('UPDATE updates SET state = state WHERE update_id = -1'),
  };
}
