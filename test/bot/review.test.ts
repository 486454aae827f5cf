/** What people were not helped by, as questions and examples for the operator. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { reviewedIn, toCanned, toExample } from '../../src/bot/review.ts';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import type { BotState } from '../../src/bot/state/port.ts';
import type { Answer, Article } from '../../src/types.ts';
import { record } from '../contracts/state.ts';

const TEXT = 'تأسس المعهد عام 1970. ونقل إلى المدينة بعد عام.';
const article: Article = { id: 'institute', title: 'المعهد', text: TEXT };
const articles = async (id: string) => (id === article.id ? article : undefined);
const year = TEXT.indexOf('1970');
const quote = {
  ...{ articleId: 'institute', start: 0, end: 21, context: [0, TEXT.length] as const },
  ...{ emphasis: [[year, year + 4]] as const, mark: 'm', alsoIn: [] },
};
const ask = async (): Promise<Answer> => ({
  ...{ kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs: 1 },
  why: {
    ...{ questionKind: 'who', terms: [], readerId: 'r', best: 0, any: 0 },
    thresholds: { answer: 0.8, maybe: 0.2 },
    candidates: [
      {
        ...{ articleId: 'institute', title: 'المعهد', chunk: 0, fusedScore: 1 },
        sentences: [{ text: 'تأسس المعهد عام 1970.', logOdds: -3, probability: 0.1, span: null }],
      },
      { articleId: 'other', title: 'غيره', chunk: 1, fusedScore: 0.5, sentences: [] },
    ],
  },
});

describe('what is to be reviewed', () => {
  let state: BotState;
  before(async () => {
    state = openLibsqlState(':memory:');
    const save = (id: string, at: number, change: object) =>
      state.saveAnswer(record({ id, answerMessageId: at, quotes: [quote], ...change }));
    await save('liked', 1, { question: 'متى تأسس المعهد؟' });
    await save('disliked', 2, { question: 'متى نقل المعهد؟' });
    await save('none', 3, { question: 'من مدير المعهد؟', kind: 'none', quotes: [] });
    await save('not kept', 4, { question: undefined, kind: 'none' });
    await save('talk', 5, { question: 'شكرا', kind: 'talk' });
    await state.vote({ answerId: 'liked', person: 'p', thumb: 'up', atMs: 1 });
    await state.vote({ answerId: 'disliked', person: 'p', thumb: 'down', atMs: 1 });
    await state.vote({ answerId: 'not kept', person: 'p', thumb: 'down', atMs: 1 });
  });
  after(() => state.close());

  it('is every kept question without an answer, or judged', async () => {
    const found = (await reviewedIn(state)).map(({ why, question }) => `${why} ${question}`);
    assert.deepEqual(found.sort(), [
      'down متى نقل المعهد؟',
      'unanswered من مدير المعهد؟',
      'up متى تأسس المعهد؟',
    ]);
  });

  it('becomes a question that names the article only where people liked it', async () => {
    const drafts = await Promise.all(
      (await reviewedIn(state)).map((one) => toCanned(one, articles)),
    );
    const by = new Map(drafts.map((draft) => [draft.review.why, draft]));
    assert.deepEqual(by.get('up'), {
      ...{ id: 'feedback-liked', question: 'متى تأسس المعهد؟' },
      ...{ relevant: ['institute'], answers: ['1970'] },
      review: { why: 'up', given: ['institute'] },
    });
    assert.deepEqual([by.get('down')?.relevant, by.get('down')?.review.given], [[], ['institute']]);
    assert.deepEqual(by.get('unanswered')?.review.given, []);
  });

  it('becomes an example with a label only where people liked it', async () => {
    const examples = await Promise.all(
      (await reviewedIn(state)).map((one) => toExample(one, articles, ask)),
    );
    const by = new Map(examples.map((example) => [example?.made, example]));
    const sentences = ['تأسس المعهد عام 1970.', 'ونقل إلى المدينة بعد عام.'];
    const passage = { title: 'المعهد', heading: '', sentences };
    assert.deepEqual(by.get('feedback up')?.passages, [{ ...passage, labels: [0] }]);
    assert.equal(by.get('feedback up')?.answer, '1970');
    assert.deepEqual(by.get('feedback down')?.passages, [{ ...passage, labels: [] }]);
    assert.equal(by.get('feedback down')?.answer, '');
    // What the articles have for it now, as far as it was read.
    assert.deepEqual(by.get('feedback unanswered')?.passages, [
      { title: 'المعهد', heading: '', sentences: ['تأسس المعهد عام 1970.'], labels: [] },
    ]);
  });
});
