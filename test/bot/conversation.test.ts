/** Everything around the answer: commands, lists, inline mode, groups, admins, limits. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReindexProgress } from '../../src/bot/ports.ts';
import { button, covered, hasButton } from './support/buttons.ts';
import { ARTICLES } from './support/corpus.ts';
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
    const everybody = ['ask', 'sources', 'help', 'about', 'privacy', 'forget'];
    const admins = [...everybody, 'status', 'why', 'reindex', 'feedback'];
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
    const { fakeAnswerer, fakeCatalogue } = await import('./support/corpus.ts');
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

describe('groups', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness({ api: { privacyMode: false } });
  });
  after(() => h.close());

  it('are answered by command, mention and reply, and otherwise left alone', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person] });
    const ignored = [
      person.sends(QUESTION, { in: group }),
      person.sends('/help@other_bot', { in: group }),
      person.sends('/nonsense', { in: group }),
      person.sendsVoice({ in: group }),
    ];
    const asked = person.sends(`/ask@test_bot ${QUESTION}`, { in: group });
    const reply = await h.api.answerTo(asked);
    assert.match(reply.text!, /ثار بركان/u);
    const mention = await h.api.answerTo(person.sends(`@test_bot ${QUESTION}`, { in: group }));
    assert.match(mention.text!, /ثار بركان/u);
    const follow = await h.api.answerTo(person.repliesTo(reply, 'كم بلغ طول الشق؟'));
    assert.match(follow.text!, /أربعة كيلومترات/u);
    for (const message of ignored) assert.equal(h.api.answersTo(message).length, 0);
  });

  it('have the message above answered by a bare mention', async () => {
    const [asker, other] = [h.api.person(), h.api.person()];
    const group = h.api.group({ members: [asker, other] });
    const question = asker.sends(QUESTION, { in: group });
    const reply = await h.api.answerTo(other.repliesTo(question, '@test_bot'));
    assert.match(reply.text!, /ثار بركان/u);
  });

  it('are greeted once when the bot comes in', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person], withBot: false });
    person.addsBot(group);
    const greeting = await group.nextBotMessage();
    assert.match(greeting.text!, /أنا إسناد/u);
    assertReads(greeting, 'rtl');
  });

  it('keep their answers when they become supergroups, and answers on the way arrive there', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person] });
    let release = () => {};
    h.answerer.before = () => new Promise((resolve) => (release = resolve));
    person.sends(`/ask@test_bot ${QUESTION}`, { in: group });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const supergroup = person.migrates(group);
    h.answerer.before = async () => {};
    release();
    const reply = await supergroup.nextBotMessage();
    assert.match(reply.text!, /ثار بركان/u);
  });
});

describe('admins', () => {
  let h: Harness;
  let finish: () => void = () => {};
  let report: (at: ReindexProgress) => void = () => {};
  before(async () => {
    h = await startHarness({
      settings: { storeQuestions: true },
      deps: {
        reindex: (progress) => {
          report = progress;
          return new Promise((resolve) => {
            finish = () => resolve({ articles: 3, chunks: 6 });
          });
        },
      },
    });
  });
  after(() => h.close());

  it('see how the bot is doing', async () => {
    const admin = h.api.person({ id: ADMIN_ID });
    await h.api.answerTo(admin.sends(QUESTION));
    const { text, ...rest } = await h.api.answerTo(admin.sends('/status'));
    assertReads({ text: text!, ...rest }, 'rtl');
    for (const expected of [
      /المقالات: \u20683/u,
      /الجيل|جيل الفهرس: \u20687/u,
      /الوسيط/u,
      /الذاكرة/u,
    ]) {
      assert.match(text!, expected);
    }
    const why = await h.api.answerTo(admin.sends(`/why ${QUESTION}`));
    assert.match(why.text!, /الدرجة/u);
    assertReads(why, 'rtl');
    assert.match((await h.api.answerTo(admin.sends('/why'))).text!, /اكتب السؤال بعد الأمر/u);
    const question = admin.sends(QUESTION);
    assert.match((await h.api.answerTo(admin.repliesTo(question, '/why'))).text!, /الدرجة/u);

    const started = await h.api.answerTo(admin.sends('/reindex'));
    assert.match(started.text!, /بدأتُ بناء الفهرس/u);
    assert.match((await h.api.answerTo(admin.sends('/reindex'))).text!, /يُبنى الفهرس الآن/u);
    report({ stage: 'embedding', done: 5, total: 10 });
    const progress = await admin.chat.nextBotEdit();
    assert.match(progress.text!, /50%/u);
    assertReads(progress, 'rtl');
    finish();
    assert.match((await admin.chat.nextBotEdit()).text!, /اكتمل الفهرس الجديد/u);

    assert.match((await h.api.answerTo(admin.sends('/feedback'))).text!, /لم يقيّم أحد/u);
    const fan = h.api.person();
    const critic = h.api.person();
    const liked = await h.api.answerTo(fan.sends(QUESTION));
    await fan.presses('👍', liked).answer();
    const disliked = await h.api.answerTo(critic.sends('كم قطعة أثرية يضم المتحف؟'));
    await critic.presses('👎', disliked).answer();
    const file = await h.api.waitFor(() => {
      admin.sends('/feedback');
      return true;
    });
    assert.ok(file);
    const message = await h.api.waitFor(() =>
      admin.chat.botMessages.find(({ document }) => document !== undefined),
    );
    assert.match(message.caption!, /الأجوبة المقيَّمة: \u20682/u);
    assertReads({ caption: message.caption! }, 'rtl');
    const lines = h.api
      .file(message.document!.file_id)!
      .bytes.toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const good = lines.find(({ up }) => up === 1)!;
    assert.equal(good.question, QUESTION);
    assert.deepEqual(good.relevant, [ARTICLES[0]!.id]);
    assert.deepEqual(good.answers, ['ثار']);
    const bad = lines.find(({ down }) => down === 1)!;
    assert.deepEqual(bad.relevant, []);
    assert.deepEqual((bad.given as { relevant: string[] }).relevant, ['museum']);
  });
});

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
    assert.equal(h.api.answersTo(messages[4]!).length, 0);
    assert.equal(h.api.answersTo(messages[5]!).length, 0);
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
