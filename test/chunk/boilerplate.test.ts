import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BoilerplateCounter } from '../../src/chunk/boilerplate.ts';
import type { Article } from '../../src/types.ts';

const FOOTER = 'تابعونا على مواقع التواصل';

function articles(count: number, withFooter: number, head: Partial<Article> = {}): Article[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `${head.source ?? head.file}-${n}`,
    title: 'عنوان',
    text: `خبر رقم ${n} من الأخبار\n\nاقرأ أيضًا\n\n${n < withFooter ? FOOTER : 'خاتمة'}`,
    ...head,
  }));
}

function found(all: readonly Article[]) {
  const counter = new BoilerplateCounter();
  for (const article of all) counter.add(article);
  return counter.finish();
}
const knows = (all: readonly Article[]) => found(all).of(all[0]!)?.(FOOTER) ?? false;
const source = 'وكالة';

describe('boilerplate', () => {
  it('is a line in eight articles of a source, and in a fiftieth of them', () => {
    assert.equal(knows(articles(40, 8, { source })), true);
    assert.equal(knows(articles(40, 7, { source })), false);
    assert.equal(knows(articles(500, 9, { source })), false);
    assert.equal(knows(articles(500, 10, { source })), true);
  });

  it('is, in a small source that has a name, a line that nearly every article has', () => {
    assert.equal(knows(articles(5, 4, { source })), true);
    assert.equal(knows(articles(3, 3, { source })), false);
    assert.equal(knows(articles(6, 4, { source })), false);
    assert.equal(knows(articles(5, 5, { file: 'a/b.txt' })), false);
  });

  it('is counted for each source, and without one for each folder', () => {
    const two = [...articles(20, 5, { source }), ...articles(20, 5, { source: 'صحيفة' })];
    assert.equal(knows(two), false);
    const unnamed = [
      ...articles(20, 5, { file: 'a/1.txt' }),
      ...articles(20, 5, { file: 'b/1.txt' }),
    ];
    assert.equal(knows(unnamed), false);
    assert.equal(knows(articles(20, 8, { file: 'a/1.txt' })), true);
  });

  it('has three words', () => {
    const all = articles(20, 20, { source });
    const isBoilerplate = found(all).of(all[0]!)!;
    assert.deepEqual([isBoilerplate('اقرأ أيضًا'), isBoilerplate(FOOTER)], [false, true]);
  });

  it('is not what copies of one article have in common', () => {
    const [one] = articles(1, 1, { source });
    const copies = Array.from({ length: 20 }, (_, n) => ({ ...one!, id: String(n) }));
    assert.equal(knows(copies), false);
  });

  it('gives each article that has some a key, whatever the order', () => {
    const all = articles(20, 8, { source });
    const { keys } = found(all);
    assert.equal(keys.size, 8);
    assert.equal(new Set(keys.values()).size, 1);
    assert.deepEqual(
      new Map([...found([...all].reverse()).keys].sort()),
      new Map([...keys].sort()),
    );
  });
});
