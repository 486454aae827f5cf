/** Signs without a letter, as WeasyPrint and XeTeX leave them; a sign is named by its number if it has no letter. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { segmentsOf } from '../../../src/corpus/formats/pdf-lines.ts';
import {
  type DrawnSign,
  lettersOfPlaces,
  SignNames,
  withLetters,
} from '../../../src/corpus/formats/pdf-signs.ts';

interface Sign {
  readonly text: string;
  readonly code: number;
  readonly isNarrow?: boolean;
  readonly isNamed?: boolean;
}

const UNNAMED_ALEF: Sign = { text: '\u0183', code: 0x183, isNamed: false };
const named = (letters: string): Sign[] =>
  [...letters].map((text) => ({ text, code: 0x1000 + text.charCodeAt(0) }));

/** In the order of reading; the program draws them from the left, and a mark before its letter. */
function drawn(word: readonly Sign[], y: number): DrawnSign[] {
  let x = 0;
  return word.toReversed().map(({ text, code, isNarrow, isNamed = true }) => {
    const x0 = x;
    if (!isNarrow) x += 5;
    const x1 = isNarrow ? x0 : x;
    return { text, code, font: 'f', isNamed, x0, x1, y, size: 10, bold: false };
  });
}

function read(words: readonly (readonly Sign[])[]): string[] {
  const signs = words.flatMap((word, i) => drawn(word, 800 - 20 * i));
  const lines = segmentsOf(new SignNames().of(signs)).map(({ text }) => text);
  const letters = lettersOfPlaces(lines.join('\n'));
  return lines.map((line) => withLetters(line, letters));
}

describe('a sign of a PDF without a letter', () => {
  it('has the letter that the mark above it claims, and the mark is no more than a mark', () => {
    const damma: Sign = { text: 'أُ', code: 0x789, isNarrow: true };
    assert.deepEqual(
      read([
        [UNNAMED_ALEF, damma, ...named('همل')],
        [UNNAMED_ALEF, ...named('عضاء')],
        [...named('ي'), damma, ...named('منع')],
      ]),
      ['أُهمل', 'أعضاء', 'يُمنع'],
    );
  });

  it('parts two marks that are named together: the shadda stands on the letter', () => {
    const kasra: Sign = { text: 'ِّ', code: 0x1b0, isNarrow: true };
    const shadda: Sign = { text: '\u01b1', code: 0x1b1, isNarrow: true, isNamed: false };
    const words = [
      [...named('معلم'), ...[shadda, kasra]],
      [...named('عد'), shadda, ...named('ة')],
    ];
    assert.deepEqual(
      read(words).map((word) => word.normalize('NFC')),
      ['معلمِّ', 'عدّة'],
    );
  });

  it('has the letter that makes words of what it stands in, where nothing claims it', () => {
    const words = ['كثر', 'عضاء', 'وقات', 'يام'].map((rest) => [UNNAMED_ALEF, ...named(rest)]);
    assert.deepEqual(read(words), ['أكثر', 'أعضاء', 'أوقات', 'أيام']);
    const onLam: Sign = { text: '\u061d', code: 0x61d, isNarrow: true, isNamed: false };
    const lamAlef = (before: string, after: string) => [...named(before), onLam, ...named(after)];
    assert.deepEqual(read([lamAlef('خل', 'ل'), lamAlef('ثل', 'ثة'), lamAlef('طل', 'ب')]), [
      'خلال',
      'ثلاثة',
      'طلاب',
    ]);
  });

  it('is one of a lam-alef’s two, which the words tell, and the document’s own spelling', () => {
    // Small fonts of Qt name neither; their signs are numbered from 1.
    const lam: Sign = { text: 'H', code: 0x48, isNamed: false };
    const alef: Sign = { text: 'I', code: 0x49, isNarrow: true, isNamed: false };
    const withHamza: Sign = { text: 'A', code: 0x41, isNarrow: true, isNamed: false };
    const small = (letters: string): Sign[] =>
      [...letters].map((text) => ({ text, code: text.charCodeAt(0) & 0x3f }));
    const words = [
      [...small('خ'), lam, alef, ...small('ل')],
      [...small('ط'), lam, alef, ...small('ب')],
      [...small('ا'), lam, withHamza, ...small('ردن')],
      [...small('ا'), lam, withHamza, ...small('سعار')],
      [...small('ا'), lam, alef, ...small('جتماع')],
    ];
    const others = ['مكتبة', 'كبيرة', 'قديمة', 'مدينة', 'يكتب', 'حديقة', 'وسط', 'صغيرة', 'جديدة'];
    assert.deepEqual(read([...words, ...others.map(small)]), [
      ...['خلال', 'طلاب', 'الأردن', 'الأسعار', 'الاجتماع'],
      ...others,
    ]);
  });

  it('is said to be unknown where no letter makes words', () => {
    assert.deepEqual(read([[...named('ضظغ'), UNNAMED_ALEF, ...named('ضظغ')]]), ['ضظغ\ufffdضظغ']);
  });

  it('is none that has the number of its letter by chance', () => {
    const two = { text: '2', code: 0x32 };
    assert.deepEqual(read([[...named('سنة'), { text: ' ', code: 3 }, two]]), ['سنة 2']);
  });
});
