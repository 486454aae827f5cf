import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { searchForm } from '../../src/text/normalise.ts';
import { splitWords } from '../../src/text/words.ts';

const surfaces = (text: string) => splitWords(text).map((word) => word.surface);
const originals = (text: string) =>
  splitWords(text).map(({ start, end }) => text.slice(start, end));
/** Extra forms by the original spelling of the word that carries them. */
const extras = (text: string): Record<string, readonly string[]> =>
  Object.fromEntries(
    splitWords(text)
      .filter((word) => word.extra !== undefined)
      .map(({ start, end, extra = [] }) => [text.slice(start, end), extra]),
  );

describe('splitWords', () => {
  it('keeps a vocalised word whole and shows it in its own spelling', () => {
    const text = 'قَالَ الشَّاعِرُ: «يا لَيْلُ!»';
    assert.deepEqual(originals(text), ['قَالَ', 'الشَّاعِرُ', 'يا', 'لَيْلُ']);
    assert.deepEqual(surfaces(text), ['قال', 'الشاعر', 'يا', 'ليل']);
  });

  it('ends a word before a bidirectional control, so that marking it up tears no pair apart', () => {
    assert.deepEqual(originals('\u202bكتابٌ\u202c\u200f جديد'), ['كتابٌ', 'جديد']);
  });

  it('parts Arabic letters from digits and from other scripts', () => {
    assert.deepEqual(surfaces('و15 عام2015 بـFacebook G20 كوفيد-19'), [
      'و',
      '15',
      'عام',
      '2015',
      'ب',
      'facebook',
      'g20',
      'كوفيد',
      '19',
    ]);
  });

  it('makes one word of a number with separators', () => {
    assert.deepEqual(surfaces('١٬٢٣٤٫٥ و1,500,000 و12.5'), ['1234.5', 'و', '1500000', 'و', '12.5']);
    assert.deepEqual(originals('نحو ١٬٢٣٤٫٥ دولار'), ['نحو', '١٬٢٣٤٫٥', 'دولار']);
  });

  it('leaves lists, dates and versions in parts', () => {
    assert.deepEqual(surfaces('1,2,3 14/8/2015 14.8.2015 1.2.3'), [
      '1',
      '2',
      '3',
      '14',
      '8',
      '2015',
      '14',
      '8',
      '2015',
      '1',
      '2',
      '3',
    ]);
  });

  it('finds the words within a ligature, all at its place', () => {
    assert.deepEqual(
      splitWords('محمد ﷺ').map(({ start, end, surface }) => [start, end, surface]),
      [
        [0, 4, 'محمد'],
        [5, 6, 'صلي'],
        [5, 6, 'الله'],
        [5, 6, 'عليه'],
        [5, 6, 'وسلم'],
      ],
    );
  });

  it('knows letters beyond the first plane, and that emoji are none', () => {
    assert.deepEqual(surfaces('𞤀𞤁 🌍 𝐀'), ['𞤢𞤣', 'a']);
  });

  it('gives spans in order within the text, whose search forms hold the surfaces', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'كِتابٌ',
        'ﷺ',
        'ثلاثة',
        'وعشرون',
        '٣٬٠٠٠',
        '14/8',
        'في',
        'المئة',
        '٪',
        ' ',
        '\n',
        '.',
        '،',
        '\u200f',
        'آب',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end, surface, stem } of splitWords(text)) {
          assert.ok(start < end && end <= text.length && start >= last);
          last = start;
          assert.match(surface, /^[\p{L}\p{N}.]+$/u);
          assert.ok(stem !== '' && stem.length <= surface.length);
          const own = searchForm(text.slice(start, end));
          assert.ok(own.includes(surface) || own.includes('ي'), `${own} ${surface}`);
        }
      }),
    );
  });

  it('finds every letter and digit in some word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const letters = searchForm(text).match(/[\p{L}\p{N}]/gu) ?? [];
        assert.deepEqual(
          surfaces(text)
            .join('')
            .replaceAll('.', '')
            .match(/[\p{L}\p{N}]/gu) ?? [],
          letters,
        );
      }),
    );
  });
});

describe('numbers in words', () => {
  const cases: readonly (readonly [text: string, first: string, value: string])[] = [
    ['ثلاثة وعشرون رجلًا', 'ثلاثة', '23'],
    ['ثلاثٌ وعشرون امرأة', 'ثلاثٌ', '23'],
    ['أحد عشر كوكبًا', 'أحد', '11'],
    ['إحدى عشرة سنة', 'إحدى', '11'],
    ['اثنتي عشرة دولة', 'اثنتي', '12'],
    ['تسعة عشر عضوًا', 'تسعة', '19'],
    ['مئة وعشرون', 'مئة', '120'],
    ['مائة وثلاثة وعشرين', 'مائة', '123'],
    ['ثلاث مئة', 'ثلاث', '300'],
    ['مئتان وخمسون', 'مئتان', '250'],
    ['ألفان', 'ألفان', '2000'],
    ['ألف وتسعمئة وستة وخمسين', 'ألف', '1956'],
    ['ألف وتسعمائة وستة وخمسين', 'ألف', '1956'],
    ['خمسة آلاف وثلاثمئة', 'خمسة', '5300'],
    ['مئة وخمسون ألفًا', 'مئة', '150000'],
    ['ثلاثة ملايين ونصف المليون', 'ثلاثة', '3500000'],
    ['مليونان وثلاثمئة ألف', 'مليونان', '2300000'],
    ['مليار ومئتا مليون', 'مليار', '1200000000'],
    ['خمس وثمانين وتسعمئة وألف', 'خمس', '1985'],
    ['عشرين ومئة', 'عشرين', '120'],
    ['بثلاثة وعشرين', 'بثلاثة', '23'],
    ['ثلاثة و عشرون', 'ثلاثة', '23'],
    ['تلاتة وتلاتين', 'تلاتة', '33'],
    ['اربعين', 'اربعين', '40'],
    ['خمستاشر', 'خمستاشر', '15'],
    ['25 ألفًا', '25', '25000'],
    ['١٫٥ مليون', '١٫٥', '1500000'],
    ['3,5 مليارات', '3', '3500000000'],
    ['5 آلاف و300', '5', '5300'],
    ['3 ملايين و25 ألفًا', '3', '3025000'],
    ['3 500 000 دينار', '3', '3500000'],
    ['القرن التاسع عشر', 'التاسع', '19'],
    ['الحادي والعشرين', 'الحادي', '21'],
    ['المركز الثالث', 'الثالث', '3'],
  ];
  for (const [text, first, value] of cases) {
    it(`${text}: ${value}`, () => assert.deepEqual(extras(text), { [first]: [value] }));
  }

  const separate: readonly (readonly [
    why: string,
    text: string,
    expected: Record<string, string[]>,
  ])[] = [
    ['two units are two numbers', 'ثلاثة وأربعة', { ثلاثة: ['3'], وأربعة: ['4'] }],
    ['a comma parts numbers', 'ثلاثة، وعشرون', { ثلاثة: ['3'], وعشرون: ['20'] }],
    ['five and a hundred are two', 'خمسة ومئة', { خمسة: ['5'], ومئة: ['100'] }],
    ['a lone ألف may be a verb', 'ألّف كتابًا', {}],
    ['لست is "I am not"', 'لست هنا', {}],
    ['Monday is no two', 'يوم الاثنين', {}],
    ['first and second are everyday words', 'الأول والثاني', {}],
    ['one alone is everyday', 'واحد من الناس', {}],
    ['a year and a number are two', 'سنة 2015 300 رجل', {}],
    ['digits stand for themselves', 'عام 1967', {}],
    ['people after millions are not part of them', 'مليون و3 آخرون', { مليون: ['1000000'] }],
  ];
  for (const [why, text, expected] of separate) {
    it(why, () => assert.deepEqual(extras(text), expected));
  }

  it('gives ثلاثة وعشرون and ٢٣ one form', () => {
    const [words] = splitWords('ثلاثة وعشرون');
    const [digits] = splitWords('٢٣');
    assert.deepEqual(words!.extra, [digits!.surface]);
  });
});

describe('percentages', () => {
  for (const text of [
    '٢٥٪',
    '25%',
    '25 %',
    '%25',
    '25 بالمئة',
    '25 في المئة',
    '٢٥ في المائة',
    '25 بالمائة',
    '25 في المية',
  ]) {
    it(text, () => assert.deepEqual(Object.values(extras(text)), [['25%']]));
  }
  it('in words', () => assert.deepEqual(extras('خمسة وعشرون في المئة'), { خمسة: ['25%', '25'] }));
  it('with a fraction', () => assert.deepEqual(extras('٦٫٥٪'), { '٦٫٥': ['6.5%'] }));
});

describe('dates', () => {
  const days: readonly string[] = [
    '14 أغسطس',
    '١٤ آب',
    '14 أوت',
    '14 غشت',
    '14 من أغسطس',
    '14 من شهر آب',
    'الرابع عشر من أغسطس',
    '14/8',
    '14/08',
    '١٤/٨',
  ];
  for (const text of days) {
    it(`${text} is d08-14`, () =>
      assert.ok(
        Object.values(extras(text)).flat().includes('d08-14'),
        JSON.stringify(extras(text)),
      ));
  }

  const full: readonly string[] = [
    '14 أغسطس 2015',
    '١٤ آب ٢٠١٥',
    '14 آب/أغسطس 2015',
    '14 أغسطس (آب) 2015',
    '14 غشت من عام 2015',
    '14/8/2015',
    '14-8-2015',
    '14.8.2015',
    '2015-08-14',
    '2015/8/14',
    '8/14/2015',
    'الرابع عشر من آب 2015',
    '14 أغسطس، 2015',
  ];
  for (const text of full) {
    it(`${text} is d2015-08-14`, () => {
      const forms = Object.values(extras(text)).flat();
      for (const form of ['m08', 'm2015-08', 'd08-14', 'd2015-08-14'])
        assert.ok(forms.includes(form), JSON.stringify(forms));
    });
  }

  const months: readonly (readonly [month: string, names: string])[] = [
    ['m01', 'يناير، كانون الثاني، جانفي'],
    ['m02', 'فبراير، شباط، فيفري'],
    ['m03', 'شهر مارس، آذار'],
    ['m04', 'أبريل، إبريل، نيسان، أفريل'],
    ['m05', 'مايو، أيار، شهر ماي'],
    ['m06', 'يونيو، يونيه، حزيران، شهر جوان'],
    ['m07', 'يوليو، يوليه، تموز، جويلية، يوليوز'],
    ['m08', 'أغسطس، شهر آب، شهر أوت، غشت'],
    ['m09', 'سبتمبر، أيلول، شتنبر'],
    ['m10', 'أكتوبر، تشرين الأول'],
    ['m11', 'نوفمبر، تشرين الثاني، نونبر'],
    ['m12', 'ديسمبر، كانون الأول، دجنبر'],
    ['hm01', 'شهر محرم'],
    ['hm03', 'ربيع الأول'],
    ['hm04', 'ربيع الآخر، ربيع الثاني'],
    ['hm05', 'جمادى الأولى'],
    ['hm06', 'جمادى الآخرة، جمادى الثانية'],
    ['hm09', 'شهر رمضان، لشهر رمضان'],
    ['hm11', 'ذو القعدة، ذي القعدة'],
    ['hm12', 'ذو الحجة، ذي الحجة'],
    // After «في» they are no other word.
    ['m03', 'مارس'],
    ['m08', 'آب'],
    ['hm09', 'رمضان'],
  ];
  for (const [month, names] of months) {
    for (const name of names.split('، ')) {
      it(`${name} is ${month}`, () =>
        assert.deepEqual(Object.values(extras(`في ${name}.`)), [[month]]));
    }
  }

  it('reads Hijri days apart from Gregorian ones', () => {
    assert.deepEqual(extras('1 رمضان 1436'), {
      1: ['hd09-01', 'hd1436-09-01'],
      رمضان: ['hm09', 'hm1436-09'],
    });
  });

  for (const text of ['2/9/1445', '2-9-1445 هـ', '1445/09/02هـ', '2/9/1445 هجرية', '02.09.1445'])
    it(`${text} is a Hijri day`, () => {
      const forms = Object.values(extras(text)).flat();
      assert.deepEqual(
        forms.filter((form) => /^h?[dm]/u.test(form)),
        ['hm09', 'hm1445-09', 'hd09-02', 'hd1445-09-02'],
      );
    });

  for (const text of [
    'مارس الرياضة',
    'زار شعبان المدينة',
    'في باب الإكراه',
    'أب وأم',
    'شعبان عبد الرحيم',
    'الفريق فاز 3-1',
    'نسبة 3.4',
    '31/31/2015',
    'في عام 2015',
  ]) {
    it(`${text}: no date`, () =>
      assert.deepEqual(
        Object.values(extras(text))
          .flat()
          .filter((form) => /^h?[dm]/u.test(form)),
        [],
      ));
  }
});
