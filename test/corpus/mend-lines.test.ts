/** Damage that a list of words puts right, and texts that are made of no words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mendDocumentLines } from '../../src/corpus/mend-lines.ts';
import { isMadeOfWords } from '../../src/corpus/real-words.ts';

const SOUND =
  'افتتحت البلدية مكتبة عامة في وسط المدينة، وقال رئيس المجلس إن المكتبة هي الأولى من نوعها في البلاد، وإن عدد كتبها يزيد على أربعين ألف كتاب باللغات العربية والإنجليزية والفرنسية. وتفتح المكتبة أبوابها للجمهور كل يوم عدا الجمعة من الساعة التاسعة صباحا إلى الثامنة مساء، وفيها قاعات للقراءة وأخرى للأطفال وقسم للمخطوطات القديمة. وأوضح المدير أن الاشتراك السنوي رمزي، وأن الطلاب معفيون من الرسوم، وأن الإدارة ستنظم محاضرات شهرية يلقيها كتاب معروفون ومترجمون وأساتذة من الجامعات المحلية، على أن تنشر تسجيلاتها على الموقع الإلكتروني للمكتبة.';

describe('lam and alef in each other’s place', () => {
  it('are put right where the words tell, and other words stay', () => {
    const { lines, repairs } = mendDocumentLines([
      'اإلنتاجية في القطاع األول، وعقد االجتماع الثالث',
      'قال السيد خالد إن السالح ممنوع، وباإلضافة إلى ذلك',
    ]);
    assert.deepEqual(lines, [
      'الإنتاجية في القطاع الأول، وعقد الاجتماع الثالث',
      'قال السيد خالد إن السلاح ممنوع، وبالإضافة إلى ذلك',
    ]);
    assert.equal(repairs.length, 1);
  });

  it('are left alone in sound text', () => {
    assert.deepEqual(mendDocumentLines([SOUND]), { lines: [SOUND], repairs: [] });
  });
});

it('digits of two kinds within one number become those of the document', () => {
  assert.deepEqual(mendDocumentLines(['سنة ١44٥ وسنة ١٤٤٤']).lines, ['سنة ١٤٤٥ وسنة ١٤٤٤']);
  assert.deepEqual(mendDocumentLines(['عام 20٢4 وعام 2023، و٥ كتب']).lines, [
    'عام 2024 وعام 2023، و٥ كتب',
  ]);
});

describe('whether a text is made of words', () => {
  it('a sound one is; one with letters added, exchanged or turned round is not', () => {
    assert.ok(isMadeOfWords(SOUND));
    const added = SOUND.replace(/\p{L}{4,}/gu, (word) => `${word.slice(0, 3)}ن${word.slice(3)}`);
    const exchanged = SOUND.replace(
      /[بتني]/gu,
      (letter) => ({ ب: 'ت', ت: 'ن', ن: 'ي', ي: 'ب' })[letter]!,
    );
    const turned = SOUND.replace(/\p{L}{4,}/gu, (word) => [...word].reverse().join(''));
    for (const text of [added, exchanged, turned])
      assert.ok(!isMadeOfWords(text), text.slice(0, 60));
  });

  it('Persian is not judged by Arabic words', () => {
    assert.ok(
      isMadeOfWords(
        'این کتابخانه در مرکز شهر باز شد و مردم می‌توانند هر روز به جز جمعه به آنجا بروند و کتاب‌های گوناگون بخوانند. '.repeat(
          8,
        ),
      ),
    );
  });
});
