/** What happens when things break: faults, restarts, repeats, floods, and an end in the middle of work. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startBotApi, type WireMessage } from '#bot-api-double';
import { CallError } from '../../src/bot/call-error.ts';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import { withoutBadLinks } from '../../src/bot/talk.ts';
import { StoreUnavailableError } from '../../src/errors.ts';
import { button } from './support/buttons.ts';
import { temporaryFolder } from './support/folder.ts';
import { startHarness, TOKEN } from './support/harness.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';
const statePath = () => join(temporaryFolder(), 'state.db');
const soon = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('an answer arrives', () => {
  for (const [name, fault] of [
    ['a flood, after the time that Telegram asks for', { kind: 'flood', retryAfterS: 1 }],
    ['an error of the server', { kind: 'error', code: 502 }],
    ['an error page of a proxy', { kind: 'error', code: 502, html: true }],
    ['a broken connection', { kind: 'dropBefore' }],
  ] as const) {
    it(`after ${name}`, async () => {
      const h = await startHarness();
      h.api.faults.next('sendMessage', fault);
      const asked = h.api.person().sends(QUESTION);
      const before = performance.now();
      await h.api.answerTo(asked);
      if (fault.kind === 'flood') assert.ok(performance.now() - before >= 1_000);
      await soon(50);
      assert.equal(h.api.answersTo(asked).length, 1);
      await h.close();
    });
  }

  it('although polling meets errors, and the bot keeps polling', async () => {
    const h = await startHarness();
    h.api.faults.next('getUpdates', { kind: 'error', code: 500 }, 2);
    h.api.faults.next('getUpdates', { kind: 'flood', retryAfterS: 1 });
    h.api.faults.next('getUpdates', { kind: 'dropBefore' });
    const first = h.api.person().sends(QUESTION);
    await h.api.answerTo(first);
    const second = h.api.person().sends(QUESTION);
    await h.api.answerTo(second, { timeoutMs: 10_000 });
    assert.equal(h.api.answersTo(first).length, 1);
    assert.equal(h.api.answersTo(second).length, 1);
    await h.close();
  });

  it('without its link where Telegram refuses the link, and not at all where it refuses more', async () => {
    const refusal = (description: string) =>
      new CallError({ method: 'sendMessage', status: 400, description });
    const markup = {
      inline_keyboard: [
        [{ text: 'افتح', url: 'https://example.org' }],
        [{ text: '👍', callback_data: 'x' }],
      ],
    };
    const sent = await withoutBadLinks(markup, async (safe) => {
      if (JSON.stringify(safe).includes('url')) throw refusal('Bad Request: BUTTON_URL_INVALID');
      return safe;
    });
    assert.deepEqual(sent, { inline_keyboard: [[{ text: '👍', callback_data: 'x' }]] });
    const refused = async () => {
      throw refusal('Bad Request: chat not found');
    };
    await assert.rejects(withoutBadLinks(markup, refused), /chat not found/u);
  });

  it('twice at most, and is counted as a doubt, where the connection broke after it was sent', async () => {
    const h = await startHarness({ settings: { metricsPort: 0 } });
    h.api.faults.next('sendMessage', { kind: 'dropAfter' });
    const asked = h.api.person().sends(QUESTION);
    await h.api.waitFor(() => h.api.answersTo(asked).length === 2);
    const metrics = await (await fetch(`http://127.0.0.1:${h.bot.ports[0]}/metrics`)).text();
    assert.match(metrics, /^isnad_sends_in_doubt_total 1$/mu);
    // Both copies have buttons that work.
    for (const copy of h.api.answersTo(asked)) {
      const person = h.api.person();
      const { answer } = person.sendsCallback(button(copy, /👍/u).callback_data!, copy);
      assert.match((await answer()).text!, /شكرًا/u);
    }
    await h.close();
  });

  it('once, though its update is delivered twice and out of order', async () => {
    const h = await startHarness();
    h.api.faults.updates({ duplicate: 1, shuffle: 1 }, 7);
    const person = h.api.person();
    const messages = Array.from({ length: 30 }, () => person.sends(QUESTION));
    for (const message of messages) await h.api.answerTo(message);
    await soon(300);
    assert.deepEqual(
      person.chat.botMessages.map((message) => message.reply_to_message?.message_id),
      messages.map(({ message_id }) => message_id),
    );
    for (const message of messages) assert.equal(h.api.answersTo(message).length, 1);
    assert.ok(h.log.some((line) => line.includes('update seen before')));
    await h.close();
  });

  it('not to those who blocked the bot, and nothing breaks', async () => {
    const h = await startHarness();
    const person = h.api.person();
    let release = () => {};
    h.answerer.before = () => new Promise((resolve) => (release = resolve));
    person.sends(QUESTION);
    await soon(100);
    person.blocksBot();
    h.answerer.before = async () => {};
    release();
    await h.api.waitFor(() => (h.api.counts.get('sendMessage')?.calls ?? 0) > 0);
    await h.api.answerTo(h.api.person().sends(QUESTION));
    assert.ok(h.log.some((line) => line.includes('Telegram refused the reply')));
    await h.close();
  });

  it('in its order within a chat, however long each takes', async () => {
    const h = await startHarness();
    h.answerer.before = () => soon(Math.random() * 20);
    const people = Array.from({ length: 5 }, () => h.api.person());
    const asked = people.map((person) =>
      Array.from({ length: 10 }, (_, round) => person.sends(`${QUESTION} ${round}`)),
    );
    for (const messages of asked) await h.api.answerTo(messages.at(-1)!);
    for (const [index, person] of people.entries()) {
      assert.deepEqual(
        person.chat.botMessages.map((message) => message.reply_to_message?.message_id),
        asked[index]!.map(({ message_id }) => message_id),
      );
    }
    await h.close();
  });
});

describe('a restart', () => {
  it('finishes what was accepted and not answered, in order, and answers nothing again', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    const first = openLibsqlState(path);
    const a = await startHarness({
      server: api,
      settings: { shutdownGraceMs: 50 },
      deps: { state: first },
    });
    const person = api.person();
    const done = person.sends(QUESTION);
    await api.answerTo(done);
    a.answerer.before = () => new Promise(() => {});
    const left = [
      person.sends(QUESTION),
      person.sends(`${QUESTION} ٢`),
      api.person().sends(QUESTION),
    ];
    await api.waitFor(() => api.pendingUpdateCount === 0 && a.answerer.asked.length === 3);
    await a.bot.stop('test');
    await first.close();
    assert.equal(api.answersTo(left[0]!).length, 0);

    const second = openLibsqlState(path);
    const b = await startHarness({ server: api, deps: { state: second } });
    for (const message of left) await api.answerTo(message);
    assert.deepEqual(
      person.chat.botMessages.map((message) => message.reply_to_message?.message_id),
      [done, left[0]!, left[1]!].map(({ message_id }) => message_id),
    );
    assert.equal(api.answersTo(done).length, 1);
    await b.close();
    await second.close();
    await api.close();
    api.assertNoViolations();
  });

  it('keeps buttons, edits and follow-ups of earlier answers working', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    const first = openLibsqlState(path);
    const a = await startHarness({ server: api, deps: { state: first } });
    const person = api.person();
    const asked = person.sends(QUESTION);
    const reply = await api.answerTo(asked);
    await a.close();
    await first.close();

    const second = openLibsqlState(path);
    const b = await startHarness({ server: api, deps: { state: second } });
    assert.match((await person.presses('👍', reply).answer()).text!, /شكرًا/u);
    await api.answerTo(person.repliesTo(reply, 'كم بلغ طول الشق؟'));
    assert.deepEqual(b.answerer.asked.at(-1)?.options, { scope: { articleId: 'volcano' } });
    person.edits(asked, 'كم قطعة أثرية يضم المتحف؟');
    assert.equal((await person.chat.nextBotEdit()).message_id, reply.message_id);
    await b.close();
    await second.close();
    await api.close();
    api.assertNoViolations();
  });

  it('gives up an update that was begun again and again without an end', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    const person = api.person();
    const poison = person.sends('سؤال يقتل البوت كل مرة');
    const innocent = person.sends(QUESTION);
    for (let run = 0; run < 10; run += 1) {
      const state = openLibsqlState(path);
      const h = await startHarness({
        server: api,
        settings: { shutdownGraceMs: 0 },
        deps: { state },
        started: false,
      });
      h.answerer.before = async (question) => {
        if (question !== QUESTION) await new Promise(() => {});
      };
      await h.bot.start();
      if (run === 9) await api.answerTo(innocent);
      if (run === 0) await api.waitFor(() => h.answerer.asked.length === 1);
      await h.close();
      await state.close();
      if (run === 9) assert.ok(h.log.some((line) => line.includes('begun too often')));
    }
    assert.equal(api.answersTo(poison).length, 0);
    // What only waited through all that is answered.
    assert.equal(api.answersTo(innocent).length, 1);
    await api.close();
  });
});

describe('a start', () => {
  const away = () => new StoreUnavailableError('the disk is full', 'Wait.');

  it('waits for a state that is away, and then answers', async () => {
    const state = openLibsqlState(':memory:');
    let failures = 0;
    const h = await startHarness({
      deps: {
        state: {
          ...state,
          async purge() {
            throw away();
          },
          async takeOver(...args) {
            failures += 1;
            if (failures <= 2) throw away();
            return state.takeOver(...args);
          },
        },
      },
    });
    await h.api.answerTo(h.api.person().sends(QUESTION));
    assert.equal(h.log.filter((line) => line.includes('starts as soon as')).length, 2);
    await h.close();
    await state.close();
  });

  it('that waits can be stopped', async () => {
    const state = openLibsqlState(':memory:');
    const takeOver = async () => {
      throw away();
    };
    const h = await startHarness({ started: false, deps: { state: { ...state, takeOver } } });
    const starting = h.bot.start().catch((error: Error) => error);
    while (!h.log.some((line) => line.includes('starts as soon as'))) await soon(20);
    await h.close();
    assert.ok((await starting) instanceof Error);
    await state.close();
  });
});

describe('a clock that is set back', () => {
  it('loses no answer and repeats none, in one run and over a restart', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    let setBy = 0;
    const now = () => Date.now() + setBy;
    const person = api.person();
    const asked: WireMessage[] = [];
    const ask = () => asked.push(person.sends(`${QUESTION} ${asked.length}`));
    const first = openLibsqlState(path);
    const a = await startHarness({
      server: api,
      settings: { shutdownGraceMs: 0 },
      deps: { state: first, now },
    });
    for (const hours of [0, -30, 2, -1, 720, -720]) {
      setBy += hours * 3_600_000;
      ask();
      await api.answerTo(asked.at(-1)!);
    }
    a.answerer.before = () => new Promise(() => {});
    ask();
    await api.waitFor(() => a.answerer.asked.length === asked.length);
    await a.close();
    await first.close();
    setBy -= 48 * 3_600_000;
    const second = openLibsqlState(path);
    const b = await startHarness({ server: api, deps: { state: second, now } });
    ask();
    for (const message of asked.slice(-2)) await api.answerTo(message);
    await soon(300);
    for (const message of asked) assert.equal(api.answersTo(message).length, 1);
    await b.close();
    await second.close();
    await api.close();
    api.assertNoViolations();
  });
});

describe('an end', () => {
  it('lets the answer that was begun arrive, within the limit', async () => {
    const h = await startHarness({ settings: { shutdownGraceMs: 3_000 } });
    h.answerer.before = () => soon(300);
    const asked = h.api.person().sends(QUESTION);
    await h.api.waitFor(() => h.answerer.asked.length === 1);
    await h.bot.stop('SIGTERM');
    assert.equal(h.api.answersTo(asked).length, 1);
    await h.close();
  });

  it('waits beyond the limit for the answer to a message that Telegram has, and sends it once', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    const person = api.person();
    const state = openLibsqlState(path);
    const h = await startHarness({
      server: api,
      settings: { shutdownGraceMs: 50 },
      deps: { state },
    });
    api.faults.next('sendMessage', { kind: 'stall', ms: 600 });
    const asked = person.sends(QUESTION);
    await api.waitFor(() => h.answerer.asked.length === 1);
    await soon(100);
    await h.close();
    await state.close();
    assert.equal(api.answersTo(asked).length, 1);
    const again = openLibsqlState(path);
    const second = await startHarness({ server: api, deps: { state: again } });
    await api.answerTo(person.sends(QUESTION));
    assert.equal(api.answersTo(asked).length, 1);
    await second.close();
    await again.close();
    await api.close();
  });

  it('again and again in the middle of work neither loses an answer nor sends one twice', async () => {
    const api = await startBotApi({ token: TOKEN });
    const path = statePath();
    const people = Array.from({ length: 10 }, () => api.person());
    const asked = Array.from({ length: 200 }, (_, n) => people[n % 10]!.sends(`${QUESTION} ${n}`));
    const answered = () => asked.filter((message) => api.answersTo(message).length > 0).length;
    for (let run = 1; answered() < asked.length; run += 1) {
      const state = openLibsqlState(path);
      // None is given time: what has begun is sent or left to the next one.
      const settings = { shutdownGraceMs: 0 };
      const h = await startHarness({ server: api, settings, deps: { state } });
      h.answerer.before = () => soon(5);
      await api.waitFor(() => answered() >= Math.min(asked.length, run * 30));
      await h.close();
      await state.close();
      assert.ok(!h.log.some((line) => line.includes('"level":"error"')), h.log.join('\n'));
    }
    for (const message of asked) assert.equal(api.answersTo(message).length, 1);
    for (const person of people) {
      const order = asked.filter(({ chat }) => chat.id === person.id);
      assert.equal(order.length, 20);
    }
    await api.close();
    api.assertNoViolations();
  });

  it('comes in time though an answer hangs', async () => {
    const h = await startHarness({ settings: { shutdownGraceMs: 200 } });
    h.answerer.before = () => new Promise(() => {});
    h.api.person().sends(QUESTION);
    await h.api.waitFor(() => h.answerer.asked.length === 1);
    const before = performance.now();
    await h.bot.stop('SIGTERM');
    assert.ok(performance.now() - before < 3_000);
    await h.close();
  });
});

describe('what the operator must mend', () => {
  it('an unknown token ends the start, and says so', async () => {
    const api = await startBotApi({ token: '999999:AAanotherBotsTokenHere' });
    const h = await startHarness({ server: api, started: false });
    await assert.rejects(h.bot.start(), (error) => {
      assert.ok(error instanceof CallError);
      assert.equal(error.failure, 'unauthorized');
      assert.match(error.hint, /BOT_TOKEN/u);
      return true;
    });
    await h.close();
    await api.close();
  });

  it('a second poller ends polling, and says so', async () => {
    const h = await startHarness();
    h.api.faults.next('getUpdates', { kind: 'error', code: 409 });
    h.api.person().sends(QUESTION);
    await assert.rejects(h.bot.ended, (error) => {
      assert.ok(error instanceof CallError);
      assert.match(error.hint, /Another process fetches updates/u);
      return true;
    });
    assert.ok(
      h.log.some((line) => line.includes('"msg":"stopped"')),
      'it ended in order',
    );
    await h.close();
  });
});

describe('the token', () => {
  it('stands in no log line and no error, whatever fails', async () => {
    const h = await startHarness();
    const secret = TOKEN.split(':')[1]!;
    const faults = [
      { kind: 'error', code: 500, html: true },
      { kind: 'dropBefore' },
      { kind: 'dropAfter' },
      { kind: 'flood' },
    ] as const;
    for (const fault of faults) {
      h.api.faults.next('sendMessage', fault);
      h.api.faults.next('getUpdates', fault);
      await h.api.answerTo(h.api.person().sends(QUESTION), { timeoutMs: 10_000 });
    }
    h.answerer.before = async () => {
      throw new Error(`an error that names ${TOKEN} and ${secret}`);
    };
    await h.api.answerTo(h.api.person().sends(QUESTION), { timeoutMs: 10_000 });
    assert.ok(h.log.length > 10);
    for (const line of h.log) assert.ok(!line.includes(secret), line);
    await h.close();

    const gone = await startHarness({
      server: h.api,
      started: false,
      deps: { apiRoot: 'http://127.0.0.1:9' },
    });
    const starting = gone.bot.start().catch((error: Error) => error);
    await soon(500);
    await gone.bot.stop('test');
    const error = (await starting) as Error;
    assert.ok(!`${error.message} ${error.stack} ${JSON.stringify(error)}`.includes(secret));
    for (const line of gone.log) assert.ok(!line.includes(secret), line);
  });
});
