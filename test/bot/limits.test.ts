/** How much one person, one chat and all together may ask. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('limits', () => {
  it('one person is slowed down once, courteously, and others are not', async () => {
    const h = await startHarness({ settings: { ratePerMinute: 3 } });
    const person = h.api.person();
    const messages = Array.from({ length: 6 }, () => person.sends(QUESTION));
    for (const message of messages.slice(0, 3)) {
      assert.match((await h.api.answerTo(message)).text!, /ثار بركان/u);
    }
    const slow = await h.api.answerTo(messages[3]!);
    assert.match(slow.text!, /تمهّل قليلًا/u);
    assertReads(slow, 'rtl');
    assert.match((await h.api.answerTo(h.api.person().sends(QUESTION))).text!, /ثار بركان/u);
    assert.match(slow.text!, /سؤالك محفوظ عندي/u);
    assert.equal(h.api.answersTo(messages[4]!).length, 0);
    assert.equal(h.api.answersTo(messages[5]!).length, 0);
    await h.close();
  });

  it('what one person asked too fast is answered when the minute is over', async () => {
    let aheadMs = 0;
    const now = () => Date.now() + aheadMs;
    const h = await startHarness({ settings: { ratePerMinute: 1 }, deps: { now } });
    const person = h.api.person();
    await h.api.answerTo(person.sends(QUESTION));
    const refused = person.sends('كم قطعة أثرية يضم المتحف؟');
    assert.match((await h.api.answerTo(refused)).text!, /محفوظ عندي/u);
    aheadMs = 61_000;
    const answered = await h.api.waitFor(
      () => h.api.answersTo(refused).find(({ text }) => /3,000 قطعة/u.test(text ?? '')),
      { timeoutMs: 20_000 },
    );
    assert.ok(answered);
    assert.ok(!h.log.some((line) => line.includes('answering again')), 'nothing was in doubt');
    await h.close();
  });

  it('a chat with too much waiting is told so once', async () => {
    const h = await startHarness({ settings: { queuePerChatMax: 2 } });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    h.answerer.before = () => gate;
    const person = h.api.person();
    const messages = Array.from({ length: 5 }, () => person.sends(QUESTION));
    assert.match((await person.chat.nextBotMessage()).text!, /لم أفرغ منه/u);
    release();
    await h.api.answerTo(messages[0]!);
    await h.api.answerTo(messages[1]!);
    assert.equal(person.chat.botMessages.length, 3);
    await h.close();
  });

  it('beyond what may wait in all, Telegram keeps the rest until there is room', async () => {
    const h = await startHarness({ settings: { queueMax: 2 } });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    h.answerer.before = () => gate;
    const messages = Array.from({ length: 6 }, () => h.api.person().sends(QUESTION));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(h.answerer.asked.length, 2);
    release();
    for (const message of messages) await h.api.answerTo(message);
    await h.close();
  });
});
