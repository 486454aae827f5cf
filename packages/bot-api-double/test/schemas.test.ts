/** Every call is checked against a strict schema, in each of the encodings Telegram takes. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BotApiServer, startBotApi } from '../src/index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;
let chatId: number;

before(async () => {
  api = await startBotApi({ token: '123456:test' });
  call = caller(api);
  chatId = api.person({ started: true }).id;
});
after(() => api.close());

async function send(
  body: string | Buffer | FormData | URLSearchParams,
  contentType?: string,
  method = 'sendMessage',
) {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const response = await fetch(`${api.url}/bot${api.token}/${method}`, {
    method: 'POST',
    headers,
    body,
  });
  return (await response.json()) as { ok: boolean; description?: string; result: { text: string } };
}

describe('who may call', () => {
  it('a wrong token is unauthorized', async () => {
    await caller(api, '123456:wrong').refused('getMe', {}, 401, /^Unauthorized$/);
  });
  it('a malformed token is unauthorized, with the reason', async () => {
    await caller(api, 'nonsense').refused('getMe', {}, 401, 'invalid token specified');
  });
  it('a path that is not the Bot API is not found', async () => {
    assert.equal((await fetch(`${api.url}/nowhere`)).status, 404);
  });
  it('the right token is told who it is', async () => {
    const me = await call.ok('getMe');
    assert.deepEqual([me.id, me.is_bot, me.username], [123456, true, 'test_bot']);
  });
});

describe('what may be called', () => {
  it('an unknown method is not found', () =>
    call.refused('sendNothing', {}, 404, 'method not found'));
  it('a method is spelt exactly', () => call.refused('sendmessage', {}, 404, 'method not found'));
  it('a method switched off is not found', async () => {
    const old = await startBotApi({ token: '1:a', withoutMethods: ['sendRichMessage'] });
    try {
      await caller(old).refused(
        'sendRichMessage',
        { chat_id: 1, rich_message: { html: 'x' } },
        404,
        'method not found',
      );
    } finally {
      await old.close();
    }
  });
  it('an unknown parameter is refused by name', () =>
    call.refused(
      'sendMessage',
      { chat_id: chatId, text: 'نص', colour: 1 },
      400,
      'unknown parameter "colour"',
    ));
  it('an unknown field within a parameter is refused with its path', () =>
    call.refused(
      'sendMessage',
      { chat_id: chatId, text: 'نص', reply_parameters: { message_id: 1, colour: 1 } },
      400,
      'unknown field "colour" in "reply_parameters"',
    ));
  it('a missing parameter is refused by name', () =>
    call.refused('sendMessage', { chat_id: chatId }, 400, 'parameter "text" is required'));
  it('a wrong type is refused by name', () =>
    call.refused('sendMessage', { chat_id: chatId, text: 7 }, 400, 'parameter "text"'));
  it('a fraction is no integer', () =>
    call.refused(
      'deleteMessage',
      { chat_id: chatId, message_id: 1.5 },
      400,
      'parameter "message_id"',
    ));
  it('null is not absence', () =>
    call.refused(
      'sendMessage',
      { chat_id: chatId, text: 'نص', reply_markup: null },
      400,
      'reply_markup',
    ));
  it('a number as text is refused in JSON', () =>
    call.refused(
      'deleteMessage',
      { chat_id: chatId, message_id: '1' },
      400,
      'parameter "message_id"',
    ));
  it('methods without parameters take none', () =>
    call.refused('getMe', { a: 1 }, 400, 'unknown parameter "a"'));
});

describe('encodings', () => {
  it('a form, its numbers as text and its objects as JSON', async () => {
    const form = new URLSearchParams({
      chat_id: `${chatId}`,
      text: 'غامق',
      entities: JSON.stringify([{ type: 'bold', offset: 0, length: 4 }]),
      disable_notification: 'true',
    });
    const { result } = await send(form);
    assert.deepEqual(result, {
      ...result,
      text: 'غامق',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });
  it('a text that looks like a number stays a text in a form', async () => {
    const { result } = await send(new URLSearchParams({ chat_id: `${chatId}`, text: '123' }));
    assert.equal(result.text, '123');
  });
  it('multipart', async () => {
    const form = new FormData();
    form.append('chat_id', `${chatId}`);
    form.append('text', 'متعدد الأجزاء');
    form.append('method', 'sendMessage');
    assert.equal((await send(form)).result.text, 'متعدد الأجزاء');
  });
  it('the query string, with GET', async () => {
    const query = new URLSearchParams({ chat_id: `${chatId}`, text: 'سؤال' });
    const response = await fetch(`${api.url}/bot${api.token}/sendMessage?${query}`);
    assert.equal(((await response.json()) as { ok: boolean }).ok, true);
  });
  it('an object as JSON text within JSON', async () => {
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] });
    const message = await call.ok('sendMessage', {
      chat_id: chatId,
      text: 'نص',
      reply_markup: markup,
    });
    assert.equal(message.reply_markup.inline_keyboard[0][0].text, 'زر');
  });
  it('a parameter twice is refused', async () => {
    const { description } = await send(
      `chat_id=${chatId}&text=a&text=b`,
      'application/x-www-form-urlencoded',
    );
    assert.match(description!, /parameter "text" is given twice/);
  });
  it('broken JSON is refused', async () => {
    assert.match((await send('{', 'application/json')).description!, /can't parse JSON object/);
  });
  it('JSON that is no object is refused', async () => {
    assert.match((await send('[]', 'application/json')).description!, /expected an object/);
  });
  it('another content type is refused', async () => {
    assert.match(
      (await send('نص', 'text/plain')).description!,
      /unsupported content type "text\/plain"/,
    );
  });
  it('bytes that are no UTF-8 are refused', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`{"chat_id":${chatId},"text":"`),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    assert.match(
      (await send(bytes, 'application/json')).description!,
      /strings must be encoded in UTF-8/,
    );
  });
  it('half a surrogate pair is refused, with its place', () =>
    call.refused(
      'sendMessage',
      { chat_id: chatId, text: '\ud83d' },
      400,
      'lone surrogate in text',
    ));
  it('half a surrogate pair deep within is refused too', () =>
    call.refused(
      'sendMessage',
      {
        chat_id: chatId,
        text: 'نص',
        reply_markup: { inline_keyboard: [[{ text: '\ude00', callback_data: 'x' }]] },
      },
      400,
      'lone surrogate in reply_markup.inline_keyboard',
    ));
});

describe('the log', () => {
  it('counts the mistakes above as violations, and shows the first of them', () => {
    assert.ok(api.violations.length >= 15);
    assert.throws(
      () => api.assertNoViolations(),
      /calls broke the Bot API's rules:\n {2}sendNothing/,
    );
  });
  it('never holds the token', () => {
    assert.equal(JSON.stringify(api.calls()).includes(api.token), false);
  });
});
