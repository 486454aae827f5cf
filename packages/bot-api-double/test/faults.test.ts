/** Faults on demand, and what took effect all the same. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Faults } from '../src/faults.ts';
import { type BotApiServer, type Person, startBotApi, type WireUpdate } from '../src/index.ts';
import { type Caller, caller } from './test-caller.ts';

let api: BotApiServer;
let call: Caller;
let ali: Person;

beforeEach(async () => {
  api = await startBotApi({ token: '123456:test' });
  call = caller(api);
  ali = api.person({ started: true });
});
afterEach(() => api.close());

const send = () => call('sendMessage', { chat_id: ali.id, text: 'نص' });
const said = () => ali.chat.botMessages.length;

describe('planned faults', () => {
  it('429 does nothing and says when to come back', async () => {
    api.faults.next('sendMessage', { kind: 'flood', retryAfterS: 3 });
    const { status, description, parameters } = await send();
    assert.deepEqual([status, description], [429, 'Too Many Requests: retry after 3']);
    assert.deepEqual(parameters, { retry_after: 3 });
    assert.equal(said(), 0);
    assert.equal((await send()).ok, true);
  });
  it('5xx does nothing', async () => {
    api.faults.next('sendMessage', { kind: 'error', code: 500 });
    assert.deepEqual([(await send()).description, said()], ['Internal Server Error', 0]);
  });
  it('5xx may be the page of a proxy', async () => {
    api.faults.next('getMe', { kind: 'error', html: true });
    const response = await fetch(`${api.url}/bot${api.token}/getMe`);
    assert.deepEqual([response.status, response.headers.get('content-type')], [502, 'text/html']);
    assert.match(await response.text(), /<h1>502 Bad Gateway<\/h1>/);
  });
  it('a late 5xx comes after the message was sent', async () => {
    api.faults.next('sendMessage', { kind: 'lateError', code: 504 });
    assert.deepEqual([(await send()).status, said()], [504, 1]);
  });
  it('a connection breaks before or after', async () => {
    api.faults.next('sendMessage', { kind: 'dropBefore' });
    await assert.rejects(send());
    assert.equal(said(), 0);
    api.faults.next('sendMessage', { kind: 'dropAfter' });
    await assert.rejects(send());
    assert.equal(said(), 1);
    const [before, after] = api.calls('sendMessage');
    assert.deepEqual(
      [before?.done, before?.ok, after?.done, after?.ok],
      [false, false, true, false],
    );
  });
  it('a stall only takes time', async () => {
    api.faults.next('sendMessage', { kind: 'stall', ms: 80 });
    const startMs = performance.now();
    assert.equal((await send()).ok, true);
    assert.ok(performance.now() - startMs >= 75);
  });
  it('strike as often as planned, the named method or any', async () => {
    api.faults.next('sendMessage', { kind: 'error' }, 2);
    assert.deepEqual(
      [(await send()).status, (await send()).status, (await send()).status],
      [502, 502, 200],
    );
    api.faults.next('*', { kind: 'error' });
    assert.deepEqual([(await call('getMe')).status, (await call('getMe')).status], [502, 200]);
    api.faults.next('sendMessage', { kind: 'error' });
    api.faults.clear();
    assert.equal((await send()).status, 200);
  });
  it('do not hide a mistake of the caller', async () => {
    api.faults.next('sendMessage', { kind: 'error' });
    await call.refused('sendMessage', { chat_id: ali.id }, 400, 'parameter "text" is required');
    assert.equal((await send()).status, 502, 'the fault waits for a good call');
  });
  it('are no violations', async () => {
    api.faults.next('sendMessage', { kind: 'error' });
    await send();
    assert.equal(api.calls('sendMessage')[0]?.kind, 'fault');
    api.assertNoViolations();
  });
});

describe('the way to the server', () => {
  it('may be given a length', async () => {
    const far = await startBotApi({ token: '1:a', latencyMs: 60 });
    try {
      const startMs = performance.now();
      await caller(far).ok('getMe');
      assert.ok(performance.now() - startMs >= 55);
    } finally {
      await far.close();
    }
  });
});

describe('random faults', () => {
  const draw = (faults: Faults, count: number) =>
    Array.from({ length: count }, () => faults.draw('sendMessage')?.kind);

  it('are the same for the same seed', () => {
    const kinds = [7, 7, 8].map((seed) => {
      const faults = new Faults();
      faults.rate({ flood: 0.2, error: 0.2, dropAfter: 0.2 }, seed);
      return draw(faults, 200).join();
    });
    assert.equal(kinds[0], kinds[1]);
    assert.notEqual(kinds[0], kinds[2]);
  });
  it('come as often as asked for', () => {
    const faults = new Faults();
    const rate = 0.05;
    const rates = {
      ...{ flood: rate, error: rate, lateError: rate },
      ...{ dropBefore: rate, dropAfter: rate, stall: rate },
    };
    faults.rate(rates, 1);
    const counts = new Map<string | undefined, number>();
    for (const kind of draw(faults, 20_000)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const kind of Object.keys(rates)) {
      const share = (counts.get(kind) ?? 0) / 20_000;
      assert.ok(Math.abs(share - rate) < 0.01, `${kind}: ${share}`);
    }
  });
  it('leave getUpdates alone unless it is named, and polls do not shift them', () => {
    const plain = new Faults();
    const polled = new Faults();
    plain.rate({ error: 0.5 }, 1);
    polled.rate({ error: 0.5 }, 1);
    const kinds = Array.from({ length: 50 }, () => {
      assert.equal(polled.draw('getUpdates'), undefined);
      return polled.draw('sendMessage')?.kind;
    });
    assert.deepEqual(kinds, draw(plain, 50));
    polled.rate({ error: 1, methods: ['getUpdates'] }, 1);
    assert.deepEqual(
      [polled.draw('getUpdates')?.kind, polled.draw('sendMessage')],
      ['error', undefined],
    );
  });
});

describe('updates delivered badly', () => {
  async function pollAll(): Promise<WireUpdate[]> {
    const all: WireUpdate[] = [];
    let offset = 0;
    for (;;) {
      const batch: WireUpdate[] = await call.ok('getUpdates', { offset, limit: 10 });
      if (batch.length === 0) return all;
      all.push(...batch);
      offset = Math.max(...batch.map(({ update_id }) => update_id)) + 1;
    }
  }
  it('twice, with the same id, even after they were confirmed', async () => {
    for (let i = 0; i < 40; i++) ali.sends(`${i}`);
    api.faults.updates({ duplicate: 1 }, 1);
    const ids = (await pollAll()).map(({ update_id }) => update_id);
    assert.equal(ids.length, 80);
    assert.equal(new Set(ids).size, 40);
  });
  it('out of order, and none is lost', async () => {
    for (let i = 0; i < 40; i++) ali.sends(`${i}`);
    api.faults.updates({ shuffle: 1 }, 1);
    const ids = (await pollAll()).map(({ update_id }) => update_id);
    const sorted = [...ids].sort((a, b) => a - b);
    assert.notDeepEqual(ids, sorted);
    assert.deepEqual([...new Set(sorted)].length, 40);
  });
});
