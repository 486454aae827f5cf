/** Flood limits: one message a second in a chat after a burst, 20 a minute in a group, 30 a second in all. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FloodControl } from '../src/flood.ts';
import { ApiError, type FloodLimits, startBotApi } from '../src/index.ts';
import { countedMethods } from '../src/methods/messages.ts';
import { resolveOptions } from '../src/options.ts';
import { caller } from './test-caller.ts';

function control(secondMs = 1000, limits: Partial<FloodLimits> = {}): FloodControl {
  const { flood } = resolveOptions({ token: '1:a', flood: { enabled: true, ...limits } });
  return new FloodControl(flood, secondMs);
}

/** What `retry_after` says, or 0 if the message passes. */
function retryAfterS(flood: FloodControl, chatId: number, isGroup: boolean, nowMs: number): number {
  try {
    flood.count(chatId, isGroup, nowMs);
    return 0;
  } catch (error) {
    assert.ok(error instanceof ApiError && error.code === 429 && error.kind === 'flood');
    return error.parameters!.retry_after!;
  }
}

describe('the limits', () => {
  it('a chat takes a burst of three and then one a second', () => {
    const flood = control();
    const at = (nowMs: number) => retryAfterS(flood, 1, false, nowMs);
    assert.deepEqual([0, 0, 0, 0, 500, 1000, 1000, 2000].map(at), [0, 0, 0, 1, 1, 0, 1, 0]);
  });
  it('a refused message is not counted', () => {
    const flood = control();
    for (let i = 0; i < 3; i++) flood.count(1, false, 0);
    for (let i = 0; i < 100; i++) assert.equal(retryAfterS(flood, 1, false, 0), 1);
    assert.equal(retryAfterS(flood, 1, false, 1000), 0);
  });
  it('chats do not share a limit, until all share 30 a second', () => {
    const flood = control();
    for (let chat = 1; chat <= 30; chat++) assert.equal(retryAfterS(flood, chat, false, 0), 0);
    assert.equal(retryAfterS(flood, 31, false, 0), 1);
    assert.equal(retryAfterS(flood, 31, false, 50), 0);
  });
  it('a group takes 20 a minute, and then one every three seconds', () => {
    const flood = control(1000, { perChatBurst: 100 });
    const at = (nowMs: number) => retryAfterS(flood, -1, true, nowMs);
    for (let i = 0; i < 20; i++) assert.equal(at(0), 0);
    assert.deepEqual([0, 2000, 3000, 3000].map(at), [3, 1, 0, 3]);
    assert.equal(retryAfterS(flood, 1, false, 3000), 0, 'a private chat is no group');
  });
  it('a faster server second makes shorter waits, told in whole real seconds', () => {
    const flood = control(10);
    for (let i = 0; i < 3; i++) flood.count(1, false, 0);
    assert.equal(retryAfterS(flood, 1, false, 0), 1);
    assert.equal(retryAfterS(flood, 1, false, 10), 0);
  });
});

describe('the server under flood', () => {
  const counted: Partial<FloodLimits> = { enabled: true, perChatBurst: 1, perChatPerS: 0.5 };

  it('answers 429 with retry_after, and takes the message after that wait', async () => {
    const api = await startBotApi({ token: '1:a', flood: counted });
    try {
      const call = caller(api);
      const ali = api.person({ started: true });
      const text = { chat_id: ali.id, text: 'نص' };
      const sent = await call.ok('sendMessage', text);
      await call.refused('sendMessage', text, 429, /^Too Many Requests: retry after [12]$/);
      const edit = { chat_id: ali.id, message_id: sent.message_id, text: 'جديد' };
      const { parameters } = await call('editMessageText', edit);
      assert.ok(parameters?.retry_after, 'edits count');
      await call.ok('sendChatAction', { chat_id: ali.id, action: 'typing' });
      await sleep(2000);
      await call.ok('editMessageText', edit);
      assert.equal(api.violations.length, 0, 'flood is no violation');
      assert.equal(api.counts.get('sendMessage')?.refused.flood, 1);
    } finally {
      await api.close();
    }
  });
  it('counts sends and edits and nothing else', () => {
    assert.ok(countedMethods.every((method) => /^(send|edit)/.test(method)));
  });
  it('does not limit by default', async () => {
    const api = await startBotApi({ token: '1:a' });
    try {
      const ali = api.person({ started: true });
      for (let i = 0; i < 50; i++)
        await caller(api).ok('sendMessage', { chat_id: ali.id, text: 'نص' });
      assert.equal(ali.chat.messages.length, 50);
    } finally {
      await api.close();
    }
  });
});
