/** People and groups: what they do, what of it the bot sees, and how a test follows along. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type BotApiServer, type Person, startBotApi, type WireUpdate } from '../src/index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;
let ali: Person;

beforeEach(async () => {
  api = await startBotApi({ token: '123456:test' });
  call = caller(api);
  ali = api.person({ firstName: 'علي', languageCode: 'ar' });
});
afterEach(() => api.close());

const updates = (): Promise<WireUpdate[]> => call.ok('getUpdates');
const seen = async () =>
  (await updates()).map(({ message, edited_message }) => (message ?? edited_message)?.text);

describe('a person', () => {
  it('sends texts, with commands found in them', async () => {
    ali.sends('/start now');
    const [{ message }] = (await updates()) as [WireUpdate];
    assert.deepEqual(message?.entities, [{ type: 'bot_command', offset: 0, length: 6 }]);
    assert.deepEqual([message?.from.language_code, message?.chat.type], ['ar', 'private']);
  });
  it('sends anything, lone surrogates and control characters included', async () => {
    ali.sends('\ud83d\u0000\u202e');
    assert.deepEqual(await seen(), ['\ud83d\u0000\u202e']);
  });
  it('replies, with a quote', async () => {
    ali.sends('/start');
    const answer = await call.ok('sendMessage', { chat_id: ali.id, text: 'الرباط عاصمة المغرب' });
    const reply = ali.repliesTo(answer, 'متى؟', { quote: 'عاصمة المغرب' });
    assert.equal(reply.reply_to_message?.message_id, answer.message_id);
    assert.deepEqual(reply.quote, { text: 'عاصمة المغرب', position: 7, is_manual: true });
    assert.throws(
      () => ali.repliesTo(answer, 'متى؟', { quote: 'عاصمة مصر' }),
      /QUOTE_TEXT_INVALID/,
    );
  });
  it('edits their own messages, the same text again included', async () => {
    const message = ali.sends('أ');
    ali.edits(message, 'ب');
    ali.edits(message, 'ب');
    assert.deepEqual(await seen(), ['أ', 'ب', 'ب']);
    const answer = await call.ok('sendMessage', { chat_id: ali.id, text: 'نص' });
    assert.throws(() => ali.edits(answer, 'ج'), /their own messages only/);
  });
  it('sends voice notes, pictures, stickers, places and files', async () => {
    ali.sendsVoice();
    ali.sendsPhoto({ caption: 'صورة' });
    ali.sendsSticker();
    ali.sendsLocation();
    ali.sendsDocument('a.txt', Buffer.from('a'));
    const kinds = (await updates()).map(({ message }) =>
      ['voice', 'photo', 'sticker', 'location', 'document'].find((kind) => kind in message!),
    );
    assert.deepEqual(kinds, ['voice', 'photo', 'sticker', 'location', 'document']);
  });
  it('blocks the bot, and the bot is told', async () => {
    ali.sends('/start');
    ali.blocksBot();
    ali.sends('عدت');
    const statuses = (await updates()).map(
      ({ my_chat_member }) => my_chat_member?.new_chat_member.status,
    );
    assert.deepEqual(statuses, [undefined, 'kicked', 'member', undefined]);
  });
  it('has an id of their own', () => {
    assert.throws(() => api.person({ id: ali.id }), /there is a person/);
  });
});

describe('privacy mode', () => {
  it('shows the bot commands, replies to it, mentions and service messages, and no more', async () => {
    const group = api.supergroup({ members: [ali] });
    const place = { in: group };
    const answer = await call.ok('sendMessage', { chat_id: group.id, text: 'جواب' });
    ali.sends('كلام بيننا', place);
    ali.sends('/ask سؤال', place);
    ali.sends('/ask@test_bot سؤال', place);
    ali.sends('/ask@other_bot سؤال', place);
    ali.sends('@test_bot سؤال', place);
    ali.sends('@other_bot سؤال', place);
    ali.repliesTo(answer, 'متى؟');
    ali.repliesTo(ali.sends('كلام', place), 'رد');
    ali.sendsVoice(place);
    assert.deepEqual(await seen(), ['/ask سؤال', '/ask@test_bot سؤال', '@test_bot سؤال', 'متى؟']);
  });
  it('off shows all', async () => {
    const open = await startBotApi({ token: '1:a', privacyMode: false });
    try {
      open.person().sends('كلام', { in: open.group() });
      const [update] = await caller(open).ok('getUpdates');
      assert.equal(update.message.text, 'كلام');
      assert.equal((await caller(open).ok('getMe')).can_read_all_group_messages, true);
    } finally {
      await open.close();
    }
  });
  it('a bot that was removed sees nothing, until it is added again', async () => {
    const group = api.group();
    ali.removesBot(group);
    ali.sends('/ask أ', { in: group });
    ali.addsBot(group);
    ali.sends('/ask ب', { in: group });
    assert.deepEqual(await seen(), [undefined, undefined, '/ask ب']);
  });
});

describe('forums', () => {
  it('have topics, where a reply stays', async () => {
    const forum = api.supergroup({ forum: true });
    const topic = ali.opensTopic(forum, 'أسئلة');
    const question = ali.sends('/ask سؤال', { in: forum, topic });
    assert.deepEqual([question.message_thread_id, question.is_topic_message], [topic, true]);
    const reply = {
      chat_id: forum.id,
      text: 'نص',
      reply_parameters: { message_id: question.message_id },
    };
    assert.equal((await call.ok('sendMessage', reply)).message_thread_id, topic);
    const direct = { chat_id: forum.id, text: 'نص', message_thread_id: topic };
    assert.equal((await call.ok('sendMessage', direct)).message_thread_id, topic);
    await call.refused(
      'sendMessage',
      { ...direct, message_thread_id: 999 },
      400,
      'message thread not found',
    );
    forum.topics.get(topic)!.closed = true;
    await call.refused('sendMessage', direct, 400, 'TOPIC_CLOSED');
  });
  it('a thread of replies in a plain supergroup is no topic', async () => {
    const group = api.supergroup();
    const answer = await call.ok('sendMessage', { chat_id: group.id, text: 'جواب' });
    const reply = ali.repliesTo(answer, 'متى؟');
    assert.equal(reply.message_thread_id, answer.message_id);
    assert.equal(reply.is_topic_message, undefined);
    const into = { chat_id: group.id, text: 'نص', message_thread_id: reply.message_thread_id };
    await call.refused('sendMessage', into, 400, 'message thread not found');
  });
});

describe('a group that becomes a supergroup', () => {
  it('is told from both sides, and the old chat points to the new one', async () => {
    const group = api.group({ title: 'قراء' });
    const supergroup = ali.migrates(group);
    const [to, from] = await updates();
    assert.equal(to?.message?.migrate_to_chat_id, supergroup.id);
    assert.equal(from?.message?.migrate_from_chat_id, group.id);
    const { description, parameters } = await call('sendMessage', {
      chat_id: group.id,
      text: 'نص',
    });
    assert.match(description!, /^Bad Request: group chat was upgraded to a supergroup chat$/);
    assert.deepEqual(parameters, { migrate_to_chat_id: supergroup.id });
    await call.ok('sendMessage', { chat_id: supergroup.id, text: 'نص' });
  });
});

describe('following along', () => {
  const say = (text: string) => call.ok('sendMessage', { chat_id: ali.id, text });

  it('messages of the bot come one after the other, awaited or not', async () => {
    ali.sends('/start');
    const first = ali.chat.nextBotMessage();
    await say('أ');
    await say('ب');
    assert.equal((await first).text, 'أ');
    assert.equal((await ali.chat.nextBotMessage()).text, 'ب');
  });
  it('edits come apart from messages', async () => {
    ali.sends('/start');
    const { message_id } = await say('أ');
    const edit = ali.chat.nextBotEdit();
    await call.ok('editMessageText', { chat_id: ali.id, message_id, text: 'ب' });
    assert.equal((await edit).text, 'ب');
  });
  it('a reply is found by its question', async () => {
    const question = ali.sends('سؤال');
    const answer = api.answerTo(question);
    await say('كلام');
    await call.ok('sendMessage', {
      chat_id: ali.id,
      text: 'جواب',
      reply_parameters: { message_id: question.message_id },
    });
    assert.equal((await answer).text, 'جواب');
    assert.equal(ali.chat.botReplyCount(question.message_id), 1);
  });
  it('what does not come is told with what did', async () => {
    ali.sends('سؤال');
    await say('جواب');
    await assert.rejects(
      api.waitFor(() => undefined, { timeoutMs: 20, what: 'the moon' }),
      /the moon did not come within 20 ms\nlast calls:\n {2}sendMessage ok\nchat \d+:\n1 علي: سؤال\n2 بوت: جواب/,
    );
  });
  it('a transcript shows who said what to whom', async () => {
    const question = ali.sends('ما عاصمة المغرب؟');
    await call.ok('sendMessage', {
      chat_id: ali.id,
      text: 'الرباط',
      reply_parameters: { message_id: question.message_id, quote: 'المغرب' },
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'نعم', callback_data: '1' },
            { text: 'لا', callback_data: '0' },
          ],
        ],
      },
    });
    ali.sendsVoice();
    assert.equal(
      api.transcript(ali.chat),
      '1 علي: ما عاصمة المغرب؟\n2 بوت ↩1 «المغرب»: الرباط\n    [نعم] [لا]\n3 علي: <voice>',
    );
  });
});
