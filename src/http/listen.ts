/** Starts and stops the HTTP servers of webhook, health, metrics and page. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from '../errors.ts';

/** A request that takes longer to arrive is cut: somebody keeps the connection busy on purpose. */
const REQUEST_TIMEOUT_MS = 20_000;
/** Neither side sends anything for so long: the line is cut. */
const SILENCE_MAX_MS = 75_000;
/** How often clients that are too slow are looked for. */
const CHECK_EVERY_MS = 2_000;
const CLOSE_WITHIN_MS = 2_000;
const CONNECTIONS_MAX = 2_000;
/** A question of 4,096 Arabic letters takes 24 KB in an address; Node allows 16 KB. */
const HEADER_BYTES_MAX = 64 * 1024;

/** What the router gets to know about the connection. */
export interface ConnectionEnv {
  /** Address of the other end; absent if it is gone already. */
  readonly peer: string | undefined;
}

export type Fetch = (request: Request, env: ConnectionEnv) => Response | Promise<Response>;

/** A router, and where it is to listen. */
export interface Listener {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly fetch: Fetch;
  /** Names of the settings that choose host and port, for the message if they cannot be had. */
  readonly settings: string;
}

export interface Listening {
  readonly port: number;
  /** Accepts nothing more, finishes running requests within two seconds, and cuts off the rest. */
  close(): Promise<void>;
}

/**
 * All of them, or none.
 *
 * @throws ConfigError if an address cannot be listened on.
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

/** @throws ConfigError if the address cannot be listened on. */
export async function listen({ host, port, fetch, settings }: Listener): Promise<Listening> {
  const handle = getRequestListener(
    async (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      const chunked = incoming.headers['transfer-encoding'] !== undefined;
      const peer = incoming.socket.remoteAddress;
      const response = await fetch(chunked ? platformRequest(request) : request, { peer });
      // The rest of a body that was too large is not read, so nothing can follow it on this connection.
      if (response.status === 413) response.headers.set('connection', 'close');
      // Else the adapter would gather the first parts: those come at once that no proxy may gather either.
      if (response.headers.has('x-accel-buffering') && incoming.httpVersion !== '1.0') {
        response.headers.set('transfer-encoding', 'chunked');
      }
      return response;
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
  // Longer than proxies keep an idle connection: we must not close it first, during the proxy's next request.
  server.keepAliveTimeout = SILENCE_MAX_MS;
  server.maxConnections = CONNECTIONS_MAX;
  await bind(server, host, port, settings);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        // A tick later, so that clients that were cut off know it before the parts that answer are closed.
        server.close(() => setImmediate(resolve));
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
      }),
  };
}

/** The limit on bodies makes a new Request of one whose length is not told, which it can only of the platform's own. */
function platformRequest({ url, method, headers, body, signal }: Request): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: [...headers],
    body,
    signal,
    duplex: 'half',
  };
  return new Request(url, init);
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
