/** Each format's traps, on small documents made here. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FORMATS, formatOf } from '../../../src/corpus/formats/list.ts';
import { DOCUMENT_EXTENSIONS } from '../../../src/corpus/formats/look.ts';
import {
  archive,
  faultsOf,
  notesOf,
  one,
  paragraph,
  read,
  recordsOf,
  wordDocument,
} from './support.ts';
import { PICTURE, pdfOf } from './written-pdf.ts';

const BODY =
  'افتتحت البلدية مكتبة عامة في وسط المدينة، وقال رئيس المجلس إنها الأولى من نوعها في البلاد.';

describe('the list of formats', () => {
  it('look.ts names the extensions that list.ts reads', () => {
    const text = ['.md', '.markdown', '.mdx', '.txt', '.json'];
    const listed = FORMATS.flatMap(({ extensions }) => extensions).filter(
      (one) => !text.includes(one),
    );
    assert.deepEqual(new Set(DOCUMENT_EXTENSIONS), new Set(listed));
  });

  it('goes by what is in a file, not by its name', () => {
    assert.equal(formatOf({ name: 'a.txt', bytes: wordDocument('') })?.name, 'Word document');
    assert.equal(formatOf({ name: 'a', bytes: Buffer.from('%PDF-1.4') })?.name, 'PDF');
    assert.equal(formatOf({ name: 'a.doc', bytes: Buffer.from('{\\rtf1') })?.name, 'rich text');
  });

  it('says of a file that is not what its name promises what mends it', async () => {
    await assert.rejects(read('e.docx', 'PK'), /is no Word document/u);
    await assert.rejects(read('d.pdf', '%PDF-1.4\n'), /PDF|damaged/u);
    await assert.rejects(
      read('a.doc', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1)),
      /old Office format/u,
    );
  });
});

describe('Word documents', () => {
  it('leaves out deleted and hidden text, fields’ codes, and reads a text box once', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
    const { record } = await one(
      'a.docx',
      wordDocument(
        paragraph(BODY) +
          '<w:p><w:r><w:t>السعر </w:t></w:r><w:del><w:r><w:delText>خمسون</w:delText></w:r></w:del><w:ins><w:r><w:t>ستون</w:t></w:r><w:del><w:r><w:t>سبعون</w:t></w:r></w:del></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>سر</w:t></w:r></w:p>' +
          '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGEREF</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>صفحة 7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' +
          `<w:p><w:r><mc:AlternateContent><mc:Choice>${box('في المربع')}</mc:Choice><mc:Fallback>${box('في المربع')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ),
    );
    assert.equal(record.text, `${BODY}\n\nالسعر ستون\n\nصفحة 7\n\nفي المربع`);
  });

  it('leaves out a paragraph that was inserted and deleted again', async () => {
    const mark = (kind: string) => `<w:${kind} w:id="1" w:author="a"/>`;
    const deleted = `<w:p><w:pPr><w:rPr>${mark('ins')}${mark('del')}</w:rPr></w:pPr><w:ins><w:del><w:r><w:delText>لا يُقرأ</w:delText></w:r></w:del></w:ins></w:p>`;
    const { record } = await one(
      'a.docx',
      wordDocument(paragraph(BODY) + deleted + paragraph('والدخول مجاني.')),
    );
    assert.equal(record.text, `${BODY}\n\nوالدخول مجاني.`);
  });

  it('leaves out the mark of a note that was typed, and keeps a power', async () => {
    const up = (digit: string) =>
      `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${digit}</w:t></w:r>`;
    const { record } = await one(
      'a.docx',
      wordDocument(
        `${paragraph(BODY)}<w:p><w:r><w:t>منذ التأسيس</w:t></w:r>${up('3')}<w:r><w:t> على 40 كم</w:t></w:r>${up('2')}</w:p>`,
      ),
    );
    assert.equal(record.text, `${BODY}\n\nمنذ التأسيس على 40 كم²`);
  });

  it('takes headings from styles named «1» and, where there are none, from bold lines', async () => {
    const styles =
      '<w:styles><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>';
    const styled = await one(
      'a.docx',
      wordDocument(
        paragraph(BODY) + paragraph('الفصل الأول', '<w:pStyle w:val="1"/>') + paragraph(BODY),
        { 'word/styles.xml': styles },
      ),
    );
    assert.deepEqual(
      styled.outline?.map(({ title, level }) => [title, level]),
      [['الفصل الأول', 1]],
    );
    const bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>شروط القبول</w:t></w:r></w:p>';
    const plain = await one('a.docx', wordDocument(paragraph(BODY) + bold + paragraph(BODY)));
    assert.deepEqual(
      plain.outline?.map(({ title }) => title),
      ['شروط القبول'],
    );
  });

  it('believes no title that a program wrote', async () => {
    for (const [title, creator] of [
      ['PowerPoint Presentation', 'python-docx'],
      ['untitled', '(anonymous)'],
    ]) {
      const core = `<cp:coreProperties><dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator></cp:coreProperties>`;
      const { record } = await one(
        'تقرير_السنة.docx',
        wordDocument(paragraph(BODY.repeat(3)) + paragraph(BODY), { 'docProps/core.xml': core }),
      );
      assert.equal(record.title, 'تقرير السنة');
      assert.equal(record.author, undefined);
    }
  });

  it('counts pages where Word noted them', async () => {
    const next = '<w:p><w:r><w:lastRenderedPageBreak/><w:t>في الصفحة الثانية</w:t></w:r></w:p>';
    const { pages, record } = await one('a.docx', wordDocument(paragraph(BODY) + next));
    assert.deepEqual(pages, [{ start: record.text.indexOf('في الصفحة'), label: '2' }]);
  });
});

describe('Word documents with tables', () => {
  const cell = (content: string) => `<w:tc>${content}</w:tc>`;
  const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
  const noted =
    '<w:p><w:r><w:t>90</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:lastRenderedPageBreak/></w:r></w:p>';
  const table = `<w:tbl>${row(paragraph('الدرجة'), paragraph('السعر'))}${row(paragraph('الأولى'), noted)}</w:tbl>`;

  it('say the footnote of a cell below the table, and know the page after it', async () => {
    const next = `<w:p><w:r><w:lastRenderedPageBreak/><w:t>${BODY}</w:t></w:r></w:p>`;
    const { record, pages } = await one(
      'a.docx',
      wordDocument(`${paragraph(BODY)}${table}${paragraph('والبيع في المحطة.')}${next}`, {
        'word/footnotes.xml': `<w:footnotes><w:footnote w:id="2">${paragraph('ولا يشمل ذلك الأعياد.')}</w:footnote></w:footnotes>`,
      }),
    );
    assert.equal(
      record.text,
      `${BODY}\n\nالأولى — السعر: 90.\n\nولا يشمل ذلك الأعياد.\n\nوالبيع في المحطة.\n\n${BODY}`,
    );
    assert.deepEqual(
      pages?.map(({ label, start }) => [label, record.text.slice(start, start + 6)]),
      [
        ['2', 'والبيع'],
        ['3', BODY.slice(0, 6)],
      ],
    );
  });

  it('that are frames are read once, with their pages counted once', async () => {
    const box = `<w:p><w:r><w:lastRenderedPageBreak/></w:r><w:r><w:pict><w:txbxContent>${paragraph('في المربع')}</w:txbxContent></w:pict></w:r></w:p>`;
    const { record, pages } = await one(
      'a.docx',
      wordDocument(`${paragraph(BODY)}<w:tbl>${row(box + paragraph('وفي الإطار'))}</w:tbl>`),
    );
    assert.equal(record.text, `${BODY}\n\nفي المربع\n\nوفي الإطار`);
    assert.deepEqual(
      pages?.map(({ label }) => label),
      ['2'],
    );
  });
});

describe('saved pages', () => {
  const page = (body: string) =>
    `<!doctype html><html dir="rtl"><head><meta charset="utf-8"><title>المكتبة العامة</title></head><body><nav><a href="/">الرئيسية</a></nav>${body}</body></html>`;
  const long = `<p>${BODY} ${BODY}</p><p>${BODY.replace('مكتبة', 'قاعة')} ${BODY}</p>`;

  it('keep a table that stands in a figure, with its caption, and no caption of a picture', async () => {
    const { record } = await one(
      'a.html',
      page(
        `<article>${long}<figure class="wp-block-table"><table><caption>أسعار الاشتراك</caption><tr><th>الدرجة</th><th>السعر</th></tr><tr><td>الأولى</td><td>90</td></tr></table></figure><figure><img src="a.jpg" alt="صورة"><figcaption>تصوير سعاد</figcaption></figure></article>`,
      ),
    );
    assert.match(record.text, /أسعار الاشتراك\n\nالأولى — السعر: 90\.$/u);
  });

  it('keep the caption of a table in a figure, which stands below it', async () => {
    const { record } = await one(
      'a.html',
      page(
        `<article>${long}<figure class="wp-block-table"><table><tr><th>اليوم</th><th>الجولة</th></tr><tr><td>السبت</td><td>10:00</td></tr></table><figcaption>مواعيد الجولات</figcaption></figure></article>`,
      ),
    );
    assert.match(record.text, /مواعيد الجولات\n\nالسبت — الجولة: 10:00\.$/u);
  });

  it('lose the signs that lead back from a note, and no first heading that is not the title', async () => {
    const { record, outline } = await one(
      'a.html',
      page(
        `<header><h1>المكتبة العامة</h1></header><h1>تمهيد</h1>${long}<h1>خاتمة</h1>${long}<section role="doc-endnotes"><ol><li><p>سجل قبلها أقل.<a href="#r1" role="doc-backlink">↩︎</a></p></li></ol></section>`,
      ),
    );
    assert.deepEqual(
      outline?.map(({ title }) => title),
      ['تمهيد', 'خاتمة'],
    );
    assert.match(record.text, /\n\n1\. سجل قبلها أقل\.$/u);
  });

  it('have a title in Arabic letters where title and text are in Farsi ones', async () => {
    const farsi = (text: string) => text.replaceAll('ي', 'ی').replaceAll('ك', 'ک');
    const { record } = await one(
      'a.html',
      farsi(page(long).replace('المكتبة العامة', 'دليل الزائر')),
    );
    assert.equal(record.title, 'دليل الزائر');
    assert.ok(record.text.startsWith(BODY));
  });

  it('keep the questions that are buttons which open their answers', async () => {
    const answers = ['تفتح المكتبة في التاسعة صباحًا.', 'الاشتراك عشرون ريالًا في السنة.'];
    const { record, outline } = await one(
      'a.html',
      page(
        `<h1>أسئلة متكررة</h1>${long}<h2><button class="accordion-button">متى تفتح المكتبة؟</button></h2><div class="collapse"><p>${answers[0]}</p></div><button class="accordion">كم رسم الاشتراك؟</button><div class="panel"><p>${answers[1]}</p></div><button>أرسل</button>`,
      ),
    );
    assert.match(
      record.text,
      new RegExp(
        `متى تفتح المكتبة؟\\n\\n${answers[0]}\\n\\nكم رسم الاشتراك؟\\n\\n${answers[1]}$`,
        'u',
      ),
    );
    assert.deepEqual(
      outline?.map(({ title }) => title),
      ['متى تفتح المكتبة؟', 'كم رسم الاشتراك؟'],
    );
  });

  it('are read where no head ends and no body begins', async () => {
    const head =
      '<!doctype html><html lang="ar"><meta charset="utf-8"><title>المكتبة العامة</title>';
    for (const start of [
      head,
      head.replace('<meta', '<head><meta'),
      `${head}<body>`,
      `<!doctype html><!-- <html> --><title>المكتبة العامة</title>`,
    ]) {
      const { record } = await one('a.html', `${start}<h1>المكتبة العامة</h1>${long}`);
      assert.equal(record.title, 'المكتبة العامة');
      assert.ok(record.text.startsWith(BODY), record.text);
    }
  });

  it('are read where all of the page is a form, without what is typed into it', async () => {
    const { record } = await one(
      'a.aspx.html',
      page(
        `<form id="aspnetForm"><input value="سر"><h1>المكتبة العامة</h1><p>${BODY}</p><p>والدخول مجاني للجميع.</p><select><option>اختر</option></select></form>`,
      ),
    );
    assert.equal(record.text, `${BODY}\n\nوالدخول مجاني للجميع.`);
  });
});

describe('rich text', () => {
  it('reads bytes of the font’s charset and numbers, tables and lists', async () => {
    const cp1256 = [...Buffer.from('e3d1cdc8c7', 'hex')]
      .map((byte) => `\\'${byte.toString(16)}`)
      .join('');
    const { record } = await one(
      'a.rtf',
      `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset178 A;}}\\f0 ${cp1256} \\u1576?\\u1603?\\u1605? {\\deleted x}\\par\\pard second\\par}`,
    );
    assert.equal(record.title + record.text, 'مرحبا بكمsecond');
  });

  it('has the title in Unicode that LibreOffice writes beside one of question marks', async () => {
    const unicode = (text: string) =>
      [...text].map((letter) => `\\u${letter.charCodeAt(0)}\\'3f`).join('');
    const { record } = await one(
      'a.rtf',
      `{\\rtf1\\ansi{\\info{\\upr{\\title \\'3f\\'3f}{\\*\\ud{\\title ${unicode('تقرير السنة')}}}}}\\pard ${unicode(BODY)}\\par}`,
    );
    assert.equal(record.title, 'تقرير السنة');
    assert.equal(record.text, BODY);
  });

  it('parts no word from what follows the mark of a note, as LibreOffice writes it', async () => {
    const unicode = (text: string) =>
      [...text].map((letter) => `\\u${letter.charCodeAt(0)}?`).join('');
    const { record } = await one(
      'a.rtf',
      `{\\rtf1\\ansi{\\pard ${unicode('حتى عام 1952م')}{\\super  \\chftn{\\*\\footnote \\chftn\\pard\\plain { }{${unicode('سجل الأراضي')}}}}{${unicode('، ثم ضُمّت إلى غيرها.')}}\\par}}`,
    );
    assert.equal(record.text, 'حتى عام 1952م، ثم ضُمّت إلى غيرها.\n\nسجل الأراضي');
  });

  it('keeps footnotes as pandoc writes them, and takes a first line in large letters for the title', async () => {
    const unicode = (text: string) =>
      [...text].map((letter) => `\\u${letter.charCodeAt(0)}?`).join('');
    const { record } = await one(
      'a.rtf',
      `{\\rtf1\\ansi{\\pard \\b \\fs36 ${unicode('تقرير السنة')}\\par}{\\pard ${unicode('منذ التأسيس')}{\\super\\chftn}{\\*\\footnote\\chftn\\~\\plain\\pard {\\pard ${unicode('سجل قبلها أقل')}\\par}}. ${unicode('وبعد ذلك')}\\par}}`,
    );
    assert.equal(record.title, 'تقرير السنة');
    assert.equal(record.text, 'منذ التأسيس. وبعد ذلك\n\nسجل قبلها أقل');
  });
});

/** An e-book whose package is `book.opf`. */
const book = (files: Parameters<typeof archive>[0]) =>
  archive({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    ...files,
  });

describe('e-books', () => {
  it('go by the spine, name their chapters, and take the title of the text’s language', async () => {
    const page = (title: string, text: string) =>
      `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>${title}</h1><p>${text}</p></body></html>`;
    const { record, pages } = await one(
      'a.epub',
      archive({
        mimetype: 'application/epub+zip',
        'META-INF/container.xml':
          '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        'OPS/book.opf':
          '<package><metadata xmlns:dc="d"><dc:title>The Guide of the Valley</dc:title><dc:title>دليل الوادي</dc:title><dc:creator>سعاد العلي</dc:creator></metadata><manifest><item id="b" href="2.xhtml"/><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        'OPS/1.xhtml': page('الفصل الأول', BODY),
        'OPS/2.xhtml': page(
          'الفصل الثاني',
          'وتفتح في التاسعة<a epub:type="noteref" href="#n">1</a>.',
        ),
      }),
    );
    assert.equal(record.title, 'دليل الوادي');
    assert.equal(record.author, 'سعاد العلي');
    assert.deepEqual(
      pages?.map(({ label }) => label),
      ['الفصل الأول', 'الفصل الثاني'],
    );
    assert.match(record.text, /وتفتح في التاسعة\./u);
  });

  it('with a title in another language alone take that of their first heading', async () => {
    const { record } = await one(
      'a.epub',
      book({
        'book.opf':
          '<package><metadata xmlns:dc="d"><dc:title>Guide</dc:title></metadata><manifest><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        '1.xhtml': `<html><body><h1>دليل الوادي</h1><p>${BODY}</p></body></html>`,
      }),
    );
    assert.equal(record.title, 'دليل الوادي');
  });

  it('have headings where the program lists them alone, and no part that it calls Section 1', async () => {
    const page = (title: string) =>
      `<html><body><p>${title}</p><p>${BODY}</p><p>${BODY}</p></body></html>`;
    const point = (name: string, at: number) =>
      `<navPoint><navLabel><text>${name}</text></navLabel><content src="${at}.xhtml"/></navPoint>`;
    const { outline, pages } = await one(
      'a.epub',
      book({
        'book.opf':
          '<package><metadata/><manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="1.xhtml"/><item id="b" href="2.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        'toc.ncx': `<ncx><navMap>${point('Section 1', 1)}${point('سنوات الجفاف', 2)}</navMap></ncx>`,
        '1.xhtml': page('كلمة الناشر'),
        '2.xhtml': page('سنوات الجفاف'),
      }),
    );
    assert.deepEqual(
      outline?.map(({ title }) => title),
      ['سنوات الجفاف'],
    );
    assert.deepEqual(
      pages?.map(({ label }) => label),
      ['سنوات الجفاف'],
    );
  });

  it('are not called by the name of their first part', async () => {
    const beginning = (first: string) =>
      one(
        'a.epub',
        book({
          'book.opf':
            '<package><metadata xmlns:dc="d"><dc:title>Notes from the Valley</dc:title></metadata><manifest><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
          '1.xhtml': `<html><body><h1>${first}</h1><p>${BODY}</p><h1>الطريق إلى القرية</h1><p>${BODY}</p></body></html>`,
        }),
      );
    for (const part of ['مقدمة', 'الفصل الأول', 'شكر وتقدير'])
      assert.equal((await beginning(part)).record.title, 'Notes from the Valley', part);
    assert.equal((await beginning('مقدمة ابن خلدون')).record.title, 'مقدمة ابن خلدون');
  });
});

describe('parts that are not there', () => {
  it('a chapter that the list of an e-book names', async () => {
    const items = await read(
      'a.epub',
      book({
        'book.opf':
          '<package><metadata/><manifest><item id="a" href="1.xhtml"/><item id="b" href="2.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        '1.xhtml': `<html><body><h1>دليل الوادي</h1><p>${BODY}</p></body></html>`,
      }),
    );
    assert.equal(recordsOf(items).length, 1);
    assert.deepEqual(
      faultsOf(items).map(({ part, problem }) => [part, problem]),
      [['2.xhtml', 'the chapter is not in the file']],
    );
  });

  it('pages of a PDF that are pictures, but for a cover', async () => {
    const line = (text: string) => [{ text, x: 540, y: 700 }];
    const items = await read(
      'a.pdf',
      pdfOf([PICTURE, line(BODY), PICTURE, line('والدخول مجاني لأهالي المدينة كلهم.'), []]),
    );
    assert.equal(recordsOf(items).length, 1);
    assert.deepEqual(
      faultsOf(items).map(({ part, problem }) => [part, problem]),
      [['page 3', 'has no text: it is a picture']],
    );
  });

  it('hidden sheets of a workbook', async () => {
    const sheet = (text: string) =>
      `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;
    const items = await read(
      'a.xlsx',
      archive({
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="أولى" r:id="1"/><sheet name="مخفية" state="hidden" r:id="2"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="1" Target="worksheets/sheet1.xml"/><Relationship Id="2" Target="worksheets/sheet2.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': sheet(BODY),
        'xl/worksheets/sheet2.xml': sheet('سر'),
      }),
    );
    assert.equal(recordsOf(items).length, 1);
    assert.deepEqual(
      items.flatMap((item) => ('note' in item ? [[item.part, item.note]] : [])),
      [['مخفية', 'unread: the sheet is hidden']],
    );
  });

  it('posts of another type in a WordPress export', async () => {
    const item = (type: string) =>
      `<item><title>خبر</title><content:encoded><![CDATA[${BODY}]]></content:encoded><wp:post_id>${type.length}</wp:post_id><wp:post_type>${type}</wp:post_type></item>`;
    const items = await read(
      'a.xml',
      `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>${['post', 'faq', 'faq', 'attachment'].map(item).join('')}</channel></rss>`,
    );
    assert.equal(recordsOf(items).length, 1);
    assert.deepEqual(notesOf(items), ['unread: 2 of the type faq, which are no posts or pages']);
  });
});

describe('tables', () => {
  it('name a second column of one field, and do not name one that counts the rows', async () => {
    const items = await read(
      'a.csv',
      'م,السؤال,الجواب,الرد\n1,متى تفتح المكتبة؟,في التاسعة.,صباحًا\n2,كم رسمها؟,عشرون ريالًا.,سنويًّا\n',
    );
    assert.deepEqual(recordsOf(items)[0]?.unknownFields, ['الرد']);
  });

  it('finds delimiter, charset and columns; a question is the title, its answer the text', async () => {
    const csv =
      'السؤال;الجواب;التاريخ\r\nمتى تفتح المكتبة؟;"تفتح في التاسعة; صباحا";2024/03/05\r\n';
    const [row] = recordsOf(await read('a.csv', csv));
    assert.deepEqual(row?.record, {
      title: 'متى تفتح المكتبة؟',
      text: 'تفتح في التاسعة; صباحا',
      date: '2024/03/05',
    });
    assert.equal(row?.line, 2);
    const utf16 = Buffer.from(
      `\ufeff${csv.replaceAll(';', '\t').replace('\t صباحا', ' صباحا')}`,
      'utf16le',
    );
    assert.equal(recordsOf(await read('a.tsv', utf16))[0]?.record.title, 'متى تفتح المكتبة؟');
  });

  it('with a quotation mark that is not closed lose that row alone, and name its line', async () => {
    const rows = (broken: string) =>
      `السؤال,الجواب\r\n\r\nمتى تفتح؟,"في التاسعة،\r\n""صباحًا"""\r\n${broken}\r\nكم رسمها؟,"عشرون\r\nريالًا."\r\nأين هي؟,في وسط المدينة.\r\n`;
    const sound = [
      ['متى تفتح؟', 'في التاسعة،\n"صباحًا"', 3],
      ['كم رسمها؟', 'عشرون\nريالًا.', 6],
      ['أين هي؟', 'في وسط المدينة.', 8],
    ];
    for (const broken of ['من يديرها؟,"مجلس', '"من يديرها؟,مجلس']) {
      const items = await read('a.csv', rows(broken));
      assert.deepEqual(
        recordsOf(items).map(({ record, line }) => [record.title, record.text, line]),
        sound,
      );
      assert.deepEqual(
        faultsOf(items).map(({ line, problem }) => [line, problem]),
        [[5, 'a quotation mark is not closed']],
      );
    }
    const toTheEnd = await read('a.csv', 'السؤال,الجواب\nأ,ب\nج,"د\nه,و\n');
    assert.deepEqual(
      recordsOf(toTheEnd).map(({ record, line }) => [record.title, line]),
      [
        ['أ', 2],
        ['ه', 4],
      ],
    );
    assert.equal(faultsOf(toTheEnd)[0]?.line, 3);
    // It is closed, and begins with a quotation mark of its own.
    const whole = await read('a.csv', rows('من يديرها؟,"""مجلس"" المدينة\r\nوحدها"'));
    assert.deepEqual([recordsOf(whole).length, faultsOf(whole)], [4, []]);
    await assert.rejects(read('a.csv', 'السؤال,"الجواب\nأ,ب\n'), /not closed \(line 1\)/u);
  });

  it('knows what stands above the header of a table', async () => {
    const { record } = await one(
      'a.csv',
      'رحلات القطار في الصيف,,\n,,\nالأسعار بالجنيه,,\nالرحلة,إلى,السعر\n905,أسوان,450\n901,دمياط,65\n',
    );
    assert.equal(record.title, 'رحلات القطار في الصيف');
    assert.equal(
      record.text,
      'الأسعار بالجنيه\n\n905 — إلى: أسوان، السعر: 450.\n901 — إلى: دمياط، السعر: 65.',
    );
  });

  it('prints a table without such columns as sentences', async () => {
    const { record } = await one(
      'أسعار.csv',
      'الدرجة,السعر,المدة\nالثانية,60,خمس سنوات\nالأولى,90,سنة\n',
    );
    assert.equal(record.title, 'أسعار');
    assert.equal(
      record.text,
      'الثانية — السعر: 60، المدة: خمس سنوات.\nالأولى — السعر: 90، المدة: سنة.',
    );
  });

  it('reads a workbook, with dates as dates', async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>date</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>خبر</t></is></c><c r="B2" t="inlineStr"><is><t>نص الخبر</t></is></c><c r="C2" s="1"><v>45356</v></c></row></sheetData></worksheet>';
    const { record } = await one(
      'a.xlsx',
      archive({
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="ورقة" r:id="rId1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/sharedStrings.xml':
          '<sst><si><t>العنوان</t></si><si><r><t>الن</t></r><r><t>ص</t></r></si></sst>',
        'xl/styles.xml':
          '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        'xl/worksheets/sheet1.xml': sheet,
      }),
    );
    assert.deepEqual(record, { title: 'خبر', text: 'نص الخبر', date: '2024-03-05' });
  });
});

describe('exports', () => {
  const message = (id: number, text: unknown, more: object = {}) => ({
    id,
    type: 'message',
    date: '2024-03-05T10:00:00',
    date_unixtime: '1709632800',
    from: 'قناة الوادي',
    text,
    ...more,
  });
  it('Telegram: links, albums joined, forwards named, replies together', async () => {
    const chat = {
      name: 'قناة الوادي',
      type: 'public_channel',
      id: 77,
      messages: [
        message(1, ['تعلن المكتبة عن ', { type: 'bold', text: 'موعد جديد' }, ' للزوار في المساء.']),
        message(2, 'صور من الافتتاح في قاعة الكبار.', { photo: 'a.jpg' }),
        message(3, '', { photo: 'b.jpg' }),
        message(4, 'والموعد الجديد يبدأ يوم الأحد.', { reply_to_message_id: 1 }),
        message(5, 'منقول عن قناة أخرى في المدينة.', { forwarded_from: 'قناة المدينة' }),
        message(6, 'شكرا'),
      ],
    };
    const items = await read('result.json', JSON.stringify(chat, null, 1));
    const posts = recordsOf(items).map(({ record }) => record);
    assert.deepEqual(
      posts.map(({ url }) => url),
      ['https://t.me/c/77/1', 'https://t.me/c/77/2', 'https://t.me/c/77/5'],
    );
    assert.equal(
      posts[0]?.text,
      'تعلن المكتبة عن موعد جديد للزوار في المساء.\n\nوالموعد الجديد يبدأ يوم الأحد.',
    );
    assert.equal(posts[0]?.date, '2024-03-05');
    assert.equal(posts[2]?.source, 'قناة المدينة، عبر قناة الوادي');
    assert.match(notesOf(items)[0] ?? '', /1 posts of fewer/u);
  });

  it('Telegram: of an account all channels, and nobody’s chats', async () => {
    const chat = (type: string, name: string, id: number) => ({
      name,
      type,
      id,
      messages: [message(1, `تعلن المكتبة عن موعد جديد للزوار، من ${name}.`)],
    });
    const account = {
      about: 'Here is the data you requested.',
      contacts: { list: Array.from({ length: 200 }, (_, i) => ({ name: `صديق ${i}` })) },
      chats: {
        list: [chat('personal_chat', 'خالد', 5), chat('public_channel', 'قناة الوادي', 77)],
      },
      left_chats: { list: [chat('private_channel', 'قناة المدينة', 78)] },
    };
    const items = await read('result.json', JSON.stringify(account));
    assert.deepEqual(
      recordsOf(items).map(({ record, part }) => [record.url, part]),
      [
        ['https://t.me/c/77/1', 'قناة الوادي › message 1'],
        ['https://t.me/c/78/1', 'قناة المدينة › message 1'],
      ],
    );
    assert.deepEqual(notesOf(items), ['unread: 1 chats that are no channels']);
    assert.doesNotMatch(JSON.stringify(items), /خالد/u);
  });

  it('WordPress: a post without a title is called by its beginning, and no picture’s caption is read', async () => {
    const { record } = await one(
      'a.xml',
      `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>موقع</title><item><title></title><content:encoded><![CDATA[${BODY} ${BODY}\n\n[caption id="a" width="300"]<img src="x.jpg"/> قفص الصقور[/caption]]]></content:encoded><wp:post_id>1</wp:post_id></item></channel></rss>`,
    );
    assert.ok(record.title.endsWith('…'), record.title);
    assert.ok(record.text.startsWith(record.title.slice(0, -1)));
    assert.equal(record.text, `${BODY} ${BODY}`);
  });

  it('a page that a browser saved as one file: its text, and where it is from', async () => {
    const page = (body: string) =>
      `<!doctype html><html dir="rtl"><title>المكتبة العامة</title><body><h1>المكتبة العامة</h1><p>${body}</p></body></html>`;
    const quoted = [...Buffer.from(page(`${BODY} ${BODY}`))]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('')
      .replace(/.{72}/gu, '$&=\r\n');
    const saved = (type: string, encoding: string, body: string) =>
      [
        'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://library.example/a',
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B----"\r\n',
        '------B----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=',
        `------B----\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`,
        '------B------\r\n',
      ].join('\r\n');
    for (const file of [
      saved('text/html', 'quoted-printable', quoted),
      saved(
        'text/html; charset="utf-8"',
        'base64',
        Buffer.from(page(`${BODY} ${BODY}`)).toString('base64'),
      ),
    ]) {
      const { record } = await one('page.mhtml', file);
      assert.equal(record.title, 'المكتبة العامة');
      assert.equal(record.text, `${BODY} ${BODY}`);
      assert.equal(record.url, 'https://library.example/a');
    }
    await assert.rejects(read('page.mht', 'MIME-Version: 1.0\r\n'), /is no saved page/u);
  });

  it('WordPress: published posts, drafts named', async () => {
    const item = (id: number, status: string) =>
      `<item><title>خبر ${id}</title><link>http://e.org/${id}</link><dc:creator>سعاد</dc:creator><content:encoded><![CDATA[${BODY}\n\n<ul><li>بند</li></ul>]]></content:encoded><wp:post_id>${id}</wp:post_id><wp:post_date>2024-03-05 10:00:00</wp:post_date><wp:status>${status}</wp:status><wp:post_type>post</wp:post_type></item>`;
    const items = await read(
      'a.xml',
      `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>موقع</title>${item(1, 'publish')}${item(2, 'draft')}</channel></rss>`,
    );
    assert.equal(recordsOf(items).length, 1);
    const { record } = recordsOf(items)[0]!;
    assert.deepEqual(
      [record.title, record.url, record.date, record.source, record.author],
      ['خبر 1', 'http://e.org/1', '2024-03-05', 'موقع', 'سعاد'],
    );
    assert.equal(record.text, `${BODY}\n\n• بند`);
    assert.match(notesOf(items)[0] ?? '', /^draft/u);
  });

  it('an archive: each file by itself, a bad one with its name', async () => {
    const items = await read(
      'a.zip',
      archive({ 'x/أ.txt': `عنوان\n${BODY}`, 'y.docx': 'PK', '__MACOSX/z.txt': 'لا' }),
    );
    assert.deepEqual(
      recordsOf(items).map(({ part, defaultId }) => [part, defaultId]),
      [['x/أ.txt', 'a/x/أ.txt-1']],
    );
    assert.deepEqual(
      faultsOf(items).map(({ part }) => part),
      ['y.docx'],
    );
  });
});

describe('limits', () => {
  it('refuses decompression bombs, archives in archives in archives, and deep XML', async () => {
    await assert.rejects(
      read('a.docx', wordDocument(' '.repeat(20_000_000))),
      /no document needs/u,
    );
    const inner = archive({ 'a.txt': 'عنوان\nنص' });
    const thrice = archive({ 'b.zip': archive({ 'c.zip': inner }) });
    assert.match(faultsOf(await read('a.zip', thrice))[0]?.problem ?? '', /archive in an archive/u);
    await assert.rejects(read('a.docx', wordDocument('<w:p>'.repeat(500))), /nested/u);
  });

  it('expands no entities', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "قنبلة">]>';
    const { record } = await one(
      'a.docx',
      archive({
        'word/document.xml': `${bomb}<w:document xmlns:w="w"><w:body>${paragraph(`${BODY} &b;`)}</w:body></w:document>`,
      }),
    );
    assert.ok(!record.text.includes('قنبلة'));
  });
});
