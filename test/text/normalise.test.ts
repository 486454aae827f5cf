import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { searchForm, searchFormInPlace } from '../../src/text/normalise.ts';

/** Kept while further search forms are made. */
function withOffsets(text: string) {
  const { form, offsets } = searchFormInPlace(text);
  return { form, offsets: offsets.slice() };
}

/** Any UTF-16 at all, lone surrogates included, with the code units that matter here made frequent. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'اأإآٱبةىيئؤءـوهلك ًٌٍَُِّْٰٔٓ٠١٢۳,.،٫٬123 \n\u200f\u202e\ufeff\u0000ﷺﷲﻻﻷﹶﹰ½Éßİς'),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('searchForm', () => {
  const cases: readonly (readonly [what: string, text: string, form: string])[] = [
    ['diacritics, shadda, tanwin', 'مُدَرِّسٌ كِتابًا', 'مدرس كتابا'],
    ['superscript alef and Quranic marks', 'هٰذا ٱلۡقُرۡءَانۖ', 'هذا القرءان'],
    ['superscript alef that is a letter', 'ثَلَٰثٍ وَثَمَـٰنِينَ صَٰلِحٍ ٱلۡكِتَٰبُ', 'ثلاث وثمانين صالح الكتاب'],
    ['superscript alef above its seat', 'ٱلۡحَيَوٰةُ ٱلصَّلَوٰةَ ٱلتَّوۡرَىٰةَ', 'الحياه الصلاه التوراه'],
    ['superscript alef between و and its vowel', 'ٱلسَّمَٰوَٰتِ', 'السماوات'],
    [
      'superscript alef that nobody writes',
      'ذَٰلِكَ لَٰكِنَّ هَٰؤُلَاءِ هٰكذا أُولَٰئِكَ الرَّحْمَٰنِ اللّٰهِ إِلٰهَ عَلَىٰ طٰهٰ',
      'ذلك لكن هولاء هكذا اوليك الرحمن الله اله علي طه',
    ],
    ['superscript alef on nothing', '\u0670 a\u0670 أ\u0670', ' a ا'],
    ['tatweel', 'جميـــل', 'جميل'],
    ['tatweel between numbers', '1990ـ1995 ١٩٩٠ــ١٩٩٥ 5 ـ 9', '1990-1995 1990-1995 5 - 9'],
    ['tatweel beside one number', '658هـ 15ـ بـ15', '658ه 15 ب15'],
    ['every alef', 'أحمد إلى آدم ٱبن', 'احمد الي ادم ابن'],
    ['teh marbuta and alef maqsura', 'مدرسة مصطفى', 'مدرسه مصطفي'],
    ['hamza on waw and on yeh', 'مؤتمر بئر', 'موتمر بير'],
    ['Egyptian ئو is ؤو', 'مسئول شئون', searchForm('مسؤول شؤون')],
    ['ئو in decomposed letters', 'مسي\u0654ول', 'مسوول'],
    ['lone hamza stands', 'ماء شيء', 'ماء شيء'],
    ['Persian and Urdu letters', 'گلپایگان ہے ژاله چای', 'كلبايكان هي زاله جاي'],
    ['Maghrebi and foreign sounds', 'ڤيينا ڨفصة ڭلميم', 'فيينا قفصه كلميم'],
    ['ligatures and presentation forms', 'ﷲ ﻻ ﺍﻟﻌﺮﺑﻴﺔ', 'الله لا العربيه'],
    ['the blessing is its four words', 'محمد ﷺ', 'محمد صلي الله عليه وسلم'],
    ['a lone presentation diacritic cuts no word', 'ﻛﹸﺘﺐ', 'كتب'],
    ['zero-width and bidirectional controls', 'ال\u200cكتاب \u202bمن\u202c\u200f', 'الكتاب من'],
    ['Arabic-Indic and Persian digits', '٢٠١٥ ۱۳۹۴', '2015 1394'],
    ['Arabic thousands and decimals', '١٬٢٣٤٬٥٦٧٫٥', '1234567.5'],
    ['Latin and Arabic commas by thousands', '1,500,000 و١،٥٠٠', '1500000 و1500'],
    ['points by thousands', '1.500.000 و2.500,75', '1500000 و2500.75'],
    [
      'lists and decimals are no thousands',
      '1,2,3 و14,8 و1.234 و12,34,567',
      '1,2,3 و14,8 و1.234 و12,34,567',
    ],
    ['punctuation by shape', '«نعم»، لا؛ متى؟ ٪', '"نعم", لا; متي? %'],
    ['white space', 'أول\n\n\tثانٍ\u00a0ثالث', 'اول ثان ثالث'],
    [
      'Latin capitals and accents',
      'Évian ÅNGSTRÖM Straße Łódź İzmir',
      'evian angstrom strasse lodz izmir',
    ],
    ['full width, superscripts, fractions', 'ＮＡＳＡ m² ½', 'nasa m2 1/2'],
    ['NUL and other controls are white space', 'أ\u0000ب', 'ا ب'],
    ['lone surrogates', '\ud800ب\udc00', '\ufffdب\ufffd'],
    ['emoji stay', '🌍 عالم', '🌍 عالم'],
  ];
  for (const [what, text, form] of cases) {
    it(what, () => assert.equal(searchForm(text), form));
  }

  it('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => assert.equal(searchForm(searchForm(text)), searchForm(text))),
    );
  });

  it('is one for texts that NFC, NFD, or NFKC and NFKD make equal', () => {
    // Lone presentation diacritics become a space and a mark in NFKC; here they vanish, on purpose. So does the dagger
    // alef of the few ligatures that hold one.
    const text = anyText.map((t) => t.replace(/[\ufc5b-\ufc63\ufc90\ufcd9\ufe70-\ufe7f]/gu, ''));
    fc.assert(
      fc.property(text, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (t, normalisation) =>
        assert.equal(searchForm(t.normalize(normalisation)), searchForm(t)),
      ),
    );
  });
});

describe('searchFormInPlace', () => {
  it('maps each unit of the form to the character it came from', () => {
    assert.deepEqual([...withOffsets('مـا ٱسْمُ').offsets], [0, 2, 3, 4, 5, 7, 9]);
  });

  it('maps every unit of a ligature to the ligature', () => {
    const { form, offsets } = withOffsets('ﷲ!');
    assert.equal(form, 'الله!');
    assert.deepEqual([...offsets], [0, 0, 0, 0, 1, 2]);
  });

  it('has one offset for each unit and one for the end, never falling, within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { form, offsets } = withOffsets(text);
        assert.equal(form, searchForm(text));
        assert.equal(offsets.length, form.length + 1);
        assert.equal(offsets[form.length], text.length);
        for (let i = 0; i < form.length; i++) {
          assert.ok(offsets[i]! <= offsets[i + 1]!);
          assert.ok(offsets[i]! < text.length);
        }
      }),
    );
  });

  it('points at a character whose own form begins with, or holds, the unit', () => {
    const withoutNumbers = anyText.map((t) => t.replace(/[\d.,٠-٩۰-۹٫٬،]/gu, ''));
    fc.assert(
      fc.property(withoutNumbers, (text) => {
        const { form, offsets } = withOffsets(text);
        for (let i = 0; i < form.length; i++) {
          const source = String.fromCodePoint(text.codePointAt(offsets[i]!)!);
          const own = searchForm(source);
          // ي before و may be ئ, which becomes و there.
          assert.ok(
            own.includes(form[i]!) ||
              (form[i] === 'و' && own === 'ي') ||
              // A dagger alef, or the letter below it.
              (form[i] === 'ا' && (source === '\u0670' || own === 'و' || own === 'ي')),
            `${source} → ${form[i]}`,
          );
        }
      }),
    );
  });

  it('keeps its place in a text longer than its first scratch space', () => {
    const text = `${'ﷺ'.repeat(3000)}كتاب`;
    const { form, offsets } = withOffsets(text);
    assert.equal(form.slice(-4), 'كتاب');
    assert.deepEqual([...offsets.slice(-5)], [3000, 3001, 3002, 3003, 3004]);
  });
});
