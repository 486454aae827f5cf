/** Long polling: what is delivered, confirmed, delivered again. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type BotApiServer, type Person, startBotApi, type WireUpdate } from '../src/index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;
let ali: Person;

beforeEach(async () => {
  api = await startBotApi({ token: '123456:test', secondMs: 20 });
  call = caller(api);
  ali = api.person();
});
afterEach(() => api.close());

const texts = (updates: WireUpdate[]) => updates.map(({ message }) => message?.text);
const get = (params: object = {}): Promise<WireUpdate[]> => call.ok('getUpdates', params);

describe('offsets', () => {
  it('nothing is confirmed without one', async () => {
    ali.sends('أ');
    assert.deepEqual(texts(await get()), ['أ']);
    assert.deepEqual(texts(await get()), ['أ']);
  });
  it('an offset confirms what is below it', async () => {
    for (const text of ['أ', 'ب', 'ج']) ali.sends(text);
    const [, second] = await get();
    assert.deepEqual(texts(await get({ offset: second!.update_id })), ['ب', 'ج']);
    assert.equal(api.pendingUpdateCount, 2);
    assert.deepEqual(texts(await get({ offset: second!.update_id + 2 })), []);
  });
  it('a lower offset brings nothing back', async () => {
    ali.sends('أ');
    const [update] = await get();
    await get({ offset: update!.update_id + 1 });
    assert.deepEqual(await get({ offset: 1 }), []);
  });
  it('a negative one counts from the end and forgets the rest', async () => {
    for (const text of ['أ', 'ب', 'ج']) ali.sends(text);
    assert.deepEqual(texts(await get({ offset: -2 })), ['ب', 'ج']);
    assert.equal(api.pendingUpdateCount, 2);
  });
  it('ids count up one by one', async () => {
    for (const text of ['أ', 'ب', 'ج']) ali.sends(text);
    const ids = (await get()).map(({ update_id }) => update_id);
    assert.deepEqual(ids, [ids[0], ids[0]! + 1, ids[0]! + 2]);
  });
});

describe('how many and how long', () => {
  it('a limit is kept, and is 1 to 100', async () => {
    for (let i = 0; i < 120; i++) ali.sends(`${i}`);
    assert.equal((await get({ limit: 7 })).length, 7);
    assert.equal((await get()).length, 100);
    assert.equal((await get({ limit: 1000 })).length, 100);
  });
  it('without a timeout an empty answer comes at once', async () => {
    assert.deepEqual(await get(), []);
  });
  it('a long poll ends empty after its timeout', async () => {
    const startMs = performance.now();
    assert.deepEqual(await get({ timeout: 5 }), []);
    assert.ok(performance.now() - startMs >= 95, 'five server seconds of 20 ms');
  });
  it('a long poll ends with the first update', async () => {
    const poll = get({ timeout: 50 });
    await api.waitFor(() => api.isPolled);
    ali.sends('أ');
    assert.equal(api.isPolled, false);
    assert.deepEqual(texts(await poll), ['أ']);
  });
  it('a poll whose caller has gone takes no update with it', async () => {
    const gone = new AbortController();
    const poll = fetch(`${api.url}/bot${api.token}/getUpdates?timeout=50`, { signal: gone.signal });
    poll.catch(() => undefined);
    await api.waitFor(() => api.isPolled);
    gone.abort();
    await assert.rejects(poll);
    await api.waitFor(() => !api.isPolled);
    ali.sends('أ');
    assert.deepEqual(texts(await get()), ['أ']);
  });
});

describe('one poller', () => {
  it('a second one ends the wait of the first with 409', async () => {
    const first = call('getUpdates', { timeout: 50 });
    await api.waitFor(() => api.isPolled);
    const second = get({ timeout: 1 });
    const { error_code, description } = await first;
    assert.equal(error_code, 409);
    assert.match(
      description!,
      /^Conflict: terminated by other getUpdates request; make sure that only one bot instance is running$/,
    );
    assert.deepEqual(await second, []);
  });
});

describe('allowed updates', () => {
  it('leave out what is not asked for, from then on', async () => {
    ali.sends('قبل');
    await get({ allowed_updates: ['edited_message'] });
    const message = ali.sends('بعد');
    ali.edits(message, 'معدل');
    const updates = await get();
    assert.deepEqual(texts(updates), ['قبل', undefined]);
    assert.equal(updates[1]?.edited_message?.text, 'معدل');
  });
  it('stay as they were when not given, and are all when empty', async () => {
    await get({ allowed_updates: ['callback_query'] });
    ali.sends('أ');
    await get();
    ali.sends('ب');
    assert.deepEqual(await get({ allowed_updates: [] }), []);
    ali.sends('ج');
    assert.deepEqual(texts(await get()), ['ج']);
  });
  it('are kinds of update', () =>
    call.refused('getUpdates', { allowed_updates: ['messages'] }, 400, 'allowed_updates'));
});
