/** What the articles are, and questions that they answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseExamples, questionOf } from '../../src/app/examples.ts';
import { overviewOf } from '../../src/app/overview.ts';
import type { Answer, Article } from '../../src/types.ts';
import { fakeAnswerer, fakeCatalogue } from '../../tools/lib/fake-answerer.ts';

const article = (
  id: string,
  title: string,
  text: string,
  more: Partial<Article> = {},
): Article => ({
  ...{ id, title, text },
  ...more,
});
const ARTICLES = [
  article(
    'university',
    'جامعة السدرة في خمسين عامًا',
    'قصة طويلة. تأسست جامعة السدرة عام 1970 في بيت قديم.',
    {
      ...{ source: 'صحيفة المرفأ', date: '2020-03-01', category: 'تعليم' },
    },
  ),
  article('valley', 'وادي الريحان', 'ويقع وادي الريحان في جنوب البلاد، ويمر به طريق واحد.', {
    ...{ source: 'صحيفة المرفأ', date: '2024-06-30', category: 'جغرافيا' },
  }),
  article('poem', 'قصيدة لم تكتمل', 'كتب الشاعر ثلاثة أبيات ثم سكت.', {
    source: 'مجلة مدى',
    category: 'تعليم',
  }),
];
const sure = (answer: Answer): Answer => ({ ...answer, kind: 'answer', short: 'كذا' });

describe('the overview', () => {
  it('names outlets, years and subjects, those with most articles first', async () => {
    const overview = await fakeCatalogue(ARTICLES).use((index) => overviewOf(index, ['متى؟']));
    assert.deepEqual(overview, {
      ...{ articles: 3, outlets: ['صحيفة المرفأ', 'مجلة مدى'], outletsTotal: 2 },
      ...{ from: '2020-03-01', to: '2024-06-30', subjects: ['تعليم', 'جغرافيا'] },
      examples: ['متى؟'],
    });
  });
});

describe('an example', () => {
  it('is asked of a sentence that says plainly when or where', () => {
    assert.deepEqual(ARTICLES.map(questionOf), [
      'متى تأسست جامعة السدرة؟',
      'أين يقع وادي الريحان؟',
      undefined,
    ]);
  });

  it('is kept where the index answers it surely from that article', async () => {
    const answerer = fakeAnswerer(ARTICLES);
    const examples = () =>
      fakeCatalogue(ARTICLES).use((index) =>
        chooseExamples(index, (question) => answerer.ask(question), [
          { question: 'متى كتب الشاعر قصيدة؟', relevant: ['poem'] },
          { question: 'متى تأسست جامعة المدينة؟', relevant: ['elsewhere'] },
        ]),
      );
    answerer.change = sure;
    const [canned, ...made] = await examples();
    assert.equal(canned, 'متى كتب الشاعر قصيدة؟');
    assert.deepEqual(made.sort(), ['أين يقع وادي الريحان؟', 'متى تأسست جامعة السدرة؟']);
    answerer.change = (answer) => ({ ...answer, kind: 'maybe' });
    assert.deepEqual(await examples(), []);
  });
});
