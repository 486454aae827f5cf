/** The rules of robots.txt (RFC 9309); fetched once for each origin and run. */
import robotsParserModule from 'robots-parser';
import { FetchError } from '../errors.ts';
import { ROBOT_NAME } from './limits.ts';

// The package is CommonJS, and its types describe a default export that the loader gives as the module itself.
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

export interface RobotRules {
  allows(url: URL): boolean;
  /** Crawl-delay in milliseconds; 0 if none is asked for. */
  readonly crawlDelayMs: number;
}

const ALLOW_ALL: RobotRules = { allows: () => true, crawlDelayMs: 0 };

/**
 * The rules that an answer to `robotsUrl` makes (RFC 9309, 2.3.1): 200 is read; other 4xx mean that there are none.
 *
 * @throws FetchError for 5xx and 429: what cannot be read may forbid everything.
 */
export function robotRules(robotsUrl: URL, reply: { status: number; body: Buffer }): RobotRules {
  if (reply.status === 429 || reply.status >= 500) {
    throw new FetchError(`the site answered ${reply.status}`, 'Try again later.');
  }
  if (reply.status !== 200) return ALLOW_ALL;
  const robots = robotsParser(robotsUrl.href, reply.body.toString('utf8'));
  return {
    allows: (url) => robots.isAllowed(url.href, ROBOT_NAME) !== false,
    crawlDelayMs: Math.max(0, (robots.getCrawlDelay(ROBOT_NAME) ?? 0) * 1_000),
  };
}

/** Robots files by origin. If `load` throws, so does `rulesFor`, and the whole origin is left alone. */
export class RobotsCache {
  readonly #load: (robotsUrl: URL) => Promise<RobotRules>;
  readonly #rules = new Map<string, Promise<RobotRules>>();

  constructor(load: (robotsUrl: URL) => Promise<RobotRules>) {
    this.#load = load;
  }

  rulesFor(url: URL): Promise<RobotRules> {
    let rules = this.#rules.get(url.origin);
    if (!rules) {
      rules = this.#load(new URL('/robots.txt', url));
      this.#rules.set(url.origin, rules);
    }
    return rules;
  }
}
