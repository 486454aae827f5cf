/** The bot's own HTTP server: the webhook, /healthz, /readyz and /metrics. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../errors.ts';
import { sameSecret } from './identity.ts';
import type { Accepted } from './intake.ts';
import type { Update } from './telegraf.ts';

/** Telegram's updates stay far below; more than this is not one of them. */
const BODY_BYTES_MAX = 1_048_576;
const REQUEST_TIMEOUT_MS = 10_000;
const CLOSE_WITHIN_MS = 2_000;

export interface WebhookRoute {
  readonly path: string;
  readonly secret: string;
  accept(update: Update): Promise<Accepted>;
}

export interface HealthRoutes {
  /** Undefined where the bot can do its work, otherwise what stands in its way. */
  notReady(): Promise<string | undefined>;
  metrics(): Promise<{ text: string; contentType: string }>;
}

export interface HttpParts {
  readonly host: string;
  readonly port: number;
  readonly webhook?: WebhookRoute | undefined;
  readonly health: HealthRoutes;
  /** /metrics is answered here too. */
  readonly withMetrics: boolean;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws ConfigError where the address cannot be listened on. */
export async function listen(parts: HttpParts): Promise<HttpServer> {
  const server = createServer((request, response) => {
    route(parts, request, response).catch(() => {
      if (!response.headersSent) send(response, 500, 'error');
      else response.destroy();
    });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  await bind(server, parts.host, parts.port);
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

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new ConfigError(
          `cannot listen on ${host}:${port}: ${error.code ?? error.message}`,
          'Choose a free port and an address of this machine: WEBHOOK_PORT, METRICS_PORT, HTTP_HOST.',
          { cause: error },
        ),
      );
    });
    server.listen(port, host, () => resolve());
  });
}

async function route(
  { webhook, health, withMetrics }: HttpParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  if (webhook && path === webhook.path) {
    await receive(webhook, request, response);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, 405, 'method not allowed');
    return;
  }
  if (path === '/healthz') {
    send(response, 200, 'ok');
  } else if (path === '/readyz') {
    const obstacle = await health.notReady();
    send(response, obstacle === undefined ? 200 : 503, obstacle ?? 'ready');
  } else if (path === '/metrics' && withMetrics) {
    const { text, contentType } = await health.metrics();
    send(response, 200, text, contentType);
  } else {
    send(response, 404, 'not found');
  }
}

async function receive(
  { secret, accept }: WebhookRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = request.headers['x-telegram-bot-api-secret-token'];
  if (request.method !== 'POST') {
    send(response, 405, 'method not allowed');
  } else if (!sameSecret(typeof given === 'string' ? given : undefined, secret)) {
    send(response, 401, 'wrong secret');
  } else {
    const body = await readBody(request);
    const update = body === undefined ? undefined : parseUpdate(body);
    if (body === undefined) send(response, 413, 'too large');
    else if (update === undefined) send(response, 400, 'not an update');
    else if ((await accept(update)) === 'full') {
      response.setHeader('retry-after', '1');
      send(response, 503, 'busy');
    } else send(response, 200, 'ok');
  }
}

/** The bytes are joined before they are read as UTF-8: a chunk may end in the middle of a letter. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseUpdate(body: string): Update | undefined {
  try {
    const value = JSON.parse(body) as Update | null;
    return Number.isSafeInteger(value?.update_id) ? value! : undefined;
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(text);
}
