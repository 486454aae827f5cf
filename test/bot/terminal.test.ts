import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSpeech } from '../../src/bot/messages/speech.ts';
import { renderAnswer } from '../../src/bot/terminal.ts';
import { createTerminalChat } from '../../src/bot/terminal-chat.ts';
import type { Answer } from '../../src/types.ts';
import { fakeAnswerer, fakeCatalogue, fakeOverview } from '../../tools/lib/fake-answerer.ts';

const { ar } = createSpeech('western');

const text = 'وُقّع الميثاق في القاهرة يوم 22 مارس 1945.';
const start = text.indexOf('22');
const end = start + '22 مارس 1945'.length;
const answer: Answer = {
  kind: 'answer',
  quotes: [
    {
      text,
      start: 0,
      end: text.length,
      articleId: 'charter',
      title: 'الميثاق',
      source: null,
      url: null,
      date: null,
      score: 0.95,
      context: { start: 0, end: text.length },
      emphasis: [{ start, end }],
    },
  ],
  confidence: 0.95,
  short: '22 مارس 1945',
  nearest: [],
  tookMs: 1,
  why: {
    questionKind: 'when',
    terms: [],
    readerId: 'overlap@1',
    thresholds: { answer: 0.8, maybe: 0.2 },
    best: 0.9,
    any: 0.97,
    heldBack: 'today-from-old',
    candidates: [
      {
        articleId: 'charter',
        title: 'الميثاق',
        chunk: 3,
        fusedScore: 0.5,
        words: { rank: 1, score: 12 },
        sentences: [
          {
            text,
            logOdds: 2.5,
            probability: 0.9,
            span: { text: '22 مارس 1945', probability: 0.8 },
          },
        ],
      },
      { articleId: 'other', title: 'غيره', chunk: 4, fusedScore: 0.1, sentences: [] },
    ],
  },
};

describe('an answer in the terminal', () => {
  const shown = renderAnswer(answer, { color: false }, 'متى وُقّع الميثاق؟', ar);

  it('says the words that answer on the first line, by themselves', () => {
    assert.equal(shown.split('\n')[0], '«22 مارس 1945»');
  });

  it('says that nothing was read where the reader was away', () => {
    const { short: _, why: __, ...rest } = answer;
    const unread = { ...rest, kind: 'maybe' as const, confidence: 0, unread: true };
    const said = renderAnswer(unread, { color: false }, 'متى وُقّع الميثاق؟', ar);
    assert.match(said, /^تعذّرت عليّ قراءة المقالات الآن/u);
  });

  it('says of when an old answer is, and has other marks for quotes within quotes', () => {
    const text = 'سمّى الشاعر ديوانه «ليل المدينة».';
    const quote = {
      ...answer.quotes[0]!,
      text,
      end: text.length,
      emphasis: [],
      date: '2023-03-12',
    };
    const { why, short, ...rest } = answer;
    const dated = { ...rest, quotes: [quote], asOf: '2023-03-12' };
    const old = renderAnswer(dated, { color: false }, 'متى وُقّع الميثاق؟', ar);
    assert.equal(old.split('\n')[0], 'هذا ما نُشر في مارس 2023.');
    assert.ok(old.includes('«سمّى الشاعر ديوانه ‹ليل المدينة›.»'));
    assert.ok(!shown.includes('هذا ما نُشر'));
  });

  it('shows what the reader said of each sentence, what was not read, and the rule that held it back', () => {
    assert.match(shown, /held back by the rule: today-from-old/);
    assert.match(shown, /1\. fused 0\.500, words #1 \(12\.000\), meaning –: charter/);
    assert.match(shown, /^ {7}2\.50 {8}0\.900 {2}وُقّع .* → «22 مارس 1945» 0\.800$/mu);
    assert.match(shown, /2\. .*other.*\n {3}not read/u);
  });
});

describe('an answer that there is not', () => {
  const none: Answer = { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs: 1 };

  it('names the words that no article has', () => {
    const shown = renderAnswer(
      { ...none, unknownWords: ['زنجبار'] },
      { color: false },
      'أين زنجبار؟',
      ar,
    );
    assert.match(shown, /^لا يرد ذكر «زنجبار» في المصادر\.$/mu);
  });

  it('says kindly that the articles are in Arabic', () => {
    assert.match(renderAnswer(none, { color: false }, 'Who was he?', ar), /سؤالك بالإنجليزية/u);
    const maybe = { ...none, kind: 'maybe' as const };
    assert.match(renderAnswer(maybe, { color: false }, 'Qui est le roi ?', ar), /سؤالك بالفرنسية/u);
    assert.doesNotMatch(renderAnswer(maybe, { color: false }, 'من الملك؟', ar), /سؤالك بال/u);
    for (const text of ["Qui a découvert l'insuline ?", "D'où vient l’or ?"])
      assert.match(renderAnswer(none, { color: false }, text, ar), /سؤالك بالفرنسية/u);
    assert.match(renderAnswer(none, { color: false }, "ma3na el 7'of", ar), /بحروف لاتينية/u);
  });
});

describe('a conversation in the terminal', () => {
  const start = (color = false) => {
    const answerer = fakeAnswerer();
    const chat = createTerminalChat({
      ask: (question, options) => answerer.ask(question, options),
      catalogue: fakeCatalogue(),
      overview: fakeOverview,
      messages: ar,
      style: { color },
      why: false,
    });
    return { answerer, chat };
  };

  it('answers questions, and small talk by the same words as Telegram', async () => {
    const { answerer, chat } = start();
    assert.equal(await chat.reply('السلام عليكم'), `${ar.notAQuestion('salam', false)}\n`);
    assert.equal(answerer.asked.length, 0);
    assert.match((await chat.reply('متى ثار بركان في آيسلندا؟'))!, /ثار بركان/u);
  });

  it('opens the article around a quote, and says which there are', async () => {
    const { chat } = start();
    assert.match((await chat.reply('/open 1'))!, /اسأل أولًا/u);
    await chat.reply('متى ثار بركان في آيسلندا؟');
    const opened = (await chat.reply('/open 1'))!;
    assert.match(opened, /بركان في آيسلندا يثور بعد هدوء طويل/u);
    assert.match(opened, /⟦ثار بركان[^⟧]*2023\.⟧ وأُجلي سكان/u);
    assert.match((await chat.reply('/open ١'))!, /⟦ثار/u);
    assert.match((await chat.reply('/open 9'))!, /من 1 إلى \d/u);
    const { chat: bold } = start(true);
    await bold.reply('متى ثار بركان في آيسلندا؟');
    assert.ok((await bold.reply('/open'))!.includes('\u001b[1mثار'));
  });

  it('lists the articles, and finds words in their titles', async () => {
    const { chat } = start();
    assert.match((await chat.reply('/sources'))!, /3 مقالات، أحدثها أولًا:\n• «BBC: متحف/u);
    assert.match((await chat.reply('/sources متحف'))!, /وجدت مقالًا واحدًا/u);
    assert.match((await chat.reply('/sources زنجبار'))!, /لم أجد مقالًا/u);
  });

  it('explains on demand, helps, knows what it does not know, and ends', async () => {
    const { answerer, chat } = start();
    assert.match((await chat.reply('/why'))!, /سأشرح/u);
    await chat.reply('متى ثار بركان في آيسلندا؟');
    assert.deepEqual(answerer.asked.at(-1)?.options, { why: true });
    assert.match((await chat.reply('/why'))!, /لن أشرح/u);
    assert.match((await chat.reply('/help'))!, /\/open 1/u);
    assert.match((await chat.reply('/nonsense'))!, /لا أعرف هذا الأمر/u);
    assert.equal(await chat.reply('  '), '');
    assert.equal(await chat.reply('\u200e/quit'), undefined);
  });

  it('shows nothing that a terminal would take for a command', async () => {
    const { chat } = start();
    for (const line of ['/sources', '/help', 'من أنت؟', '/open 7']) {
      assert.doesNotMatch((await chat.reply(line))!, /[\u001b\u2066-\u2069\u202a-\u202e]/u);
    }
  });
});
