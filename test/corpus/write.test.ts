/** An article written as Markdown is read back and printed as it was. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toArticle } from '../../src/corpus/article.ts';
import { readMarkdown } from '../../src/corpus/markdown.ts';
import { formatMarkdown } from '../../src/corpus/write.ts';
import { CorpusError } from '../../src/errors.ts';
import type { Article } from '../../src/types.ts';

function reread(article: Article): Article {
  const raw = readMarkdown('a.md', formatMarkdown(article));
  assert.ok(!(raw instanceof CorpusError), raw instanceof CorpusError ? raw.message : '');
  const validated = toArticle(raw.record, 'other-id');
  assert.ok('article' in validated, JSON.stringify(validated));
  return validated.article;
}

/** As it is printed: headings and items by their words, no white space but between words and lines. */
const printed = (text: string) =>
  text
    .split('\n')
    .map((line) =>
      line.trim().replace(/^## /u, '').replace(/^- /u, '• ').replace(/ {2,}/gu, ' ').trim(),
    )
    .filter((line) => line !== '');

describe('formatMarkdown', () => {
  it('writes titles that YAML would take for something else', () => {
    for (const title of [
      'no',
      '1967',
      'أول: ثان',
      '"x" \'y\'',
      '# ليس تعليقًا',
      '--- x',
      '&a *b !c',
      '{a: b}',
      '\\u0041',
      'سطر\u0085\u2028آخر',
    ]) {
      const { title: read } = reread({ id: 'a', title, text: 'نص' });
      assert.equal(read, title.replace(/[\u0085\u2028]+/gu, ' '));
    }
  });

  it('gives back any article that is valid', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'ابت ُ\n-#:"\'\\{[*_`<>|~&;=+.) a1٣\u200c\u{1f600}'),
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(
        fc.record({
          id: text,
          title: text,
          text,
          source: text,
          author: text,
          tags: fc.array(text, { maxLength: 3 }),
        }),
        fc.constantFrom('2024-03-12', '2024-03-12T10:00:00Z', undefined),
        (record, date) => {
          const valid = toArticle({ ...record, date, text: record.text.trim() }, 'a');
          fc.pre('article' in valid);
          const { article } = valid as { article: Article };
          const again = reread(article);
          assert.deepEqual({ ...again, text: article.text }, article);
          assert.deepEqual(printed(again.text), printed(article.text));
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});
