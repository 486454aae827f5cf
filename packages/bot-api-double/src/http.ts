/** The HTTP side: `/bot<token>/<method>` and `/file/bot<token>/<path>` on a free port of 127.0.0.1. */

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseBody, parseQuery, readBody } from './body.ts';
import { type Answer, dispatch } from './dispatch.ts';
import { ApiError } from './errors.ts';
import type { World } from './world.ts';

/** Longer than any client's, so that it is never this side that closes an idle connection under a request. */
const KEEP_ALIVE_MS = 600_000;

function respond(response: http.ServerResponse, answer: Answer): void {
  if (answer.kind === 'drop') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': answer.kind === 'json' ? 'application/json' : 'text/html',
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}

function refuse(world: World, response: http.ServerResponse, error: ApiError): void {
  const atMs = performance.now();
  world.calls.add({
    method: '',
    params: {},
    atMs,
    answeredAtMs: atMs,
    ok: false,
    done: false,
    code: error.code,
    description: error.message,
    kind: error.kind,
    viaWebhook: false,
  });
  world.waiting.changed();
  const body = JSON.stringify({ ok: false, error_code: error.code, description: error.message });
  respond(response, { kind: 'json', status: error.code, body });
}

function download(world: World, path: string, response: http.ServerResponse): void {
  const file = world.files.findByPath(path);
  if (file === undefined) {
    refuse(world, response, new ApiError(404, 'state', 'Not Found'));
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': file.bytes.length,
  });
  response.end(file.bytes);
}

/** `undefined` if the path is not the Bot API's at all. */
function parsePath(path: string): { isFile: boolean; token: string; rest: string } | undefined {
  const match = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(path);
  if (match === null) return undefined;
  return { isFile: match[1] !== undefined, token: decodeURIComponent(match[2]!), rest: match[3]! };
}

async function handle(
  world: World,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const path = parsePath(pathname);
  if (path === undefined) return refuse(world, response, new ApiError(404, 'auth', ''));
  if (path.token !== world.settings.token) {
    const detail = path.token.includes(':') ? '' : 'invalid token specified';
    return refuse(world, response, new ApiError(401, 'auth', detail));
  }
  if (path.isFile) return download(world, path.rest, response);

  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const body = await readBody(request);
  const raw = async () => {
    const query = parseQuery(search);
    if (body.length === 0) return query;
    const inBody = await parseBody(request.headers['content-type'] ?? '', body);
    return { ...inBody, values: { ...query.values, ...inBody.values } };
  };
  respond(response, await dispatch(world, path.rest, raw, gone.signal));
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(world: World): Promise<HttpServer> {
  const server = http.createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 },
    (request, response) => {
      handle(world, request, response).catch((error: unknown) => {
        // The caller broke off while sending, or sent too much.
        if (error instanceof ApiError) refuse(world, response, error);
        else response.destroy();
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
