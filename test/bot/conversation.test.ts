/** Conversations in Telegram: what was spoken of is carried over, said, and undone by a button. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIdentity } from '../../src/bot/identity.ts';
import type { Article } from '../../src/types.ts';
import { fakeAnswerer, fakeCatalogue } from '../../tools/lib/fake-answerer.ts';
import { button, covered, hasButton } from './support/buttons.ts';
import { type Harness, startHarness, TOKEN } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const article = (id: string, title: string, text: string): Article => ({ id, title, text });
const ARTICLES = [
  article(
    'shawqi',
    'أحمد شوقي أمير الشعراء',
    'ولد أحمد شوقي في القاهرة سنة 1868. توفي أحمد شوقي سنة 1932.',
  ),
  article(
    'hafez',
    'حافظ إبراهيم شاعر النيل',
    'توفي حافظ إبراهيم قبل ذلك بأشهر. ولد حافظ إبراهيم في ديروط.',
  ),
];
const BORN = 'متى ولد أحمد شوقي؟';
const DIED = 'توفي أحمد شوقي سنة 1932.';

describe('a conversation', () => {
  let h: Harness;
  before(async () => {
    const deps = { answerer: fakeAnswerer(ARTICLES), catalogue: fakeCatalogue(ARTICLES) };
    h = await startHarness({ deps, api: { privacyMode: false } });
  });
  after(() => h.close());

  it('carries over whom it was about, says so, and searches as typed where that is wrong', async () => {
    const person = h.api.person();
    await h.api.answerTo(person.sends(BORN));
    const reply = await h.api.answerTo(person.sends('ومتى توفي؟'));
    assert.match(reply.text!, /^فهمت سؤالك: \u2068متى توفي أحمد شوقي؟\u2069\n/u);
    assert.deepEqual(covered(reply, 'blockquote'), [DIED]);
    assertReads(reply, 'rtl');
    const asTyped = button(reply, /^لا، ابحث كما كتبت$/u);
    await person.presses(asTyped.callback_data!, reply).answer();
    const edited = await person.chat.nextBotEdit();
    assert.equal(edited.message_id, reply.message_id);
    assert.equal(h.answerer.asked.at(-1)?.question, 'ومتى توفي؟');
    assert.ok(!/فهمت سؤالك/u.test(edited.text!) && !hasButton(edited, /ابحث كما كتبت/u));
  });

  it('goes on from the answer that a person replies to', async () => {
    const person = h.api.person();
    const first = await h.api.answerTo(person.sends(BORN));
    await h.api.answerTo(person.sends('متى توفي حافظ إبراهيم؟'));
    const reply = await h.api.answerTo(person.repliesTo(first, 'ومتى توفي؟'));
    assert.match(reply.text!, /متى توفي أحمد شوقي؟/u);
    assert.deepEqual(h.answerer.asked.at(-1)?.options, { scope: { articleId: 'shawqi' } });
  });

  it('asks back whom is meant, by buttons or a word', async () => {
    const person = h.api.person();
    await h.api.answerTo(person.sends('أيهما أكبر، أحمد شوقي أم حافظ إبراهيم؟'));
    const asked = await h.api.answerTo(person.sends('ومتى توفي؟'));
    assert.match(asked.text!, /تقصد: \u2068أحمد شوقي\u2069 أم \u2068حافظ إبراهيم\u2069؟/u);
    assertReads(asked, 'rtl');
    await person.presses(button(asked, /شوقي/u).callback_data!, asked).answer();
    const chosen = await person.chat.nextBotEdit();
    assert.match(chosen.text!, /متى توفي أحمد شوقي؟/u);
    assert.deepEqual(covered(chosen, 'blockquote'), [DIED]);
    const next = await h.api.answerTo(person.sends('وأين ولد؟'));
    assert.match(next.text!, /أين ولد أحمد شوقي؟/u, 'and goes on from there');

    const other = h.api.person();
    const lacking = await h.api.answerTo(other.sends('ومتى توفي؟'));
    assert.match(lacking.text!, /^عمّن تسأل/u);
    const named = await h.api.answerTo(other.sends('حافظ إبراهيم'));
    assert.match(named.text!, /متى توفي حافظ إبراهيم؟/u);
  });

  it('knows nothing of another person, of what was forgotten, or of what is long past', async () => {
    const [person, other] = [h.api.person(), h.api.person()];
    await h.api.answerTo(person.sends(BORN));
    assert.match((await h.api.answerTo(other.sends('وأين ولد؟'))).text!, /^عمّن تسأل/u);
    await h.api.answerTo(person.sends('/forget'));
    assert.match((await h.api.answerTo(person.sends('وأين ولد؟'))).text!, /^عمّن تسأل/u);
  });

  it('is kept as it was understood, where questions are kept', async (t) => {
    const deps = { answerer: fakeAnswerer(ARTICLES), catalogue: fakeCatalogue(ARTICLES) };
    const keeps = await startHarness({ deps, settings: { storeQuestions: true } });
    t.after(() => keeps.close());
    const person = keeps.api.person();
    await keeps.api.answerTo(person.sends(BORN));
    const reply = await keeps.api.answerTo(person.sends('ومتى توفي؟'));
    await person.presses(button(reply, /👎/u).callback_data!, reply).answer();
    const judged = await keeps.state.judged({ afterId: undefined, limit: 10 });
    assert.deepEqual(
      judged.map(({ answer }) => answer.question),
      ['متى توفي أحمد شوقي؟'],
    );
  });

  it('in a group is of all who are in it', async () => {
    const [asker, other] = [h.api.person(), h.api.person()];
    const group = h.api.group({ members: [asker, other] });
    await h.api.answerTo(asker.sends(`/ask@test_bot ${BORN}`, { in: group }));
    const reply = await h.api.answerTo(other.sends('/ask@test_bot ومتى توفي؟', { in: group }));
    assert.match(reply.text!, /متى توفي أحمد شوقي؟/u);
  });

  it('keeps what was said sealed', async () => {
    const person = h.api.person();
    const asked = person.sends(BORN);
    await h.api.answerTo(asked);
    const chat = createIdentity(TOKEN).fingerprint('chat', asked.chat.id);
    const record = await within(() => h.state.answerTo(chat, asked.message_id));
    const { sealed } = record.turn!;
    assert.ok(!Buffer.from(sealed).toString('utf8').includes('شوقي'));
    assert.match(createIdentity(TOKEN).unseal(sealed)!, /أحمد شوقي/u);
  });
});

/** What is there in a moment: the answer is sent before it is written down. */
async function within<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(10);
  }
}
