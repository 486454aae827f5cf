/** Questions without Arabic letters: the keyboard left on English, Arabic in Latin letters, other languages. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundledLexicon } from '../../src/lexicon/bundled.ts';
import { inArabicLetters } from '../../src/retrieve/latin.ts';
import { transliterationsOf } from '../../src/text/arabizi.ts';
import { fromEnglishKeys } from '../../src/text/keyboard-layout.ts';
import { splitWords } from '../../src/text/words.ts';
import { writtenIn } from '../../src/text/written-in.ts';

const ARTICLES = `ولد نجيب محفوظ في الجمالية. تأسست جامعة الدول العربية. الربع الخالي. ابن بطوطة. عين جالوت.
  قناة السويس. مساحة. ابن الهيثم. تلسكوب جيمس ويب (James Webb). مرض السكري.`;
const words = new Set(splitWords(ARTICLES).map(({ surface }) => surface));
const vocabulary = {
  chunkFrequency: async (_: unknown, term: string) => (words.has(term) ? 1 : 0),
};
const arabic = (text: string) => inArabicLetters(text, vocabulary, bundledLexicon);

describe('a question in Arabic letters', () => {
  for (const [typed, expected] of [
    // The keys of «متى تأسست جامعة الدول العربية؟».
    ['ljn jHssj [hlum hg],g hguvfdm?', 'متى تأسست جامعة الدول العربية؟'],
    ['lk i, k[df lpt,/', 'من هو نجيب محفوظ'],
    ['LJN ,G] K[DF LPT,/', 'متى ولد نجيب محفوظ'],
    ['meta wulid naguib mahfouz', 'متى وُلد نجيب محفوظ؟'],
    ['Meta wolid Nagib Mahfooz?', 'متى وُلد نجيب محفوظ؟'],
    ['kam masa7at el rub3 el khali', 'كم مساحه الربع الخالي؟'],
    ['man howa ibn battuta', 'من هو ابن بطوطه؟'],
    ['ayna wulida ibn al-haytham', 'أين وُلد ابن الهيثم؟'],
    ['shu hiya 3ain jalut', 'شو هي عين جالوت؟'],
    ['wesh howa marad el sukkari', 'وش هو مرض السكري؟'],
    ['keef yantaqil el jadari', 'كيف ينتقل الجدري؟'],
  ] as const) {
    it(`«${typed}» is «${expected}»`, async () => {
      assert.equal(await arabic(typed), expected);
    });
  }

  for (const typed of [
    'متى ولد نجيب محفوظ؟',
    'متى أطلق James Webb؟',
    'When was the Arab League founded?',
    'Quand est né Naguib Mahfouz ?',
    'James Webb',
    '2019',
    '؟',
    '',
  ]) {
    it(`«${typed}» stays as it is`, async () => assert.equal(await arabic(typed), undefined));
  }
});

describe('the language of a question', () => {
  for (const [text, language] of [
    ['متى؟', 'arabic'],
    ['متى أطلق James Webb؟', 'arabic'],
    ['When was the Arab League founded?', 'english'],
    ['who is Naguib Mahfouz', 'english'],
    ['how many people live in Cairo', 'english'],
    ['Quand est né Naguib Mahfouz ?', 'french'],
    ['Où se trouve le canal de Suez ?', 'french'],
    ['meta wulid naguib mahfouz', 'latin'],
    ['man howa ibn battuta', 'latin'],
    ['NASA', 'latin'],
    ['1956?', 'none'],
    ['👍', 'none'],
  ] as const) {
    it(`«${text}»: ${language}`, () => assert.equal(writtenIn(text), language));
  }
});

describe('letters', () => {
  it('of the English keys become those of the Arabic ones', () => {
    assert.equal(fromEnglishKeys('hgsghl ugd;l'), 'السلام عليكم');
    assert.equal(fromEnglishKeys('HN;G 2019 b'), 'أآكلأ 2019 لا');
  });

  it('of Arabizi have few readings that cost nothing, the likeliest first', () => {
    assert.ok(transliterationsOf('kitab').some(({ surface }) => surface === 'كتاب'));
    assert.ok(transliterationsOf('madrasa').some(({ surface }) => surface === 'مدرسه'));
    assert.deepEqual(transliterationsOf('ß'), []);
    assert.deepEqual(transliterationsOf('a'.repeat(21)), []);
  });
});
