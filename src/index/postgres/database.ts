/**
 * PostgreSQL through `pg`, which only this file imports, and only when a database is first asked:
 * with an index in files it is never loaded.
 */
import type { Socket } from 'node:net';
import type { Client, ClientConfig, Pool, PoolConfig } from 'pg';
import { locationOf } from '../../database-url.ts';
import { explainDatabaseError, unavailabilityOf } from './errors.ts';

/** A server that does not answer a greeting for this long counts as unavailable. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Added to the server's own limit, for an answer that is lost on its way. */
const LOST_ANSWER_MS = 2_000;
/** After a failed greeting the next attempt waits this long, doubling up to the maximum. */
const BACK_OFF_FIRST_MS = 250;
const BACK_OFF_MAX_MS = 5_000;
/** Why a read that met a broken connection may be asked once more: it changes nothing. */
const READ_ATTEMPTS = 2;

type Values = readonly unknown[];

export interface Connection {
  /** Rows that a statement returns. Values are $1, $2, … in it: no value is ever pasted into SQL. */
  rows<Row>(text: string, values?: Values): Promise<Row[]>;
  /** How many rows a statement touched. */
  run(text: string, values?: Values): Promise<number>;
}

/** One connection of its own: for locks, which belong to it, and for listening. */
export interface Session extends Connection {
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Keeps no process alive from now on. @param broken called once, if the connection breaks by itself. */
  keep(broken: () => void): void;
  /** Calls back for each notification on the channel. */
  listen(channel: string, heard: (payload: string) => void): Promise<void>;
  /** Releases its locks too. */
  close(): Promise<void>;
}

export interface Database extends Connection {
  /** For messages; without a password. */
  readonly location: string;
  /** Like `rows`, asked once more if the connection broke. Only for what changes nothing. */
  read<Row>(text: string, values?: Values): Promise<Row[]>;
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  session(name: string): Promise<Session>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most. Default: 8. */
  readonly poolMax?: number;
  /** A statement that takes longer is given up; 0 for no limit. Default: 10,000. */
  readonly timeoutMs?: number;
  /** What a connection is told first, e.g. `SET hnsw.ef_search = 100`. */
  readonly greeting?: string;
  /** Shown by `pg_stat_activity`. Default: isnad. */
  readonly name?: string;
}

/** Opens nothing yet: the first statement does. @throws ConfigError if the URL is none. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  return new PgDatabase(url, options);
}

class PgDatabase implements Database {
  readonly location: string;
  readonly #url: string;
  readonly #options: DatabaseOptions;
  #pool: Promise<Pool> | undefined;
  #backOffMs = 0;
  #away: { until: number; error: unknown } | undefined;

  constructor(url: string, options: DatabaseOptions) {
    this.#url = url;
    this.#options = options;
    this.location = locationOf(url);
  }

  #config(): ClientConfig {
    const { timeoutMs = 10_000, name = 'isnad' } = this.#options;
    return {
      connectionString: this.#url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: name,
      keepAlive: true,
      ...(timeoutMs > 0
        ? { statement_timeout: timeoutMs, query_timeout: timeoutMs + LOST_ANSWER_MS }
        : {}),
    };
  }

  async #open(): Promise<Pool> {
    const { default: pg } = await import('pg');
    const { greeting } = this.#options;
    const pool = new pg.Pool({
      ...this.#config(),
      // Waited for, before the connection is handed out.
      ...(greeting ? { onConnect: (client: Asked) => client.query(greeting) } : {}),
      max: this.#options.poolMax ?? 8,
      // A script ends when its work is done, though connections stay open.
      allowExitOnIdle: true,
      types: numbers(pg.types),
    } as PoolConfig);
    // A connection that breaks while nobody uses it is replaced with the next question.
    pool.on('error', () => {});
    return pool;
  }

  /** Does not ask a server that failed a moment ago. */
  async #guarded<T>(act: (pool: Pool) => Promise<T>): Promise<T> {
    if (this.#away && performance.now() < this.#away.until) throw this.#away.error;
    this.#pool ??= this.#open();
    try {
      const result = await act(await this.#pool);
      this.#away = undefined;
      this.#backOffMs = 0;
      return result;
    } catch (error) {
      const explained = explainDatabaseError(error, this.location);
      if (unavailabilityOf(error)) {
        this.#backOffMs = Math.min(BACK_OFF_MAX_MS, this.#backOffMs * 2 || BACK_OFF_FIRST_MS);
        // A broken connection is no sign that the next one cannot be made; a refused one is.
        if (unavailabilityOf(error) === 'refused') {
          this.#away = { until: performance.now() + this.#backOffMs, error: explained };
        }
      }
      throw explained;
    }
  }

  async rows<Row>(text: string, values: Values = []): Promise<Row[]> {
    return this.#guarded(
      async (pool) => (await pool.query(text, values.map(withoutNul))).rows as Row[],
    );
  }

  async run(text: string, values: Values = []): Promise<number> {
    return this.#guarded(
      async (pool) => (await pool.query(text, values.map(withoutNul))).rowCount ?? 0,
    );
  }

  async read<Row>(text: string, values: Values = []): Promise<Row[]> {
    return this.#guarded(async (pool) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (await pool.query(text, values.map(withoutNul))).rows as Row[];
        } catch (error) {
          if (attempt === READ_ATTEMPTS || unavailabilityOf(error) !== 'broken') throw error;
        }
      }
    });
  }

  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#guarded(async (pool) => {
      const client = await pool.connect();
      let broken = false;
      try {
        return await inTransaction(client, () => work(connectionOf(client)));
      } catch (error) {
        broken = unavailabilityOf(error) !== undefined;
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  async session(name: string): Promise<Session> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      ...this.#config(),
      application_name: name,
      types: numbers(pg.types),
    } as ClientConfig);
    const { stream } = (client as unknown as { connection: { stream: Partial<Socket> } })
      .connection;
    let whenBroken: (() => void) | undefined;
    let kept = false;
    const broke = () => {
      whenBroken?.();
      whenBroken = undefined;
    };
    client.on('error', broke);
    client.on('end', broke);
    const explained = async <T>(act: () => Promise<T>): Promise<T> => {
      // While an answer is awaited, the process must stay alive.
      stream.ref?.();
      try {
        return await act();
      } catch (error) {
        throw explainDatabaseError(error, this.location);
      } finally {
        if (kept) stream.unref?.();
      }
    };
    await explained(() => client.connect());
    const { rows, run } = connectionOf(client);
    return {
      rows: <Row>(text: string, values?: Values) => explained(() => rows<Row>(text, values)),
      run: (text, values) => explained(() => run(text, values)),
      transaction: (work) => explained(() => inTransaction(client, work)),
      keep(broken) {
        kept = true;
        whenBroken = broken;
        stream.unref?.();
      },
      async listen(channel, heard) {
        client.on('notification', ({ payload }) => heard(payload ?? ''));
        await explained(() => client.query(`LISTEN ${client.escapeIdentifier(channel)}`));
      },
      async close() {
        whenBroken = undefined;
        await explained(() => client.end()).catch(() => {});
      },
    };
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await (await pool?.catch(() => undefined))?.end();
  }
}

type Asked = Pick<Client, 'query'>;

function connectionOf(client: Asked): Connection {
  return {
    rows: async <Row>(text: string, values: Values = []) =>
      (await client.query(text, values.map(withoutNul))).rows as Row[],
    run: async (text, values = []) =>
      (await client.query(text, values.map(withoutNul))).rowCount ?? 0,
  };
}

async function inTransaction<T>(client: Asked, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** PostgreSQL keeps no NUL, so nothing is found by one; a question that has one should still be answered. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd');
  return Array.isArray(value) ? value.map(withoutNul) : value;
}

const INT8 = 20;

/** bigint comes as a number: none of ours reaches 2^53. */
function numbers(types: typeof import('pg').types) {
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 && format !== 'binary' ? Number : types.getTypeParser(oid, format as 'text'),
  };
}
