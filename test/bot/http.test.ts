/** The webhook, and the endpoints that others watch. */
import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ConfigError } from '../../src/errors.ts';
import type { Listener } from '../../src/http/listen.ts';
import { type Harness, type HarnessOptions, SETTINGS, startHarness } from './support/harness.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';
const SECRET = 'a-secret_for-tests';
/** ISNAD_TEST_FLOOD=10000 for the long run. */
const FLOOD = Number(process.env.ISNAD_TEST_FLOOD ?? 400);
const FORGERS = 50;

/** A port that was free a moment ago: the server must be told the bot's address before the bot listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function webhookHarness(
  secret?: string,
  settings?: HarnessOptions['settings'],
  api: HarnessOptions['api'] = {},
): Promise<{ h: Harness; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/telegram/hook`;
  const h = await startHarness({ settings: { ...settings, webhook: { url, port, secret } }, api });
  return { h, url };
}

describe('by webhook', () => {
  let h: Harness;
  let url: string;
  before(async () => {
    ({ h, url } = await webhookHarness(SECRET));
  });
  after(() => h.close());

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers });
  const withSecret = { 'x-telegram-bot-api-secret-token': SECRET };

  it('questions are answered', async () => {
    const reply = await h.api.answerTo(h.api.person().sends(QUESTION));
    assert.match(reply.text!, /ثار بركان/u);
  });

  it('a repeated delivery is answered once', async () => {
    h.api.faults.updates({ duplicate: 1 }, 3);
    const messages = Array.from({ length: 10 }, () => h.api.person().sends(QUESTION));
    for (const message of messages) await h.api.answerTo(message);
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const message of messages) assert.equal(h.api.answersTo(message).length, 1);
    h.api.faults.clear();
  });

  it('nobody else gets in', async () => {
    const body = JSON.stringify({ update_id: 1 });
    assert.equal((await post(body)).status, 401);
    const wrong = { 'x-telegram-bot-api-secret-token': `${SECRET}x` };
    assert.equal((await post(body, wrong)).status, 401);
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await fetch(`${url}/x`, { method: 'POST', body })).status, 405);
  });

  it('what is no update is refused, and nothing breaks', async () => {
    for (const body of ['', 'null', '[]', '{"update_id":"1"}', '{"update_id":1', '1']) {
      assert.equal((await post(body, withSecret)).status, 400, body);
    }
    assert.equal((await post('x'.repeat(1_100_000), withSecret)).status, 413);
    assert.equal((await post('{"update_id":5,"surprise":{}}', withSecret)).status, 200);
    await h.api.answerTo(h.api.person().sends(QUESTION));
  });

  it('a letter that falls between two packets stays whole', async () => {
    const person = h.api.person({ started: true });
    const update = {
      update_id: 900_000_001,
      message: {
        message_id: 1,
        date: 1,
        from: { id: person.id, is_bot: false, first_name: 'س' },
        chat: { id: person.id, type: 'private', first_name: 'س' },
        text: QUESTION,
      },
    };
    const bytes = Buffer.from(JSON.stringify(update), 'utf8');
    const middle = bytes.indexOf(Buffer.from('ث', 'utf8')) + 1;
    const parts = [bytes.subarray(0, middle), bytes.subarray(middle)];
    const body = new ReadableStream({
      async pull(controller) {
        const part = parts.shift();
        if (!part) return controller.close();
        controller.enqueue(part);
        await new Promise((resolve) => setTimeout(resolve, 50));
      },
    });
    const init = { method: 'POST', body, headers: withSecret, duplex: 'half' };
    assert.equal((await fetch(url, init as RequestInit)).status, 200);
    await person.chat.nextBotMessage();
    assert.equal(h.answerer.asked.at(-1)?.question, QUESTION);
  });

  it('health, readiness and metrics are there to be watched', async () => {
    const get = (path: string) => fetch(new URL(path, url));
    assert.equal((await get('/healthz')).status, 200);
    assert.equal(await (await get('/readyz')).text(), 'ready');
    const metrics = await (await get('/metrics')).text();
    assert.match(metrics, /^isnad_answers_total\{kind="answer"\} \d+$/mu);
    assert.match(metrics, /^isnad_answer_seconds_bucket/mu);
    for (const stage of ['wait', 'search', 'find', 'read', 'send']) {
      assert.match(
        metrics,
        new RegExp(`^isnad_stage_seconds_count\\{stage="${stage}"\\} [1-9]`, 'mu'),
      );
    }
    assert.match(metrics, /^isnad_answer_confidence_count\{kind="answer"\} [1-9]/mu);
    assert.match(metrics, /^isnad_index_info\{generation="7",model="fake@000000000000"\} 1$/mu);
    assert.match(metrics, /^isnad_index_built_seconds 1714559400$/mu);
    assert.match(metrics, /^process_resident_memory_bytes/mu);
    assert.equal((await get('/')).status, 404);
  });
});

describe('a webhook', () => {
  it('has a secret even where none was set', async () => {
    const { h } = await webhookHarness();
    const [call] = h.api.calls('setWebhook');
    assert.match(String(call!.params.secret_token), /^[A-Za-z0-9_-]{40,}$/u);
    await h.api.answerTo(h.api.person().sends(QUESTION));
    await h.close();
  });

  it(`a flood of ${FLOOD}, half of it forged or repeated, has each real question answered once`, async () => {
    const { h, url } = await webhookHarness(SECRET, { queueMax: 50 }, { secondMs: 20 });
    h.api.faults.updates({ duplicate: 0.3, shuffle: 0.3 }, 11);
    const people = Array.from({ length: 40 }, () => h.api.person());
    const asked = Array.from({ length: FLOOD / 2 }, (_, n) =>
      people[n % people.length]!.sends(`${QUESTION} ${n}`),
    );
    const forged = people[0]!;
    const forge = async (n: number) => {
      const from = { id: forged.id, is_bot: false, first_name: 'x' };
      const chat = { id: forged.id, type: 'private', first_name: 'x' };
      const message = { message_id: 900_000 + n, date: 1, from, chat, text: 'سؤال مزوَّر' };
      const headers = n % 2 ? { 'x-telegram-bot-api-secret-token': `${SECRET}${n}` } : {};
      const body = JSON.stringify({ update_id: 900_000_000 + n, message });
      return (await fetch(url, { method: 'POST', body, headers })).status;
    };
    const forger = async (first: number) => {
      for (let n = first; n < FLOOD / 2; n += FORGERS) assert.equal(await forge(n), 401);
    };
    await Promise.all(Array.from({ length: FORGERS }, (_, first) => forger(first)));
    for (const message of asked) await h.api.answerTo(message, { timeoutMs: 120_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const message of asked) assert.equal(h.api.answersTo(message).length, 1);
    assert.ok(!h.answerer.asked.some(({ question }) => question.includes('مزو')));
    assert.equal(h.api.counts.get('sendMessage')?.calls, asked.length);
    await h.close();
  });

  it('that is full lets Telegram keep the update, and takes it later', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/hook`;
    const h = await startHarness({
      settings: { webhook: { url, port, secret: SECRET }, queueMax: 1 },
      api: { secondMs: 50 },
    });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    h.answerer.before = () => gate;
    const messages = Array.from({ length: 3 }, () => h.api.person().sends(QUESTION));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(h.answerer.asked.length, 1);
    release();
    for (const message of messages) await h.api.answerTo(message, { timeoutMs: 15_000 });
    await h.close();
  });
});

describe('a webhook and a page at the same place', () => {
  it('are answered by one router on one port', async () => {
    const port = await freePort();
    // The colon of a token in the path is a colon, and no pattern of the router's.
    const url = `http://127.0.0.1:${port}/hook/123:abc`;
    const page: Listener = {
      host: SETTINGS.httpHost,
      port,
      fetch: (request, { peer }) => new Response(`${new URL(request.url).pathname} to ${peer}`),
      settings: 'WEB_PORT',
    };
    const h = await startHarness({
      settings: { webhook: { url, port, secret: SECRET } },
      deps: { page },
    });
    assert.deepEqual(h.bot.ports, [port]);
    await h.api.answerTo(h.api.person().sends(QUESTION));
    const text = async (path: string) => (await fetch(new URL(path, url))).text();
    assert.equal(await text('/articles'), '/articles to 127.0.0.1');
    assert.equal(await text('/hook/123:abd'), '/hook/123:abd to 127.0.0.1');
    assert.equal(await text('/readyz'), 'ready');
    assert.equal(await text('/metrics'), '/metrics to 127.0.0.1', 'figures are not for all');
    await h.close();
  });

  it('elsewhere have a port each, and a port that is taken closes the others', async () => {
    const [first, second] = [await freePort(), await freePort()];
    const page = {
      host: '127.0.0.1',
      port: second,
      fetch: () => new Response('page'),
      settings: 'WEB_PORT',
    };
    const webhook = { url: `http://127.0.0.1:${first}/hook`, port: first, secret: SECRET };
    const h = await startHarness({ settings: { webhook }, deps: { page } });
    assert.deepEqual(h.bot.ports, [first, second]);
    assert.equal(await (await fetch(`http://127.0.0.1:${second}/`)).text(), 'page');
    const third = await freePort();
    const late = await startHarness({
      settings: { webhook: { ...webhook, port: third } },
      deps: { page },
      started: false,
    });
    await assert.rejects(late.bot.start(), /WEB_PORT|EADDRINUSE/u);
    await assert.rejects(fetch(`http://127.0.0.1:${third}/healthz`));
    await late.close();
    await h.close();
  });
});

describe('by polling', () => {
  it('what reads is watched', async () => {
    const stats = {
      waiting: 2,
      reads: 3,
      chunks: 24,
      readMs: 450,
      failures: 1,
      restarts: 1,
      lastError: null,
    };
    const reader = { id: 'reader@1', stats: () => stats };
    const h = await startHarness({ settings: { metricsPort: 0 }, deps: { reader } });
    const get = async () => (await fetch(`http://127.0.0.1:${h.bot.ports[0]}/metrics`)).text();
    await get();
    const metrics = await get();
    assert.match(metrics, /^isnad_reader_info\{model="reader@1"\} 1$/mu);
    assert.match(metrics, /^isnad_reader_waiting 2$/mu);
    assert.match(metrics, /^isnad_reader_reads_total 3$/mu);
    assert.match(metrics, /^isnad_reader_passages_total 24$/mu);
    assert.match(metrics, /^isnad_reader_seconds_total 0\.45$/mu);
    assert.match(metrics, /^isnad_reader_restarts_total 1$/mu);
    await h.close();
  });

  it('health and metrics are served where a port is set', async () => {
    const h = await startHarness({ settings: { metricsPort: 0 } });
    const get = (path: string) => fetch(`http://127.0.0.1:${h.bot.ports[0]}${path}`);
    assert.equal((await get('/healthz')).status, 200);
    assert.equal((await get('/readyz')).status, 200);
    assert.match(await (await get('/metrics')).text(), /isnad_queued_updates 0/u);
    assert.equal(
      (await fetch(`http://127.0.0.1:${h.bot.ports[0]}/metrics`, { method: 'POST' })).status,
      405,
    );
    await h.close();
  });

  it('who speaks HTTP/1.0 and names no host is told too', async () => {
    const h = await startHarness({ settings: { metricsPort: 0 } });
    const socket = connect(h.bot.ports[0]!, '127.0.0.1');
    socket.end('GET /healthz HTTP/1.0\r\n\r\n');
    assert.match((await socket.toArray()).join(''), /^HTTP\/1\.1 200 .*ok$/su);
    await h.close();
  });

  it('a port that is taken is named, with the setting to change', async () => {
    const first = await startHarness({ settings: { metricsPort: 0 } });
    const taken = { ...SETTINGS, metricsPort: first.bot.ports[0] };
    const second = await startHarness({ settings: taken, started: false });
    await assert.rejects(second.bot.start(), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(`${error.message} ${error.hint}`, /EADDRINUSE.*METRICS_PORT/su);
      return true;
    });
    await second.close();
    await first.close();
  });
});
