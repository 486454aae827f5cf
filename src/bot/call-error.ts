/** A call to Telegram that failed, told by who must act. */
import { IsnadError } from '../errors.ts';

/**
 * - `flood`: wait `retryAfterSeconds`, then send again;
 * - `server`, `network`: send again after a pause; whether it arrived is not known;
 * - `refused`: sending again changes nothing;
 * - `unauthorized`, `conflict`: the operator must act.
 */
export type CallFailure = 'flood' | 'server' | 'network' | 'refused' | 'unauthorized' | 'conflict';

interface Facts {
  readonly method: string;
  /** Undefined if no answer came. */
  readonly status: number | undefined;
  readonly description: string;
  readonly retryAfterSeconds?: number | undefined;
  readonly migrateToChatId?: number | undefined;
}

/** Connecting failed, so nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

const HINTS: Record<CallFailure, string> = {
  flood: 'Telegram limits how fast a bot may send; the bot waits and sends again.',
  server: 'Telegram has trouble of its own; the bot tries again.',
  network: 'Check the connection to the Bot API server (TELEGRAM_API_ROOT); the bot tries again.',
  refused: 'Telegram will not accept this call as it is.',
  unauthorized:
    'Telegram does not know this BOT_TOKEN: it was revoked or mistyped; ask @BotFather for it and set it in .env.',
  conflict:
    'Another process fetches updates with the same BOT_TOKEN: stop that one, or give this one a token of its own.',
};

/** A server that asks for more is asked once a day; timers cannot wait for longer than 24 days. */
const RETRY_AFTER_MAX_SECONDS = 86_400;

/** Telegram's word is a whole number of seconds; anything else counts as none, or a loop would wait for no time at all. */
function usableSeconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 1)) return undefined;
  return Math.min(value, RETRY_AFTER_MAX_SECONDS);
}

function failureOf({ status, method, retryAfterSeconds }: Facts): CallFailure {
  if (status === undefined) return 'network';
  if (status === 429 || retryAfterSeconds !== undefined) return 'flood';
  if (status >= 500) return 'server';
  // An unknown token is 401, a malformed one 404 for whatever method.
  if (status === 401 || (status === 404 && method === 'getMe')) return 'unauthorized';
  return status === 409 ? 'conflict' : 'refused';
}

export class CallError extends IsnadError {
  readonly failure: CallFailure;
  readonly method: string;
  readonly status: number | undefined;
  readonly description: string;
  readonly retryAfterSeconds: number | undefined;
  readonly migrateToChatId: number | undefined;

  constructor(facts: Facts) {
    const failure = failureOf(facts);
    super(`${facts.method}: ${facts.status ?? 'no answer'}: ${facts.description}`, HINTS[failure]);
    this.failure = failure;
    this.method = facts.method;
    this.status = facts.status;
    this.description = facts.description;
    this.retryAfterSeconds = usableSeconds(facts.retryAfterSeconds);
    this.migrateToChatId = facts.migrateToChatId;
  }

  /** Whether Telegram may have done what was asked although no answer says so. */
  get inDoubt(): boolean {
    if (this.failure === 'server') return true;
    return this.failure === 'network' && !NEVER_SENT.has(this.description);
  }
}
