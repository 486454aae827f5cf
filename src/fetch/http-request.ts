/** One request and its answer: checked address, bounded time, bounded size. No redirects, nothing remembered. */
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { FetchError } from '../errors.ts';
import type { FetchLimits } from './limits.ts';
import { checkHost, guardedLookup, type MayConnect, type Resolve } from './public-addresses.ts';
import { Refused } from './refused.ts';

export interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: FetchLimits;
  readonly mayConnect: MayConnect;
  /** How names become addresses; the system's way unless a test says otherwise. */
  readonly resolve?: Resolve | undefined;
  /** Bytes of a body of this type; what happens to a larger one. */
  readonly bytesMax: (contentType: string) => number;
  readonly overflow: 'refuse' | 'cut';
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed; empty unless the status is 200. */
  readonly body: Buffer;
}

/**
 * @throws Refused if the address is not public or the body too large.
 * @throws FetchError if the site does not answer as it should, or in time.
 */
export function request(url: URL, options: RequestOptions): Promise<Reply> {
  const { limits } = options;
  return new Promise<Reply>((resolve, reject) => {
    checkHost(url, options.mayConnect);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, {
      agent: false,
      headers: { 'Accept-Encoding': 'gzip, br', ...options.headers },
      lookup: guardedLookup(options.mayConnect, options.resolve),
    });
    const settle = (error: unknown, reply?: Reply) => {
      clearTimeout(deadline);
      if (reply) resolve(reply);
      else reject(asFetchError(error));
      outgoing.destroy();
    };
    const deadline = setTimeout(
      () => settle(tooSlow(`not done after ${limits.requestMs / 1000} s`)),
      limits.requestMs,
    );
    outgoing.setTimeout(limits.idleMs, () =>
      settle(tooSlow(`silent for ${limits.idleMs / 1000} s`)),
    );
    outgoing.on('error', settle);
    outgoing.on('response', (incoming) => {
      readBody(incoming, options).then((body) => {
        settle(undefined, { status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      }, settle);
    });
    outgoing.end();
  });
}

async function readBody(incoming: IncomingMessage, options: RequestOptions): Promise<Buffer> {
  if (incoming.statusCode !== 200) return Buffer.alloc(0);
  const { overflow } = options;
  const bytesMax = options.bytesMax(incoming.headers['content-type'] ?? '');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decompressed(incoming)) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes <= bytesMax) continue;
    if (overflow === 'cut') break;
    throw new Refused(
      `larger than ${bytesMax / 1024} KiB`,
      'It is no article, feed or document; download it and put its text into the corpus.',
    );
  }
  return Buffer.concat(chunks).subarray(0, bytesMax);
}

function decompressed(incoming: IncomingMessage): Readable {
  const encoding = (incoming.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return incoming;
  const unpacked = incoming.pipe(decompressor(encoding));
  // `pipe` passes on only data: if the connection breaks, the unpacking must end too.
  incoming.on('error', (error) => unpacked.destroy(error));
  return unpacked;
}

function decompressor(encoding: string) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  throw new FetchError(
    `compressed as ${JSON.stringify(encoding.slice(0, 40))}, which was not asked for`,
    'The site is misconfigured; tell its operators.',
  );
}

function tooSlow(what: string): FetchError {
  return new FetchError(what, 'The site is slow or overloaded; try again later.');
}

/** What the codes of Node's network errors mean, for the operator. */
const NETWORK_ERRORS: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  ENOTFOUND: ['no such host', 'Check the spelling of the address.'],
  EAI_AGAIN: ['the name could not be looked up', 'Check this machine’s DNS; try again later.'],
  ECONNREFUSED: ['nothing listens there', 'The site is down, or the port is wrong.'],
  ECONNRESET: ['the connection was closed too early', 'Try again later.'],
  EHOSTUNREACH: ['no route to the host', 'Check this machine’s network.'],
  ENETUNREACH: ['no route to the host', 'Check this machine’s network.'],
};

function asFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const [problem, hint] = NETWORK_ERRORS[code] ?? [
    /CERT|SSL|TLS|SIGNATURE/u.test(code) ? `no valid certificate (${code})` : message,
    'The site is at fault; try again later.',
  ];
  return new FetchError(problem, hint, { cause: error });
}
