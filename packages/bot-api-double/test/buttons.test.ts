/** The rules for keyboards. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { privateChat } from './test-caller.ts';

const { call, ali } = await privateChat();

const withMarkup = (reply_markup: object) => ({
  chat_id: ali.id,
  text: 'نص',
  reply_markup,
});
const withButton = (button: object) => withMarkup({ inline_keyboard: [[button]] });
const accepts = (button: object) => call.ok('sendMessage', withButton(button));
const refuses = (button: object, words: string) =>
  call.refused('sendMessage', withButton(button), 400, words);

describe('an inline button', () => {
  it('has data of 1 to 64 bytes; an Arabic letter is two', async () => {
    await accepts({ text: 'زر', callback_data: 'x'.repeat(64) });
    await accepts({ text: 'زر', callback_data: 'ز'.repeat(32) });
    await refuses({ text: 'زر', callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID (65 bytes');
    await refuses({ text: 'زر', callback_data: 'ز'.repeat(33) }, 'BUTTON_DATA_INVALID (66 bytes');
    await refuses({ text: 'زر', callback_data: '' }, 'BUTTON_DATA_INVALID (0 bytes');
  });
  it('has exactly one action', async () => {
    await refuses({ text: 'زر' }, 'exactly one action');
    await refuses(
      { text: 'زر', callback_data: 'x', url: 'https://example.com' },
      'exactly one action',
    );
    await refuses({ text: 'زر', callback_data: 7 }, 'exactly one action');
    await refuses({ callback_data: 'x' }, 'exactly one action');
  });
  it('has a label', () => refuses({ text: ' ', callback_data: 'x' }, 'must be non-empty'));
  it('opens a web address or a Telegram link', async () => {
    await accepts({ text: 'افتح', url: 'https://example.com/a#:~:text=%D8%A7' });
    await accepts({ text: 'افتح', url: 'tg://user?id=1' });
    await refuses(
      { text: 'افتح', url: 'javascript:alert(1)' },
      "inline keyboard button URL 'javascript:alert(1)' is invalid",
    );
    await refuses({ text: 'افتح', url: 'http://localhost:3000' }, 'Wrong HTTP URL');
    await refuses({ text: 'افتح', url: 'file:///etc/passwd' }, 'Unsupported URL protocol');
  });
  it('may switch to inline mode, copy a text, or open a Web App over HTTPS', async () => {
    await accepts({ text: 'انقل', switch_inline_query: '' });
    await accepts({ text: 'انقل', switch_inline_query_current_chat: 'سؤال' });
    await accepts({ text: 'انسخ', copy_text: { text: 'نص' } });
    await accepts({ text: 'افتح', web_app: { url: 'https://example.com' } });
    await refuses({ text: 'انسخ', copy_text: { text: '' } }, 'BUTTON_COPY_TEXT_INVALID');
    await refuses(
      { text: 'افتح', web_app: { url: 'http://example.com' } },
      'Only HTTPS links are allowed',
    );
  });
});

describe('a keyboard', () => {
  const buttons = (count: number) =>
    Array.from({ length: count }, (_, i) => [{ text: `${i}`, callback_data: `${i}` }]);
  it('has no empty row and a hundred buttons at most', async () => {
    await call.ok('sendMessage', withMarkup({ inline_keyboard: buttons(100) }));
    await call.refused(
      'sendMessage',
      withMarkup({ inline_keyboard: buttons(101) }),
      400,
      'reply markup is too long',
    );
    await call.refused(
      'sendMessage',
      withMarkup({ inline_keyboard: [[]] }),
      400,
      'row of the inline keyboard is empty',
    );
  });
  it('without rows is no keyboard', async () => {
    const message = await call.ok('sendMessage', withMarkup({ inline_keyboard: [] }));
    assert.equal(message.reply_markup, undefined);
  });
  it('may be one for replies, taken away, or a request to reply', async () => {
    await call.ok(
      'sendMessage',
      withMarkup({ keyboard: [[{ text: 'نعم' }]], resize_keyboard: true }),
    );
    await call.ok('sendMessage', withMarkup({ remove_keyboard: true }));
    await call.ok(
      'sendMessage',
      withMarkup({ force_reply: true, input_field_placeholder: 'سؤالك' }),
    );
    await call.refused('sendMessage', withMarkup({ remove_keyboard: false }), 400, 'reply_markup');
    await call.refused(
      'sendMessage',
      withMarkup({ force_reply: true, input_field_placeholder: '' }),
      400,
      'placeholder',
    );
    await call.refused('sendMessage', withMarkup({ keyboard: [[{ text: '' }]] }), 400, 'non-empty');
  });
});
