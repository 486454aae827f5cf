/**
 * The one file that knows telegraf: its client, its routing of updates by kind, and its types.
 * Why its polling loop and its webhook reader stay unused: `docs/decisions/bot-telegraf.md`.
 */
import { Telegraf, TelegramError } from 'telegraf';
import type { Message, Update, UserFromGetMe } from 'telegraf/types';
import { CallError } from './call-error.ts';

export type * from 'telegraf/types';

export type CallApi = (
  method: string,
  payload: object,
  options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
) => Promise<unknown>;

export type Download = (path: string, bytesMax: number) => Promise<Uint8Array | undefined>;

export interface UpdateHandlers {
  message(message: Message, update: Update): Promise<void>;
  edited(message: Message, update: Update): Promise<void>;
  pressed(query: Update.CallbackQueryUpdate['callback_query'], update: Update): Promise<void>;
  inline(query: Update.InlineQueryUpdate['inline_query'], update: Update): Promise<void>;
  membership(change: Update.MyChatMemberUpdate['my_chat_member'], update: Update): Promise<void>;
  /** Whatever a handler threw. */
  failed(error: unknown, update: Update): Promise<void>;
}

/** What `getUpdates` and the webhook are asked for: the updates that `UpdateHandlers` names. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const;

/** An unanswered call is given up after this; telegraf's own limit is 500 seconds. */
const CALL_TIMEOUT_MS = 30_000;
/** 20 MB over a slow line. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

export interface Telegram {
  /** One call, once. @throws CallError, which holds neither the token nor the payload. */
  readonly call: CallApi;
  /** A file that `getFile` named, by its path; undefined if it has more than `bytesMax` bytes. @throws CallError */
  readonly download: Download;
  /** Gives an update to its handler; never throws. `me` must be known by then. */
  handle(update: Update): Promise<void>;
  setMe(me: UserFromGetMe): void;
}

export function openTelegram(token: string, apiRoot: string, handlers: UpdateHandlers): Telegram {
  const bot = new Telegraf(token, {
    // Searches and sends have limits of their own; telegraf's timer would outlive a bot that stops.
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: { apiRoot, webhookReply: false },
  });
  bot.on('message', (ctx) => handlers.message(ctx.message, ctx.update));
  bot.on('edited_message', (ctx) => handlers.edited(ctx.editedMessage as Message, ctx.update));
  bot.on('callback_query', (ctx) => handlers.pressed(ctx.callbackQuery, ctx.update));
  bot.on('inline_query', (ctx) => handlers.inline(ctx.inlineQuery, ctx.update));
  bot.on('my_chat_member', (ctx) => handlers.membership(ctx.myChatMember, ctx.update));
  bot.catch((error, ctx) => handlers.failed(error, ctx.update));

  return {
    async call(method, payload, { timeoutMs = CALL_TIMEOUT_MS, signal } = {}) {
      // Not AbortSignal.any: a signal that lives as long as the bot would remember every call.
      const ending = new AbortController();
      const abort = () => ending.abort();
      const timer = setTimeout(abort, timeoutMs);
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      try {
        // Methods that are newer than telegraf's types are called in the same way.
        return await bot.telegram.callApi(method as 'getMe', payload as never, {
          signal: ending.signal as never,
        });
      } catch (error) {
        throw toCallError(error, method, signal);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
    async download(path, bytesMax) {
      const address = `${apiRoot}/file/bot${token}/${path}`;
      try {
        const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
        if (!response.ok) {
          await response.body?.cancel();
          const description = 'the file was not handed out';
          throw new CallError({ method: 'download', status: response.status, description });
        }
        const parts: Uint8Array[] = [];
        let bytes = 0;
        for await (const part of response.body ?? []) {
          bytes += part.length;
          if (bytes > bytesMax) return undefined;
          parts.push(part);
        }
        return Buffer.concat(parts);
      } catch (error) {
        if (error instanceof CallError) throw error;
        // The error of `fetch` contains the address with the token, so only its code is kept.
        const { cause, name } = error as Error & { cause?: { code?: unknown } };
        const description = String(cause?.code ?? name);
        throw new CallError({ method: 'download', status: undefined, description });
      }
    },
    handle: (update) => bot.handleUpdate(update),
    setMe(me) {
      bot.botInfo = me;
    },
  };
}

function toCallError(error: unknown, method: string, signal: AbortSignal | undefined): CallError {
  if (error instanceof TelegramError) {
    return new CallError({
      method,
      status: error.code,
      description: error.description,
      retryAfterSeconds: error.parameters?.retry_after,
      migrateToChatId: error.parameters?.migrate_to_chat_id,
    });
  }
  // node-fetch puts the address, and with it the token, into messages and stacks: only the code is kept.
  const code = (error as { code?: unknown }).code ?? (error as Error).name;
  return new CallError({
    method,
    status: undefined,
    description: signal?.aborted ? 'aborted by us' : String(code),
  });
}
