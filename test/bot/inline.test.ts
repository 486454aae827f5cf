/** Inline mode: quotes for any chat. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

describe('inline mode', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness();
  });
  after(() => h.close());

  it('offers quotes that can be sent, with their sources', async () => {
    const person = h.api.person();
    const typed = person.types('كم بلغ طول الشق في آيسلندا؟');
    const { results } = await typed.answer();
    assert.equal(results.length, 2);
    const sent = person.picks(results[0]!, typed);
    assert.match(sent.text!, /خمسة كيلومترات/u);
    assert.match(sent.text!, /المصدر: \u2068BBC عربي\u2069/u);
    assertReads(sent, 'rtl');
    assert.equal(h.api.answersTo(sent).length, 0);
  });

  it('says when there is nothing to offer, and waits for more than two letters', async () => {
    const none = await h.api.person().types('من اخترع المطبعة؟').answer();
    assert.deepEqual(none.results, []);
    assert.match(none.button!.text, /لا جواب/u);
    const before = h.answerer.asked.length;
    const short = await h.api.person().types('مت').answer();
    assert.deepEqual(short.results, []);
    assert.equal(h.answerer.asked.length, before);
  });

  it('offers nothing for what is no question', async () => {
    const before = h.answerer.asked.length;
    const { results } = await h.api.person().types('السلام عليكم').answer();
    assert.deepEqual(results, []);
    assert.equal(h.answerer.asked.length, before);
  });

  it('answers the newest query of a person and lets the ones before it go', async () => {
    const person = h.api.person();
    let release = () => {};
    h.answerer.before = () => new Promise((resolve) => (release = resolve));
    const first = person.types('كم بلغ طول الشق');
    await h.api
      .waitFor(() => h.answerer.asked.at(-1)?.question === 'كم بلغ طول الشق' || null, {
        timeoutMs: 1_000,
      })
      .catch(() => {});
    person.types('كم بلغ طول الشق في');
    const last = person.types('كم بلغ طول الشق في آيسلندا');
    await new Promise((resolve) => setTimeout(resolve, 100));
    h.answerer.before = async () => {};
    release();
    await first.answer();
    await last.answer();
    assert.ok(!h.answerer.asked.some(({ question }) => question === 'كم بلغ طول الشق في'));
  });
});
