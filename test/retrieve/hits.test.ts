import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collapseDuplicates } from '../../src/retrieve/duplicates.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import type { Hit } from '../../src/types.ts';

const STORY =
  'وصل وزير الخارجية إلى القاهرة صباح الأحد في زيارة تستغرق يومين يلتقي خلالها عددًا من المسؤولين';

function hit(articleId: string, text: string, score: number, date?: string): Hit {
  return {
    number: 0,
    score,
    chunk: {
      ...{ articleId, text, start: 0, end: text.length, position: 0 },
      sentences: splitSentences(text),
    },
    article: { id: articleId, title: articleId, ...(date && { date }) },
  };
}

const idsOf = (hits: readonly Hit[]) => hits.map(({ article }) => article.id);

describe('the same story printed twice', () => {
  const twice = [
    hit('a', `${STORY}، وفق بيان رسمي.`, 0.9, '2024-01-01'),
    hit('b', STORY, 0.8, '2024-01-02'),
    hit('c', 'افتتح الملك المعرض السنوي للكتاب بحضور ناشرين من عشرين بلدًا', 0.7),
  ];

  it('is one hit, which names the other article', () => {
    const hits = collapseDuplicates(twice);
    assert.deepEqual(idsOf(hits), ['a', 'c']);
    assert.deepEqual(
      hits[0]?.alsoIn?.map(({ id }) => id),
      ['b'],
    );
    assert.equal(hits[1]?.alsoIn, undefined);
  });

  it('is two where the second says more, so that nothing is lost', () => {
    assert.deepEqual(
      idsOf(collapseDuplicates([hit('a', STORY, 1), hit('b', `${STORY}. ثم عاد.`, 0.9)])),
      ['a', 'b'],
    );
  });

  it('is found whatever the spelling of hamza and marks, and whoever is named before it', () => {
    const spelled = [
      hit('a', `القاهرة - وكالة الساحل: ${STORY}.`, 1),
      hit('b', STORY.replaceAll('إ', 'ا').replace('ً', ''), 0.9),
    ];
    assert.equal(collapseDuplicates(spelled).length, 1);
  });

  it('is stood for by the newest where the newest is asked for, if it says all of it', () => {
    const same = hit('d', `${STORY}، وفق بيان رسمي.`, 0.7, '2024-01-03');
    const [first] = collapseDuplicates([...twice, same], { newestStands: true });
    assert.equal(first?.article.id, 'd');
    assert.equal(first?.score, 0.9);
    assert.equal(
      collapseDuplicates(twice, { newestStands: true })[0]?.article.id,
      'a',
      'b lacks a clause',
    );
  });

  it('is another one where «اليوم» is another day, and the same within the days of a reprint', () => {
    const session = 'رأس الوزير الجلسة التي عقدها المجلس بعد ظهر اليوم الاثنين في قصر السلام.';
    const on = (...dates: (string | undefined)[]) =>
      collapseDuplicates(dates.map((date, i) => hit(`a${i}`, session, 1 - i / 10, date))).length;
    assert.equal(on('2015-08-03', '2015-08-10'), 2);
    assert.equal(on('2015-08-03T20:14:46', '2015-08-04T09:00:00'), 1);
    assert.equal(on('2015-08-03', undefined), 1);
    const always = collapseDuplicates([
      hit('a', STORY, 1, '2015-08-03'),
      hit('b', STORY, 0.9, '2016-08-10'),
    ]);
    assert.equal(always.length, 1, 'words that name no day of their own');
  });

  it('is not two passages of one article, nor two stories of one event', () => {
    assert.equal(collapseDuplicates([hit('a', STORY, 1), hit('a', STORY, 0.9)]).length, 2);
    const apart =
      'حلّ وزير الخارجية ضيفًا على القاهرة يوم الأحد، ومن المقرر أن يلتقي مسؤولين خلال يومين';
    assert.equal(collapseDuplicates([hit('a', STORY, 1), hit('b', apart, 0.9)]).length, 2);
  });
});

const FOOTER =
  'تنشر الوكالة أخبار البلديات يوميًا، وترحب بملاحظات القراء على بريد التحرير، ويمكن الاشتراك في النشرة مجانًا من الصفحة الرئيسة.';

/** [what two articles share, the one, the other] */
const NOT_THE_SAME: readonly (readonly [string, string, string])[] = [
  ['a footer', `يُغلق جسر الوادي يوم الجمعة.\n\n${FOOTER}`, `تُفتح السوق يوم الأحد.\n\n${FOOTER}`],
  ['a navigation line', `${FOOTER}\nيُغلق الجسر.`, `${FOOTER}\nتُفتح السوق.`],
  [
    'a template of the weather',
    'يسود قرية السلام طقس حار نهارًا معتدل ليلًا، وتبلغ الحرارة العظمى 35 درجة.',
    'يسود قرية النور طقس حار نهارًا معتدل ليلًا، وتبلغ الحرارة العظمى 35 درجة.',
  ],
  [
    'a template of prices',
    'سجّل سعر غرام الذهب عيار 21 اليوم نحو 3700 جنيه للبيع، وفق متوسط محال الصاغة.',
    'سجّل سعر غرام الذهب عيار 21 اليوم نحو 3580 جنيهًا للبيع، وفق متوسط محال الصاغة.',
  ],
  [
    'a report of a match',
    'فاز فريق الساحل على فريق الجبل بهدفين نظيفين في المباراة التي أقيمت على ملعب المدينة.',
    'فاز فريق الجبل على فريق الساحل بهدفين نظيفين في المباراة التي أقيمت على ملعب المدينة.',
  ],
  [
    'all words but a negation',
    'يُغلق جسر الوادي أمام السيارات صباح يوم الجمعة المقبل.',
    'لن يُغلق جسر الوادي أمام السيارات صباح يوم الجمعة المقبل.',
  ],
  ['the beginning of a number', 'بلغ عدد الحاضرين 15', 'بلغ عدد الحاضرين 150 شخصًا.'],
];

describe('the same story', () => {
  for (const [what, one, another] of NOT_THE_SAME) {
    it(`is not told by ${what}`, () => {
      assert.equal(collapseDuplicates([hit('a', one, 1), hit('b', another, 0.9)]).length, 2);
      assert.equal(collapseDuplicates([hit('b', another, 1), hit('a', one, 0.9)]).length, 2);
    });
  }
});
