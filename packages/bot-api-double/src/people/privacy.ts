/**
 * What a bot sees of a group in privacy mode (Bot features, "Privacy mode"): commands that are not
 * meant for another bot, replies to it, messages sent through it, mentions of it, and service
 * messages.
 */

import type { Chat } from '../chat.ts';
import type { WireMessage } from '../wire.ts';
import type { World } from '../world.ts';

const contents = ['text', 'voice', 'photo', 'sticker', 'document', 'location'] as const;

function isMeantForBot(world: World, message: WireMessage): boolean {
  const { bot } = world;
  if (message.reply_to_message?.from.id === bot.id || message.via_bot?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const name = world.settings.bot.username.toLowerCase();
  return (message.entities ?? []).some(({ type, offset, length }) => {
    const [before, addressee] = text
      .slice(offset, offset + length)
      .toLowerCase()
      .split('@');
    if (type === 'mention') return before === '' && addressee === name;
    return type === 'bot_command' && (addressee === undefined || addressee === name);
  });
}

/** Whether this message becomes an update. */
export function isSeen(world: World, chat: Chat, message: WireMessage): boolean {
  if (chat.standing !== 'member') return false;
  if (chat.type === 'private' || !world.settings.privacyMode) return true;
  const isService = contents.every((kind) => !(kind in message));
  return isService || isMeantForBot(world, message);
}
