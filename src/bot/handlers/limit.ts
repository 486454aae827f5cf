/** How much one person may ask for, and what happens to a question beyond that. */
import { sendNotice } from '../notices.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import type { LimitResult } from '../state/port.ts';
import { reply, type Talk } from '../talk.ts';

const WINDOW_MS = 60_000;
/** At most this many questions of one person are kept until the minute is over; a flood is not kept. */
const KEPT_MAX = 5;

/** Counts a request; undefined if it is within the limit. */
export async function overLimit(s: Services, person: string): Promise<LimitResult | undefined> {
  const window = { nowMs: s.now(), windowMs: WINDOW_MS, max: s.settings.ratePerMinute };
  const result = await s.state.hit(person, window);
  if (result.allowed) return undefined;
  s.metrics.rateLimited.inc();
  return result;
}

/**
 * True if this person has asked for too much; they are told so once in a minute. A question is given back, to be
 * taken up when the minute is over.
 */
export async function slowedDown(
  s: Services,
  job: Job,
  talk: Talk,
  isQuestion: boolean,
): Promise<boolean> {
  const over = await overLimit(s, talk.person);
  if (!over) return false;
  const endsAtMs = s.now() + over.waitMs;
  const kept = isQuestion && keepOne(s, talk.person, endsAtMs);
  if (kept) job.againAtMs = endsAtMs;
  if (over.first) {
    const m = talk.messages;
    const seconds = Math.max(1, Math.ceil(over.waitMs / 1_000));
    const rich = plain(m.direction, m.rateLimited(seconds, kept));
    // This notice is not the answer to the kept question, so it leaves no doubt about that.
    if (kept) await sendNotice(s, talk, rich);
    else await reply(s, job, talk, rich);
  }
  return true;
}

/** How many questions are kept of whom, and until when. Another process counts its own. */
const keeping = new WeakMap<Services, Map<string, { count: number; endsAtMs: number }>>();

function keepOne(s: Services, person: string, endsAtMs: number): boolean {
  const people = keeping.get(s) ?? new Map<string, { count: number; endsAtMs: number }>();
  keeping.set(s, people);
  for (const [one, { endsAtMs }] of people) {
    // Over, or begun before the clock was set back.
    if (endsAtMs <= s.now() || endsAtMs > s.now() + WINDOW_MS) people.delete(one);
  }
  const count = (people.get(person)?.count ?? 0) + 1;
  // No more than the next minute has room for, or they would be refused again.
  if (count > Math.min(KEPT_MAX, s.settings.ratePerMinute)) return false;
  people.set(person, { count, endsAtMs });
  return true;
}
