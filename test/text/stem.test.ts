import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import snowballStemmers from 'snowball-stemmers';
import { searchForm } from '../../src/text/normalise.ts';
import { lightStem } from '../../src/text/stem.ts';
import { isStopWord } from '../../src/text/stopwords.ts';

const stem = (word: string) => lightStem(searchForm(word));

describe('lightStem', () => {
  /** Words that a reader searching for one would want to find under the others. */
  const families: readonly (readonly [stem: string, words: string])[] = [
    [
      'كتاب',
      'كتاب الكتاب والكتاب بالكتاب للكتاب كالكتاب فالكتاب وبالكتاب وكتاب كتابه كتابها كتابهم كتابنا كتابي كتابان كتابين كتابًا',
    ],
    ['مدين', 'مدينة المدينة مدينتهم مدينتها ومدينتنا والمدينة'],
    ['معلم', 'معلم معلمة معلمون معلمين معلمات المعلمات والمعلمون للمعلمين'],
    ['سور', 'سوريا سورية سوري السوري السوريون'],
    ['علما', 'علماء العلماء علما والعلما'],
    ['فرنس', 'فرنسا فرنسي فرنسية الفرنسيون والفرنسيات'],
    ['قرا', 'قراءة قراة القراءة قراءات'],
  ];
  for (const [expected, words] of families) {
    it(expected, () => {
      for (const word of words.split(' ')) assert.equal(stem(word), expected, word);
    });
  }

  it('keeps three letters, whatever they look like', () => {
    for (const word of ['ماء', 'بيت', 'ألم', 'ولد', 'هان', 'ليل', 'نبي', 'كان', 'وطن']) {
      assert.equal(stem(word), searchForm(word));
    }
    assert.equal(stem('بيتها'), 'بيت');
    assert.equal(stem('الفن'), 'فن');
  });

  it('leaves the prefixes of verbs, digits and other scripts alone', () => {
    for (const word of ['يكتب', 'تكتب', 'سيكتب', '2015', 'facebook', '12.5'])
      assert.equal(stem(word), word);
  });

  it('never grows nor empties a word', () => {
    for (const word of [
      'و',
      'ال',
      'وال',
      'لل',
      'ها',
      'ون',
      'الها',
      'والها',
      'اااا',
      'هههه',
      'للهم',
    ]) {
      assert.ok(stem(word).length >= 1 && stem(word).length <= word.length, word);
    }
  });

  it('conflates more of the families above than the Snowball stemmer', (t) => {
    const snowball = snowballStemmers.newStemmer('arabic');
    const count = (how: (word: string) => string) => {
      let together = 0;
      let all = 0;
      for (const [, words] of families) {
        const stems = words.split(' ').map(how);
        for (const [i, a] of stems.entries()) {
          for (const b of stems.slice(i + 1)) {
            all++;
            if (a === b) together++;
          }
        }
      }
      return { together, all };
    };
    const ours = count(stem);
    const theirs = count((word) => snowball.stem(word));
    t.diagnostic(
      `pairs conflated: light ${ours.together}, Snowball ${theirs.together}, of ${ours.all}`,
    );
    assert.equal(ours.together, ours.all);
    assert.ok(theirs.together < theirs.all);
  });
});

describe('isStopWord', () => {
  it('knows function words in search form, with و and ف written on', () => {
    for (const word of ['في', 'إلى', 'التي', 'وفي', 'فهو', 'هؤلاء', 'اللي', 'كده'])
      assert.ok(isStopWord(searchForm(word)), word);
  });
  it('leaves content words and question words alone', () => {
    for (const word of [
      'مصر',
      'يوم',
      'متى',
      'أين',
      'كم',
      'كيف',
      'لماذا',
      'مين',
      'فين',
      'ليه',
      'شو',
    ]) {
      assert.ok(!isStopWord(searchForm(word)), word);
    }
  });
});
