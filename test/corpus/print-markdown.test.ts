import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withPlaces } from '../../src/corpus/article.ts';
import { printMarkdown } from '../../src/corpus/print-markdown.ts';

const LONG = 'وتسمى العملة بالدينار الليبي وهي العملة الرسمية في البلاد منذ سنة';

describe('printMarkdown', () => {
  const cases: readonly (readonly [what: string, markdown: string, text: string])[] = [
    ['plain paragraphs as they stand', 'أول.\n\nثان.', 'أول.\n\nثان.'],
    ['emphasis by its words', 'نص *مائل* و**قوي** و~~محذوف~~.', 'نص مائل وقوي ومحذوف.'],
    ['emphasis that CommonMark does not see in Arabic', '**«قال»**وذهب.', '«قال»وذهب.'],
    ['asterisks that were escaped', '\\*\\*نجمتان\\*\\*', '**نجمتان**'],
    ['code by its words', 'اكتب `npm start` هنا.', 'اكتب npm start هنا.'],
    ['a link by its words', 'راجع [الصفحة](https://example.org/a_b_c "ع").', 'راجع الصفحة.'],
    ['a link by name', 'راجع [الصفحة][p].\n\n[p]: https://example.org', 'راجع الصفحة.'],
    ['an image by what is said of it', '![صورة](a.png) و![](b.png)هنا', 'صورة وهنا'],
    ['a footnote without its mark', 'نص[^1].\n\n[^1]: حاشية.', 'نص.\n\nحاشية.'],
    ['no comment and no tag', 'نص<!-- لا --> <b>قوي</b>.<br>سطر', 'نص قوي.\nسطر'],
    ['what blocks of HTML hold', '<div>\n<p>أول</p><p>ثان *ي*</p>\n</div>', 'أول\n\nثان ي'],
    ['no comment over several paragraphs', '<!-- أ\n\nب\n\n-->\n\nج', 'ج'],
    ['a quotation without its marks', '> أول\n> ثان', 'أول\nثان'],
    ['code as text', '```js\nlet a = 1;\n\nlet *b*;\n```\n\nبعد', 'let a = 1;\n\nlet *b*;\n\nبعد'],
    ['items after a bullet', 'منها:\n* أول\n* **ثان**\n  - فرع', 'منها:\n\n• أول\n• ثان\n• فرع'],
    ['numbered items by their number', '3. ثلاثة\n4. أربعة', '3. ثلاثة\n4. أربعة'],
    ['a task without its box', '- [x] تم', '• تم'],
    [
      'a line break that is meant',
      'الاسم: علي  \nالعمر: 30\nالبلد: ليبيا',
      'الاسم: علي\nالعمر: 30\nالبلد: ليبيا',
    ],
    [
      'no line break where a long line was wrapped',
      `${LONG}\n*1971* حين حلت.`,
      `${LONG} 1971 حين حلت.`,
    ],
    ['a rule as nothing', 'أول.\n\n---\n\nثان.', 'أول.\n\nثان.'],
    [
      'a sentence above a rule as a sentence',
      'نص ينتهي بنقطة.\n---\nبعده.',
      'نص ينتهي بنقطة.\n\nبعده.',
    ],
    ['character references', 'أ &amp; ب &lt; ج', 'أ & ب < ج'],
    ['line breaks of Windows', 'أ\r\n\r\n**ب**\r\n', 'أ\n\nب'],
    [
      'a row of a table as a sentence with its headers',
      '| الدرجة | السعر | المدة |\n|---|---|---|\n| الثانية | **60** | خمس سنوات |\n| | 70 | |\n| وحدها | | |',
      'الثانية — السعر: 60، المدة: خمس سنوات.\nالسعر: 70.\nوحدها.',
    ],
  ];
  for (const [what, markdown, text] of cases)
    it(what, () => assert.equal(printMarkdown(markdown).text, text));

  it('keeps headings as an outline, by level', () => {
    const { text, outline } = printMarkdown(
      '# أول **قوي**\n\nنص.\n\n### `ثالث` ###\nنص.\n\nثان\n===\n',
    );
    assert.equal(text, 'أول قوي\n\nنص.\n\nثالث\n\nنص.\n\nثان');
    assert.deepEqual(
      outline?.map(({ level, title, start, end }) => [level, title, text.slice(start, end)]),
      [
        [1, 'أول قوي', 'أول قوي'],
        [3, 'ثالث', 'ثالث'],
        [1, 'ثان', 'ثان'],
      ],
    );
    assert.equal(printMarkdown('نص بلا عناوين.').outline, undefined);
  });

  it('gives a text whose outline holds what an article promises, whatever it is given', () => {
    const parts = fc.array(
      fc.constantFrom(
        '# ',
        '## عنوان\n',
        '\n',
        '\n\n',
        '- ',
        '> ',
        '**',
        '`',
        '```\n',
        '<b>',
        '<!--',
        '-->',
        '| أ | ب |\n',
        '|---|---|\n',
        '[^1]',
        '[^1]: ',
        '\\',
        '&amp;',
        'كلمة ',
        'نص.\n',
        '===\n',
        '---\n',
        '1. ',
        '    ',
        '\t',
        '![',
        '](',
        ')',
        '\u2028',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(parts, (some) => {
        const { text, outline } = printMarkdown(some.join(''));
        withPlaces({ id: 'أ', title: 'ع', text }, { outline });
        assert.equal(text, text.trim());
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('placed', () => {
  const article = { id: 'أ', title: 'ع', text: 'عنوان\n\nنص.' };

  it('refuses headings that are no lines of the text, and pages out of order', () => {
    const heading = { start: 0, end: 5, level: 1, title: 'عنوان' };
    for (const outline of [
      [{ ...heading, end: 50 }],
      [{ ...heading, start: 1 }],
      [{ ...heading, end: 7 }],
      [heading, heading],
      [{ ...heading, level: 0 }],
      [{ ...heading, title: ' ' }],
    ])
      assert.throws(() => withPlaces(article, { outline }), RangeError);
    const page = { start: 0, label: '1' };
    for (const pages of [[page, page], [{ ...page, start: 50 }], [{ ...page, label: '' }]])
      assert.throws(() => withPlaces(article, { pages }), RangeError);
    assert.deepEqual(withPlaces(article, { outline: [heading], pages: [page], file: 'a.md' }), {
      ...article,
      outline: [heading],
      pages: [page],
      file: 'a.md',
    });
  });
});
