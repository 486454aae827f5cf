/** What a message wants: the pure reading, kind by kind. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Intent, readMessage } from '../../src/bot/intent.ts';
import type { Message, UserFromGetMe } from '../../src/bot/telegraf.ts';

const me = { id: 1, is_bot: true, first_name: 'إسناد', username: 'isnad_bot' } as UserFromGetMe;
const person = { id: 5, is_bot: false, first_name: 'س' };

function read(parts: object, chat: 'private' | 'supergroup' | 'channel' = 'private'): Intent {
  const message = { message_id: 1, date: 1, from: person, chat: { id: 5, type: chat }, ...parts };
  return readMessage(message as unknown as Message, me);
}

const question = (text: string) => ({ kind: 'question', text });
const IGNORE = { kind: 'ignore' };
const mention = (text: string, name = '@isnad_bot') => ({
  text,
  entities: [{ type: 'mention', offset: text.indexOf(name), length: name.length }],
});
const ours = { message_id: 9, from: me, text: 'جواب' };
const captioned = { message_id: 9, from: { ...person, id: 6 }, photo: [], caption: 'متى ثار؟' };
const theirs = { message_id: 9, from: { ...person, id: 6 }, text: 'متى ثار البركان؟' };

describe('a private message', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['a question', { text: 'متى؟' }, question('متى؟')],
    ['/ask with a question', { text: '/ask متى؟' }, question('متى؟')],
    ['/ask on two lines', { text: '/ask\nمتى؟' }, question('متى؟')],
    ['/ASK in capitals', { text: '/ASK@Isnad_Bot متى؟' }, question('متى؟')],
    ['/ask alone', { text: '/ask' }, { kind: 'askEmpty' }],
    ['/ask under a message', { text: '/ask', reply_to_message: theirs }, question(theirs.text)],
    ['/ask under the bot', { text: '/ask', reply_to_message: ours }, { kind: 'askEmpty' }],
    ['a command', { text: '/sources نيل' }, { kind: 'command', name: 'sources', argument: 'نيل' }],
    ['an unknown command', { text: '/x' }, { kind: 'unknownCommand' }],
    ['a slash before an Arabic word', { text: '/متى ثار؟' }, question('/متى ثار؟')],
    ['spaces alone', { text: ' \u00a0' }, question('')],
    ['a voice note', { voice: {} }, { kind: 'unreadable', what: 'voice' }],
    ['a picture with a caption', { photo: [], caption: 'متى؟' }, question('متى؟')],
    ['an animation', { animation: {}, document: {} }, { kind: 'unreadable', what: 'video' }],
    ['a venue', { venue: {}, location: {} }, { kind: 'unreadable', what: 'location' }],
    ['a pinned message', { pinned_message: {} }, IGNORE],
    ['what came through the bot', { text: 'x', via_bot: me }, IGNORE],
    ['another bot', { text: 'x', from: { ...person, is_bot: true } }, IGNORE],
  ];
  for (const [name, parts, expected] of cases) {
    it(`${name}: ${(expected as Intent).kind}`, () => assert.deepEqual(read(parts), expected));
  }
});

describe('a message in a group', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['chatter', { text: 'متى؟' }, IGNORE],
    ['a voice note', { voice: {} }, IGNORE],
    ['/ask', { text: '/ask متى؟' }, question('متى؟')],
    ["another bot's command", { text: '/ask@other_bot متى؟' }, IGNORE],
    ['an unknown command to nobody', { text: '/x' }, IGNORE],
    ['an unknown command to us', { text: '/x@isnad_bot' }, { kind: 'unknownCommand' }],
    ['a reply to us', { text: 'متى؟', reply_to_message: ours }, question('متى؟')],
    [
      'a voice note to us',
      { voice: {}, reply_to_message: ours },
      { kind: 'unreadable', what: 'voice' },
    ],
    ['a reply to another', { text: 'متى؟', reply_to_message: theirs }, IGNORE],
    ['a mention', mention('@isnad_bot متى؟'), question('متى؟')],
    ['a mention at the end', mention('متى؟ @Isnad_Bot', '@Isnad_Bot'), question('متى؟')],
    ['a mention of another', mention('@other متى؟', '@other'), IGNORE],
    ['a bare mention', mention('@isnad_bot'), { kind: 'askEmpty' }],
    [
      'a bare mention under a question',
      { ...mention('@isnad_bot'), reply_to_message: theirs },
      question(theirs.text),
    ],
    [
      'a bare mention under a picture with words beneath',
      { ...mention('@isnad_bot'), reply_to_message: captioned },
      question(captioned.caption),
    ],
    [
      'an anonymous admin',
      { text: '/ask متى؟', from: { ...person, is_bot: true }, sender_chat: {} },
      question('متى؟'),
    ],
    ['a post of the linked channel', { text: '/ask متى؟', is_automatic_forward: true }, IGNORE],
    [
      'the move to a supergroup',
      { migrate_to_chat_id: -100 },
      { kind: 'migrated', toChatId: -100 },
    ],
  ];
  for (const [name, parts, expected] of cases) {
    it(`${name}: ${(expected as Intent).kind}`, () => {
      assert.deepEqual(read(parts, 'supergroup'), expected);
    });
  }

  it('in a channel is nothing to us', () => {
    assert.deepEqual(read({ text: '/ask متى؟' }, 'channel'), IGNORE);
  });
});
