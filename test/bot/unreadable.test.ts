/** Messages that hold no question. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('messages without a question', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness();
  });
  after(() => h.close());

  it('get a kind reply each', async () => {
    const person = h.api.person();
    const replies = [
      [person.sendsVoice(), /الصوتية/u],
      [person.sendsPhoto(), /صورة/u],
      [person.sendsSticker(), /ملصق/u],
      [person.sendsDocument('a.pdf', Buffer.from('x')), /الملف/u],
      [person.sendsLocation(), /موقعك/u],
    ] as const;
    for (const [message, expected] of replies) {
      const reply = await h.api.answerTo(message);
      assert.match(reply.text!, expected);
      assertReads(reply, 'rtl');
    }
  });

  it('are answered where a picture has its question beneath', async () => {
    const reply = await h.api.answerTo(h.api.person().sendsPhoto({ caption: QUESTION }));
    assert.match(reply.text!, /ثار بركان/u);
  });
});
