/**
 * Databases for tests: PGlite (PostgreSQL in WebAssembly, with its pgvector) behind its wire server
 * on loopback, and the server that ISNAD_TEST_POSTGRES_URL names, if it is set.
 *
 * What PGlite cannot show: it is one session, whoever connects. Advisory locks, notifications and
 * transactions at the same moment need the real one.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

export interface TestServer {
  readonly name: string;
  /** Whether each connection is a session of its own. */
  readonly sessions: boolean;
  /** An empty database. */
  make(): Promise<TestDatabase>;
  close(): Promise<void>;
}

/** The servers that are there, and why others are not. */
export async function testServers(): Promise<{ servers: TestServer[]; missing: string[] }> {
  const servers: TestServer[] = [];
  const missing: string[] = [];
  try {
    servers.push(await pglite());
  } catch (error) {
    missing.push(`PGlite cannot be started: ${(error as Error).message}`);
  }
  const url = process.env.ISNAD_TEST_POSTGRES_URL;
  if (url) servers.push(realServer(url));
  else missing.push('ISNAD_TEST_POSTGRES_URL is not set, so no real PostgreSQL is tested');
  return { servers, missing };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

interface Message {
  readonly handler: number;
  readonly bytes: Uint8Array;
  onData(data: Uint8Array): void;
  resolve(bytes: number): void;
  reject(error: Error): void;
}

/**
 * Lets one connection at a time talk to PGlite, from the first message of a statement to its end.
 * The wire server's own queue changes over between any two messages, and the parts of two
 * statements would mix.
 */
class Turns {
  readonly #db: {
    isInTransaction(): boolean;
    runExclusive<T>(act: () => Promise<T>): Promise<T>;
    execProtocolRawStream(
      message: Uint8Array,
      options: { onRawData(data: Uint8Array): void },
    ): Promise<void>;
    exec(sql: string): Promise<unknown>;
  };
  #waiting: Message[] = [];
  #holder: number | undefined;
  #busy = false;

  constructor(db: unknown) {
    this.#db = db as never;
  }

  enqueue(handler: number, bytes: Uint8Array, onData: (data: Uint8Array) => void): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ handler, bytes, onData, resolve, reject });
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const at = this.#waiting.findIndex(
        ({ handler }) => this.#holder === undefined || handler === this.#holder,
      );
      if (at < 0) break;
      const [message] = this.#waiting.splice(at, 1);
      this.#holder = message!.handler;
      let sent = 0;
      try {
        await this.#db.runExclusive(() =>
          this.#db.execProtocolRawStream(message!.bytes, {
            onRawData(data) {
              sent += data.length;
              message!.onData(data);
            },
          }),
        );
        message!.resolve(sent);
      } catch (error) {
        message!.reject(error as Error);
      }
      // Parse, Bind, Describe, Execute, Close and Flush are followed by more, until Sync.
      const unfinished = 'PBDECH'.includes(String.fromCharCode(message!.bytes[0]!));
      if (!unfinished && !this.#db.isInTransaction()) this.#holder = undefined;
    }
    this.#busy = false;
  }

  getQueueLength(): number {
    return this.#waiting.length;
  }

  clearQueueForHandler(handler: number): void {
    for (const message of this.#waiting) {
      if (message.handler === handler) message.reject(new Error('disconnected'));
    }
    this.#waiting = this.#waiting.filter((message) => message.handler !== handler);
  }

  async clearTransactionIfNeeded(handler: number): Promise<void> {
    if (this.#holder !== handler) return;
    if (this.#db.isInTransaction()) await this.#db.exec('ROLLBACK');
    this.#holder = undefined;
    await this.#work();
  }
}

async function pglite(): Promise<TestServer> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { vector } = await import('@electric-sql/pglite-pgvector');
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
  // The first is copied for each database: starting one again takes seconds.
  const template = await PGlite.create({ extensions: { vector } });
  await template.exec('CREATE EXTENSION vector');
  return {
    name: 'PGlite',
    sessions: false,
    async make() {
      const db = await template.clone();
      const port = await freePort();
      const options = { db: db as never, host: '127.0.0.1', port, maxConnections: 50 };
      const server = new PGLiteSocketServer(options);
      Object.assign(server, { queryQueue: new Turns(db) });
      await server.start();
      return {
        url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
        async remove() {
          await server.stop();
          await db.close();
        },
      };
    },
    close: () => template.close(),
  };
}

let made = 0;

function realServer(url: string): TestServer {
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    name: 'the server in ISNAD_TEST_POSTGRES_URL',
    sessions: true,
    async make() {
      made += 1;
      const name = `isnad_test_${process.pid}_${made}`;
      await admin(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return {
        url: own.href,
        remove: async () => void (await admin(`DROP DATABASE ${name} WITH (FORCE)`)),
      };
    },
    async close() {},
  };
}
