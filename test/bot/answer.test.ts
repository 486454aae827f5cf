/** Questions and answers, end to end: the real bot, telegraf, and the strict server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Harness, startHarness } from './support/harness.ts';

describe('an answer', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness();
  });
  after(() => h.close());

  it('quotes the sentence in a blockquote, bold where it answers, with its source beneath', async () => {
    const person = h.api.person({ firstName: 'سلمى' });
    const reply = await h.api.answerTo(person.sends('متى ثار بركان آيسلندا؟'));
    const quote = reply.entities?.find(({ type }) => type === 'blockquote');
    assert.ok(quote && reply.text);
    console.log(h.api.transcript(person.chat));
  });
});
