/** Editing and deleting. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireMessage } from '../src/index.ts';
import { privateChat } from './test-caller.ts';

const { api, call, ali, send } = await privateChat();

describe('edits', () => {
  const keyboard = { inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] };
  const edit = (message: WireMessage, params: object) =>
    call('editMessageText', { chat_id: ali.id, message_id: message.message_id, ...params });

  it('put a new version in the place of the old', async () => {
    const message = await send({ text: 'قديم' });
    const { result } = (await edit(message, { text: 'جديد' })) as { result: WireMessage };
    assert.equal(result.text, 'جديد');
    assert.ok(result.edit_date);
    assert.equal(ali.chat.find(message.message_id)?.text, 'جديد');
  });
  it('without a keyboard take the old one away', async () => {
    const message = await send({ text: 'قديم', reply_markup: keyboard });
    const { result } = (await edit(message, { text: 'جديد' })) as { result: WireMessage };
    assert.equal(result.reply_markup, undefined);
  });
  it('must change something', async () => {
    const message = await send({ text: 'نص', reply_markup: keyboard });
    const target = { chat_id: ali.id, message_id: message.message_id };
    const same =
      /^Bad Request: message is not modified: specified new message content and reply markup are exactly/;
    await call.refused(
      'editMessageText',
      { ...target, text: 'نص', reply_markup: keyboard },
      400,
      same,
    );
    await call.refused(
      'editMessageText',
      { ...target, text: ' نص\n', reply_markup: keyboard },
      400,
      same,
    );
    await call.refused('editMessageReplyMarkup', { ...target, reply_markup: keyboard }, 400, same);
    await call.ok('editMessageReplyMarkup', target);
    await call.refused('editMessageReplyMarkup', target, 400, same);
    const bold = [{ type: 'bold', offset: 0, length: 2 }];
    await call.ok('editMessageText', { ...target, text: 'نص', entities: bold });
  });
  it('need the message', async () => {
    await call.refused(
      'editMessageText',
      { chat_id: ali.id, message_id: 999_999, text: 'نص' },
      400,
      'message to edit not found',
    );
    await call.refused(
      'editMessageText',
      { chat_id: ali.id, text: 'نص' },
      400,
      'message identifier is not specified',
    );
    await call.refused('editMessageText', { text: 'نص' }, 400, 'chat_id is empty');
    await call.refused(
      'editMessageText',
      { inline_message_id: 'x', text: 'نص' },
      400,
      'MESSAGE_ID_INVALID',
    );
  });
  it('are for the own messages of the bot, with text', async () => {
    const question = ali.sends('سؤال');
    await call.refused(
      'editMessageText',
      { chat_id: ali.id, message_id: question.message_id, text: 'نص' },
      400,
      "message can't be edited",
    );
    const file = ali.sendsDocument('a.txt', Buffer.from('a'));
    const document = await call.ok('sendDocument', {
      chat_id: ali.id,
      document: file.document!.file_id,
    });
    await call.refused(
      'editMessageText',
      { chat_id: ali.id, message_id: document.message_id, text: 'نص' },
      400,
      'there is no text',
    );
  });
  it('have either a text or a rich message', () =>
    call.refused(
      'editMessageText',
      { chat_id: ali.id, message_id: 1 },
      400,
      'exactly one of the parameters text and rich_message',
    ));
  it('keep the rules for texts and keyboards', async () => {
    const message = await send({ text: 'نص' });
    const target = { chat_id: ali.id, message_id: message.message_id };
    await call.refused(
      'editMessageText',
      { ...target, text: 'ا'.repeat(4097) },
      400,
      'message is too long',
    );
    const wrong = { inline_keyboard: [[{ text: 'زر', callback_data: 'ز'.repeat(33) }]] };
    await call.refused(
      'editMessageReplyMarkup',
      { ...target, reply_markup: wrong },
      400,
      'BUTTON_DATA_INVALID',
    );
  });
});

describe('deletions', () => {
  it('take the message away, once', async () => {
    const message = await send({ text: 'نص' });
    const target = { chat_id: ali.id, message_id: message.message_id };
    await call.ok('deleteMessage', target);
    await call.refused('deleteMessage', target, 400, 'message to delete not found');
    await call.refused(
      'editMessageText',
      { ...target, text: 'جديد' },
      400,
      'message to edit not found',
    );
  });
  it("of a person's message are for private chats", async () => {
    await call.ok('deleteMessage', { chat_id: ali.id, message_id: ali.sends('سؤال').message_id });
    const group = api.group();
    const message = ali.sends('كلام', { in: group });
    await call.refused(
      'deleteMessage',
      { chat_id: group.id, message_id: message.message_id },
      400,
      "message can't be deleted",
    );
  });
});
