/** Answers to buttons and to inline queries. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBotApi } from '../src/index.ts';
import { caller, privateChat } from './test-caller.ts';

const { api, call, ali, send } = await privateChat();
const message = await send({
  text: 'نص',
  reply_markup: {
    inline_keyboard: [
      [
        { text: 'نعم', callback_data: 'yes' },
        { text: 'افتح', url: 'https://example.com' },
      ],
    ],
  },
});
const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

describe('a pressed button', () => {
  it('reaches the bot with its data and its message', async () => {
    const press = ali.presses('نعم', message);
    const [update] = await call.ok('getUpdates', { offset: -1 });
    assert.equal(update.callback_query.id, press.id);
    assert.equal(update.callback_query.data, 'yes');
    assert.equal(update.callback_query.message.message_id, message.message_id);
    assert.equal(update.callback_query.from.id, ali.id);
  });
  it('is answered once', async () => {
    const press = ali.presses('yes', message);
    await call.ok('answerCallbackQuery', { callback_query_id: press.id, text: 'تم' });
    assert.equal((await press.answer()).text, 'تم');
    await call.refused('answerCallbackQuery', { callback_query_id: press.id }, 400, tooOld);
  });
  it('has an id that must be known', () =>
    call.refused('answerCallbackQuery', { callback_query_id: 'x' }, 400, tooOld));
  it('is answered in 200 characters at most', async () => {
    const press = ali.presses('نعم', message);
    const answer = (text: string) => ({ callback_query_id: press.id, text });
    await call.refused(
      'answerCallbackQuery',
      answer('ا'.repeat(201)),
      400,
      'MESSAGE_TOO_LONG (201',
    );
    await call.ok('answerCallbackQuery', answer('ا'.repeat(200)));
  });
  it('opens no other URL than the bot itself', async () => {
    const press = ali.presses('نعم', message);
    const answer = (url: string) => ({ callback_query_id: press.id, url });
    await call.refused('answerCallbackQuery', answer('https://example.com'), 400, 'URL_INVALID');
    await call.ok('answerCallbackQuery', answer('https://t.me/test_bot?start=x'));
  });
  it('must be there, under the message as it stands now', async () => {
    assert.throws(
      () => ali.presses('لا', message),
      /no callback button "لا" .* only \[نعم\] \[افتح\]/,
    );
    assert.throws(() => ali.presses('افتح', message), /no callback button/);
    await call.ok('editMessageReplyMarkup', { chat_id: ali.id, message_id: message.message_id });
    assert.throws(() => ali.presses('نعم', message), /only none/);
  });
  it('may carry any data from a modified client', async () => {
    const press = ali.sendsCallback('../../etc', message);
    const [update] = await call.ok('getUpdates', { offset: -1 });
    assert.equal(update.callback_query.data, '../../etc');
    assert.equal(press.data, '../../etc');
  });
});

describe('queries grow old', () => {
  it('at once, when a test says so', async () => {
    const press = ali.sendsCallback('x', message);
    const typed = ali.types('سؤال');
    press.expire();
    typed.expire();
    await call.refused('answerCallbackQuery', { callback_query_id: press.id }, 400, tooOld);
    const late = { inline_query_id: typed.id, results: [] };
    await call.refused('answerInlineQuery', late, 400, tooOld);
  });
  it('after 150 and 30 seconds of the server', async () => {
    const fast = await startBotApi({ token: '1:a', secondMs: 1 });
    try {
      const person = fast.person({ started: true });
      const sent = await caller(fast).ok('sendMessage', {
        chat_id: person.id,
        text: 'نص',
        reply_markup: { inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] },
      });
      const press = person.presses('زر', sent);
      const typed = person.types('سؤال');
      await sleep(200);
      await caller(fast).refused(
        'answerCallbackQuery',
        { callback_query_id: press.id },
        400,
        tooOld,
      );
      await caller(fast).refused(
        'answerInlineQuery',
        { inline_query_id: typed.id, results: [] },
        400,
        tooOld,
      );
      assert.equal(fast.pendingUpdateCount, 0, 'their updates are not delivered any more');
    } finally {
      await fast.close();
    }
  });
});

describe('an inline query', () => {
  const article = (id: string, more: object = {}) => ({
    type: 'article',
    id,
    title: 'عنوان',
    input_message_content: { message_text: 'نص' },
    ...more,
  });
  const refuses = (params: object, words: string) =>
    call.refused(
      'answerInlineQuery',
      { inline_query_id: ali.types('سؤال').id, results: [], ...params },
      400,
      words,
    );

  it('reaches the bot and is answered once', async () => {
    const typed = ali.types('عاصمة', { offset: '10', chatType: 'group' });
    const [update] = await call.ok('getUpdates', { offset: -1 });
    assert.deepEqual(update.inline_query, {
      id: typed.id,
      from: ali.user,
      query: 'عاصمة',
      offset: '10',
      chat_type: 'group',
    });
    const answer = { inline_query_id: typed.id, results: [article('1')], next_offset: '20' };
    await call.ok('answerInlineQuery', answer);
    assert.deepEqual(await typed.answer(), answer);
    await call.refused('answerInlineQuery', answer, 400, tooOld);
  });
  it('has 50 results at most', async () => {
    const results = Array.from({ length: 51 }, (_, i) => article(`${i}`));
    await refuses({ results }, 'too many inline query results specified');
    await call.ok('answerInlineQuery', {
      inline_query_id: ali.types('س').id,
      results: results.slice(1),
    });
  });
  it('has results with ids of 1 to 64 bytes, each once', async () => {
    await refuses({ results: [article('')] }, 'RESULT_ID_EMPTY');
    await refuses({ results: [article('م'.repeat(33))] }, 'RESULT_ID_INVALID (66 bytes)');
    await refuses({ results: [article('1'), article('1')] }, 'RESULT_ID_DUPLICATE');
    await call.ok('answerInlineQuery', {
      inline_query_id: ali.types('س').id,
      results: [article('م'.repeat(32))],
    });
  });
  it('has a next offset of 64 bytes at most', async () => {
    await refuses({ next_offset: 'م'.repeat(33) }, 'NEXT_OFFSET_INVALID');
    await call.ok('answerInlineQuery', {
      inline_query_id: ali.types('س').id,
      results: [],
      next_offset: 'x'.repeat(64),
    });
  });
  it('has results that keep the rules for titles, texts, links and buttons', async () => {
    await refuses({ results: [article('1', { title: ' ' })] }, 'ARTICLE_TITLE_EMPTY');
    await refuses(
      { results: [article('1', { input_message_content: { message_text: '' } })] },
      'message text is empty',
    );
    const long = { message_text: 'ا'.repeat(4097) };
    await refuses(
      { results: [article('1', { input_message_content: long })] },
      'message is too long',
    );
    await refuses({ results: [article('1', { url: 'javascript:1' })] }, 'inline query result URL');
    await refuses({ results: [article('1', { thumbnail_url: 'ftp://a.b' })] }, 'thumbnail URL');
    const reply_markup = { inline_keyboard: [[{ text: 'زر', callback_data: 'ز'.repeat(33) }]] };
    await refuses({ results: [article('1', { reply_markup })] }, 'BUTTON_DATA_INVALID');
    await refuses({ results: [{ type: 'photo', id: '1' }] }, 'results.0.type');
    await refuses(
      { results: [article('1', { parse_mode: 'HTML' })] },
      'unknown field "parse_mode" in "results.0"',
    );
  });
  it('has a button with one action', async () => {
    await refuses({ button: { text: 'ابدأ' } }, 'exactly one of web_app and start_parameter');
    await refuses(
      { button: { text: 'ابدأ', start_parameter: 'كلمة' } },
      'unallowed characters in start_parameter',
    );
    await call.ok('answerInlineQuery', {
      inline_query_id: ali.types('س').id,
      results: [],
      cache_time: 0,
      button: { text: 'ابدأ', start_parameter: 'from_inline' },
    });
    await refuses({ cache_time: -1 }, 'cache_time is negative');
  });
  it('becomes a message when a result is picked, which the bot may edit', async () => {
    const typed = ali.types('عاصمة');
    const reply_markup = { inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] };
    await call.ok('answerInlineQuery', {
      inline_query_id: typed.id,
      results: [article('7', { reply_markup })],
    });
    const group = api.group();
    const picked = ali.picks((await typed.answer()).results[0]!, typed, { in: group });
    assert.equal(picked.via_bot?.id, 123456);
    const updates = await call.ok('getUpdates', { offset: -2 });
    const chosen = updates[0].chosen_inline_result;
    assert.equal(chosen.result_id, '7');
    assert.equal(updates[1].message.text, 'نص');
    const edit = { inline_message_id: chosen.inline_message_id, text: 'جديد' };
    assert.equal(await call.ok('editMessageText', edit), true);
    await call.refused('editMessageText', edit, 400, 'message is not modified');
    assert.equal(group.find(picked.message_id)?.text, 'جديد');
  });
  it('sends the inline id, and no message, when its button is pressed', async () => {
    const typed = ali.types('عاصمة');
    const reply_markup = { inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] };
    await call.ok('answerInlineQuery', {
      inline_query_id: typed.id,
      results: [article('8', { reply_markup })],
    });
    ali.presses('زر', ali.picks((await typed.answer()).results[0]!, typed));
    const [chosen, , pressed] = await call.ok('getUpdates', { offset: -3 });
    const { inline_message_id: inlineId, message: none } = pressed.callback_query;
    assert.equal(inlineId, chosen.chosen_inline_result.inline_message_id);
    assert.equal(none, undefined);
  });
});
