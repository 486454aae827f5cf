import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asPrinted } from '../../src/answer/as-printed.ts';
import { isGibberish, nearestArticles, unknownWords } from '../../src/answer/nearest.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { hitOn } from './support.ts';

const titles = (question: string, hits: ReturnType<typeof hitOn>[]) =>
  nearestArticles(analyseQuestion(question), hits).map(({ title }) => title);

describe('articles nearest to a question without an answer', () => {
  const camels = hitOn('بلغت جائزة الإبل مليون ريال.', { title: 'الهجن تعود إلى السدرة' });
  const author = hitOn('نال جائزة نوبل في الأدب.', { title: 'نجيب محفوظ' });

  it('share its subject: two of its words in the passage, not one by chance', () => {
    assert.deepEqual(titles('كم جائزة مزاين الإبل؟', [author, camels]), ['الهجن تعود إلى السدرة']);
  });

  it('or one of its words in the title', () => {
    assert.deepEqual(titles('ما رواية محفوظ الأولى؟', [camels, author]), ['نجيب محفوظ']);
  });

  it('or the only word that it has', () => {
    assert.deepEqual(titles('ما الإبل؟', [author, camels]), ['الهجن تعود إلى السدرة']);
  });

  it('share its rarer words: not «متحف» of «متحف اللوفر»', () => {
    const museum = hitOn('يقع المتحف في حي قديم.', { title: 'متحف الخط' });
    assert.deepEqual(titles('أين يقع متحف اللوفر؟', [museum, author]), []);
  });

  it('are none where nothing shares it', () => {
    assert.deepEqual(titles('أين تقع زنجبار؟', [author, camels]), []);
  });

  it('never have one title twice', () => {
    const again = hitOn('الإبل في الصحراء.', { title: 'الهِجن تعود إلى السدرة' });
    assert.deepEqual(titles('ما الإبل؟', [camels, again]), ['الهجن تعود إلى السدرة']);
  });
});

describe('words that no article has', () => {
  const vocabulary = {
    chunkFrequency: async (_: unknown, term: string) => (term === 'تقع' ? 3 : 0),
  };
  const of = (text: string, mends: { start: number; end: number }[] = []) =>
    unknownWords(
      { ...analyseQuestion(text), mends: mends.map((span) => ({ ...span, typed: '', meant: [] })) },
      vocabulary,
    );

  it('are named as they were typed', async () => {
    assert.deepEqual(await of('أين تقع زنجبار؟'), ['زنجبار']);
  });

  it('are not those that were mended', async () => {
    const text = 'أين تقع زنجبار؟';
    const start = text.indexOf('زنجبار');
    assert.deepEqual(await of(text, [{ start, end: start + 6 }]), []);
  });

  it('are not those that an article has without the letter that leans on them', async () => {
    const cities = {
      chunkFrequency: async (_: unknown, term: string) => (term === 'طرابلس' ? 3 : 0),
    };
    const of = (text: string) => unknownWords({ ...analyseQuestion(text), mends: [] }, cities);
    assert.deepEqual(await of('ماذا حدث بطرابلس؟'), []);
    assert.deepEqual(await of('ماذا حدث بزنجبار؟'), ['بزنجبار']);
  });

  it('are names: not verbs of any person, common nouns or what is written onto them', async () => {
    for (const text of [
      'ليش بيزرعون زنجبار؟',
      'متى يزرعون زنجبار؟',
      'كيف أطبخ زنجبار؟',
      'كم طنًّا زنجبار؟',
      'أين رحلاته زنجبار؟',
    ])
      assert.deepEqual(await of(text), ['زنجبار'], text);
  });

  it('are not named of a question in another language', async () => {
    assert.deepEqual(await of('Who discovered insulin?'), []);
  });

  it('are not named where most of them are unknown', async () => {
    assert.deepEqual(await of('قطة كلب حصان جمل'), []);
  });
});

describe('a question of which nobody knows a word', () => {
  const vocabulary = {
    chunkFrequency: async (_: unknown, term: string) => (term === 'dna' ? 3 : 0),
  };
  const of = (text: string) => isGibberish({ ...analyseQuestion(text), mends: [] }, vocabulary);

  it('is gibberish, and one is not that the articles or the language know', async () => {
    for (const text of ['asdkjh', 'شسيبلا ضصثقف', 'qwe 999'])
      assert.equal(await of(text), true, text);
    for (const text of ['dna', 'ما الـ DNA؟', 'زنجبار', 'أين تقع شسيبلا؟ في زنجبار'])
      assert.equal(await of(text), false, text);
  });
});

describe('a mended question', () => {
  it('is spelled as the articles spell, but for what was typed', () => {
    const hits = [hitOn('زار المُستشفى أمس.')];
    assert.equal(asPrinted('من بني المستشفي', 'من بني المستشفق', hits), 'من بني المستشفى');
  });
});
