/** Headings that nobody marked: by the size and weight of their letters, and with their letters set apart. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mendDocumentLines } from '../../../src/corpus/mend-lines.ts';
import { joinSpacedLetters } from '../../../src/corpus/spaced-letters.ts';
import { one, openDocument, paragraph, wordDocument } from './support.ts';

const BODY =
  'افتتحت البلدية مكتبة عامة في وسط المدينة، وقال رئيس المجلس إنها الأولى من نوعها في البلاد.';
const TITLE = 'ا ل د ل ي ل   ا ل إ ر ش ا د ي';
const titles = (outline: readonly { title: string }[] | undefined) =>
  outline?.map(({ title }) => title);

describe('headings by the look of them', () => {
  it('of a Word document, and its title, with letters set apart', async () => {
    const large = (text: string, size: number) =>
      `<w:p><w:r><w:rPr><w:szCs w:val="${size}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
    const { record, outline } = await one(
      'a.docx',
      wordDocument(
        `${large(TITLE, 44)}${large('أولًا: التعريف', 32)}${paragraph(BODY)}${large('ثانيًا: الشروط', 32)}${paragraph(BODY)}`,
      ),
    );
    assert.equal(record.title, 'الدليل الإرشادي');
    assert.deepEqual(titles(outline), ['أولًا: التعريف', 'ثانيًا: الشروط']);
  });

  it('of an OpenDocument, from styles of its own, of its program and of their parents', async () => {
    const style = (name: string, parent: string, look: string) =>
      `<style:style style:name="${name}" style:parent-style-name="${parent}"><style:text-properties ${look}/></style:style>`;
    const written = (style: string, text: string) =>
      `<text:p text:style-name="P1"><text:span text:style-name="${style}">${text}</text:span></text:p>`;
    const { record, outline } = await one(
      'a.odt',
      openDocument(
        `${written('T1', TITLE.replace('   ', ' <text:s text:c="2"/>'))}${written('T2', 'أولًا: التعريف')}<text:p text:style-name="P1">${BODY}</text:p><text:p text:style-name="P2">ثانيًا: الشروط</text:p><text:p text:style-name="P1">${BODY}</text:p>`,
        style('P1', 'Body', '') +
          style('P2', 'Strong', '') +
          style('T1', '', 'style:font-size-complex="22pt" fo:font-size="11pt"') +
          style('T2', '', 'fo:font-size="16pt"'),
        style('Body', '', 'fo:font-size="12pt"') +
          style('Strong', 'Body', 'style:font-weight-complex="bold"'),
      ),
    );
    assert.equal(record.title, 'الدليل الإرشادي');
    assert.deepEqual(titles(outline), ['أولًا: التعريف', 'ثانيًا: الشروط']);
  });

  it('of rich text, whose Arabic has its own size', async () => {
    const unicode = (text: string) =>
      [...text].map((letter) => `\\u${letter.charCodeAt(0)}?`).join('');
    const line = (look: string, text: string) => `{\\pard\\plain ${look} ${unicode(text)}\\par}`;
    const { outline } = await one(
      'a.rtf',
      `{\\rtf1\\ansi${line('\\afs24\\fs24', BODY)}${line('\\rtlch\\afs36 \\ltrch\\fs24', 'أولًا: التعريف')}${line('\\fs24', BODY)}${line('\\b\\fs24', 'ثانيًا: الشروط')}${line('\\fs24', BODY)}}`,
    );
    assert.deepEqual(titles(outline), ['أولًا: التعريف', 'ثانيًا: الشروط']);
  });

  it('number the lists of an OpenDocument whose program keeps their styles', async () => {
    const list =
      '<text:list-style style:name="L"><text:list-level-style-number text:level="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>';
    const item = (text: string, more = '') =>
      `<text:list-item><text:p>${text}</text:p>${more}</text:list-item>`;
    const { record } = await one(
      'a.odt',
      openDocument(
        `<text:p>${BODY}</text:p><text:list text:style-name="L">${item('الافتتاح', `<text:list>${item('الكلمة')}</text:list>`)}${item('الختام')}</text:list>`,
        '',
        list,
      ),
    );
    assert.equal(record.text, `${BODY}\n\n1. الافتتاح\n• الكلمة\n2. الختام`);
  });
});

describe('letters that are set apart', () => {
  it('are words, as two spaces between them say, or the word list', () => {
    assert.equal(joinSpacedLetters(TITLE), 'الدليل الإرشادي');
    assert.equal(joinSpacedLetters(TITLE.replaceAll('   ', ' ')), 'الدليل الإرشادي');
    assert.equal(joinSpacedLetters('ا ل ت ع ر يف ا ت'), 'التعريفات');
    assert.equal(joinSpacedLetters('ن ش ر ة ا ل م د ي ن ة'), 'نشرة المدينة');
  });

  it('are left apart where a text names letters', () => {
    const lines = ['أ ب ت ث ج ح', 'أ ب ج د', 'حروف العلة هي ا و ي', 'ق ر ق ل ع ظ ذ'];
    assert.deepEqual(mendDocumentLines(lines).lines, lines);
    assert.deepEqual(mendDocumentLines([TITLE, BODY]).lines, ['الدليل الإرشادي', BODY]);
  });
});
