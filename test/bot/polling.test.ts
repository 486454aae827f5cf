/** Polling a server that does not behave as Telegram does, and a profile that is not accepted at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLog } from '../../src/app/log.ts';
import { CallError } from '../../src/bot/call-error.ts';
import { createSpeech } from '../../src/bot/messages/speech.ts';
import { poll } from '../../src/bot/polling.ts';
import { setProfile } from '../../src/bot/profile.ts';
import type { Services } from '../../src/bot/services.ts';
import { SETTINGS, startHarness } from './support/harness.ts';

/** Polls for a while a server that answers each call at once. */
async function pollFor(milliseconds: number, answer: (call: number) => unknown) {
  const lines: string[] = [];
  const stop = new AbortController();
  const accepted: number[] = [];
  let calls = 0;
  const ended = poll({
    call: async () => answer(calls++),
    log: createLog('debug', [], (line) => lines.push(line)),
    signal: stop.signal,
    async accept(update) {
      accepted.push(update.update_id);
      return 'queued';
    },
    room: async () => {},
    polled() {},
  });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  stop.abort();
  await ended;
  const told = (what: string) => lines.filter((line) => line.includes(what)).length;
  return { calls, accepted, told: told('answers at once'), failed: told('could not be fetched') };
}

describe('polling', () => {
  it('pauses longer and longer where the server does not wait, and says so once', async () => {
    const { calls, told } = await pollFor(1_900, () => []);
    // At 0, 250, 750 and 1,750 ms.
    assert.ok(calls >= 2 && calls <= 4, `${calls} calls`);
    assert.equal(told, 1);
  });

  it('pauses where the server repeats what is confirmed, and still hands it on', async () => {
    const { calls, accepted } = await pollFor(900, () => [{ update_id: 7 }]);
    assert.ok(calls <= 5, `${calls} calls`);
    assert.ok(accepted.length >= 2 && accepted.every((id) => id === 7));
  });

  it('pauses, and goes on, where the answer is no list of updates', async () => {
    const answers = [
      null,
      {},
      'x',
      [null],
      [{}],
      [{ update_id: '7' }],
      [{ update_id: Number.NaN }],
    ];
    for (const answer of answers) {
      const { calls, accepted, failed } = await pollFor(400, () => answer);
      // At 0 and 300 ms; the next is due at 900 ms.
      assert.ok(calls >= 1 && calls <= 2, `${calls} calls`);
      assert.equal(failed, calls);
      assert.deepEqual(accepted, []);
    }
  });

  it('waits for its own pause where the server says to wait for no time that can be waited for', async () => {
    for (const seconds of [0, -5, 0.001, Number.NaN, '1', {}, null]) {
      const { calls } = await pollFor(400, () => {
        const facts = { method: 'getUpdates', status: 429, description: 'Too Many Requests' };
        throw new CallError({ ...facts, retryAfterSeconds: seconds as number });
      });
      assert.ok(calls <= 2, `${calls} calls after ${seconds}`);
    }
    // A timer that is set for longer than 24 days fires at once.
    const { calls } = await pollFor(400, () => {
      const facts = { method: 'getUpdates', status: 429, description: 'Too Many Requests' };
      throw new CallError({ ...facts, retryAfterSeconds: 1e12 });
    });
    assert.equal(calls, 1);
  });

  it('does not pause while there is news', async () => {
    const { accepted, told } = await pollFor(300, (call) =>
      call < 50 ? [{ update_id: call }] : [],
    );
    assert.equal(accepted.length, 50);
    assert.equal(told, 1);
  });

  it('begins although the server knows no deleteWebhook', async () => {
    const h = await startHarness({ started: false });
    h.api.faults.next('deleteWebhook', { kind: 'error', code: 404 });
    await h.bot.start();
    await h.api.answerTo(h.api.person().sends('متى ثار بركان في آيسلندا؟'));
    assert.ok(h.log.some((line) => line.includes('the webhook could not be deleted')));
    await h.close();
  });
});

describe('the profile', () => {
  function profileOf(fail: (method: string, count: number) => CallError | undefined) {
    const made: string[] = [];
    const counts = new Map<string, number>();
    const waits: number[] = [];
    const services = {
      speech: createSpeech('western'),
      settings: SETTINGS,
      log: createLog('silent', []),
      stopping: () => false,
      sender: {
        async call(method: string) {
          const count = (counts.get(method) ?? 0) + 1;
          counts.set(method, count);
          const error = fail(method, count);
          if (error) throw error;
          made.push(method);
          return method === 'getMyCommands' ? [] : {};
        },
      },
    } as unknown as Services;
    const done = setProfile(services, async (milliseconds) => waits.push(milliseconds));
    return { done, made, counts, waits };
  }
  const error = (method: string, status: number, retryAfterSeconds?: number) =>
    new CallError({ method, status, description: 'no', retryAfterSeconds });

  it('is tried again only in what failed, when Telegram says that it may be', async () => {
    const { done, counts, waits } = profileOf((method, count) =>
      method === 'setMyName' && count <= 3 ? error(method, 429, 4_000) : undefined,
    );
    await done;
    // Two languages: both names fail in the first round, one of them in the second.
    assert.equal(counts.get('setMyName'), 5);
    assert.equal(counts.get('setMyDescription'), 2);
    assert.equal(counts.get('setMyShortDescription'), 2);
    assert.equal(counts.get('setMyCommands'), 4);
    assert.deepEqual(waits, [4_000_000, 4_000_000]);
  });

  it('is given up in what Telegram refuses, and set in the rest', async () => {
    const { done, counts, waits, made } = profileOf((method) =>
      method.includes('ShortDescription') ? error(method, 404) : undefined,
    );
    await done;
    assert.deepEqual(waits, []);
    assert.equal(counts.get('getMyShortDescription'), 2);
    assert.equal(made.filter((method) => method === 'setMyName').length, 2);
  });
});
