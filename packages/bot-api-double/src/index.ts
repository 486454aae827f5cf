/**
 * A strict Telegram Bot API server for tests, on loopback. See README.md.
 *
 *     const api = await startBotApi({ token: '123456:test' });
 *     // start the bot with apiRoot = api.url, then:
 *     const ali = api.person({ firstName: 'علي' });
 *     const answer = await api.answerTo(ali.sends('ما عاصمة المغرب؟'));
 *     api.assertNoViolations();
 *     await api.close();
 */

import { type BotApiOptions, resolveOptions } from './options.ts';
import { BotApiServer } from './server.ts';

export type { Call, MethodCounts } from './calls.ts';
export type { Chat, Topic } from './chat.ts';
export { ApiError, type RefusalKind } from './errors.ts';
export type { Fault, FaultRates, UpdateFaults } from './faults.ts';
export type { BotApiOptions, FloodLimits, KeepLimits } from './options.ts';
export type { Person, PersonOptions } from './people/person.ts';
export type { Place, ReplyOptions, SendOptions } from './people/post.ts';
export type { InlineResult, Press, Typed } from './people/queries.ts';
export { type MethodName, methodNames, type Params } from './schemas/methods.ts';
export type { WaitOptions } from './waiting.ts';
export type { WireChat, WireMessage, WireUpdate, WireUser } from './wire.ts';
export { BotApiServer };

/** Starts a server on a free port of 127.0.0.1. */
export async function startBotApi(options: BotApiOptions): Promise<BotApiServer> {
  return await BotApiServer.start(resolveOptions(options));
}
