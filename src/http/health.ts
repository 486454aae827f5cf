/** Health checks for monitoring; the webhook, the metrics and the page answer them in the same way. */
import { Hono } from 'hono';

export interface HealthParts {
  /** Undefined if the work can be done, otherwise the reason why not. */
  notReady(): Promise<string | undefined>;
}

/** True now, and not to be kept. */
const NOW = { 'cache-control': 'no-store' };

/** /healthz: the process lives. /readyz: it can answer, or 503 with the reason why not. */
export function healthRoutes({ notReady }: HealthParts): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok', 200, NOW));
  routes.get('/readyz', async (c) => {
    const obstacle = await notReady();
    return c.text(obstacle ?? 'ready', obstacle === undefined ? 200 : 503, NOW);
  });
  return routes;
}
