/** Questions and answers, end to end: the real bot, telegraf, and the strict server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Quote } from '../../src/types.ts';
import { ARTICLES } from '../../tools/lib/fake-answerer.ts';
import { button, covered, hasButton } from './support/buttons.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'كم بلغ طول الشق في آيسلندا؟';

describe('an answer', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness();
  });
  after(() => h.close());

  it('says the words that answer, then quotes the sentence, bold where it answers, its source beneath', async () => {
    const asked = h.api.person({ firstName: 'سلمى' }).sends('متى ثار بركان في آيسلندا؟');
    const reply = await h.api.answerTo(asked);
    const [first] = ARTICLES;
    assert.deepEqual(covered(reply, 'blockquote'), [
      'ثار بركان في جنوب غرب آيسلندا فجر يوم الاثنين 18 ديسمبر 2023.',
    ]);
    assert.deepEqual(covered(reply, 'bold'), ['ثار', 'ثار']);
    const lines = reply.text!.split('\n');
    assert.match(lines[0]!, /«\u2068ثار\u2069»$/u);
    assert.equal(lines[2], `من مقال «\u2068${first!.title}\u2069»`);
    assert.equal(lines[3], 'المصدر: \u2068صحيفة المثال\u2069، \u206819 ديسمبر 2023\u2069');
    assert.equal(reply.reply_to_message?.message_id, asked.message_id);
    assertReads(reply, 'rtl');
  });

  it('opens the article at the very sentence', async () => {
    const reply = await h.api.answerTo(h.api.person().sends('متى ثار بركان في آيسلندا؟'));
    const url = new URL(button(reply, /افتح المقال/u).url!);
    assert.equal(url.origin + url.pathname, ARTICLES[0]!.url);
    const words = decodeURIComponent(url.hash).replace('#:~:text=', '').split(',');
    assert.deepEqual(words, ['ثار بركان في جنوب', 'الاثنين 18 ديسمبر 2023.']);
  });

  it('unfolds its context and folds it again, edited in place', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends('متى ثار بركان في آيسلندا؟'));
    await person.presses(button(reply, /أظهر السياق/u).callback_data!, reply).answer();
    const open = await person.chat.nextBotEdit();
    assert.equal(open.message_id, reply.message_id);
    assert.deepEqual(covered(open, 'expandable_blockquote'), [ARTICLES[0]!.text]);
    assertReads(open, 'rtl');
    await person.presses(button(open, /أخفِ السياق/u).callback_data!, open).answer();
    assert.equal((await person.chat.nextBotEdit()).text, reply.text);
  });

  it('pages through its other sources in place', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends(QUESTION));
    await person.presses(button(reply, /مصادر أخرى/u).callback_data!, reply).answer();
    const second = await person.chat.nextBotEdit();
    assert.match(reply.text!, /خمسة كيلومترات/u);
    assert.match(second.text!, /أربعة كيلومترات/u);
    assert.match(second.text!, /المصدر \u20682\u2069 من \u20682\u2069/u);
    assert.ok(!hasButton(second, /التالي/u));
    await person.presses(button(second, /السابق/u).callback_data!, second).answer();
    assert.match((await person.chat.nextBotEdit()).text!, /خمسة كيلومترات/u);
    const back = button(second, /عُد إلى الجواب/u).callback_data!;
    await person.presses(back, second).answer();
    assert.equal((await person.chat.nextBotEdit()).text, reply.text);
  });

  it('counts a thumb once for each person, and thanks them', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends(QUESTION));
    const press = (label: RegExp) =>
      person.presses(button(reply, label).callback_data!, reply).answer();
    assert.match((await press(/👍/u)).text!, /شكرًا/u);
    const marked = await person.chat.nextBotEdit();
    assert.ok(hasButton(marked, /^👍 ✓$/u) && hasButton(marked, /^👎$/u), 'it stays marked');
    assert.match((await press(/👎/u)).text!, /سنراجع/u);
    assert.deepEqual(await h.state.countVotes(), { answers: 1, up: 0, down: 1 });
    const again = await person.chat.nextBotEdit();
    assert.ok(hasButton(again, /^👍$/u) && hasButton(again, /^👎 ✓$/u));
    const context = button(again, /أظهر السياق/u).callback_data!;
    await person.presses(context, again).answer();
    assert.ok(hasButton(await person.chat.nextBotEdit(), /^👎 ✓$/u), 'also in another look');
  });

  it('is followed up by a reply, within its article', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends('متى ثار بركان في آيسلندا؟'));
    await h.api.answerTo(person.repliesTo(reply, 'كم بلغ طول الشق؟'));
    assert.deepEqual(h.answerer.asked.at(-1)?.options, { scope: { articleId: 'volcano' } });
  });

  it('is followed up within the source whose words were quoted', async () => {
    const person = h.api.person();
    h.answerer.change = (answer) => ({ ...answer, conflict: [0, 1] });
    const reply = await h.api.answerTo(person.sends(QUESTION));
    h.answerer.change = (answer) => answer;
    assert.deepEqual(covered(reply, 'blockquote').length, 2);
    assert.match(reply.text!, /^تختلف المصادر/u);
    assertReads(reply, 'rtl');
    const quote = 'خمسة كيلومترات';
    await h.api.answerTo(person.repliesTo(reply, 'كم بلغ طول الشق؟', { quote }));
    assert.deepEqual(h.answerer.asked.at(-1)?.options, { scope: { articleId: 'volcano-again' } });
  });

  it('says so where the follow-up is answered by another article', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends('متى ثار بركان في آيسلندا؟'));
    const next = await h.api.answerTo(person.repliesTo(reply, 'كم قطعة أثرية يضم المتحف؟'));
    assert.match(next.text!, /ووجدته في غيره/u);
    assert.match(next.text!, /3,000 قطعة/u);
    assertReads(next, 'rtl');
  });

  it('is edited in place when its question is, and only when that has changed', async () => {
    const person = h.api.person();
    const asked = person.sends('متى ثار بركان في آيسلندا؟');
    const reply = await h.api.answerTo(asked);
    const before = h.answerer.asked.length;
    person.edits(asked, 'متى ثار بركان في آيسلندا؟');
    person.edits(asked, 'كم قطعة أثرية يضم المتحف؟');
    const edited = await person.chat.nextBotEdit();
    assert.equal(edited.message_id, reply.message_id);
    assert.match(edited.text!, /3,000 قطعة/u);
    assert.equal(h.answerer.asked.length, before + 1);
    // Its buttons belong to the new answer.
    const { answer } = person.presses(button(edited, /👍/u).callback_data!, edited);
    assert.match((await answer()).text!, /شكرًا/u);
  });

  it('becomes a kind word where the question becomes thanks', async () => {
    const person = h.api.person();
    const asked = person.sends('متى ثار بركان في آيسلندا؟');
    await h.api.answerTo(asked);
    person.edits(asked, 'شكرا جزيلا');
    assert.match((await person.chat.nextBotEdit()).text!, /على الرحب والسعة/u);
    person.edits(asked, 'كم قطعة أثرية يضم المتحف؟');
    assert.match((await person.chat.nextBotEdit()).text!, /3,000 قطعة/u);
  });

  it('is sent again where the former one was deleted before the question was edited', async () => {
    const person = h.api.person();
    const asked = person.sends('متى ثار بركان في آيسلندا؟');
    const reply = await h.api.answerTo(asked);
    person.chat.remove(reply.message_id);
    person.edits(asked, 'كم قطعة أثرية يضم المتحف؟');
    const next = await h.api.answerTo(asked);
    assert.match(next.text!, /3,000 قطعة/u);
  });

  it('that is not certain says so, and one that was mended says what it searched for', async () => {
    const person = h.api.person();
    h.answerer.change = (answer) => ({
      ...answer,
      kind: 'maybe',
      searchedFor: 'كم طول الشق في آيسلندا',
    });
    const reply = await h.api.answerTo(person.sends(QUESTION));
    h.answerer.change = (answer) => answer;
    assert.match(reply.text!, /^بحثت عن: \u2068كم طول الشق في آيسلندا\u2069\nلستُ على يقين/u);
    assertReads(reply, 'rtl');
    // The searched question is shown again when the message is edited, though it is kept nowhere.
    await person.presses(button(reply, /أظهر السياق/u).callback_data!, reply).answer();
    assert.match((await person.chat.nextBotEdit()).text!, /^بحثت عن: \u2068كم طول الشق/u);
  });

  it('is honest where there is none, and helps on', async () => {
    const reply = await h.api.answerTo(h.api.person().sends('من اخترع المطبعة؟'));
    assert.match(reply.text!, /^لم أجد في مقالاتي/u);
    assert.match(reply.text!, /أقرب المقالات/u);
    assert.doesNotMatch(reply.text!, /كلمات قد تقرّبك/u, 'those articles are near by chance');
    h.answerer.change = (answer) => ({ ...answer, kind: 'none', quotes: [] });
    const related = await h.api.answerTo(h.api.person().sends(QUESTION));
    h.answerer.change = (answer) => answer;
    assert.match(related.text!, /كلمات قد تقرّبك من الجواب: .*هدوء/u);
    assert.ok(hasButton(reply, /👎/u));
    assertReads(reply, 'rtl');
  });

  it('drops a quote that is no slice of its article', async () => {
    h.answerer.change = (answer) => ({
      ...answer,
      quotes: answer.quotes.map((quote): Quote => ({ ...quote, text: `${quote.text} وزيادة` })),
    });
    const reply = await h.api.answerTo(h.api.person().sends(QUESTION));
    h.answerer.change = (answer) => answer;
    assert.match(reply.text!, /^لم أجد/u);
    assert.ok(h.log.some((line) => line.includes('no slice of its article')));
  });

  it('is asked again where the articles changed before it was sent', async () => {
    const logged = h.log.length;
    let asked = 0;
    h.answerer.change = (answer) => {
      asked += 1;
      const quotes = answer.quotes.map(
        (quote): Quote => ({ ...quote, text: `${quote.text} قديم` }),
      );
      return asked === 1 ? { ...answer, quotes } : answer;
    };
    const reply = await h.api.answerTo(h.api.person().sends(QUESTION));
    h.answerer.change = (answer) => answer;
    assert.equal(asked, 2);
    assert.equal(covered(reply, 'blockquote').length, 1, reply.text);
    assert.ok(!h.log.slice(logged).some((line) => line.includes('no slice of its article')));
  });

  it('comes with «typing» while it takes long, in its topic', async () => {
    const person = h.api.person();
    const forum = h.api.supergroup({ forum: true, members: [person] });
    const topic = person.opensTopic(forum, 'أسئلة');
    h.answerer.before = () => new Promise((resolve) => setTimeout(resolve, 400));
    const reply = await h.api.answerTo(person.sends(`/ask ${QUESTION}`, { in: forum, topic }));
    h.answerer.before = async () => {};
    assert.equal(reply.message_thread_id, topic);
    assert.deepEqual(
      h.api.calls('sendChatAction').map(({ params }) => params),
      [{ chat_id: forum.id, message_thread_id: topic, action: 'typing' }],
    );
  });

  it('to nonsense and to a treatise is a kind word', async () => {
    const person = h.api.person();
    assert.match((await h.api.answerTo(person.sends('؟؟؟'))).text!, /لم أتبيّن/u);
    assert.match((await h.api.answerTo(person.sends('كلمة '.repeat(200)))).text!, /نصّ طويل/u);
  });

  it('that fails apologises with a number that stands in the log, and without the question', async () => {
    h.answerer.before = async () => {
      throw new Error('the index is on fire');
    };
    const reply = await h.api.answerTo(h.api.person().sends('سؤال سري عن البركان؟'));
    h.answerer.before = async () => {};
    const [, reference] = /بالرقم \u2068(\d+)\u2069/u.exec(reply.text!)!;
    assertReads(reply, 'rtl');
    const line = h.log.find((entry) => entry.includes(`"reference":"${reference}"`));
    assert.match(line!, /the index is on fire/u);
    assert.ok(!h.log.some((entry) => entry.includes('سري')));
  });
});
