/** What people do to groups: make a supergroup of one, open a topic. */

import type { Chat } from '../chat.ts';
import type { World } from '../world.ts';
import { type Author, post, publish } from './post.ts';

/** The colour of a topic's icon, one of the six that Telegram has. */
const ICON_COLOR = 0x6fb9f0;

export function migrate(world: World, author: Author, group: Chat): Chat {
  if (group.type !== 'group') throw new Error('only a basic group becomes a supergroup');
  const id = -1_000_000_000_000 + group.id;
  const wire = { id, type: 'supergroup', title: group.wire.title ?? '' } as const;
  const supergroup = world.addChat(wire, 'member');
  for (const [userId, member] of group.members) supergroup.members.set(userId, member);
  post(world, author, { migrate_to_chat_id: id }, { in: group });
  post(world, author, { migrate_from_chat_id: group.id }, { in: supergroup });
  group.migratedTo = supergroup;
  return supergroup;
}

export function openTopic(world: World, author: Author, forum: Chat, name: string): number {
  if (forum.wire.is_forum !== true) throw new Error('topics are opened in forums');
  const id = forum.nextMessageId();
  forum.topics.set(id, { id, name, closed: false });
  const message = {
    message_id: id,
    from: author.user,
    chat: forum.wire,
    date: world.nowS(),
    message_thread_id: id,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: ICON_COLOR },
  } as const;
  forum.add(message);
  publish(world, 'message', forum, message);
  return id;
}
