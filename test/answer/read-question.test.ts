import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { question } from './support.ts';

describe('a question made ready', () => {
  it('goes to the reader with its typing errors mended, and else as it was typed', async () => {
    const { asked, searchedFor } = await question('متى تأسست جامعة الدول العربية؟');
    assert.equal(asked, 'متى تأسست جامعة الدول العربية؟');
    assert.equal(searchedFor, undefined);
  });

  it('says what was searched for where more than a greeting was left out', async () => {
    const greeted = await question('السلام عليكم، متى أُممت القناة؟');
    assert.equal(greeted.asked, 'متى أُممت القناة؟');
    assert.equal(greeted.searchedFor, undefined);
    const told = await question('قرأت أمس عن السويس مقالًا طويلًا. متى أُممت القناة؟');
    assert.equal(told.searchedFor, 'متى أُممت القناة؟');
  });
});
