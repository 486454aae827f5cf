/** The bot's standing in a chat, as people change it, and the update that tells the bot. */

import type { Chat } from '../chat.ts';
import type { WireUser } from '../wire.ts';
import type { World } from '../world.ts';

/** `ChatMember.status` for each standing. */
const statuses = {
  member: 'member',
  pending: 'member',
  blocked: 'kicked',
  kicked: 'kicked',
  absent: 'left',
} as const;

export function changeStanding(
  world: World,
  user: WireUser,
  chat: Chat,
  standing: 'member' | 'blocked' | 'kicked',
): void {
  const before = statuses[chat.standing];
  chat.standing = standing;
  world.updates.push(
    'my_chat_member',
    {
      chat: chat.wire,
      from: user,
      date: world.nowS(),
      old_chat_member: { status: before, user: world.bot },
      new_chat_member: { status: statuses[standing], user: world.bot },
    },
    `chat ${chat.id}`,
  );
}
