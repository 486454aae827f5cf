import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import {
  RERANK_FEATURES,
  type RerankFeatures,
  rerankScore,
  TermFinder,
} from '../../src/retrieve/rerank.ts';

const CHUNKS = 1000;
const finderOf = (question: string) =>
  new TermFinder(
    analyseQuestion(question).terms.map((term) => ({ ...term, rarity: 1 })),
    CHUNKS,
  );

describe('features of a passage', () => {
  it('are all 1 where title and text are the question', () => {
    const finder = finderOf('متى بُني السد العالي؟');
    const { inPassage, pairs } = finder.features({ title: 'السد العالي', text: 'بني السد العالي' });
    assert.equal(inPassage, 1);
    assert.equal(pairs, 1);
    assert.equal(finder.features({ title: 'السد العالي', text: '' }).titleAsked, 1);
  });

  it('are all 0 where nothing is shared, and where nothing is asked', () => {
    const nothing = {
      inPassage: 0,
      inTitle: 0,
      titleAsked: 0,
      pairs: 0,
      evidence: 0,
      evidenceNear: 0,
    };
    const passage = { title: 'أسعار النفط', text: 'ارتفعت الأسعار' };
    assert.deepEqual(finderOf('متى بني السد؟').features(passage), nothing);
    assert.deepEqual(new TermFinder([], CHUNKS).features(passage), nothing);
  });

  it('tell a title that is the subject from one that merely has it', () => {
    const finder = finderOf('من هو طه حسين؟');
    const whole = finder.features({ title: 'طه حسين', text: '' });
    const part = finder.features({ title: 'قائمة كتب طه حسين المترجمة', text: '' });
    assert.equal(whole.inTitle, part.inTitle);
    assert.ok(whole.titleAsked > part.titleAsked);
  });

  it('count a pair that stands in order and near, not one torn apart', () => {
    const finder = finderOf('معركة حطين');
    assert.equal(finder.features({ title: '', text: 'كانت معركة حطين حاسمة' }).pairs, 1);
    const apart = 'كانت المعركة قرب بحيرة طبرية وعلى بعد أميال من قرية حطين';
    assert.equal(finder.features({ title: '', text: apart }).pairs, 0);
  });

  it('count the rarity of what is found against that of one chunk among all, near and in all', () => {
    const rarity = Math.log(1 + CHUNKS);
    const terms = analyseQuestion('معركة حطين').terms.map((term) => ({ ...term, rarity }));
    const finder = new TermFinder(terms, CHUNKS);
    const near = finder.features({ title: '', text: 'معركة حطين' });
    assert.ok(Math.abs(near.evidence - 2 / 3) < 1e-9);
    assert.equal(near.evidenceNear, near.evidence);
    const apart = finder.features({ title: '', text: `معركة ${'ثم قال '.repeat(20)} حطين` });
    assert.equal(apart.evidence, near.evidence);
    assert.ok(Math.abs(apart.evidenceNear - 1 / 3) < 1e-9);
  });

  it('hold a shared stem to be less than the very form', () => {
    const finder = finderOf('الكاتب');
    const exact = finder.features({ title: '', text: 'الكاتب' }).inPassage;
    const stem = finder.features({ title: '', text: 'كاتب' }).inPassage;
    assert.ok(exact > stem && stem > 0);
  });
});

describe('rerank score', () => {
  it('rises with every feature', () => {
    const none = Object.fromEntries(Object.keys(RERANK_FEATURES).map((name) => [name, 0]));
    for (const name of Object.keys(none)) {
      assert.ok(
        rerankScore({ ...none, [name]: 1 } as RerankFeatures) > rerankScore(none as RerankFeatures),
        name,
      );
    }
  });
});
