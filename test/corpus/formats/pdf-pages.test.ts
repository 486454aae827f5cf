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

  it('lose the Roman numbers of a preface', async () => {
    const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi'];
    const { record, pages } = await book((i) => [{ text: roman[i]!, x: 300, y: 40 }]);
    assert.doesNotMatch(record.text, /[ivx]/u);
    assert.deepEqual(
      pages?.map(({ label }) => label),
      ['1', '2', '3', '4', '5', '6'],
    );
  });

  it('keep the numbered titles of slides, which differ from one another', async () => {
    const titles = ['النشأة', 'الموقع', 'الكتب', 'الإعارة', 'القاعات', 'الجرد'];
    const { record } = await book((i) => [
      { text: `${i + 1} ${titles[i]}`, x: 540, y: 800, size: 24 },
    ]);
    for (const title of titles) assert.ok(`${record.title}\n${record.text}`.includes(title), title);
  });
});

/** Lines of at most so many letters. */
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
});
