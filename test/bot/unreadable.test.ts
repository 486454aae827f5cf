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

  it('are answered in words where they are small talk, and nothing is searched for', async () => {
    const person = h.api.person();
    for (const [text, expected] of [
      ['السلام عليكم', /وعليكم السلام/u],
      ['السلام عليكم، من أنت؟', /^وعليكم السلام ورحمة الله وبركاته\. أنا إسناد/u],
      ['شكرا جزيلا', /على الرحب والسعة/u],
      ['انت غبي', /يؤسفني/u],
      ['👍', /أفهم الكلمات/u],
      ['https://example.org/a', /لا أفتح الروابط/u],
    ] as const) {
      const reply = await h.api.answerTo(person.sends(text));
      assert.match(reply.text!, expected);
      assertReads(reply, 'rtl');
    }
    assert.equal(h.answerer.asked.length, 0);
  });

  it('are asked whole, however long they are', async () => {
    const story = 'قرأت كثيرًا عن تاريخ المنظمات في منطقتنا وعن مؤتمراتها ومقراتها. '.repeat(55);
    await h.api.answerTo(h.api.person().sends(`${story}\n${QUESTION}`));
    const { question } = h.answerer.asked.at(-1)!;
    assert.ok(question.length > 3_500 && question.endsWith(`\n${QUESTION}`));
  });

  it('are answered where a picture has its question beneath', async () => {
    const reply = await h.api.answerTo(h.api.person().sendsPhoto({ caption: QUESTION }));
    assert.match(reply.text!, /ثار بركان/u);
  });
});
