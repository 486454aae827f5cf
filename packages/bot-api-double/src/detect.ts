/**
 * Entities that Telegram finds by itself in every text, a bot's and a person's alike: commands,
 * mentions, hashtags, addresses. That is how a command reaches `bot.command(…)`, and how `/word`
 * in a quoted article becomes a command to tap.
 *
 * Simpler than TDLib's `find_entities`: ASCII names, and addresses that begin with a scheme.
 */

import type { MessageEntity } from '@grammyjs/types';

type Detected = 'bot_command' | 'mention' | 'hashtag' | 'url' | 'email';

// What is before decides: a slash within a word or a path begins no command.
const patterns: readonly (readonly [Detected, RegExp])[] = [
  ['url', /(?<![\p{L}\p{N}_])(?:https?|tg):\/\/[^\s<>"«»]+(?<![.,:;!?)'»])/giu],
  ['email', /(?<![\p{L}\p{N}_.+-])[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu],
  [
    'bot_command',
    /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/giu,
  ],
  ['mention', /(?<![\p{L}\p{N}_@])@[a-z0-9_]{4,32}(?![\p{L}\p{N}_@])/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#(?=[\p{L}\p{N}_\u200c]*\p{L})[\p{L}\p{M}\p{N}_\u200c]{1,256}/gu],
];

/** Entities that leave no room for a found one within them. */
const closed = new Set([
  'pre',
  'code',
  'text_link',
  'text_mention',
  'mention',
  'url',
  'email',
  'hashtag',
  'bot_command',
]);

/** `given` and the entities found in addition, sorted by place. Found entities never cut a given one. */
export function withDetected(text: string, given: readonly MessageEntity[] = []): MessageEntity[] {
  const entities = [...given];
  const taken = given.filter(({ type }) => closed.has(type));
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const found: MessageEntity = { type, offset: match.index, length: match[0].length };
      const end = found.offset + found.length;
      if (taken.some((other) => other.offset < end && found.offset < other.offset + other.length))
        continue;
      entities.push(found);
      taken.push(found);
    }
  }
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}
