import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Matcher } from '../../src/answer/matcher.ts';
import { RELATED_WORDS } from '../../src/answer/related-words.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { splitWords } from '../../src/text/words.ts';

/** The words of a question that a sentence says otherwise. */
function saidOtherwise(question: string, sentence: string): string[] {
  const { words } = analyseQuestion(question);
  const askedWords = words.map(({ surface, stem }) => ({
    forms: [{ surface, stem, weight: 1 }],
    rarity: 1,
    share: 1 / words.length,
    unknown: false,
  }));
  const related = new Matcher(askedWords).related(splitWords(sentence));
  return words.filter((_, i) => related[i] === 1).map(({ surface }) => surface);
}

describe('words that say much the same', () => {
  for (const [question, sentence, words] of [
    ['متى مات المتنبي؟', 'ولقي المتنبي مصرعه قرب بغداد سنة 965.', ['مات']],
    ['من بنى المسجد الأموي؟', 'شيّده الوليد بن عبد الملك.', ['بني']],
    ['كم يبعد القمر عن الأرض؟', 'بينهما نحو 384 ألف كيلومتر.', ['يبعد']],
    ['أين تعلّم طه حسين؟', 'ثم درس في السوربون وتخرّج فيها.', ['تعلم']],
    ['مين اخترع المصباح؟', 'ابتكره إديسون في مختبره.', ['اخترع']],
  ] as const) {
    it(`${question} ${sentence}`, () => {
      assert.deepEqual(saidOtherwise(question, sentence), words);
    });
  }

  it('finds none where the sentence speaks of something else', () => {
    assert.deepEqual(saidOtherwise('متى مات المتنبي؟', 'كان المتنبي شاعرًا من الكوفة.'), []);
    assert.deepEqual(saidOtherwise('كم يبعد القمر؟', 'كان القمر بدرًا بعد ذلك.'), []);
  });

  it('has no group of one word, and no word twice in a group', () => {
    for (const line of RELATED_WORDS.trim().split('\n')) {
      const words = line.split(' ');
      assert.ok(words.length > 1, line);
      assert.equal(new Set(words).size, words.length, `${line}: a word stands twice`);
    }
  });
});
