/** What a bot may say of itself. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BotApiServer, startBotApi } from '../src/index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;

before(async () => {
  api = await startBotApi({ token: '123456:test', bot: { firstName: 'إسناد' } });
  call = caller(api);
});
after(() => api.close());

describe('commands', () => {
  const help = [{ command: 'help', description: 'مساعدة' }];
  const refuses = (command: string, description: string, words: string) =>
    call.refused('setMyCommands', { commands: [{ command, description }] }, 400, words);

  it('are kept by scope and language', async () => {
    const english = [{ command: 'help', description: 'Help' }];
    const privately = { scope: { type: 'all_private_chats' } };
    await call.ok('setMyCommands', { commands: help });
    await call.ok('setMyCommands', { commands: english, language_code: 'en' });
    assert.deepEqual(await call.ok('getMyCommands'), help);
    assert.deepEqual(await call.ok('getMyCommands', { language_code: 'en' }), english);
    assert.deepEqual(await call.ok('getMyCommands', privately), []);
    await call.ok('deleteMyCommands', { language_code: 'en' });
    assert.deepEqual(await call.ok('getMyCommands', { language_code: 'en' }), []);
    assert.deepEqual(api.profile.getCommands(), help);
  });
  it('are 1 to 32 lower-case Latin letters, digits and underscores', async () => {
    for (const name of ['Help', 'مساعدة', '', '/help', 'a b', 'x'.repeat(33)]) {
      await refuses(name, 'وصف', 'BOT_COMMAND_INVALID');
    }
    await call.ok('setMyCommands', { commands: [{ command: 'x'.repeat(32), description: 'وصف' }] });
  });
  it('have a description of 1 to 256 characters', async () => {
    await refuses('help', '', 'BOT_COMMAND_DESCRIPTION_INVALID');
    await refuses('help', 'ا'.repeat(257), 'BOT_COMMAND_DESCRIPTION_INVALID');
    await call.ok('setMyCommands', {
      commands: [{ command: 'help', description: 'ا'.repeat(256) }],
    });
  });
  it('are a hundred at most, each once', async () => {
    const commands = Array.from({ length: 101 }, (_, i) => ({
      command: `c${i}`,
      description: 'وصف',
    }));
    await call.refused('setMyCommands', { commands }, 400, 'BOT_COMMANDS_TOO_MUCH');
    await call.ok('setMyCommands', { commands: commands.slice(1) });
    await call.refused('setMyCommands', { commands: [...help, ...help] }, 400, 'a command twice');
  });
  it('have a language of two letters and a chat that exists', async () => {
    await call.refused(
      'setMyCommands',
      { commands: help, language_code: 'arabic' },
      400,
      'invalid language code',
    );
    const scope = { type: 'chat', chat_id: 999 };
    await call.refused('setMyCommands', { commands: help, scope }, 400, 'chat not found');
  });
});

describe('names and descriptions', () => {
  for (const [setter, getter, field, max] of [
    ['setMyName', 'getMyName', 'name', 64],
    ['setMyDescription', 'getMyDescription', 'description', 512],
    ['setMyShortDescription', 'getMyShortDescription', 'short_description', 120],
  ] as const) {
    it(`${setter} takes ${max} characters, per language`, async () => {
      await call.ok(setter, { [field]: 'ا'.repeat(max) });
      await call.ok(setter, { [field]: 'English', language_code: 'en' });
      assert.equal((await call.ok(getter))[field].length, max);
      assert.equal((await call.ok(getter, { language_code: 'en' }))[field], 'English');
      assert.equal((await call.ok(getter, { language_code: 'fr' }))[field].length, max);
      await call.refused(setter, { [field]: 'ا'.repeat(max + 1) }, 400, 'is too long');
      await call.ok(setter, { [field]: '', language_code: 'en' });
      assert.equal((await call.ok(getter, { language_code: 'en' }))[field].length, max);
    });
  }
  it('a bot without a name of its own is called what it is called', async () => {
    await call.ok('setMyName', {});
    assert.equal((await call.ok('getMyName')).name, 'إسناد');
  });
});

describe('the menu button', () => {
  it('is kept by chat', async () => {
    const ali = api.person();
    await call.ok('setChatMenuButton', { chat_id: ali.id, menu_button: { type: 'default' } });
    await call.ok('setChatMenuButton', { menu_button: { type: 'commands' } });
    assert.deepEqual(await call.ok('getChatMenuButton', { chat_id: ali.id }), { type: 'default' });
    assert.deepEqual(await call.ok('getChatMenuButton'), { type: 'commands' });
  });
  it('is for private chats, and opens Web Apps over HTTPS', async () => {
    await call.refused('setChatMenuButton', { chat_id: api.group().id }, 400, 'private chats only');
    const menu_button = { type: 'web_app', text: 'افتح', web_app: { url: 'http://example.com' } };
    await call.refused('setChatMenuButton', { menu_button }, 400, 'Only HTTPS links are allowed');
  });
});

describe('leaving', () => {
  it('close is refused in the first ten minutes', () =>
    call.refused('close', {}, 429, 'retry after'));
  it('close is fine afterwards, logOut at any time, and then nothing more', async () => {
    const old = await startBotApi({ token: '1:a', secondMs: 0.01 });
    try {
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(await caller(old).ok('close'), true);
      assert.equal(await caller(old).ok('logOut'), true);
      await caller(old).refused('getMe', {}, 400, 'Logged out');
    } finally {
      await old.close();
    }
  });
});
