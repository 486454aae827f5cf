import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mendQuestion, withMends } from '../../src/retrieve/mend.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { WordIndexBuilder } from '../../src/words/builder.ts';
import { WordIndex } from '../../src/words/word-index.ts';
import { lexiconOf } from '../support/lexicon-of.ts';

function vocabularyOf(...texts: string[]) {
  const builder = new WordIndexBuilder();
  for (const [i, text] of texts.entries()) builder.add(i, { title: 'عنوان', text });
  const words = WordIndex.open(builder.finish());
  return {
    chunkFrequency: async (form: 'surface' | 'stem', term: string) =>
      words.chunkFrequency(form, term),
    similarWords: async (surface: string, limit: number) => words.similarWords(surface, limit),
    searchWords: async (terms: Parameters<WordIndex['search']>[0], limit: number) =>
      words.search(terms, limit),
  };
}

const vocabulary = vocabularyOf(
  'افتتح الخديوي إسماعيل قناة السويس سنة 1869',
  'تقع جامعة القاهرة في الجيزة',
  'زار السفير مدينة طرابلس',
  'هو أول سفير',
  'هو أول وزير',
  'هو أول رئيس',
);

const noWords = lexiconOf({});
const mended = (question: string) => mendQuestion(analyseQuestion(question), vocabulary, noWords);

const searched = ({ terms }: Awaited<ReturnType<typeof mended>>) =>
  terms.map(({ surface }) => surface);

describe('mending', () => {
  it('leaves known words alone', async () => {
    const { mends, searchText, terms } = await mended('متى افتتح قناة السويس؟');
    assert.deepEqual(mends, []);
    assert.equal(searchText, 'متى افتتح قناة السويس؟');
    assert.deepEqual(terms, analyseQuestion('متى افتتح قناة السويس؟').terms);
  });

  it('searches for another form of a word without calling it an error', async () => {
    const { mends, terms } = await mended('متى افتتحت قناة السويس؟');
    assert.deepEqual(mends, []);
    assert.ok(terms.some(({ surface }) => surface === 'افتتح'));
  });

  it('finds the word in which two letters were swapped', async () => {
    const { mends, terms, searchText } = await mended('أين جامعة القاهرة والجيزة وأين طرالبس؟');
    assert.deepEqual(
      mends.map(({ typed, meant }) => [typed, meant]),
      [['طرالبس', ['طرابلس']]],
    );
    assert.ok(terms.some(({ surface }) => surface === 'طرابلس'));
    assert.ok(!terms.some(({ surface }) => surface === 'طرالبس'));
    assert.equal(searchText, 'أين جامعة القاهرة والجيزة وأين طرابلس؟');
  });

  describe('two letters swapped, where that makes a word', () => {
    const often = (text: string) => Array.from({ length: 30 }, () => text);
    const swappable = vocabularyOf(
      ...often('تقع بيروت في لبنان'),
      'حديقة لنبة',
      'عاصمة قطر',
      'في شهر شوال',
    );
    const known = lexiconOf({ عصامه: 8, لنبان: 8, شاول: 8 });
    const ask = (question: string, lexicon = noWords) =>
      mendQuestion(analyseQuestion(question), swappable, lexicon);

    it('that the corpus lacks, but not its stem, is mended to a far commoner word', async () => {
      const question = await ask('أين تقع لنبان؟');
      assert.deepEqual(
        question.mends.map(({ typed, meant }) => [typed, meant]),
        [['لنبان', ['لبنان']]],
      );
      assert.deepEqual(searched(question), ['تقع', 'لبنان']);
      assert.equal(question.searchText, 'أين تقع لبنان؟');
    });

    it('that the language knows stays, and the other is searched for and embedded beside it', async () => {
      for (const [typed, meant] of [
        ['عصامه', 'عاصمه'],
        ['لنبان', 'لبنان'],
      ] as const) {
        const question = await ask(`أين ${typed} قطر؟`, known);
        assert.deepEqual(question.mends, []);
        assert.deepEqual(searched(question), [typed, meant, 'قطر']);
        assert.equal(question.searchText, `أين ${typed} ${meant} قطر؟`);
      }
    });

    it('whose stem is not much rarer than the other word stays as well', async () => {
      const rare = await mendQuestion(
        analyseQuestion('أين لنبان؟'),
        vocabularyOf('حديقة لنبة', 'تقع بيروت في لبنان'),
        noWords,
      );
      assert.deepEqual(rare.mends, []);
      assert.deepEqual(searched(rare), ['لنبان', 'لبنان']);
    });

    it('is not sought for a word that the language and the corpus know', async () => {
      const rank = vocabularyOf('نال الرتبة', ...often('في عمق التربة'));
      const question = await mendQuestion(
        analyseQuestion('أين الرتبة؟'),
        rank,
        lexiconOf({ الرتبه: 8 }),
      );
      assert.deepEqual(searched(question), ['الرتبه']);
      assert.equal(question.searchText, 'أين الرتبة؟');
    });

    it('is chance in a word of four letters', async () => {
      const question = await ask('من هو شاول؟', known);
      assert.deepEqual(searched(question), ['شاول']);
      assert.equal(question.searchText, 'من هو شاول؟');
    });
  });

  it('learns what is asked for from an asking word, and does not search for it', async () => {
    const asking = vocabularyOf('لماذا افتتح الخديوي قناة السويس', 'كتاب لماذا');
    const question = await mendQuestion(
      analyseQuestion('لامذا افتتح الخديوي القناة؟'),
      asking,
      noWords,
    );
    assert.equal(question.kind, 'why');
    assert.ok(!searched(question).includes('لماذا'));
    assert.ok(searched(question).includes('الخديوي'));
  });

  it('parts two words that were written as one', async () => {
    const { mends } = await mended('من هواول سفير؟');
    assert.deepEqual(mends[0]?.meant, ['هو', 'اول']);
  });

  it('joins one word that was written as two', async () => {
    const { mends, terms } = await mended('أين تقع القاه رة؟');
    assert.deepEqual(mends[0]?.meant, ['القاهره']);
    assert.ok(terms.some(({ surface }) => surface === 'القاهره'));
  });

  it('leaves alone what resembles nothing', async () => {
    const { mends, terms } = await mended('من هو زغطفشخ؟');
    assert.deepEqual(mends, []);
    assert.ok(terms.some(({ surface }) => surface === 'زغطفشخ'));
  });

  it('leaves numbers and Latin names alone', async () => {
    assert.deepEqual((await mended('ماذا حدث سنة 1868؟')).mends, []);
  });

  it('keeps every letter of the question that it does not mend', () => {
    const mends = [{ start: 4, end: 8, typed: 'قناه', meant: ['قناة'] }];
    assert.equal(withMends('متى قناه السويس', mends), 'متى قناة السويس');
  });

  it('alone in its question is mended only to a word of the language', async () => {
    const words = vocabularyOf('عن التضخم في المدن', 'كان رأسه المكلل بالورد');
    const mends = async (question: string) =>
      (await mendQuestion(analyseQuestion(question), words, lexiconOf({ التضخم: 8 }))).mends;
    assert.deepEqual(
      (await mends('ما التضحم؟')).map(({ meant }) => meant[0]),
      ['التضخم'],
    );
    assert.deepEqual(await mends('أين المكلا؟'), []);
  });

  it('tells of an error where what was meant stands beside the rest of the question', async () => {
    const river = vocabularyOf(
      ...['يجري النهر الكبير في الوادي', 'بلغت السيارات مدينة البحر', 'سيارات الأجرة في المدينة'],
    );
    const mends = async (question: string) => {
      const { mends, terms } = await mendQuestion(analyseQuestion(question), river, noWords);
      return {
        mends: mends.map(({ meant }) => meant[0]),
        terms: terms.map(({ surface }) => surface),
      };
    };
    assert.deepEqual((await mends('أين يجري النهط الكبير؟')).mends, ['النهر']);
    // Nothing in the articles has cars by the river: «سيترات» may well be a word.
    const citrates = await mends('هل في النهر الكبير سيترات؟');
    assert.deepEqual(citrates.mends, []);
    assert.ok(citrates.terms.includes('سيارات'), 'and it is searched for all the same');
  });
});
