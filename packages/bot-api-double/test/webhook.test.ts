/** Delivery to a webhook, against a small HTTP server that plays the bot. */

import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type BotApiServer, type Person, startBotApi, type WireUpdate } from '../src/index.ts';
import { resend } from '../src/webhook.ts';
import { type Caller, caller } from './test-caller.ts';

interface Delivery {
  readonly update: WireUpdate;
  readonly secret: string | undefined;
  readonly atMs: number;
}

let api: BotApiServer;
let call: Caller;
let ali: Person;
let bot: http.Server;
let botUrl: string;
let deliveries: Delivery[];
/** How the bot answers the next deliveries; 200 and nothing else when the list is empty. */
let answers: ((response: http.ServerResponse) => void)[];

beforeEach(async () => {
  api = await startBotApi({ token: '123456:test', secondMs: 20 });
  call = caller(api);
  ali = api.person({ started: true });
  deliveries = [];
  answers = [];
  bot = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const update = JSON.parse(Buffer.concat(chunks).toString()) as WireUpdate;
    const secret = request.headers['x-telegram-bot-api-secret-token'] as string | undefined;
    deliveries.push({ update, secret, atMs: performance.now() });
    const answer = answers.shift() ?? ((one) => one.end());
    answer(response);
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  botUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  await api.close();
  bot.closeAllConnections();
  bot.close();
});

async function delivered(count: number): Promise<Delivery[]> {
  for (let i = 0; i < 200 && deliveries.length < count; i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(deliveries.length >= count, `${deliveries.length} of ${count} deliveries`);
  return deliveries;
}
const texts = () => deliveries.map(({ update }) => update.message?.text);
const status =
  (code: number, headers: object = {}) =>
  (response: http.ServerResponse) => {
    response.writeHead(code, { ...headers }).end();
  };

describe('setting a webhook', () => {
  const refuses = (params: object, words: string) => call.refused('setWebhook', params, 400, words);
  it('takes HTTPS, and HTTP on this machine', async () => {
    await refuses({ url: 'http://example.com/' }, 'An HTTPS URL must be provided');
    await refuses({ url: 'hook' }, 'invalid webhook URL');
    await call.ok('setWebhook', { url: 'https://example.com/' });
  });
  it('takes a secret of 1 to 256 of A-Z, a-z, 0-9, _ and -', async () => {
    await refuses(
      { url: botUrl, secret_token: 'سر' },
      'secret token contains unallowed characters',
    );
    await refuses({ url: botUrl, secret_token: 'x'.repeat(257) }, 'secret token is too long');
    await call.ok('setWebhook', { url: botUrl, secret_token: 'aZ0_-' });
  });
  it('takes 1 to 100 connections', async () => {
    await refuses({ url: botUrl, max_connections: 0 }, 'max_connections');
    await refuses({ url: botUrl, max_connections: 101 }, 'max_connections');
  });
  it('is told by getWebhookInfo', async () => {
    assert.equal((await call.ok('getWebhookInfo')).url, '');
    await call.ok('setWebhook', { url: botUrl, max_connections: 3, allowed_updates: ['message'] });
    const info = await call.ok('getWebhookInfo');
    assert.deepEqual(
      [info.url, info.max_connections, info.allowed_updates],
      [botUrl, 3, ['message']],
    );
    await call.ok('deleteWebhook');
    assert.equal((await call.ok('getWebhookInfo')).url, '');
  });
  it('ends and excludes getUpdates', async () => {
    const poll = call('getUpdates', { timeout: 50 });
    await api.waitFor(() => api.isPolled);
    await call.ok('setWebhook', { url: botUrl });
    assert.match((await poll).description!, /^Conflict: terminated by setWebhook request$/);
    await call.refused(
      'getUpdates',
      {},
      409,
      "can't use getUpdates method while webhook is active",
    );
    await call.ok('setWebhook', { url: '' });
    await call.ok('getUpdates');
  });
  it('may drop what waits', async () => {
    ali.sends('قديم');
    await call.ok('setWebhook', { url: botUrl, drop_pending_updates: true });
    ali.sends('جديد');
    await delivered(1);
    assert.deepEqual(texts(), ['جديد']);
  });
});

describe('delivery', () => {
  it('carries the secret, and what waited before', async () => {
    ali.sends('قديم');
    await call.ok('setWebhook', { url: botUrl, secret_token: 'secret-1' });
    ali.sends('جديد');
    await delivered(2);
    assert.deepEqual(texts(), ['قديم', 'جديد']);
    assert.deepEqual(
      deliveries.map(({ secret }) => secret),
      ['secret-1', 'secret-1'],
    );
  });
  it('of one chat goes one by one, of several side by side', async () => {
    const slow: http.ServerResponse[] = [];
    answers = [(response) => slow.push(response)];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('أ');
    ali.sends('ب');
    await delivered(1);
    api.person({ started: true }).sends('ج');
    await delivered(2);
    assert.deepEqual(texts(), ['أ', 'ج'], 'ب waits for the answer to أ');
    slow[0]!.end();
    await delivered(3);
    assert.deepEqual(texts(), ['أ', 'ج', 'ب']);
  });
  it('keeps to max_connections', async () => {
    const slow: http.ServerResponse[] = [];
    const hold = (response: http.ServerResponse) => void slow.push(response);
    answers = [hold, hold, hold];
    await call.ok('setWebhook', { url: botUrl, max_connections: 2 });
    for (let i = 0; i < 3; i++) api.person().sends(`${i}`);
    await delivered(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(deliveries.length, 2);
    slow[0]!.end();
    await delivered(3);
    for (const response of slow) response.end();
  });
  it('is repeated until it is answered with 2xx, at once and then after longer and longer waits', async () => {
    answers = [status(500), status(404), (response) => response.destroy(), status(204)];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('أ');
    await delivered(4);
    const ids = new Set(deliveries.map(({ update }) => update.update_id));
    assert.equal(ids.size, 1);
    const waitsMs = deliveries.slice(1).map(({ atMs }, i) => atMs - deliveries[i]!.atMs);
    assert.ok(waitsMs[1]! >= 38 && waitsMs[2]! >= 78, `two and four server seconds: ${waitsMs}`);
    const info = await call.ok('getWebhookInfo');
    assert.match(info.last_error_message, /Connection failed|Wrong response/);
  });
  it('waits not at all, then 2, 4, 8… seconds, a minute at most', () => {
    const waits: number[] = [];
    let delayS = 1;
    for (let failures = 0; failures < 9; failures++) {
      const next = resend(failures, delayS, 0);
      waits.push(next.waitS);
      delayS = next.delayS;
    }
    assert.deepEqual(waits, [0, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert.deepEqual(resend(3, 8, 5), { waitS: 5, delayS: 8 });
    assert.equal(resend(0, 1, 1e9).waitS, 3600);
  });
  it('waits as long as Retry-After says', async () => {
    answers = [status(503, { 'retry-after': '4' })];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('أ');
    const [first, second] = await delivered(2);
    assert.ok(second!.atMs - first!.atMs >= 78);
  });
  it('holds up the chat while it fails, so that order is kept', async () => {
    answers = [status(500), status(500)];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('أ');
    ali.sends('ب');
    await delivered(4);
    assert.deepEqual(texts(), ['أ', 'أ', 'أ', 'ب']);
  });
});

describe('a call in the answer to an update', () => {
  const reply = (body: object) => (response: http.ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  it('is carried out', async () => {
    answers = [reply({ method: 'sendMessage', chat_id: ali.id, text: 'جواب' })];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('سؤال');
    assert.equal((await ali.chat.nextBotMessage()).text, 'جواب');
    assert.equal(api.calls('sendMessage')[0]?.viaWebhook, true);
  });
  it('is checked like any other', async () => {
    answers = [reply({ method: 'sendMessage', chat_id: ali.id, text: '' })];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('سؤال');
    await api.waitFor(() => api.violations[0]);
    assert.match(api.violations[0]!.description!, /message text is empty/);
  });
  it('reads nothing, and moves no webhook', async () => {
    answers = [reply({ method: 'deleteWebhook' }), reply({ method: 'getMe' })];
    await call.ok('setWebhook', { url: botUrl });
    ali.sends('أ');
    ali.sends('ب');
    await delivered(2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(api.hasWebhook, true);
    assert.equal(api.counts.has('getMe'), false);
  });
});
