import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseWindows } from '../../src/answer/choose-windows.ts';
import { readByOverlap } from '../../src/answer/lexical-overlap.ts';
import { shortAnswer } from '../../src/answer/short.ts';
import { hitOn, judged, question } from './support.ts';

const titles = (choice: ReturnType<typeof chooseWindows>) =>
  choice.quotes.map(({ window }) => window.reading.hit.article.title);

describe('what is chosen', () => {
  it('goes by the log-odds alone', () => {
    const readings = judged(
      { text: 'نام القط.', says: [{ logOdds: 1 }], head: { title: 'ب' } },
      { text: 'سافر الكاتب.', says: [{ logOdds: 2 }], head: { title: 'أ' } },
    );
    assert.deepEqual(titles(chooseWindows(readings)), ['أ', 'ب']);
  });

  it('further quotes only where they answer too', () => {
    const readings = judged(
      { text: 'سافر الكاتب.', says: [{ logOdds: 4 }], head: { title: 'أ' } },
      { text: 'رحل الأديب عن بلده.', says: [{ logOdds: 3 }], head: { title: 'ب' } },
      // Likelier not to answer than to.
      { text: 'نام القط.', says: [{ logOdds: -1 }], head: { title: 'ج' } },
    );
    assert.deepEqual(titles(chooseWindows(readings)), ['أ', 'ب']);
  });

  it('beside an outright answer, only those that are about as likely', () => {
    const readings = judged(
      { text: 'سافر الكاتب.', says: [{ logOdds: 4 }], head: { title: 'أ' } },
      { text: 'رحل الأديب عن بلده.', says: [{ logOdds: 3 }], head: { title: 'ب' } },
      // .73 beside .98: enough beside a maybe alone.
      { text: 'نام القط.', says: [{ logOdds: 1 }], head: { title: 'ج' } },
      // .55
      { text: 'مرض الكلب.', says: [{ logOdds: 0.2 }], head: { title: 'د' } },
    );
    assert.deepEqual(titles(chooseWindows(readings, { outright: true })), ['أ', 'ب']);
    assert.deepEqual(titles(chooseWindows(readings.slice(1))), ['ب', 'ج']);
  });

  it('nothing of a passage that names nothing of what is asked, unless it is nearly sure', async () => {
    const needle = 'ابتكر الطبيب إبرة لها شعبتان، واخترع لها مقبضًا.';
    const reading = (logOdds: number, title = 'آخر ضحايا المرض') =>
      judged({ text: needle, says: [{ logOdds }], head: { title } });
    const { words, terms } = await question('من اخترع الهاتف؟');
    assert.deepEqual(titles(chooseWindows(reading(1), { words, terms })), []);
    assert.equal(titles(chooseWindows(reading(4), { words, terms })).length, 1);
    assert.equal(titles(chooseWindows(reading(1, 'قصة الهاتف'), { words, terms })).length, 1);
    // Where nothing but the verb is asked, that must do; and a letter that leans on a word hides nothing.
    const bare = await question('من الذي اخترع؟');
    assert.equal(titles(chooseWindows(reading(1), bare)).length, 1);
    const leaning = await question('أين صُنعت بالإبرة؟');
    assert.equal(titles(chooseWindows(reading(1), leaning)).length, 1);
  });

  it('the newest of those that answer about as well, where that is asked for', () => {
    const readings = judged(
      { text: 'سافر الكاتب.', says: [{ logOdds: 4 }], head: { title: 'قديم', date: '2020-01-01' } },
      {
        text: 'رحل الأديب عن بلده.',
        says: [{ logOdds: 3.5 }],
        head: { title: 'جديد', date: '2024-01-01' },
      },
      {
        text: 'نام القط طويلًا.',
        says: [{ logOdds: 1 }],
        head: { title: 'أجدّ', date: '2025-01-01' },
      },
    );
    assert.deepEqual(titles(chooseWindows(readings, { newest: true })), ['جديد', 'قديم', 'أجدّ']);
    assert.deepEqual(titles(chooseWindows(readings)), ['قديم', 'جديد', 'أجدّ']);
  });

  it('first what speaks of the asked one, of two that are told by one template', async () => {
    const about = (village: string, name: string, date: string) => ({
      text: `افتتح المحافظ مدرسة قرية ${village} التي تضم ملعبًا. وتتولى إدارة المدرسة ${name}.`,
      says: [{ logOdds: -4 }, { logOdds: 2, answer: name }],
      head: { title: `افتتاح مدرسة قرية ${village}`, date },
    });
    const readings = judged(
      about('الكوثر', 'سعاد عمر', '2024-02-12'),
      about('السلام', 'منى حسن', '2024-02-11'),
      about('النور', 'ليلى سالم', '2024-02-10'),
    );
    const { words } = await question('من يدير مدرسة قرية السلام؟');
    for (const newest of [true, false])
      assert.equal(
        titles(chooseWindows(readings, { newest, words }))[0],
        'افتتاح مدرسة قرية السلام',
      );
  });

  const FOOTER = 'تصدر صحيفة الميناء عن دار الساحل، وتُطبع كل صباح.';
  const inPaper = (story: string, title: string, logOdds: readonly number[]) => ({
    text: `${story}\n\n${FOOTER}`,
    says: logOdds.map((own) => ({ logOdds: own })),
    head: { title },
  });

  it('no line that stands in articles of other things too, where it hardly answers', async () => {
    const readings = judged(
      inPaper('يعود ترام الساحل يوم الأحد.', 'الترام', [-1.5, -1]),
      inPaper('انتقل سوق السمك إلى المرفأ.', 'السوق', [-6, -2]),
    );
    const { words } = await question('ما آخر أخبار ترام الساحل؟');
    const quoted = chooseWindows(readings, { newest: true, words }).quotes.map(
      ({ window }) => window.main.text,
    );
    assert.deepEqual(quoted, ['يعود ترام الساحل يوم الأحد.']);
  });

  it('a sentence of one report in two papers, however little it answers', async () => {
    const length = 'ويبلغ طوله 3 كيلومترات، ويختصر الطريق ساعة.';
    const readings = judged(
      {
        text: `افتتح الوزير نفق الجبل في عمّان يوم الثلاثاء. ${length}`,
        says: [{ logOdds: -4 }, { logOdds: -1 }],
        head: { title: 'افتتاح نفق الجبل في عمّان' },
      },
      {
        text: `${length}\n\nوقال الوزير إن العبور مجاني.`,
        says: [{ logOdds: -1.1 }, { logOdds: -4 }],
        head: { title: 'الوزير يفتتح نفق الجبل يوم الثلاثاء' },
      },
    );
    const { words } = await question('كم طول نفق الجبل في عمّان؟');
    assert.equal(chooseWindows(readings, { words }).quotes[0]?.window.main.text, length);
  });

  it('such a line where it does answer', async () => {
    const readings = judged(
      inPaper('يعود ترام الساحل يوم الأحد.', 'صحيفة الميناء والترام', [-6, 3]),
      inPaper('انتقل سوق السمك إلى المرفأ.', 'السوق', [-6, 2]),
    );
    const { words } = await question('من يصدر صحيفة الميناء؟');
    assert.equal(chooseWindows(readings, { words }).quotes[0]?.window.main.text, FOOTER);
  });

  it('the newest, though an older one says more of the question, where both speak of one thing', async () => {
    const readings = judged(
      {
        text: 'يبلغ سعر صرف الدولار في المصارف 30 جنيهًا.',
        says: [{ logOdds: 3, answer: '30 جنيهًا' }],
        head: { title: 'سعر صرف الدولار', date: '2023-01-01' },
      },
      {
        text: 'قفز الدولار أمس إلى 48 جنيهًا في تعاملات المساء.',
        says: [{ logOdds: 2.9, answer: '48 جنيهًا' }],
        head: { title: 'الدولار يقفز', date: '2024-01-01' },
      },
    );
    const { words } = await question('كم سعر صرف الدولار؟');
    assert.equal(titles(chooseWindows(readings, { newest: true, words }))[0], 'الدولار يقفز');
  });

  const said = (number: string, logOdds: number) => ({
    text: `شاركت في مهرجان السدرة هذا العام ${number} مطية من دول الخليج.`,
    says: [{ logOdds, answer: number }],
  });

  it('a story once, with the other paper that has it', () => {
    const { quotes, conflict } = chooseWindows(judged(said('1,240', 3), said('1240', 2)));
    assert.equal(quotes.length, 1);
    assert.equal(quotes[0]!.alsoIn.length, 1);
    assert.deepEqual(conflict, []);
  });

  it('both where two papers differ in the value that answers', () => {
    const { quotes, conflict } = chooseWindows(judged(said('1,240', 3), said('1,420', 2.5)));
    assert.equal(quotes.length, 2);
    assert.deepEqual(conflict, [0, 1]);
  });

  it('both beside an outright answer too, where one is less likely', () => {
    const readings = judged(said('1,240', 4), said('1,420', 0.5));
    const { quotes, conflict } = chooseWindows(readings, { outright: true });
    assert.equal(quotes.length, 2);
    assert.deepEqual(conflict, [0, 1]);
  });

  it('no conflict where the reader is not sure which words answer', () => {
    const unsure = (number: string, logOdds: number) => ({
      ...said(number, logOdds),
      says: [{ logOdds, answer: number, sure: 0.2 }],
    });
    assert.deepEqual(chooseWindows(judged(unsure('1,240', 3), unsure('1,420', 2))).conflict, []);
  });
});

describe('a short answer', () => {
  const text = 'وُقّع الميثاق في القاهرة يوم 22 مارس 1945.';
  const start = 100;
  const from = start + text.indexOf('22');
  const quote = { text, start, emphasis: [{ start: from, end: from + '22 مارس 1945'.length }] };

  it('is the words that answer, as the quote has them', () => {
    assert.equal(shortAnswer('answer', undefined, quote), '22 مارس 1945');
  });

  it('is not given where the answer, its words or its sources are not sure', () => {
    assert.equal(shortAnswer('maybe', undefined, quote), undefined);
    assert.equal(shortAnswer('answer', [0, 1], quote), undefined);
    assert.equal(shortAnswer('answer', undefined, { text, start, emphasis: [] }), undefined);
    assert.equal(shortAnswer('answer', undefined, undefined), undefined);
  });

  it('is not given where it is as good as the quote', () => {
    const whole = { text, start, emphasis: [{ start, end: start + text.length }] };
    assert.equal(shortAnswer('answer', undefined, whole), undefined);
  });
});

describe('passages that cannot be read', () => {
  it('are shown by the sentence that shares most words, in the order in which they were found', async () => {
    const asked = await question('متى وُقّع ميثاق الجامعة العربية؟');
    const hits = [
      hitOn('نام القط. اجتمعت الجامعة العربية.'),
      hitOn('نام القط طويلًا.'),
      hitOn('كان الجو باردًا. وُقّع ميثاق الجامعة العربية في القاهرة.'),
    ];
    assert.deepEqual(
      readByOverlap(asked, hits).map(({ sentences }) => sentences.map(({ text }) => text)),
      [['اجتمعت الجامعة العربية.'], ['وُقّع ميثاق الجامعة العربية في القاهرة.']],
    );
  });
});
