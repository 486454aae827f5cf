/** What the bot answers over HTTP: the webhook, /healthz, /readyz and /metrics. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type HealthParts, healthRoutes } from '../http/health.ts';
import type { ConnectionEnv, Fetch } from '../http/listen.ts';
import { sameSecret } from '../http/same-secret.ts';
import type { Accepted } from './intake.ts';
import type { Update } from './telegraf.ts';

/** Telegram's updates stay far below; more than this is not one of them. */
const BODY_BYTES_MAX = 1_048_576;

export interface WebhookRoute {
  readonly path: string;
  readonly secret: string;
  accept(update: Update): Promise<Accepted>;
  /** Called with the reason why an update was not accepted; Telegram sends it again. */
  failed(error: Error): void;
}

export interface BotRoutes extends HealthParts {
  readonly webhook: WebhookRoute | null;
  /** Null if /metrics is not answered here. */
  readonly metrics: (() => Promise<{ text: string; contentType: string }>) | null;
  /** Answers all other requests: the page, if it has the same port. */
  readonly otherwise: Fetch | null;
}

export function botRoutes({ webhook, metrics, notReady, otherwise }: BotRoutes): Fetch {
  const app = new Hono();
  if (webhook) {
    const hook = webhookRoute(webhook);
    // Compared letter by letter: a path may have a token in it, whose colon the router would take for a pattern.
    app.use(async (c, next) => {
      if (new URL(c.req.url).pathname !== webhook.path) return await next();
      return await hook.fetch(c.req.raw, c.env);
    });
  }
  app.route('/', healthRoutes({ notReady }));
  if (metrics) {
    app.get('/metrics', async (c) => {
      const { text, contentType } = await metrics();
      return c.body(text, 200, { 'content-type': contentType, 'cache-control': 'no-store' });
    });
  }
  app.notFound((c) => {
    if (otherwise) return otherwise(c.req.raw, c.env as ConnectionEnv);
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    return reads ? c.text('not found', 404) : c.text('method not allowed', 405);
  });
  app.onError((_error, c) => c.text('error', 500));
  return (request, env) => app.fetch(request, env);
}

function webhookRoute({ secret, accept, failed }: WebhookRoute): Hono {
  const hook = new Hono();
  hook.post(
    '*',
    async (c, next) => {
      const given = c.req.header('x-telegram-bot-api-secret-token');
      return sameSecret(given, secret) ? await next() : c.text('wrong secret', 401);
    },
    bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (c) => c.text('too large', 413) }),
    async (c) => {
      const update = parseUpdate(await c.req.text());
      if (update === undefined) return c.text('not an update', 400);
      if ((await accept(update)) === 'full') return c.text('busy', 503, { 'retry-after': '1' });
      return c.text('ok');
    },
  );
  hook.all('*', (c) => c.text('method not allowed', 405));
  hook.onError((error, c) => {
    failed(error);
    return c.text('error', 500);
  });
  return hook;
}

function parseUpdate(body: string): Update | undefined {
  try {
    const value = JSON.parse(body) as Update | null;
    return Number.isSafeInteger(value?.update_id) ? value! : undefined;
  } catch {
    return undefined;
  }
}
