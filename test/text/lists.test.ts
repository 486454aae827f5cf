import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leadInAt, leadInOf } from '../../src/text/lists.ts';
import { splitSentences } from '../../src/text/sentences.ts';

/** Sentences with the lead-in that each is, and the one that each belongs to. */
function listsIn(text: string) {
  const sentences = splitSentences(text);
  const show = (found: ReturnType<typeof leadInAt>) =>
    found && `${found.sentence}: ${found.firstItem}-${found.end}`;
  return sentences.map((_, at) => [
    show(leadInAt({ start: 0, text }, sentences, at)),
    show(leadInOf({ start: 0, text }, sentences, at)),
  ]);
}
const NONE = [undefined, undefined];

describe('lead-ins', () => {
  it('are sentences that end with a colon before items, which end where the bullets do', () => {
    assert.deepEqual(listsIn('للنقص أعراض، منها:\n\n• آلام.\n• تعب. وقد يطول.\n\nويعالج بالشمس.'), [
      ['0: 1-4', undefined],
      [undefined, '0: 1-4'],
      [undefined, '0: 1-4'],
      [undefined, '0: 1-4'],
      NONE,
    ]);
  });

  it('announce numbered items as well', () => {
    assert.deepEqual(listsIn('الخطوات:\n1. يحجز.\n2. يسلّم.')[2], [undefined, '0: 1-3']);
  });

  it('within a list announce the items up to the next of their kind', () => {
    const lists = listsIn('المطلوب:\n• للصغار:\n• صورة.\n• للكبار:\n• بطاقة.');
    assert.deepEqual(
      lists.map(([is]) => is),
      ['0: 1-5', '1: 2-3', undefined, '3: 4-5', undefined],
    );
    assert.deepEqual(lists[2], [undefined, '1: 2-3']);
    assert.deepEqual(lists[4], [undefined, '3: 4-5']);
  });

  it('are none where no items follow, or something stands between', () => {
    assert.deepEqual(listsIn('وقال الوزير:\nسنبني جسرًا.'), [NONE, NONE]);
    assert.deepEqual(listsIn('المطلوب.\n• صورة.'), [NONE, NONE]);
    const text = 'المطلوب:\nعنوان\n• صورة.';
    const sentences = splitSentences(text).filter((_, i) => i !== 1);
    assert.equal(leadInAt({ start: 0, text }, sentences, 0), undefined);
    assert.equal(leadInOf({ start: 0, text }, sentences, 1), undefined);
  });
});
