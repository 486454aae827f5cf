/** Everything a test can set, with its default. */

export interface FloodLimits {
  /** Off by default, so that a test that is not about flood never waits. */
  readonly enabled: boolean;
  /** Messages a second in one chat, sends and edits together. Telegram's FAQ: "one message per second". Default 1. */
  readonly perChatPerS: number;
  /** How many may come at once before the rate holds; the FAQ allows "short bursts". Default 3. */
  readonly perChatBurst: number;
  /** Messages a minute in one group. Telegram's FAQ: 20. */
  readonly perGroupPerMin: number;
  /** Messages a second over all chats. Telegram's FAQ: "about 30". Default 30. */
  readonly overallPerS: number;
}

/** What is remembered. Older things are forgotten, so that a run of any length keeps its memory flat. */
export interface KeepLimits {
  /** Messages of one chat; a call that needs a forgotten one fails loudly. Default 1,000. */
  readonly messagesPerChat: number;
  /** Calls in `server.calls`; the counts in `server.counts` are never forgotten. Default 10,000. */
  readonly calls: number;
  /** Uploaded files. Default 100. */
  readonly files: number;
}

export interface BotApiOptions {
  /** The bot's token, `<id>:<secret>`. Every other token is answered 401. */
  readonly token: string;
  /** The bot as `getMe` shows it. Default: the id of the token, username `test_bot`. */
  readonly bot?: { readonly firstName?: string; readonly username?: string };
  /**
   * How long a server second lasts, in milliseconds: flood windows, query lifetimes, long polls,
   * webhook back-off. Default 1,000; a fast test sets 10. `retry_after` is always given in real
   * seconds, rounded up, because that is what a bot waits.
   */
  readonly secondMs?: number;
  readonly flood?: Partial<FloodLimits>;
  readonly keep?: Partial<KeepLimits>;
  /** In groups the bot sees commands, replies to it and mentions only. Default true, as for a new bot. */
  readonly privacyMode?: boolean;
  /** Methods this server does not know, as an older one would not: `['sendRichMessage']`. Default none. */
  readonly withoutMethods?: readonly string[];
  /** Milliseconds every call waits before it is handled, as the way to the real service does. Default 0. */
  readonly latencyMs?: number;
}

export interface Settings {
  readonly token: string;
  readonly bot: { readonly id: number; readonly firstName: string; readonly username: string };
  readonly secondMs: number;
  readonly flood: FloodLimits;
  readonly keep: KeepLimits;
  readonly privacyMode: boolean;
  readonly withoutMethods: ReadonlySet<string>;
  readonly latencyMs: number;
}

export function resolveOptions(options: BotApiOptions): Settings {
  const id = /^([1-9]\d{0,15}):[A-Za-z0-9_-]+$/.exec(options.token)?.[1];
  if (id === undefined) throw new TypeError('token must look like 123456:secret');
  return {
    token: options.token,
    bot: {
      id: Number(id),
      firstName: options.bot?.firstName ?? 'بوت',
      username: options.bot?.username ?? 'test_bot',
    },
    secondMs: options.secondMs ?? 1000,
    flood: {
      enabled: false,
      perChatPerS: 1,
      perChatBurst: 3,
      perGroupPerMin: 20,
      overallPerS: 30,
      ...options.flood,
    },
    keep: { messagesPerChat: 1000, calls: 10_000, files: 100, ...options.keep },
    privacyMode: options.privacyMode ?? true,
    withoutMethods: new Set(options.withoutMethods),
    latencyMs: options.latencyMs ?? 0,
  };
}
