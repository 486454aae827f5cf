import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOverlapReader } from '../../src/reader/overlap.ts';
import { describeReader } from '../contracts/reader.ts';

describeReader('overlap', async () => createOverlapReader());

describe('the overlap reader', () => {
  const read = async (question: string, sentence: string, title = '') => {
    const [passage] = await createOverlapReader().read(question, [
      { title, sentences: [sentence] },
    ]);
    const { logOdds, span } = passage![0]!;
    return { logOdds, words: span && sentence.slice(span.start, span.end), span };
  };

  it('goes from −3 to 3 with the share of the question’s words', async () => {
    const question = 'متى فاز المنتخب؟';
    assert.equal((await read(question, 'الحليب بارد.')).logOdds, -3);
    assert.equal((await read(question, 'وصل المنتخب أمس.')).logOdds, 0);
    assert.equal((await read(question, 'فاز المنتخب أمس.')).logOdds, 3);
  });

  it('counts a word of the title a half', async () => {
    assert.equal((await read('متى فاز المنتخب؟', 'فاز أمس.', 'المنتخب')).logOdds, 1.5);
  });

  it('answers with a number or date before all else', async () => {
    const { words, span } = await read('كم عدد اللاعبين؟', 'شارك في الدورة ثلاثة وعشرون لاعبًا.');
    assert.equal(words, 'ثلاثة وعشرون');
    assert.equal(span!.probability, 0.9);
  });

  it('does not answer with a number that was asked with', async () => {
    const { words } = await read('من فاز عام 2010؟', 'فاز في 2010 زين الدين الجزائري.');
    assert.equal(words, 'زين الدين الجزائري');
  });

  it('has no words where the sentence says only what was asked', async () => {
    assert.equal((await read('هل فاز المنتخب؟', 'فاز المنتخب.')).span, null);
  });
});
