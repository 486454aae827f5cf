/** What admins can do, and others are told nothing of. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReindexProgress } from '../../src/app/reindex.ts';
import type { ReadingReport } from '../../src/corpus/report.ts';
import { ARTICLES } from '../../tools/lib/fake-answerer.ts';
import { ADMIN_ID, type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('admins', () => {
  let h: Harness;
  let finish: (changed?: boolean, reading?: ReadingReport) => void = () => {};
  let report: (at: ReindexProgress) => void = () => {};
  before(async () => {
    h = await startHarness({
      settings: { storeQuestions: true },
      deps: {
        reindex: (progress) => {
          report = progress;
          return new Promise((resolve) => {
            finish = (changed = true, reading) =>
              resolve({ articles: 3, chunks: 6, changed, ...(reading && { reading }) });
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
    assert.match(why.text!, /درجته في البحث/u);
    assertReads(why, 'rtl');
    assert.match((await h.api.answerTo(admin.sends('/why'))).text!, /اكتب السؤال بعد الأمر/u);
    const question = admin.sends(QUESTION);
    assert.match(
      (await h.api.answerTo(admin.repliesTo(question, '/why'))).text!,
      /درجته في البحث/u,
    );

    const started = await h.api.answerTo(admin.sends('/reindex'));
    assert.match(started.text!, /بدأتُ بناء الفهرس/u);
    assert.match((await h.api.answerTo(admin.sends('/reindex'))).text!, /يُبنى الفهرس الآن/u);
    report({ stage: 'embedding', done: 5, total: 10 });
    const progress = await admin.chat.nextBotEdit();
    assert.match(progress.text!, /50%/u);
    assertReads(progress, 'rtl');
    finish();
    assert.match((await admin.chat.nextBotEdit()).text!, /اكتمل الفهرس الجديد/u);
    await h.api.answerTo(admin.sends('/reindex'));
    // Its build has begun when another is refused.
    await h.api.answerTo(admin.sends('/reindex'));
    const leftOut = (file: string, what: string) => ({ file, what, hint: '' });
    finish(false, {
      articles: 3,
      reasons: [
        { reason: 'draft', isLoss: true, count: 1, items: [leftOut('c.md', 'a draft, left out')] },
        {
          reason: 'left out: they are pictures',
          isLoss: true,
          count: 9,
          items: [
            { ...leftOut('corpus/t.csv', 'a quotation mark is not closed'), line: 5 },
            ...Array.from({ length: 8 }, (_, i) =>
              leftOut(`corpus/${i}.pdf`, 'has pages without text: they are pictures'),
            ),
          ],
        },
        { reason: 'repaired', isLoss: false, count: 1, items: [leftOut('d.md', 'repaired')] },
      ],
    });
    const done = await admin.chat.nextBotEdit();
    assert.match(done.text!, /لم يتغيّر شيء/u);
    assert.match(done.text!, /لم يُضَف «\u20680\.pdf\u2069»: صفحاته صور لا نصّ فيها/u);
    assert.match(done.text!, /لم يُضَف «\u2068t\.csv:5\u2069»: هو تالف/u);
    assert.match(done.text!, /وغير ذلك: مستند واحد\./u);
    assert.doesNotMatch(done.text!, /c\.md|d\.md/u);
    assertReads(done, 'rtl');

    const help = await h.api.answerTo(admin.sends('/help'));
    assert.match(help.text!, /ابنِ الفهرس من جديد: \u2068\/reindex\u2069/u);
    assertReads(help, 'rtl');
    assert.doesNotMatch((await h.api.answerTo(h.api.person().sends('/help'))).text!, /reindex/u);

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
