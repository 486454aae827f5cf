/** Commands, as everybody gives them, and as Telegram is told of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { button } from './support/buttons.ts';
import { ADMIN_ID, type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('commands', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness({ started: false });
    h.api.person({ id: ADMIN_ID, started: true });
    await h.bot.start();
  });
  after(() => h.close());

  for (const [command, expected] of [
    ['/start', /أهلًا بك يا \u2068سلمى\u2069/u],
    ['/start inline', /أنا إسناد/u],
    ['/help', /رُدّ على جوابي/u],
    ['/help@test_bot', /رُدّ على جوابي/u],
    ['/about', /3\u2069 مقالات/u],
    ['/privacy', /نصّ سؤالك لا أحفظه/u],
    ['/sources', /أحدثها أولًا/u],
    ['/nonsense', /لا أعرف هذا الأمر/u],
    ['/status', /لا أعرف هذا الأمر/u],
    ['/why', /لا أعرف هذا الأمر/u],
    ['/reindex', /لا أعرف هذا الأمر/u],
    ['/feedback', /لا أعرف هذا الأمر/u],
  ] as const) {
    it(`${command} is answered, and read from the right`, async () => {
      const reply = await h.api.answerTo(h.api.person({ firstName: 'سلمى' }).sends(command));
      assert.match(reply.text!, expected);
      assertReads(reply, 'rtl');
    });
  }

  it('are answered in English to an English client that writes no Arabic', async () => {
    const john = h.api.person({ firstName: 'John', languageCode: 'en' });
    const reply = await h.api.answerTo(john.sends('/start'));
    assert.match(reply.text!, /^Welcome/u);
    assertReads(reply, 'ltr');
    const answer = await h.api.answerTo(john.sends(QUESTION));
    assert.match(answer.text!, /من مقال/u);
  });

  it('/language chooses the language of the bot, by a button or a word, and keeps it', async () => {
    const person = h.api.person();
    const asked = await h.api.answerTo(person.sends('/language'));
    assertReads(asked, 'rtl');
    await person.presses(button(asked, /English/u).callback_data!, asked).answer();
    assert.match((await person.chat.nextBotEdit()).text!, /I will speak English/u);
    assert.match((await h.api.answerTo(person.sends(QUESTION))).text!, /From “/u);
    const arabic = await h.api.answerTo(person.sends('/language عربي'));
    assert.match(arabic.text!, /سأخاطبك بالعربية/u);
    assert.match((await h.api.answerTo(person.sends(QUESTION))).text!, /من مقال/u);
    await h.api.answerTo(person.sends('/language en'));
    assert.match((await h.api.answerTo(person.sends('/forget'))).text!, /./u);
    assert.match(
      (await h.api.answerTo(person.sends('/start'))).text!,
      /أهلًا بك/u,
      'and forgets it',
    );
  });

  it('/ask asks, and without a question invites one that a reply then asks', async () => {
    const person = h.api.person();
    assert.match((await h.api.answerTo(person.sends(`/ask ${QUESTION}`))).text!, /ثار بركان/u);
    const invitation = await h.api.answerTo(person.sends('/ask'));
    assert.match(invitation.text!, /ما سؤالك/u);
    const reply = await h.api.answerTo(person.repliesTo(invitation, QUESTION));
    assert.match(reply.text!, /ثار بركان/u);
  });

  it('/forget deletes what is known of a person, and the buttons say so', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends(QUESTION));
    const thumb = () => person.presses(button(reply, /👍/u).callback_data!, reply).answer();
    await thumb();
    assert.match((await h.api.answerTo(person.sends('/forget'))).text!, /حذفتُ كل ما كان/u);
    assert.match((await thumb()).text!, /لم أعد أحفظه/u);
    const other = h.api.person();
    await h.api.answerTo(other.sends('/privacy'));
  });

  it('are told to Telegram in both languages, admins with theirs, and set once only', async () => {
    await h.api.waitFor(() => (h.api.counts.get('setMyCommands')?.calls ?? 0) >= 4);
    const names = h.api.calls('setMyCommands').map(({ params }) => ({
      language: params.language_code,
      scope: (params.scope as { type: string } | undefined)?.type,
      commands: (params.commands as { command: string }[]).map(({ command }) => command),
    }));
    const everybody = ['ask', 'sources', 'help', 'about', 'privacy', 'forget', 'language'];
    const admins = [...everybody, 'status', 'why', 'reindex', 'feedback', 'unanswered'];
    assert.deepEqual(names, [
      { language: undefined, scope: undefined, commands: everybody },
      { language: undefined, scope: 'chat', commands: admins },
      { language: 'en', scope: undefined, commands: everybody },
      { language: 'en', scope: 'chat', commands: admins },
    ]);
    const before = h.api.counts.get('setMyCommands')?.calls;
    const again = await startHarness({ server: h.api, started: false });
    await h.bot.stop('another takes its place');
    await again.bot.start();
    await h.api.waitFor(() => (h.api.counts.get('getMyCommands')?.calls ?? 0) >= 8);
    await again.close();
    assert.equal(h.api.counts.get('setMyCommands')?.calls, before);
    assert.equal(h.api.counts.get('setMyName')?.calls, 2);
  });
});
