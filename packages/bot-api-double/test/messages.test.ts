/** What may be sent, and where to. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { privateChat } from './test-caller.ts';

const { api, ali, send, refused } = await privateChat();

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
