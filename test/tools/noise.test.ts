import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { typeBadly, withNoise } from '../../tools/evaluate-sets/noise.ts';
import { seededRandom } from '../../tools/lib/random.ts';

describe('typing badly on purpose', () => {
  it('drops hamza, writes ه for ة and ي for ى', () => {
    assert.equal(typeBadly('أين قرى آل سمح؟', seededRandom(1)), 'اين قري ال سمح؟');
  });

  it('swaps two neighbours of one word of five letters or more', () => {
    const typed = typeBadly('متى سقطت غرناطه', seededRandom(1));
    assert.notEqual(typed, 'متي سقطت غرناطه');
    assert.equal([...typed].sort().join(''), [...'متي سقطت غرناطه'].sort().join(''));
  });

  it('is the same for one seed', () => {
    const questions = [{ id: '1', question: 'متى بنيت القاهرة الفاطمية؟', relevant: ['a'] }];
    assert.deepEqual(withNoise(questions, 5), withNoise(questions, 5));
  });

  it('keeps the number of words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('كتاب', 'القاهرة', 'مستشفى', 'رأى'), { minLength: 1 }),
        fc.nat(),
        (words, seed) => {
          assert.equal(
            typeBadly(words.join(' '), seededRandom(seed)).split(' ').length,
            words.length,
          );
        },
      ),
    );
  });
});
