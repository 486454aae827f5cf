/** Sending, replying, quoting, editing and deleting. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BotApiServer, type Person, startBotApi, type WireMessage } from './index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;
let ali: Person;

before(async () => {
  api = await startBotApi({ token: '123456:test' });
  call = caller(api);
  ali = api.person({ firstName: 'علي', started: true });
});
after(() => api.close());

const send = (params: object): Promise<WireMessage> =>
  call.ok('sendMessage', { chat_id: ali.id, ...params });
const refused = (params: object, code: number, words: string | RegExp) =>
  call.refused('sendMessage', { chat_id: ali.id, text: 'نص', ...params }, code, words);

describe('the text of a message', () => {
  it('has 1 to 4,096 characters after trimming', async () => {
    assert.equal((await send({ text: 'ا'.repeat(4096) })).text?.length, 4096);
    assert.equal((await send({ text: ` ${'ا'.repeat(4096)}\n` })).text?.length, 4096);
    await refused({ text: 'ا'.repeat(4097) }, 400, 'message is too long (4097');
  });
  it('an emoji counts as two', async () => {
    await send({ text: '😀'.repeat(2048) });
    await refused({ text: `${'😀'.repeat(2048)}ا` }, 400, 'message is too long (4097');
  });
  it('is not empty, and not only white or invisible', async () => {
    await refused({ text: '' }, 400, 'message text is empty');
    await refused({ text: ' \n ' }, 400, 'text must be non-empty');
    await refused({ text: '\u200f\u200b' }, 400, 'text must be non-empty');
  });
  it('is returned cleaned', async () => {
    assert.equal((await send({ text: ' أ\tب\u202e ' })).text, 'أ ب');
  });
  it('parse_mode is not emulated, and says so', () =>
    refused(
      { text: '<b>نص</b>', parse_mode: 'HTML' },
      400,
      '[unsupported by this test server] parse_mode',
    ));
  it('entities are checked', () =>
    refused({ entities: [{ type: 'bold', offset: 0, length: 9 }] }, 400, 'ends after the text'));
  it('an entity needs the fields of its type and no others', async () => {
    await refused({ entities: [{ type: 'text_link', offset: 0, length: 1 }] }, 400, 'entities');
    await refused(
      { entities: [{ type: 'bold', offset: 0, length: 1, url: 'https://a.b' }] },
      400,
      'entities',
    );
  });
  it('what a business or a channel would use is not emulated, and says so', () =>
    refused({ business_connection_id: 'x' }, 400, 'the parameter business_connection_id'));
  it('the link preview has a good address', () =>
    refused({ link_preview_options: { url: 'javascript:1' } }, 400, 'link preview URL'));
});

describe('the chat of a message', () => {
  it('must exist', async () => {
    await refused({ chat_id: 999 }, 400, 'chat not found');
    await refused({ chat_id: '@nobody' }, 400, 'chat not found');
  });
  it('may be named', async () => {
    const group = api.supergroup({ username: 'makers' });
    assert.equal((await send({ chat_id: '@makers', text: 'نص' })).chat.id, group.id);
  });
  it('must have been started by the person', async () => {
    const shy = api.person();
    await refused(
      { chat_id: shy.id },
      403,
      "Forbidden: bot can't initiate conversation with a user",
    );
    shy.sends('/start');
    await send({ chat_id: shy.id, text: 'نص' });
  });
  it('must not have blocked the bot', async () => {
    const cross = api.person({ started: true });
    cross.blocksBot();
    await refused({ chat_id: cross.id }, 403, 'Forbidden: bot was blocked by the user');
    cross.sends('عدت');
    await send({ chat_id: cross.id, text: 'نص' });
  });
  it('must have the bot as a member', async () => {
    const group = api.group();
    ali.removesBot(group);
    await refused({ chat_id: group.id }, 403, 'Forbidden: bot was kicked from the group chat');
    const other = api.supergroup({ withBot: false });
    await refused(
      { chat_id: other.id },
      403,
      'Forbidden: bot is not a member of the supergroup chat',
    );
  });
});

describe('replies', () => {
  it('carry the message they reply to', async () => {
    const question = ali.sends('ما عاصمة المغرب؟');
    const answer = await send({
      text: 'الرباط',
      reply_parameters: { message_id: question.message_id },
    });
    assert.equal(answer.reply_to_message?.text, 'ما عاصمة المغرب؟');
    assert.deepEqual(api.answersTo(question), [answer]);
  });
  it('need their target', async () => {
    const question = ali.sends('سؤال');
    ali.deletes(question);
    const target = { message_id: question.message_id };
    await refused(
      { reply_parameters: target },
      400,
      'Bad Request: message to be replied not found',
    );
    const answer = await send({
      text: 'نص',
      reply_parameters: { ...target, allow_sending_without_reply: true },
    });
    assert.equal(answer.reply_to_message, undefined);
  });
  it('to another chat are not emulated, and say so', () =>
    refused({ reply_parameters: { message_id: 1, chat_id: 7 } }, 400, 'replies to another chat'));
});

describe('quotes', () => {
  const reply = (message: WireMessage, more: object) => ({
    text: 'نص',
    reply_parameters: { message_id: message.message_id, ...more },
  });
  it('are an exact part of the message', async () => {
    const question = ali.sends('كَتَبَ الولد الدرس، ثم كتب الولد الواجب');
    const answer = await send(reply(question, { quote: 'الولد الدرس' }));
    assert.deepEqual(answer.quote, {
      text: 'الولد الدرس',
      position: 'كَتَبَ '.length,
      is_manual: true,
    });
    await refused(reply(question, { quote: 'كتب الولد الدرس' }), 400, 'QUOTE_TEXT_INVALID');
  });
  it('are found nearest to the given place', async () => {
    const question = ali.sends('نعم ثم نعم ثم نعم');
    const at = async (quote_position: number) =>
      (await send(reply(question, { quote: 'نعم', quote_position }))).quote?.position;
    assert.deepEqual([await at(0), await at(8), await at(99)], [0, 7, 14]);
  });
  it('repeat the formatting of the message', async () => {
    const bold = { type: 'bold', offset: 0, length: 6 };
    const message = await send({ text: 'الرباط عاصمة', entities: [bold] });
    await refused(reply(message, { quote: 'الرباط' }), 400, 'QUOTE_TEXT_INVALID');
    const quoting = reply(message, { quote: 'الرباط', quote_entities: [bold] });
    assert.deepEqual((await send(quoting)).quote?.entities, [bold]);
    await send(reply(message, { quote: 'عاصمة' }));
  });
  it('have 1,024 characters at most', async () => {
    const question = ali.sends('ا'.repeat(2000));
    await send(reply(question, { quote: 'ا'.repeat(1024) }));
    await refused(reply(question, { quote: 'ا'.repeat(1025) }), 400, 'QUOTE_TEXT_INVALID');
  });
  it('a place without a quote is refused', () =>
    refused(
      { reply_parameters: { message_id: 1, quote_position: 1 } },
      400,
      'quote_position without quote',
    ));
});

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

describe('other kinds of message', () => {
  it('a document is uploaded, named, and downloaded again', async () => {
    const form = new FormData();
    form.append('chat_id', `${ali.id}`);
    form.append('caption', 'الملاحظات');
    form.append(
      'document',
      new Blob(['{"question":"سؤال"}\n'], { type: 'application/jsonl' }),
      'feedback.jsonl',
    );
    const response = await fetch(`${api.url}/bot${api.token}/sendDocument`, {
      method: 'POST',
      body: form,
    });
    const { result } = (await response.json()) as { result: WireMessage };
    assert.equal(result.document?.file_name, 'feedback.jsonl');
    assert.equal(result.caption, 'الملاحظات');
    const logged = api.calls('sendDocument').at(-1)?.params.document;
    assert.deepEqual(logged, {
      file: 'feedback.jsonl',
      mimeType: 'application/jsonl',
      bytes: Buffer.byteLength('{"question":"سؤال"}\n'),
    });
    assert.equal(api.file(result.document!.file_id)?.bytes.toString(), '{"question":"سؤال"}\n');
    const { file_path: path } = await call.ok('getFile', { file_id: result.document!.file_id });
    const file = await fetch(`${api.url}/file/bot${api.token}/${path}`);
    assert.equal(await file.text(), '{"question":"سؤال"}\n');
  });
  it('a document by attach:// is the file it names', async () => {
    const form = new FormData();
    form.append('chat_id', `${ali.id}`);
    form.append('document', 'attach://one');
    form.append('one', new Blob(['نص']), 'a.txt');
    const response = await fetch(`${api.url}/bot${api.token}/sendDocument`, {
      method: 'POST',
      body: form,
    });
    assert.equal(
      ((await response.json()) as { result: WireMessage }).result.document?.file_name,
      'a.txt',
    );
  });
  it('an empty file, an unknown id and a long caption are refused', async () => {
    const form = new FormData();
    form.append('chat_id', `${ali.id}`);
    form.append('document', new Blob([]), 'a.txt');
    const response = await fetch(`${api.url}/bot${api.token}/sendDocument`, {
      method: 'POST',
      body: form,
    });
    assert.match(
      ((await response.json()) as { description: string }).description,
      /file must be non-empty/,
    );
    const document = ali.sendsDocument('a.txt', Buffer.from('a')).document!.file_id;
    await call.refused(
      'sendDocument',
      { chat_id: ali.id, document: 'x' },
      400,
      'wrong remote file identifier',
    );
    await call.refused(
      'sendDocument',
      { chat_id: ali.id, document: 'https://a.b/c' },
      400,
      'by URL',
    );
    await call.refused(
      'sendDocument',
      { chat_id: ali.id, document, caption: 'ا'.repeat(1025) },
      400,
      'message caption is too long',
    );
  });
  it('a rich message has exactly one source', async () => {
    const sent = await call.ok('sendRichMessage', {
      chat_id: ali.id,
      rich_message: { markdown: '**نص**' },
    });
    assert.ok(sent.rich_message);
    const both = { html: 'a', markdown: 'a' };
    await call.refused(
      'sendRichMessage',
      { chat_id: ali.id, rich_message: both },
      400,
      'exactly one',
    );
    await call.refused(
      'sendRichMessage',
      { chat_id: ali.id, rich_message: {} },
      400,
      'exactly one',
    );
  });
  it('a draft has an id and goes to a private chat', async () => {
    await call.ok('sendMessageDraft', { chat_id: ali.id, draft_id: 1, text: 'أكتب' });
    await call.refused(
      'sendMessageDraft',
      { chat_id: ali.id, draft_id: 0, text: 'أكتب' },
      400,
      'non-zero',
    );
    await call.refused(
      'sendMessageDraft',
      { chat_id: api.group().id, draft_id: 1 },
      400,
      'private chats only',
    );
  });
  it('an action is noted', async () => {
    await call.ok('sendChatAction', { chat_id: ali.id, action: 'typing' });
    assert.equal(ali.chat.actions.at(-1)?.action, 'typing');
    await call.refused('sendChatAction', { chat_id: ali.id, action: 'thinking' }, 400, 'action');
  });
  it('a chat is described', async () => {
    assert.equal((await call.ok('getChat', { chat_id: ali.id })).first_name, 'علي');
    await call.refused('getChat', { chat_id: 999 }, 400, 'chat not found');
    await call.refused('getFile', { file_id: 'x' }, 400, 'invalid file_id');
  });
});
