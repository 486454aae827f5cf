/** Browsing and searching the articles, and asking within one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fakeAnswerer, fakeCatalogue } from '../../tools/lib/fake-answerer.ts';
import { button, covered, hasButton } from './support/buttons.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

describe('the articles', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({
    id: `a-${index}-${'x'.repeat(100)}`,
    title: index % 2 ? `خبر رقم ${index}` : `News ${index} (x)`,
    text: `هذه هي الجملة الأولى من المقال ${index}. وهذه الثانية عن الطقس.`,
    url: `https://example.org/${index}`,
    date: `2024-01-${String(index + 1).padStart(2, '0')}`,
  }));
  let h: Harness;
  before(async () => {
    h = await startHarness({
      deps: { answerer: fakeAnswerer(many), catalogue: fakeCatalogue(many) },
    });
  });
  after(() => h.close());

  it('are browsed page by page, in place', async () => {
    const person = h.api.person();
    const list = await h.api.answerTo(person.sends('/sources'));
    assertReads(list, 'rtl');
    assert.match(list.text!, /خبر رقم 19/u);
    await person.presses(button(list, /التالي/u).callback_data!, list).answer();
    const second = await person.chat.nextBotEdit();
    assert.match(second.text!, /خبر رقم 11/u);
    assert.ok(hasButton(second, /السابق/u) && hasButton(second, /التالي/u));
  });

  it('are searched by title, and the search survives paging', async () => {
    const person = h.api.person();
    const list = await h.api.answerTo(person.sends('/sources خبر'));
    assert.match(list.text!, /\u206810\u2069 مقالات/u);
    assert.deepEqual(covered(list, 'italic'), ['خبر']);
    await person.presses(button(list, /التالي/u).callback_data!, list).answer();
    const second = await person.chat.nextBotEdit();
    assert.deepEqual(covered(second, 'italic'), ['خبر']);
    assert.doesNotMatch(second.text!, /News/u);
    const none = await h.api.answerTo(person.sends('/sources زلزال'));
    assert.match(none.text!, /لم أجد مقالًا/u);
  });

  it('have a card each, under which a reply asks within the article', async () => {
    const person = h.api.person();
    const list = await h.api.answerTo(person.sends('/sources'));
    await person.presses(button(list, /خبر رقم 19/u).callback_data!, list).answer();
    const card = await person.chat.nextBotEdit();
    assertReads(card, 'rtl');
    assert.deepEqual(covered(card, 'blockquote'), ['هذه هي الجملة الأولى من المقال 19.']);
    assert.equal(button(card, /افتح المقال/u).url, 'https://example.org/19');
    await h.api.answerTo(person.repliesTo(card, 'ما الجملة الثانية عن الطقس؟'));
    assert.deepEqual(h.answerer.asked.at(-1)?.options, { scope: { articleId: many[19]!.id } });
    await person.presses(button(card, /عُد إلى القائمة/u).callback_data!, card).answer();
    const back = await person.chat.nextBotEdit();
    await h.api.answerTo(person.repliesTo(back, 'ما الجملة الثانية عن الطقس؟'));
    assert.deepEqual(h.answerer.asked.at(-1)?.options, {});
  });
});
