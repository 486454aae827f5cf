/**
 * Requests pages as a polite robot does:
 *
 *   address ─► acceptable? ─► robots.txt? ─► host's turn ─► request ─► redirect? back to the start
 */
import { FetchError } from '../errors.ts';
import { documentName } from './document-file.ts';
import { type Reply, type RequestOptions, request } from './http-request.ts';
import { type FetchLimits, ROBOT_NAME } from './limits.ts';
import { Pace } from './pace.ts';
import type { MayConnect, Resolve } from './public-addresses.ts';
import { Refused } from './refused.ts';
import { type RobotRules, RobotsCache, robotRules } from './robots.ts';
import { shownUrl, webUrl } from './urls.ts';

export interface ClientOptions {
  readonly limits: FetchLimits;
  /** Checks every address of every hop before a connection is made. */
  readonly mayConnect: MayConnect;
  /** Address where a site's operators learn who asks, e.g. the project's page. */
  readonly contactUrl?: string | undefined;
  readonly resolve?: Resolve | undefined;
}

/** What a site said of an answer, to be repeated when asking again (RFC 9110, 13.1). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type Fetched =
  | { readonly changed: false }
  | ({
      readonly changed: true;
      /** Where the last redirect led. */
      readonly url: URL;
      readonly body: Buffer;
      readonly contentType: string;
      /** The file's name if it is a document and no page. */
      readonly document: string | undefined;
      /** The X-Robots-Tag header; empty if there is none. */
      readonly robotsTag: string;
    } & Validators);

const TEXT_TYPES =
  /^(?:text\/(?:html|xml)|application\/(?:xhtml\+xml|rss\+xml|atom\+xml|rdf\+xml|xml|(?:x-)?gzip))$/u;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export class PoliteClient {
  readonly #options: ClientOptions;
  readonly #pace = new Pace();
  readonly #robots: RobotsCache;
  /** Hosts that asked to be left alone for a while, with the reason; not asked again in this run. */
  readonly #resting = new Map<string, string>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#robots = new RobotsCache((url) =>
      this.#fetchRobots(url).catch((error: unknown) => {
        // What we refuse, such as a private address, has nothing to do with robots.txt.
        throw error instanceof Refused ? error : withContext(error, url.href);
      }),
    );
  }

  /**
   * Brings a page, a feed or a document.
   *
   * @param known what was remembered; `changed: false` if it still holds.
   * @throws Refused if rules forbid it: ours or the site's.
   * @throws FetchError if the site cannot be reached or does not answer as it should.
   */
  async get(url: URL, known: Validators = {}): Promise<Fetched> {
    const headers = {
      Accept:
        'text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5',
      'Accept-Language': 'ar, *;q=0.5',
      ...(known.etag && { 'If-None-Match': known.etag }),
      ...(known.lastModified && { 'If-Modified-Since': known.lastModified }),
    };
    const { reply, url: last } = await this.#follow(url, async (hop) => {
      const rules = await this.#robots.rulesFor(hop);
      if (!rules.allows(hop)) {
        throw new Refused('robots.txt does not allow it', 'Ask the site’s operators.');
      }
      return this.#ask(hop, headers, rules);
    });
    if (reply.status === 304) return { changed: false };
    if (reply.status === 404 || reply.status === 410) {
      throw new Refused(`no longer there (${reply.status})`, 'Check the address.');
    }
    if (reply.status !== 200) {
      throw new FetchError(`the site answered ${reply.status}`, 'Try again later.');
    }
    const contentType = reply.headers['content-type'] ?? '';
    const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
    const document = TEXT_TYPES.test(type) ? undefined : documentName(last, reply.headers);
    if (!TEXT_TYPES.test(type) && document === undefined) {
      const shown = type === '' ? 'no type' : type.slice(0, 60);
      throw new Refused(
        `${shown}, neither a page nor a feed nor a document`,
        'The README lists the formats of documents.',
      );
    }
    return {
      changed: true,
      url: last,
      body: reply.body,
      contentType,
      document,
      robotsTag: String(reply.headers['x-robots-tag'] ?? ''),
      etag: reply.headers.etag,
      lastModified: reply.headers['last-modified'],
    };
  }

  /** Requests `url` and follows redirects. Every hop is checked like a first address. */
  async #follow(url: URL, ask: (hop: URL) => Promise<Reply>): Promise<{ reply: Reply; url: URL }> {
    let hop = url;
    for (let hops = 0; hops <= this.#options.limits.redirectsMax; hops += 1) {
      const reply = await ask(hop).catch((error: unknown) => {
        throw hops > 0 ? withContext(error, `redirected to ${shownUrl(hop.href)}`) : error;
      });
      const { location } = reply.headers;
      if (!REDIRECTS.has(reply.status) || !location) return { reply, url: hop };
      try {
        hop = webUrl(location, hop);
      } catch (error) {
        throw withContext(error, `redirected to ${shownUrl(location)}`);
      }
    }
    throw new Refused(
      `more than ${this.#options.limits.redirectsMax} redirects`,
      'The site is misconfigured; tell its operators.',
    );
  }

  async #ask(
    url: URL,
    headers: Readonly<Record<string, string>>,
    rules: RobotRules,
  ): Promise<Reply> {
    const { limits } = this.#options;
    const pauseMs = Math.max(limits.pauseMs, Math.min(rules.crawlDelayMs, limits.crawlDelayMaxMs));
    const reply = await this.#pace.run(url.hostname, pauseMs, () => {
      const resting = this.#resting.get(url.hostname);
      if (resting) throw new FetchError(resting, 'Try again later.');
      const bytesMax = (type: string) =>
        TEXT_TYPES.test(type.split(';', 1)[0]!.trim().toLowerCase())
          ? limits.bodyBytesMax
          : limits.documentBytesMax;
      return this.#request(url, headers, bytesMax, 'refuse');
    });
    if (reply.status === 429 || reply.status === 503) {
      const after = /^\d{1,6}$/u.exec(reply.headers['retry-after'] ?? '');
      const asked = after ? `, asking for ${after[0]} s of rest` : '';
      this.#resting.set(url.hostname, `the site answered ${reply.status}${asked}`);
    }
    return reply;
  }

  async #fetchRobots(robotsUrl: URL): Promise<RobotRules> {
    const { limits } = this.#options;
    const { reply } = await this.#follow(robotsUrl, (hop) =>
      this.#pace.run(hop.hostname, limits.pauseMs, () =>
        this.#request(hop, { Accept: 'text/plain, */*;q=0.5' }, () => limits.robotsBytesMax, 'cut'),
      ),
    );
    // The rules hold for the origin that was asked, wherever its robots.txt lay in the end.
    return robotRules(robotsUrl, reply);
  }

  #request(
    url: URL,
    headers: Readonly<Record<string, string>>,
    bytesMax: RequestOptions['bytesMax'],
    overflow: 'refuse' | 'cut',
  ): Promise<Reply> {
    const { contactUrl, limits, mayConnect, resolve } = this.#options;
    const agent = contactUrl ? `${ROBOT_NAME}/1.0 (+${contactUrl})` : `${ROBOT_NAME}/1.0`;
    return request(url, {
      headers: { ...headers, 'User-Agent': agent },
      limits,
      mayConnect,
      resolve,
      bytesMax,
      overflow,
    });
  }
}

function withContext(error: unknown, context: string): unknown {
  if (!(error instanceof FetchError)) return error;
  const message = `${context}: ${error.message}`;
  return error instanceof Refused
    ? new Refused(message, error.hint)
    : new FetchError(message, error.hint, { cause: error });
}
