/** How much one person may ask for. */
import type { Services } from '../services.ts';
import type { LimitResult } from '../state/port.ts';

const WINDOW_MS = 60_000;

/** Counts a request; undefined where it is within the limit. */
export async function overLimit(s: Services, person: string): Promise<LimitResult | undefined> {
  const window = { nowMs: s.now(), windowMs: WINDOW_MS, max: s.settings.ratePerMinute };
  const result = await s.state.hit(person, window);
  if (result.allowed) return undefined;
  s.metrics.rateLimited.inc();
  return result;
}
