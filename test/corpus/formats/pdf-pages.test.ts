/** Pages of a PDF: the number that is printed on them, and what runs at their edges. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceLine } from '../../../src/answer/source-line.ts';
import { one } from './support.ts';
import { pdfOf, type SetLine } from './written-pdf.ts';

const SAID = [
  'تفتح مكتبة الحي أبوابها كل صباح في الثامنة، وتغلقها في المساء.',
  'أهدى المعلم سالم كتبه إلى المكتبة، وهي في النحو والتاريخ.',
  'يزور المكتبة في الشهر كثير من القراء، أكثرهم من الطلاب.',
  'تعير المكتبة الكتاب أسبوعين، ويجوز التمديد مرة واحدة.',
  'وفي الطابق الثاني قاعة لا يدخلها إلا من أذن له الأمين.',
  'تجرد الكتب في آخر كل سنة، ويكتب ما فقد منها في السجل.',
];

const NAMES = ['سالم', 'هدى', 'نزار', 'ليلى', 'مروان', 'سعاد'];

/** Six pages of three sentences; `edge` adds what stands at their head or foot. */
function book(edge: (page: number) => readonly SetLine[], labels?: string) {
  const pages = SAID.map((said, i) => [
    ...[said, SAID[(i + 1) % 6]!, SAID[(i + 2) % 6]!].map((text, at) => ({
      text: `ويقول ${NAMES[i]}: ${text}`,
      x: 540,
      y: 700 - 30 * at,
    })),
    ...edge(i),
  ]);
  return one('book.pdf', pdfOf(pages, labels));
}

const both = (first: number) => SAID.map((_, i) => `${first + i} (في الملف ${i + 1})`);

describe('the pages of a PDF', () => {
  for (const [kind, edge] of Object.entries<(page: number) => readonly SetLine[]>({
    'a footer that is only the number': (i) => [{ text: `ص ${i + 31}`, x: 310, y: 40 }],
    'a header with another number in it': (i) => [
      { text: 'سجل مكتبة الحي، طبعة 2023', x: 540, y: 800 },
      { text: `${i + 31}`, x: 300, y: 40 },
    ],
    'a header that names a chapter of two pages': (i) => [
      { text: `الفصل ${'أبت'[i >> 1]} ${i + 31}`, x: 540, y: 800 },
    ],
    'facing pages, with the book on one and the chapter on the other': (i) => [
      i % 2
        ? { text: `${i + 31} سجل مكتبة الحي`, x: 540, y: 800 }
        : { text: `الفصل ${'أبت'[i >> 1]} ${i + 31}`, x: 540, y: 800 },
    ],
  }))
    it(`have the printed number and the file’s: ${kind}`, async () => {
      const { record, pages } = await book(edge);
      assert.deepEqual(
        pages?.map(({ label }) => label),
        both(31),
      );
      assert.doesNotMatch(record.text, /\p{N}|الفصل|سجل مكتبة/u);
      assert.equal(
        sourceLine({ file: 'book.pdf', ...(pages && { pages }) }, 0),
        'book.pdf، ص 31 (في الملف 1)',
      );
    });

  it('have the labels that the file names', async () => {
    const { pages } = await book(() => [], '0 << /S /r >> 2 << /S /D /St 1 >>');
    assert.deepEqual(
      pages?.map(({ label }) => label),
      ['i', 'ii', '1', '2', '3', '4'].map((label, i) => `${label} (في الملف ${i + 1})`),
    );
  });

  it('have the Roman numbers of a preface, and then those of the text', async () => {
    const numbers = ['ii', 'iii', 'iv', '1', '2', '3'];
    const { record, pages } = await book((i) => [{ text: numbers[i]!, x: 300, y: 40 }]);
    assert.doesNotMatch(record.text, /[ivx\d]/u);
    assert.deepEqual(
      pages?.map(({ label }) => label),
      numbers.map((label, i) => `${label} (في الملف ${i + 1})`),
    );
  });

  it('lose a header that names a chapter of one page after its first', async () => {
    const chapters = ['القراء', 'الإعارة', 'الجرد'];
    const { record, pages } = await book((i) => [
      i % 2
        ? { text: `${i + 31} ${chapters[i >> 1]}`, x: 540, y: 800 }
        : { text: chapters[i >> 1]!, x: 540, y: 760, size: 20 },
    ]);
    assert.doesNotMatch(record.text, /\p{N}/u);
    for (const chapter of chapters.slice(1))
      assert.equal(record.text.split(`${chapter}\n`).length, 2, chapter);
    assert.equal(pages?.[1]?.label, '32 (في الملف 2)');
  });

  it('lose the two headers that stand at one place', async () => {
    const { record } = await book((i) =>
      i === 0 || i > 2 ? [] : [{ text: 'أخبار الحي وأهله', x: 540, y: 800 }],
    );
    assert.doesNotMatch(record.text, /أخبار الحي/u);
  });

  it('lose what a browser prints around a page', async () => {
    const text = 'تفتح المكتبة في الثامنة صباحا كل يوم من أيام الأسبوع.';
    const { record } = await one(
      'page.pdf',
      pdfOf([
        [
          { text: '3/5/24, 10:15 AM', x: 30, y: 820 },
          { text: 'مكتبة الحي', x: 320, y: 820 },
          { text: 'مواعيد المكتبة', x: 540, y: 760, size: 20 },
          { text, x: 540, y: 720 },
          { text: 'https://library.example/hours', x: 30, y: 20 },
          { text: '1/1', x: 560, y: 20 },
        ],
      ]),
    );
    assert.equal(record.title, 'مواعيد المكتبة');
    assert.equal(record.text, text);
  });

  it('lose a table of contents, whose rows say the number of a page, and keep lines to write upon', async () => {
    const at = (lines: readonly string[]) =>
      lines.map((text, i): SetLine => ({ text, x: 540, y: 700 - 30 * i }));
    const entries = ['تمهيد', 'شروط الإعارة', 'أوقات العمل'].map(
      (title, i) => `${title} ${'.'.repeat(30)} ${i + 3}`,
    );
    const { record } = await one(
      'a.pdf',
      pdfOf([at(['محتويات الدليل', ...entries]), at([...SAID, `الاسم: ${'.'.repeat(20)}`])]),
    );
    assert.doesNotMatch(record.text, /شروط|\.{2}/u);
    assert.match(record.text, /الاسم: ?…$/u);
  });

  it('join what is parted at a slash', async () => {
    const lines = [
      'تفتح مكتبة الحي أبوابها كل صباح في الثامنة من شهر آذار/',
      'مارس حتى آخر الصيف، وتغلقها في المساء إذا انصرف القراء.',
    ];
    const { record } = await one(
      'a.pdf',
      pdfOf([lines.map((text, i) => ({ text, x: 540, y: 700 - 14 * i }))]),
    );
    assert.match(record.text, /آذار\/مارس/u);
  });

  it('keep the numbered titles of slides, which differ from one another', async () => {
    const titles = ['النشأة', 'الموقع', 'الكتب', 'الإعارة', 'القاعات', 'الجرد'];
    const { record } = await book((i) => [
      { text: `${i + 1} ${titles[i]}`, x: 540, y: 800, size: 24 },
    ]);
    for (const title of titles) assert.ok(`${record.title}\n${record.text}`.includes(title), title);
  });
});

/** Lines of at most this many letters. */
function broken(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const set = (lines: readonly string[], x: number, y: number, size: number): SetLine[] =>
  lines.map((text, i) => ({ text, x, y: y - 1.5 * size * i, size }));

describe('a page of a PDF', () => {
  it('is read column by column where three stand beside one another, and what is below them last', async () => {
    const above =
      'هذا سجل مكتبة الحي، وفيه ما قاله من زارها في السنة الماضية، وما أجاب به أمينها عن أسئلتهم';
    const texts = [SAID.slice(0, 2), SAID.slice(2, 4), SAID.slice(4)].map((some) => some.join(' '));
    const page = [
      ...set([above], 550, 780, 10),
      ...texts.flatMap((text, i) => set(broken(text, 28), 550 - 175 * i, 740, 12)),
      ...set(
        ['ويطلب السجل من أمين المكتبة في كل يوم من أيام الدوام، ولا يعار لأحد خارج البناء'],
        550,
        560,
        10,
      ),
    ];
    const { record } = await one('page.pdf', pdfOf([page]));
    // The first line is taken for the title.
    const all = `${record.title}\n${record.text}`;
    const places = [above, ...SAID, 'ويطلب السجل'].map((said) => all.indexOf(said));
    assert.ok(
      places.every((place) => place >= 0),
      all,
    );
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it('has the rows of a table whose columns stand close to one another, without lines', async () => {
    const rows = [
      ['الفئة', 'السعر', 'المدة'],
      ['كبار', '5 دنانير', 'يوم كامل'],
      ['مجموعات كبيرة', '40 دينارا', 'ثلاثة أيام'],
      ['طلاب', 'ديناران', 'نصف يوم'],
    ];
    const cells = rows.flatMap((row, i) =>
      row.map((text, at) => ({ text, x: 540 - [0, 88, 152][at]!, y: 600 - 20 * i })),
    );
    const prose = set(broken(SAID.join(' '), 80), 540, 780, 12);
    const { record } = await one('page.pdf', pdfOf([[...prose, ...cells]]));
    for (const row of [
      'كبار — السعر: 5 دنانير، المدة: يوم كامل.',
      'مجموعات كبيرة — السعر: 40 دينارا، المدة: ثلاثة أيام.',
      'طلاب — السعر: ديناران، المدة: نصف يوم.',
    ])
      assert.ok(record.text.includes(row), record.text);
  });

  it('is read column by column from the first line, where headings stand beside one another or beside text', async () => {
    for (const left of [0, 60]) {
      const texts = [SAID.slice(0, 3), SAID.slice(3)].map((some) => broken(some.join(' '), 38));
      const page = [
        { text: 'سجل مكتبة الحي', x: 380, y: 790, size: 22 },
        ...['القراء', 'الكتب'].flatMap((heading, i) => [
          { text: heading, x: 550 - 265 * i, y: 740 - left * i, size: 17 },
          ...set(texts[i]!, 550 - 265 * i, 702 - left * i, 12),
        ]),
        // The left column begins with the end of a paragraph, and its heading comes later.
        ...(left > 0
          ? set(['وهذا ما قاله أمين المكتبة لمن سأله', 'عن القراء في كل سنة.'], 285, 740, 12)
          : []),
      ];
      const { record, outline } = await one('page.pdf', pdfOf([page]));
      assert.deepEqual(
        outline?.map(({ title }) => title),
        ['القراء', 'الكتب'],
      );
      const order = [
        'القراء\n',
        SAID[0]!,
        SAID[2]!,
        ...(left > 0 ? ['عن القراء في كل سنة.'] : []),
        'الكتب\n',
        SAID[3]!,
        SAID[5]!,
      ];
      const places = order.map((said) => record.text.indexOf(said));
      assert.ok(
        places.every((place) => place >= 0),
        record.text,
      );
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
    }
  });

  it('joins the lines of a column that stands alone under a wide header', async () => {
    const page = [
      { text: 'سجل مكتبة الحي', x: 550, y: 790 },
      { text: 'الجزء الثاني', x: 120, y: 790 },
      ...set(broken(SAID.join(' '), 38), 550, 740, 12),
    ];
    const { record } = await one('page.pdf', pdfOf([page]));
    assert.ok(record.text.includes(SAID.join(' ')), record.text);
  });
});

it('the title of a book stands on its first page, however large those of its chapters are', async () => {
  const chapter = (title: string, i: number): SetLine[] => [
    { text: title, x: 540, y: 700, size: 26 },
    ...set(broken(SAID.slice(i, i + 3).join(' '), 70), 540, 640, 12),
  ];
  const cover = [
    { text: 'سجل مكتبة الحي', x: 400, y: 600, size: 20 },
    { text: 'سالم النحوي', x: 390, y: 560, size: 15 },
  ];
  const { record } = await one(
    'book.pdf',
    pdfOf([cover, chapter('القراء', 0), chapter('الكتب', 3)]),
  );
  assert.equal(record.title, 'سجل مكتبة الحي');
});
