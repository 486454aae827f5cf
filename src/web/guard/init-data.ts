/** What Telegram says of the person who opened the page as a Mini App, checked. https://core.telegram.org/bots/webapps */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Telegram signs it when the page is opened; later than this it may have been copied from somewhere. */
const AGE_MAX_MS = 3_600_000;
/** A clock may be a little fast. */
const AHEAD_MAX_MS = 60_000;
const UNITS_MAX = 4_096;

/** The id of the person; undefined if it was not signed by this bot's Telegram, or long ago. */
export function readInitData(
  initData: string,
  botToken: string,
  nowMs: number,
): number | undefined {
  if (initData.length > UNITS_MAX) return undefined;
  const fields = new URLSearchParams(initData);
  const hash = fields.get('hash');
  if (!hash || !/^[0-9a-f]{64}$/u.test(hash)) return undefined;
  const pairs = [...fields].filter(([name]) => name !== 'hash');
  // Two readers could take different values from a field that comes twice.
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) return undefined;
  const checked = pairs
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const right = createHmac('sha256', secret).update(checked).digest();
  if (!timingSafeEqual(right, Buffer.from(hash, 'hex'))) return undefined;
  const age = nowMs - Number(fields.get('auth_date')) * 1_000;
  if (!(age < AGE_MAX_MS && age > -AHEAD_MAX_MS)) return undefined;
  return personIn(fields.get('user'));
}

function personIn(user: string | null): number | undefined {
  try {
    const { id } = JSON.parse(user ?? '') as { id?: unknown };
    return Number.isSafeInteger(id) ? (id as number) : undefined;
  } catch {
    return undefined;
  }
}
