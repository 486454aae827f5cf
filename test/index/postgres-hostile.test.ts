/** Articles and questions that are made to break a database. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import type { Article } from '../../src/types.ts';
import { testServers } from '../../tools/lib/postgres.ts';
import { embedder, publish, settings, termsOf } from './support/publish.ts';

const HOSTILE = [
  `'; DROP SCHEMA isnad CASCADE; --`,
  `$1 $2 \${x} {"a":1} [1,2] \\' \\\\ \\x41 E'\\n' %s %_ :name ?`,
  `"quoted" {curly, "array"} NULL null ''`,
  '\u202eنص معكوس\u202c \u200f\u200e\ufeff\u0007\u001b[31m',
  '👨‍👩‍👧‍👦 🇵🇸 𞤀𞤣𞤤𞤢𞤥 𝕬𝖗𝖆𝖇𝖎𝖈',
  // A word of 63 letters and one of another plane: it is cut in the middle of a pair.
  `${'ا'.repeat(63)}𞤀 ${'ا'.repeat(63)}𐒀`,
  '__proto__ constructor toString',
];

/** Whole characters, as a corpus that was read has them. */
const begin = (text: string, length: number) => [...text].slice(0, length).join('');

const articles = HOSTILE.map((text, n) => {
  const article: Article = {
    id: `${n} ${begin(text, 40)}`,
    title: `عنوان ${n} ${begin(text, 60)}`,
    text: `${text}\nخبر من القاهرة رقم ${n}.`,
    source: begin(text, 30),
    tags: [begin(text, 20), 'وسم'],
  };
  return { article, contentHash: `${text} ${n}` };
});

const { servers, missing } = await testServers();

describe('hostile articles and questions', () => {
  for (const reason of missing) it.skip(`not run: ${reason}`);
  for (const server of servers) {
    it(`come back as they were, and break nothing: ${server.name}`, async (t) => {
      const database = await server.make();
      const store = new PostgresStore({ url: database.url });
      t.after(async () => {
        await store.close();
        await database.remove();
        await server.close();
      });
      await publish(store, articles);
      // Again, so that rows are compared, taken over and removed by these ids.
      await publish(store, articles.slice(1));
      await store.verify();
      const index = await store.open(settings);
      for (const { article } of articles.slice(1)) {
        assert.deepEqual(await index.article(article.id), article);
        const scope = { articleId: article.id };
        const found = await index.searchWords(termsOf(article.text), 10, scope);
        assert.ok(found.length > 0, article.id);
        for (const chunk of await index.chunks(found.map((one) => one.number))) {
          assert.equal(chunk.text, article.text.slice(chunk.start, chunk.end));
        }
      }
      for (const text of [...HOSTILE, '\0', 'سؤال\0', '\ud800', 'x'.repeat(100_000), '']) {
        const terms = [...termsOf(text), { surface: text, stem: text, weight: 1 }];
        await index.searchWords(terms, 5);
        await index.chunkFrequency('surface', text);
        await index.similarWords(text, 3);
        await index.listArticles({ offset: 0, limit: 3, query: text });
        await index.searchVectors(await embedder.embedQuestion(text || 'س'), 5, {
          articleId: text,
        });
        assert.equal(await index.article(text), undefined);
      }
      assert.equal((await store.generations()).length, 2);
      await index.close();
    });
  }
});
