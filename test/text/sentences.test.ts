import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bulletLength, headingPaths, headings } from '../../src/text/headings.ts';
import { splitSentences } from '../../src/text/sentences.ts';

const split = (text: string, maxChars?: number) =>
  splitSentences(text, maxChars === undefined ? {} : { maxChars }).map(({ start, end }) =>
    text.slice(start, end),
  );

describe('splitSentences', () => {
  /** Each: why, then the sentences, which stand in the text one space apart. */
  const cases: readonly (readonly [why: string, ...sentences: string[]])[] = [
    [
      'full stop, question mark, exclamation mark',
      'وصل الوفد صباحًا.',
      'متى غادر؟',
      'يا للعجب!',
      'لا أحد يدري.',
    ],
    [
      'commas and semicolons end nothing',
      'وصل الوفد، ثم غادر؛ ولم يصرّح بشيء: لا قبل ولا بعد.',
      'انتهى.',
    ],
    ['titles', 'التقى د. سامي منصور أ. ليلى حسن وم. كريم فؤاد.', 'ثم خرجوا.'],
    ['professors', 'حضر أ.د. سامي منصور الجلسة.', 'وغادر مبكرًا.'],
    ['post boxes', 'العنوان ص.ب. 2345 بيروت.', 'اكتبوا إلينا.'],
    [
      'years before Christ and of the Hijra',
      'ولد سنة 150 هـ. في غزة وتوفي بعد ذلك بقرون من 300 ق.م. تقريبًا.',
      'رحمه الله.',
    ],
    ['a year may end a sentence', 'ولد سنة 150 هـ.', 'وتوفي بمصر سنة 204 هـ.', 'ثم دفن فيها.'],
    ['news agencies', 'ذكرت أ.ف.ب. أن الوفد وصل.', 'ونفت د.ب.أ. الخبر.'],
    ['an agency may end a sentence', 'هذا ما ذكرته أ.ف.ب.', 'ونفته الحكومة لاحقًا.'],
    ['decimals in both scripts', 'بلغ السعر 3.5 دولارات و٣.٥ يورو و٦٫٥٪ زيادة.', 'وارتفع بعدها.'],
    ['domains and files', 'زوروا example.com أو اقرؤوا report.pdf هناك.', 'ثم راسلونا.'],
    ['closing quotation marks stay', 'قال: «لن نغادر.»', '«متى؟»', 'وقال: "غدًا."', 'ثم صمت.'],
    ['several marks are one end', 'أحقًّا؟!', 'نعم!!', 'كيف ذلك؟؟'],
    [
      'an ellipsis ends a sentence',
      'كان يود أن يقول المزيد…',
      'لكنه صمت طويلًا ثم قام...',
      'وخرج من القاعة.',
    ],
    ['two dots are a pause', 'القاهرة.. مدينة لا تنام.', 'هكذا قيل.'],
    [
      'an ellipsis in brackets leaves words out',
      'قال إن «الاتفاق (...) لم يوقّع» […] حتى الآن.',
      'وأضاف شيئًا.',
    ],
    ['a mark in brackets ends nothing', 'وصل (هل تصدّق؟ نعم وصل.) قبل الفجر بقليل.', 'ثم نام.'],
    ['a mark before a comma ends nothing', 'سأل «متى؟»، ولم ينتظر الجواب.', 'ثم مضى.'],
    ['diacritics at the end', 'جَاءَ الوَلَدُ.', 'ثُمَّ ذَهَبَ.'],
    ['Urdu full stop', 'یہ پہلا جملہ ہے۔', 'یہ دوسرا ہے۔'],
  ];
  for (const [why, ...sentences] of cases) {
    if (sentences.length > 0)
      it(why, () => assert.deepEqual(split(sentences.join(' ')), sentences));
  }

  it('keeps stray marks and reference marks with the sentence before', () => {
    assert.deepEqual(
      split('أليس كذلك؟» . وقد كان الحكم واضحًا . . ثم مضى. [25] [26] وعاد.[27] وبقي هنا. "'),
      ['أليس كذلك؟» .', 'وقد كان الحكم واضحًا . .', 'ثم مضى. [25] [26]', 'وعاد.[27]', 'وبقي هنا. "'],
    );
  });

  it('sees a decimal point past a bidirectional mark', () => {
    assert.deepEqual(split('هبط البرنت إلى 95.\u200f56 دولارًا. ثم ارتفع.'), [
      'هبط البرنت إلى 95.\u200f56 دولارًا.',
      'ثم ارتفع.',
    ]);
  });

  it('keeps a counter with what it counts', () => {
    assert.deepEqual(split('1.2.4. البايبورتية وحدها. ثم انتهى.'), [
      '1.2.4. البايبورتية وحدها.',
      'ثم انتهى.',
    ]);
  });

  it('knows Latin letters spelled in Arabic', () => {
    assert.deepEqual(split('قالت شبكة بي. بي. سي. إن سي. إس. لويس كتبها. انتهى.'), [
      'قالت شبكة بي. بي. سي. إن سي. إس. لويس كتبها.',
      'انتهى.',
    ]);
  });

  it('knows Latin abbreviations, initials and lower case', () => {
    assert.deepEqual(
      split('He met Dr. Salim in the U.S. army, e.g. here. J. K. Rowling wrote it. Then he left.'),
      ['He met Dr. Salim in the U.S. army, e.g. here.', 'J. K. Rowling wrote it.', 'Then he left.'],
    );
  });

  it('mends a missing space after a full stop between Arabic words', () => {
    assert.deepEqual(split('من مواليد جرجا بسوهاج.وواحد من أبرز الثوار.'), [
      'من مواليد جرجا بسوهاج.',
      'وواحد من أبرز الثوار.',
    ]);
  });

  it('ends at line breaks of every kind', () => {
    assert.deepEqual(split('أول\nثانٍ\r\nثالث\r\u2028رابع\n\n\nخامس'), [
      'أول',
      'ثانٍ',
      'ثالث',
      'رابع',
      'خامس',
    ]);
  });

  it('takes headings and bullets as sentences of their own, marks and all', () => {
    assert.deepEqual(
      split(
        '## كيف يُقاس؟\n\nتختار الأجهزة سلّة.\n- طلب أكبر؛\n• كلفة ترتفع. ثم تهبط.\n1. أول\n٢. ثانٍ\nأ- ثالث',
      ),
      [
        '## كيف يُقاس؟',
        'تختار الأجهزة سلّة.',
        '- طلب أكبر؛',
        '• كلفة ترتفع.',
        'ثم تهبط.',
        '1. أول',
        '٢. ثانٍ',
        'أ- ثالث',
      ],
    );
  });

  it('finds none in white space', () => assert.deepEqual(split(' \n\t\u00a0\r\n'), []));

  it('cuts a long sentence at ؛ first, then at ، before a conjunction, then at ،, then between words', () => {
    const part = 'كلمة أخرى هنا '.repeat(4).trim();
    assert.deepEqual(split(`${part}، ${part}؛ ${part}.`, 140), [`${part}، ${part}؛`, `${part}.`]);
    assert.deepEqual(split(`${part}، وقال ${part}، ${part}.`, 140), [
      `${part}،`,
      `وقال ${part}، ${part}.`,
    ]);
    assert.deepEqual(split(`${part}، ${part} ${part}.`, 120), [`${part}،`, `${part} ${part}.`]);
    assert.deepEqual(split(`${part} ${part}`, 60).join(' '), `${part} ${part}`);
  });

  it('refuses a limit too small to cut at', () => {
    assert.throws(() => splitSentences('نص', { maxChars: 10 }), RangeError);
    assert.throws(() => splitSentences('نص طويل '.repeat(20), { maxChars: 10 }), /at least 40/u);
  });

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'كلمة',
        'د',
        'ص.ب',
        'هـ',
        '3.5',
        '.',
        '؟',
        '!',
        '…',
        '...',
        '،',
        '؛',
        ' ',
        ' ',
        '\n',
        '\n\n',
        '«',
        '»',
        '(',
        ')',
        '"',
        '- ',
        '## ',
        '1. ',
        '\u200f',
        'و',
        'ٌ',
        '\r\n',
        'example.com',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 60 },
  );

  const holds = (text: string, maxChars: number | undefined) => {
    let end = 0;
    for (const sentence of splitSentences(text, maxChars === undefined ? {} : { maxChars })) {
      assert.equal(
        text.slice(end, sentence.start).trim(),
        '',
        'only white space lies between sentences',
      );
      const slice = text.slice(sentence.start, sentence.end);
      assert.notEqual(slice, '');
      assert.equal(slice, slice.trim());
      if (maxChars !== undefined) assert.ok(slice.length <= maxChars);
      end = sentence.end;
    }
    assert.equal(text.slice(end).trim(), '');
  };

  it('covers all that is not white space, in order, trimmed, on any text', () => {
    fc.assert(
      fc.property(pieces, (parts) => holds(parts.join(''), undefined)),
      { numRuns: 500 },
    );
  });

  it('and within maxChars', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 40, max: 90 }), (parts, maxChars) =>
        holds(parts.join(''), maxChars),
      ),
      { numRuns: 500 },
    );
  });

  it('cuts no surrogate pair and no mark from its letter', () => {
    for (const piece of split('🌍'.repeat(100), 41)) assert.ok(!/\p{Surrogate}/u.test(piece));
    for (const piece of split('بَّ'.repeat(100), 40)) assert.match(piece, /^\p{L}/u);
  });
});

describe('headings', () => {
  const paragraph =
    'هذه فقرة طويلة بما يكفي لتكون فقرة حقيقية تحت عنوانها، وفيها من الكلام ما لا يكون في عنوان.';
  const titles = (text: string) => headings(text).map(({ title }) => title);

  it('takes marked lines, without their marks', () => {
    assert.deepEqual(titles(`# أول\n\n## كيف يُقاس؟ ##\n${paragraph}\n== تاريخ ==\n${paragraph}`), [
      'أول',
      'كيف يُقاس؟',
      'تاريخ',
    ]);
  });

  it('takes a short line alone above a paragraph', () => {
    assert.deepEqual(titles(`${paragraph}\n\nعلاقات متجددة\n\n${paragraph}`), ['علاقات متجددة']);
  });

  it('gives the whole line as its span', () => {
    const text = `\n  ## عنوان  \n${paragraph}`;
    assert.deepEqual(
      headings(text).map(({ start, end }) => text.slice(start, end)),
      ['## عنوان'],
    );
  });

  it('knows what each stands under: marked ones by level, the others under all of those', () => {
    const text = `## باب\n\n### فصل\n\nعنوان وحده\n\n${paragraph}\n\nعنوان آخر\n\n${paragraph}\n\n## ثان\n${paragraph}`;
    assert.deepEqual(headingPaths(headings(text)), [
      'باب',
      'باب › فصل',
      'باب › فصل › عنوان وحده',
      'باب › فصل › عنوان آخر',
      'ثان',
    ]);
  });

  const none: readonly (readonly [why: string, text: string])[] = [
    ['it ends in a full stop', `وصل الوفد.\n\n${paragraph}`],
    ['it ends in a colon, which leads in', `وقال:\n\n${paragraph}`],
    ['it is a bullet', `- بند\n\n${paragraph}`],
    ['no blank line is around it', `عنوان\n${paragraph}`],
    ['nothing comes after', `${paragraph}\n\nعلاقات متجددة`],
    ['only short lines come after, as in a list', 'القاهرة\n\nبيروت\n\nتونس'],
    ['it is long', `${'كلمة '.repeat(11)}\n\n${paragraph}`],
    ['it is a hashtag', `#وسم ${paragraph}`],
  ];
  for (const [why, text] of none) it(`none: ${why}`, () => assert.deepEqual(titles(text), []));
});

describe('bulletLength', () => {
  const lengths: readonly (readonly [line: string, length: number])[] = [
    ['- بند', 2],
    ['• بند', 2],
    ['•بند', 1],
    ['* بند', 2],
    ['1. بند', 3],
    ['١) بند', 3],
    ['12- بند', 4],
    ['أ- بند', 3],
    ['1.بند', 2],
    ['بند', 0],
    ['3.5 دولار', 0],
    ['-5 درجات', 0],
    ['2015 كان', 0],
    ['د. محمد', 3],
  ];
  for (const [line, length] of lengths) it(line, () => assert.equal(bulletLength(line), length));
});
