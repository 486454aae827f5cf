/** The state in PostgreSQL, shared by all processes of a bot. */
import { ConfigError } from '../../errors.ts';
import { type Database, openDatabase } from '../../index/postgres/database.ts';
import { GIVEN_BACK_MS_MAX } from '../lease.ts';
import { type AnswerRow, columnsOf, toRecord } from './answer-row.ts';
import { takeInstance } from './instance.ts';
import type { BotState, PendingUpdate } from './port.ts';
import { POSTGRES_MIGRATIONS } from './postgres-migrations.ts';

/**
 * The part of a statement that saves an answer: whatever was recorded of its message goes. $1 is the bot, and
 * what `columnsOf` gives begins at `first`.
 */
function saving(first: number): string {
  const places = Array.from({ length: 9 }, (_, place) => `$${first + place}`);
  const [id, chat, person, question, answer, record, at, thread, turn] = places;
  return `replaced AS (
      DELETE FROM isnad.bot_answers
      WHERE bot = $1 AND chat = ${chat} AND answer_message_id = ${answer} AND id <> ${id}),
    saved AS (
      INSERT INTO isnad.bot_answers
        (bot, id, chat, person, question_message_id, answer_message_id, record, at_ms, thread, turn)
      VALUES ($1, ${id}, ${chat}, ${person}, ${question}, ${answer}, ${record}, ${at}, ${thread}, ${turn})
      ON CONFLICT (bot, id) DO UPDATE SET chat = excluded.chat, person = excluded.person,
        question_message_id = excluded.question_message_id,
        answer_message_id = excluded.answer_message_id, record = excluded.record,
        at_ms = excluded.at_ms, thread = excluded.thread, turn = excluded.turn)`;
}

export interface PostgresStateOptions {
  readonly url: string;
  /** The bot's numeric id, the part of its token before the colon. */
  readonly bot: number;
  /**
   * Tells this process from others on its machine; the same after a restart. Default: the first
   * number that no living process of this bot on this machine has.
   */
  readonly instance?: string | undefined;
  /** Default: 8. */
  readonly poolMax?: number | undefined;
  /** Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

/** Two numbers for the lock under which the tables are made: "isna", and which lock of ours. */
const MIGRATION_LOCK = [0x69736e61, 2];

async function migrate(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.rows('SELECT pg_advisory_xact_lock($1, $2)', MIGRATION_LOCK);
    const [made] = await tx.rows<{ schema: boolean; meta: boolean }>(
      `SELECT to_regnamespace('isnad') IS NOT NULL AS schema,
         to_regclass('isnad.bot_meta') IS NOT NULL AS meta`,
    );
    // Whoever may write tables need not be one who may make schemas.
    if (!made!.schema) await tx.rows('CREATE SCHEMA isnad');
    if (!made!.meta) await tx.rows('CREATE TABLE isnad.bot_meta (version integer NOT NULL)');
    const [meta] = await tx.rows<{ version: number }>('SELECT version FROM isnad.bot_meta');
    const version = meta?.version ?? 0;
    if (version > POSTGRES_MIGRATIONS.length) {
      throw new ConfigError(
        `the state in ${db.location} was written by a later version (${version}, this one knows ${POSTGRES_MIGRATIONS.length})`,
        'Run the later version, or set STATE_URL to another database.',
      );
    }
    for (const step of POSTGRES_MIGRATIONS.slice(version)) await tx.rows(step);
    if (!meta) {
      await tx.run('INSERT INTO isnad.bot_meta VALUES ($1)', [POSTGRES_MIGRATIONS.length]);
    } else if (version < POSTGRES_MIGRATIONS.length) {
      await tx.run('UPDATE isnad.bot_meta SET version = $1', [POSTGRES_MIGRATIONS.length]);
    }
  });
}

/**
 * Opens, and if needed makes or upgrades, the state of a bot.
 *
 * @throws ConfigError, StoreUnavailableError
 */
export async function openPostgresState(options: PostgresStateOptions): Promise<BotState> {
  const { url, bot, poolMax, timeoutMs } = options;
  const db = openDatabase(url, {
    name: 'isnad bot',
    ...(poolMax === undefined ? {} : { poolMax }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  const instance = takeInstance(db, bot, options.instance);
  /** Processes on one machine call themselves by one name; the instance tells them apart. */
  const ownerOf = async (owner: string) => `${owner}#${await instance.name(owner)}`;

  const one = async (where: string, values: readonly unknown[]) => {
    const [row] = await db.read<AnswerRow>(
      `SELECT * FROM isnad.bot_answers WHERE bot = $1 AND ${where} ORDER BY at_ms DESC LIMIT 1`,
      [bot, ...values],
    );
    return row && toRecord(row);
  };

  return {
    async accept({ updateId, sealed, atMs, line }, { owner, untilMs }) {
      const added = await db.run(
        `INSERT INTO isnad.bot_updates (bot, update_id, state, sealed, line, owner, lease_ms, at_ms)
         VALUES ($1, $2, 'received', $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [bot, updateId, Buffer.from(sealed), line ?? null, await ownerOf(owner), untilMs, atMs],
      );
      return added === 1;
    },
    async begin(updateId) {
      const [row] = await db.rows<{ held: boolean }>(
        `WITH earlier AS (SELECT EXISTS (
           SELECT FROM isnad.bot_updates own JOIN isnad.bot_updates other
             ON other.bot = own.bot AND other.line = own.line AND other.update_id < own.update_id
           WHERE own.bot = $1 AND own.update_id = $2
             AND other.state <> 'done' AND other.owner IS NOT NULL) AS held),
         counted AS (
           UPDATE isnad.bot_updates SET begun = begun + 1
           WHERE bot = $1 AND update_id = $2 AND NOT (SELECT held FROM earlier))
         SELECT held FROM earlier`,
        [bot, updateId],
      );
      return !row!.held;
    },
    async markSending(updateId, { owner, untilMs }) {
      const held = await db.run(
        `UPDATE isnad.bot_updates SET state = 'sending', lease_ms = $4
         WHERE bot = $1 AND update_id = $2 AND owner = $3 AND state <> 'done'`,
        [bot, updateId, await ownerOf(owner), untilMs],
      );
      return held === 1;
    },
    async finish(updateId, atMs, answer) {
      const done = `UPDATE isnad.bot_updates SET state = 'done', sealed = NULL, owner = NULL,
        at_ms = $2 WHERE bot = $1 AND update_id = $3`;
      // One statement is one transaction, and one round trip: the shorter, the less is in doubt at a kill.
      if (!answer) await db.run(done, [bot, atMs, updateId]);
      else await db.run(`WITH ${saving(4)} ${done}`, [bot, atMs, updateId, ...columnsOf(answer)]);
    },
    async release(updateId, untilMs) {
      await db.run(
        `UPDATE isnad.bot_updates SET lease_ms = $3, owner = NULL, begun = 0
         WHERE bot = $1 AND update_id = $2 AND state <> 'done'`,
        [bot, updateId, untilMs],
      );
    },
    async renew({ owner, untilMs }, updateIds) {
      await db.run(
        `UPDATE isnad.bot_updates SET lease_ms = $3
         WHERE bot = $1 AND owner = $2 AND state <> 'done' AND update_id = ANY($4::bigint[])`,
        [bot, await ownerOf(owner), untilMs, updateIds],
      );
    },
    async takeOver({ owner, untilMs }, { nowMs, own, afterId, limit }) {
      // A row that another process is claiming is locked, and passed over.
      const rows = await db.rows<{
        update_id: number;
        sealed: Buffer;
        begun: number;
        state: string;
      }>(
        `WITH free AS (
           SELECT update_id FROM isnad.bot_updates
           WHERE bot = $1 AND state <> 'done' AND update_id > $5
             AND (lease_ms <= $2 OR ($3 AND owner = $4) OR (owner IS NULL AND lease_ms > $8))
           ORDER BY update_id LIMIT $6 FOR UPDATE SKIP LOCKED)
         UPDATE isnad.bot_updates u
         SET owner = $4, lease_ms = $7
         FROM free WHERE u.bot = $1 AND u.update_id = free.update_id
         RETURNING u.update_id, u.sealed, u.begun, u.state`,
        [
          ...[bot, nowMs, own, await ownerOf(owner), afterId, limit, untilMs],
          nowMs + GIVEN_BACK_MS_MAX,
        ],
      );
      return rows
        .map(
          (row): PendingUpdate => ({
            updateId: row.update_id,
            sealed: new Uint8Array(row.sealed),
            begun: row.begun,
            inDoubt: row.state === 'sending',
          }),
        )
        .sort((a, b) => a.updateId - b.updateId);
    },
    async saveAnswer(answer) {
      await db.run(`WITH ${saving(2)} SELECT`, [bot, ...columnsOf(answer)]);
    },
    answer: (id) => one('id = $2', [id]),
    answerAt: (chat, messageId) => one('chat = $2 AND answer_message_id = $3', [chat, messageId]),
    answerTo: (chat, messageId) => one('chat = $2 AND question_message_id = $3', [chat, messageId]),
    async lastTurns({ chat, thread, sinceMs, limit }) {
      const rows = await db.read<AnswerRow>(
        `SELECT * FROM isnad.bot_answers WHERE bot = $1 AND chat = $2 AND thread = $3
           AND turn IS NOT NULL AND at_ms >= $4
         ORDER BY at_ms DESC, answer_message_id DESC LIMIT $5`,
        [bot, chat, thread, sinceMs, limit],
      );
      return rows.map(toRecord);
    },
    async vote({ answerId, person, thumb, atMs }) {
      const added = await db.run(
        `INSERT INTO isnad.bot_votes (bot, answer_id, person, thumb, at_ms)
         SELECT bot, id, $3, $4, $5 FROM isnad.bot_answers WHERE bot = $1 AND id = $2
         ON CONFLICT (bot, answer_id, person) DO UPDATE
         SET thumb = excluded.thumb, at_ms = excluded.at_ms`,
        [bot, answerId, person, thumb, atMs],
      );
      return added === 1;
    },
    async countVotes() {
      const [row] = await db.read<Record<'answers' | 'up' | 'down', number>>(
        `SELECT count(DISTINCT answer_id) AS answers, count(*) FILTER (WHERE thumb = 'up') AS up,
           count(*) FILTER (WHERE thumb = 'down') AS down FROM isnad.bot_votes WHERE bot = $1`,
        [bot],
      );
      return row!;
    },
    async judged({ afterId, limit }) {
      const rows = await db.read<AnswerRow & { up: number; down: number }>(
        `SELECT a.*, v.up, v.down FROM isnad.bot_answers a JOIN (
           SELECT answer_id, count(*) FILTER (WHERE thumb = 'up') AS up,
             count(*) FILTER (WHERE thumb = 'down') AS down
           FROM isnad.bot_votes WHERE bot = $1 GROUP BY answer_id) v ON v.answer_id = a.id
         WHERE a.bot = $1 AND a.id > $2 ORDER BY a.id LIMIT $3`,
        [bot, afterId ?? '', limit],
      );
      return rows.map((row) => ({ answer: toRecord(row), up: row.up, down: row.down }));
    },
    async unanswered({ afterId, limit }) {
      const rows = await db.read<AnswerRow>(
        `SELECT * FROM isnad.bot_answers
         WHERE bot = $1 AND record::json->>'kind' = 'none' AND id > $2 ORDER BY id LIMIT $3`,
        [bot, afterId ?? '', limit],
      );
      return rows.map(toRecord);
    },
    async hit(person, { nowMs, windowMs, max }) {
      // A window that has ended, or that a clock set back puts in the future, begins again.
      const [row] = await db.rows<{ started_ms: number; hits: number }>(
        `INSERT INTO isnad.bot_limits AS l (bot, person, started_ms, hits)
         VALUES ($1, $2, $3::bigint, 1)
         ON CONFLICT (bot, person) DO UPDATE SET
           hits = CASE WHEN $3::bigint BETWEEN l.started_ms AND l.started_ms + $4::bigint - 1
             THEN l.hits + 1 ELSE 1 END,
           started_ms = CASE WHEN $3::bigint BETWEEN l.started_ms AND l.started_ms + $4::bigint - 1
             THEN l.started_ms ELSE $3::bigint END
         RETURNING started_ms, hits`,
        [bot, person, nowMs, windowMs],
      );
      const { started_ms, hits } = row!;
      return {
        allowed: hits <= max,
        first: hits === max + 1,
        waitMs: Math.max(0, started_ms + windowMs - nowMs),
      };
    },
    async forget(person, chat) {
      return db.transaction(async (tx) => {
        let rows = 0;
        for (const table of ['votes', 'answers', 'limits']) {
          rows += await tx.run(`DELETE FROM isnad.bot_${table} WHERE bot = $1 AND person = $2`, [
            bot,
            person,
          ]);
        }
        if (chat === undefined) return rows;
        return (
          rows +
          (await tx.run('DELETE FROM isnad.bot_answers WHERE bot = $1 AND chat = $2', [bot, chat]))
        );
      });
    },
    async moveChat(from, to) {
      await db.run('UPDATE isnad.bot_answers SET chat = $3 WHERE bot = $1 AND chat = $2', [
        bot,
        from,
        to,
      ]);
    },
    async purge(beforeMs, updatesBeforeMs, turnsBeforeMs) {
      await db.run(
        'UPDATE isnad.bot_answers SET turn = NULL WHERE bot = $1 AND turn IS NOT NULL AND at_ms < $2',
        [bot, turnsBeforeMs],
      );
      return (
        (await db.run('DELETE FROM isnad.bot_answers WHERE bot = $1 AND at_ms < $2', [
          bot,
          beforeMs,
        ])) +
        (await db.run('DELETE FROM isnad.bot_limits WHERE bot = $1 AND started_ms < $2', [
          bot,
          beforeMs,
        ])) +
        (await db.run(
          "DELETE FROM isnad.bot_updates WHERE bot = $1 AND state = 'done' AND at_ms < $2",
          [bot, updatesBeforeMs],
        ))
      );
    },
    async check() {
      await db.run('UPDATE isnad.bot_updates SET state = state WHERE bot = $1 AND update_id = -1', [
        bot,
      ]);
    },
    async close() {
      await instance.close();
      await db.close();
    },
  };
}
