/** One way to listen: webhook, health, metrics and pages all begin and end here. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from '../errors.ts';

/** A request that takes longer to arrive comes from somebody who holds the line on purpose. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Neither side sends anything for so long: the line is cut. An answer that waits its turn is given this long. */
const SILENCE_MAX_MS = 75_000;
/** How often clients that are too slow are looked for. */
const CHECK_EVERY_MS = 2_000;
const CLOSE_WITHIN_MS = 2_000;
const CONNECTIONS_MAX = 2_000;
/** A question of 4,096 Arabic letters takes 24 KB in an address; Node allows 16 KB. */
const HEADER_BYTES_MAX = 64 * 1024;

/** What the router is told of the connection. */
export interface ConnectionEnv {
  /** Address of the other end; absent where it is gone already. */
  readonly peer: string | undefined;
}

export type Fetch = (request: Request, env: ConnectionEnv) => Response | Promise<Response>;

/** A router, and where it is to listen. */
export interface Listener {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly fetch: Fetch;
  /** Names of the settings that choose host and port, for the message where they cannot be had. */
  readonly settings: string;
}

export interface Listening {
  readonly port: number;
  /** Takes no more, ends what was begun within two seconds, and cuts off the rest. */
  close(): Promise<void>;
}

/**
 * All of them, or none.
 *
 * @throws ConfigError where an address cannot be listened on.
 */
export async function listenAll(listeners: readonly Listener[]): Promise<Listening[]> {
  const open: Listening[] = [];
  try {
    for (const listener of listeners) open.push(await listen(listener));
    return open;
  } catch (error) {
    await Promise.all(open.map(({ close }) => close()));
    throw error;
  }
}

/** @throws ConfigError where the address cannot be listened on. */
export async function listen({ host, port, fetch, settings }: Listener): Promise<Listening> {
  const handle = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: { socket: { remoteAddress?: string } } };
      return fetch(request, { peer: incoming.socket.remoteAddress });
    },
    // The global Request stays what it is: other parts of the process use it.
    // HTTP/1.0 has no `Host`, and some that watch whether we are well speak it.
    { overrideGlobalObjects: false, hostname: 'localhost' },
  );
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: CHECK_EVERY_MS },
    (incoming, outgoing) => {
      void handle(incoming, outgoing);
    },
  );
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  server.timeout = SILENCE_MAX_MS;
  server.maxConnections = CONNECTIONS_MAX;
  await bind(server, host, port, settings);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
      }),
  };
}

function bind(server: Server, host: string, port: number, settings: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new ConfigError(
          `cannot listen on ${host}:${port}: ${error.code ?? error.message}`,
          `Choose a free port and an address of this machine: ${settings}.`,
          { cause: error },
        ),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
