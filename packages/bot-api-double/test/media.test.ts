/** Documents, rich messages, drafts, actions, chats and files. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireMessage } from '../src/index.ts';
import { privateChat } from './test-caller.ts';

const { api, call, ali } = await privateChat();

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
  it('a file beyond 20 MB is not handed out', async () => {
    const document = ali.sendsDocument('a.pdf', Buffer.alloc(20 * 1024 * 1024 + 1)).document!;
    await call.refused('getFile', { file_id: document.file_id }, 400, 'file is too big');
  });
  it('files sent together are marked, and a forwarded post names its channel', () => {
    const [one, two] = ali.sendsAlbum([
      ['a.txt', Buffer.from('a')],
      ['b.txt', Buffer.from('b')],
    ]);
    assert.ok(one?.media_group_id && one.media_group_id === two?.media_group_id);
    const channel = { id: -1001234567890, title: 'قناة', username: 'qanat' };
    const post = ali.forwards({ channel, messageId: 7, date: 1_700_000_000, text: 'نص المنشور' });
    assert.equal(post.forward_origin?.chat.username, 'qanat');
    assert.equal(post.text, 'نص المنشور');
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
