/** The site over the tiny corpus of the bot's tests, and an answerer that a person can predict. */
import { createLog } from '../../src/app/log.ts';
import { listen } from '../../src/http/listen.ts';
import type { Article } from '../../src/types.ts';
import type { WebParts } from '../../src/web/ports.ts';
import type { WebSettings } from '../../src/web/settings.ts';
import { listenerOf } from '../../src/web/start.ts';
import {
  ARTICLES,
  type FakeAnswerer,
  fakeAnswerer,
  fakeCatalogue,
} from '../../tools/lib/fake-answerer.ts';

export { ARTICLES };
export const QUESTION = 'متى ثار بركان في آيسلندا؟';

export const SETTINGS: WebSettings = {
  host: '127.0.0.1',
  port: 0,
  hosts: [],
  token: undefined,
  ratePerMinute: 10_000,
  queueMax: 64,
  proxies: 0,
  publicUrl: undefined,
  digits: 'western',
  logQuestions: false,
  concurrency: 4,
};

export interface Site {
  readonly url: string;
  readonly answerer: FakeAnswerer;
  /** Every line that was logged. */
  readonly log: string[];
  close(): Promise<void>;
}

export async function startSite(
  settings: Partial<WebSettings> = {},
  parts: Partial<WebParts> & { readonly articles?: readonly Article[] } = {},
): Promise<Site> {
  const { articles = ARTICLES, ...rest } = parts;
  const log: string[] = [];
  const answerer = fakeAnswerer(articles);
  const web = await listen(
    listenerOf({
      answerer,
      catalogue: fakeCatalogue(articles),
      settings: { ...SETTINGS, ...settings },
      log: createLog('info', [], (line) => log.push(line)),
      overview: async () => ({
        articles: articles.length,
        outlets: [],
        outletsTotal: 0,
        subjects: [],
        examples: [QUESTION],
      }),
      botToken: null,
      notReady: async () => undefined,
      now: Date.now,
      ...rest,
    }),
  );
  return { url: `http://127.0.0.1:${web.port}`, answerer, log, close: web.close };
}

export const askPath = (question: string, more = '') =>
  `/?q=${encodeURIComponent(question)}${more}`;
