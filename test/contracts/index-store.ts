/**
 * What every store of the index must do, whatever it is made of. Each adapter's test calls
 * `describeIndexStore` with a way to make an empty store.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { IndexError } from '../../src/errors.ts';
import { buildIndex } from '../../src/index/build.ts';
import type { IndexStore } from '../../src/index/ports.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { splitWords } from '../../src/text/words.ts';
import { createHashingEmbedder } from '../../tools/lib/hashing-embedder.ts';
import { chunkByLine, sampleArticle } from '../index/support/articles.ts';
import { answers, embedder, publish, settings, termsOf } from '../index/support/publish.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

export function describeIndexStore(
  name: string,
  make: () => Promise<{ store: IndexStore; remove(): Promise<void> }>,
  {
    oneWriter = true,
  }: { /** False where the server cannot tell writers apart. */ oneWriter?: boolean } = {},
): void {
  describe(`index store: ${name}`, () => {
    let store: IndexStore;
    let remove: () => Promise<void>;
    const articles = range(0, 40).map((n) => sampleArticle(n));

    before(async () => {
      ({ store, remove } = await make());
    });
    after(() => remove());

    it('has nothing before the first build, and says what to run', async () => {
      assert.equal(await store.currentGeneration(), undefined);
      assert.deepEqual(await store.generations(), []);
      assert.equal((await store.contentHashes()).size, 0);
      await assert.rejects(
        store.open(settings),
        (error: IndexError) => error instanceof IndexError && error.hint.includes('npm run index'),
      );
    });

    it('publishes a first generation of all articles', async () => {
      const plan = await publish(store, articles);
      assert.equal(plan.new, 40);
      assert.equal(plan.pendingArticles, 40);
      assert.equal(await store.currentGeneration(), 1);
      const index = await store.open(settings);
      const chunks = articles.flatMap(({ article }) => chunkByLine(article));
      assert.equal(index.summary.articles, 40);
      assert.equal(index.summary.chunks, chunks.length);
      assert.equal(index.summary.embedderId, embedder.id);
      assert.ok(index.summary.bytes > 0);
      await index.close();
    });

    it('gives back every article and every chunk as it was put', async () => {
      const index = await store.open(settings);
      for (const { article } of articles) {
        assert.deepEqual(await index.article(article.id), article);
        const found = await index.searchWords(termsOf(article.text), 1000, {
          articleId: article.id,
        });
        const chunks = await index.chunks(found.map(({ number }) => number));
        assert.deepEqual(
          chunks.sort((a, b) => a.position - b.position),
          chunkByLine(article),
        );
        for (const { start, end, text } of chunks)
          assert.equal(article.text.slice(start, end), text);
      }
      assert.equal(await index.article('article-99'), undefined);
      const { text: _, ...head } = articles[4]!.article;
      assert.deepEqual(await index.heads(['article-4', 'article-99']), [head, undefined]);
      await index.close();
    });

    it('ranks by falling score, and finds the chunk whose vector is asked for', async () => {
      const index = await store.open(settings);
      const { text } = chunkByLine(articles[7]!.article)[1]!;
      for (const ranked of [
        await index.searchVectors(await embedder.embedQuestion(text), 10),
        await index.searchWords(termsOf(text), 10),
      ]) {
        assert.equal(ranked.length, 10);
        const sorted = [...ranked].sort((a, b) => b.score - a.score || a.number - b.number);
        assert.deepEqual(ranked, sorted);
        const [first] = await index.chunks([ranked[0]!.number]);
        assert.equal(first!.text, text);
      }
      await index.close();
    });

    it('returns the vectors of chunks, in order', async () => {
      const index = await store.open(settings);
      const ranked = await index.searchVectors(await embedder.embedQuestion('معرض في القاهرة'), 5);
      const numbers = ranked.map(({ number }) => number);
      const chunks = await index.chunks(numbers);
      const wanted = await embedder.embedChunks(chunks.map(({ text }) => text));
      const found = await index.vectors(numbers);
      for (const [i, vector] of found.entries()) {
        for (const [d, value] of vector.entries())
          assert.ok(Math.abs(value - wanted[i]![d]!) < 1e-3);
      }
      await index.close();
    });

    it('keeps a scoped search within its article', async () => {
      const index = await store.open(settings);
      const scope = { articleId: 'article-3' };
      const vector = await embedder.embedQuestion('معرض في القاهرة');
      const ranked = await index.searchVectors(vector, 100, scope);
      const chunks = await index.chunks(ranked.map(({ number }) => number));
      assert.equal(chunks.length, chunkByLine(articles[3]!.article).length);
      assert.ok(chunks.every(({ articleId }) => articleId === 'article-3'));
      const unknown = { articleId: 'nowhere' };
      assert.deepEqual(await index.searchVectors(vector, 10, unknown), []);
      assert.deepEqual(await index.searchWords(termsOf('القاهرة'), 10, unknown), []);
      await index.close();
    });

    it('knows its words: how many chunks have one, and which look like one', async () => {
      const index = await store.open(settings);
      const chunks = articles.flatMap(({ article }) =>
        chunkByLine(article).map(
          (chunk) => `${article.title}\n${chunk.heading ?? ''}\n${chunk.text}`,
        ),
      );
      const [word] = splitWords('القاهرة');
      const having = chunks.filter((text) =>
        splitWords(text).some(({ surface }) => surface === word!.surface),
      );
      assert.equal(await index.chunkFrequency('surface', word!.surface), having.length);
      assert.equal(await index.chunkFrequency('stem', 'غيرموجود'), 0);
      const similar = await index.similarWords(splitWords('القاهره')[0]!.surface.slice(0, -1), 5);
      assert.ok(similar.some(({ word: found }) => found === word!.surface));
      await index.close();
    });

    it('lists articles by falling date, in pages, and searches their titles', async () => {
      const index = await store.open(settings);
      const all = await index.listArticles({ offset: 0, limit: 100 });
      assert.equal(all.total, 40);
      const wanted = articles
        .map(({ article: { text: _, ...head } }) => head)
        .sort((a, b) => (a.date! < b.date! ? 1 : a.date! > b.date! ? -1 : a.id < b.id ? -1 : 1));
      assert.deepEqual(all.articles, wanted);
      const page = await index.listArticles({ offset: 10, limit: 5 });
      assert.deepEqual(page, { total: 40, articles: wanted.slice(10, 15) });
      const found = await index.listArticles({ offset: 0, limit: 3, query: 'خبر ٧' });
      assert.equal(found.articles[0]!.id, 'article-7');
      assert.deepEqual(await index.listArticles({ offset: 0, limit: 3, query: 'زرافة' }), {
        total: 0,
        articles: [],
      });
      await index.close();
    });

    it('takes over what did not change, and answers as a full build would', async () => {
      const next = [
        ...range(0, 35).map((n) => sampleArticle(n, n === 5 ? 1 : 0)),
        ...range(40, 43).map((n) => sampleArticle(n)),
      ];
      const plan = await publish(store, next);
      assert.deepEqual(
        { new: plan.new, changed: plan.changed, removed: plan.removed, unchanged: plan.unchanged },
        { new: 3, changed: 1, removed: 5, unchanged: 34 },
      );
      const questions = [
        'معرض في القاهرة',
        'ماذا نشرت الجامعة',
        next[36]!.article.text.split('\n')[0]!,
      ];
      const incremental = await store.open(settings);
      const seen = await answers(incremental, questions);
      assert.equal(await incremental.article('article-39'), undefined);
      await incremental.close();

      const fresh = await make();
      await publish(fresh.store, next);
      const full = await fresh.store.open(settings);
      assert.deepEqual(seen, await answers(full, questions));
      await full.close();
      await fresh.remove();
    });

    it('knows the content hashes of what it serves', async () => {
      const hashes = await store.contentHashes();
      assert.equal(hashes.size, 38);
      assert.equal(hashes.get('article-5'), 'hash-5-1');
    });

    it('lets an opened generation answer while another is published', async () => {
      const old = await store.open(settings);
      const before = await answers(old, ['معرض في القاهرة']);
      await publish(store, articles.slice(0, 20));
      assert.deepEqual(await answers(old, ['معرض في القاهرة']), before);
      await old.close();
    });

    it('goes back to the generation before, and to one by its number', async () => {
      assert.equal(await store.currentGeneration(), 3);
      assert.equal((await store.rollback()).generation, 2);
      assert.equal((await store.rollback(1)).generation, 1);
      const index = await store.open(settings);
      assert.equal(index.summary.articles, 40);
      await index.close();
      await assert.rejects(store.rollback(), IndexError);
      for (const act of [() => store.rollback(99), () => store.verify(99)]) {
        await assert.rejects(
          act,
          (error) =>
            error instanceof IndexError &&
            /There is no generation 99 in .*; there are 1, 2, 3\.$/.test(error.message),
        );
      }
      assert.equal(await store.currentGeneration(), 1);
    });

    it('builds on after going back, with a number never used before', async () => {
      await publish(store, articles);
      assert.equal(await store.currentGeneration(), 4);
      assert.equal((await store.verify()).generation, 4);
    });

    it('keeps as many generations as it is told', async () => {
      await publish(store, articles.slice(0, 39), { keepGenerations: 2 });
      const kept = await store.generations();
      assert.deepEqual(
        kept.map(({ summary, current }) => [summary.generation, current]),
        [
          [4, false],
          [5, true],
        ],
      );
    });

    const untold = oneWriter ? false : 'this server cannot tell one writer from another';
    it('lets one writer in at a time', { skip: untold }, async () => {
      const draft = await store.begin(settings);
      await assert.rejects(
        store.begin(settings),
        (error: IndexError) =>
          error instanceof IndexError && error.message.includes(String(process.pid)),
      );
      await draft.discard();
      await (await store.begin(settings)).discard();
    });

    it('leaves no trace of a draft that was discarded', async () => {
      const draft = await store.begin(settings);
      await draft.putArticle(sampleArticle(77).article, 'hash-77');
      await draft.plan();
      await draft.discard();
      assert.equal(await store.currentGeneration(), 5);
      const index = await store.open(settings);
      assert.equal(await index.article('article-77'), undefined);
      await index.close();
    });

    it('keeps beside a generation what its articles looked like, as long as the generation', async () => {
      const generation = (await store.currentGeneration())!;
      assert.equal(await store.corpusRecord(generation), undefined);
      await store.putCorpusRecord(generation, '{"a":1}');
      await store.putCorpusRecord(generation, '{"a":"ب"}');
      assert.equal(await store.corpusRecord(generation), '{"a":"ب"}');
      await store.putCorpusRecord(999_999, 'of a generation that is gone');
      assert.equal(await store.corpusRecord(999_999), undefined);
      assert.equal(await store.corpusRecord(generation), '{"a":"ب"}');
      await store.verify();
    });

    it('refuses vectors that are missing, of another length, or not of length 1', async () => {
      const { article, contentHash } = sampleArticle(88);
      const chunks = chunkByLine(article);
      const good = await embedder.embedChunks(chunks.map(({ text }) => text));
      const wrongs = [
        good.slice(1),
        good.map((v) => v.slice(1)),
        good.map((v) => v.map((x) => 2 * x)),
      ];
      for (const wrong of wrongs) {
        const draft = await store.begin(settings);
        await draft.putArticle(article, contentHash);
        await draft.plan();
        await assert.rejects(draft.putChunks({ article }, chunks, wrong), IndexError);
        await draft.discard();
      }
    });

    it('refuses to open for another model, naming both', async () => {
      const other = settingsFor(createHashingEmbedder({ dimensions: 32 }));
      await assert.rejects(
        store.open(other),
        (error: IndexError) =>
          error instanceof IndexError &&
          error.message.includes(embedder.id) &&
          error.message.includes(other.embedderId) &&
          error.hint === 'Run: npm run index',
      );
    });

    it('builds all again under another model', async () => {
      const small = createHashingEmbedder({ dimensions: 32 });
      const draft = await store.begin(settingsFor(small));
      for (const { article, contentHash } of articles) await draft.putArticle(article, contentHash);
      const plan = await draft.plan();
      assert.equal(plan.pendingArticles, 40);
      assert.match(plan.rebuildReason ?? '', /embedding model/);
      await draft.discard();
    });

    it('keeps the outline and the pages of a text, and the file it was read from', async () => {
      const fresh = await make();
      const { article, contentHash } = sampleArticle(2);
      const end = article.text.indexOf('\n');
      const whole = {
        ...article,
        file: 'كتب/أ.md',
        outline: [{ start: 0, end, level: 2, title: article.text.slice(0, end) }],
        pages: [{ start: 0, label: 'الغلاف' }],
      };
      for (const title of [whole.title, 'عنوان آخر'])
        await publish(fresh.store, [
          { article: { ...whole, title }, contentHash: contentHash + title },
        ]);
      const index = await fresh.store.open(settings);
      assert.deepEqual(await index.article(article.id), { ...whole, title: 'عنوان آخر' });
      const [head] = await index.heads([article.id]);
      assert.equal(head?.file, whole.file);
      assert.ok(!('outline' in head!) && !('pages' in head!));
      await index.close();
      await fresh.remove();
    });

    it('leaves boilerplate out, and cuts unchanged articles again when a line becomes some', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'isnad-boilerplate-'));
      const file = join(dir, 'articles.jsonl');
      const footer = 'تابعونا على مواقع التواصل';
      const write = (count: number) =>
        writeFile(
          file,
          range(0, count)
            .map((n) => {
              const text = `خبر رقم ${n} من أخبار اليوم.${n % 2 === 0 ? `\n\n${footer}` : ''}`;
              return JSON.stringify({ id: `a${n}`, title: `عنوان ${n}`, source: 'وكالة', text });
            })
            .join('\n'),
        );
      const build = (to: IndexStore) => buildIndex({ store: to, embedder, corpusPaths: [file] });
      const footers = async (from: IndexStore) => {
        const index = await from.open(settings);
        const seen = await answers(index, [footer, 'أخبار اليوم']);
        const ranked = await index.searchVectors(await embedder.embedQuestion(footer), 100);
        const chunks = await index.chunks(ranked.map(({ number }) => number));
        const word = splitWords('التواصل')[0]!.surface;
        const read = chunks.flatMap(({ text, start, sentences }) =>
          sentences.map((one) => text.slice(one.start - start, one.end - start)),
        );
        const found = {
          read: read.filter((sentence) => sentence.includes(footer)).length,
          words: await index.chunkFrequency('surface', word),
        };
        await index.close();
        return { found, seen };
      };
      const [grown, whole] = [await make(), await make()];
      await write(14);
      await build(grown.store);
      assert.deepEqual((await footers(grown.store)).found, { read: 7, words: 7 });
      await write(16);
      const { plan } = await build(grown.store);
      assert.deepEqual([plan.new, plan.changed, plan.unchanged], [2, 7, 7]);
      const after = await footers(grown.store);
      assert.deepEqual(after.found, { read: 0, words: 0 });
      assert.equal((await build(grown.store)).outcome, 'unchanged');
      await build(whole.store);
      assert.deepEqual(after, await footers(whole.store));
      await write(14);
      assert.equal((await build(grown.store)).plan.changed, 7);
      assert.deepEqual((await footers(grown.store)).found, { read: 7, words: 7 });
      await grown.remove();
      await whole.remove();
      await rm(dir, { recursive: true, force: true });
    });

    it('serves an index without a single chunk', async () => {
      const fresh = await make();
      const draft = await fresh.store.begin(settings);
      const { article, contentHash } = sampleArticle(1);
      await draft.putArticle(article, contentHash);
      await draft.plan();
      for await (const pending of draft.pending()) await draft.putChunks(pending, [], []);
      await draft.finish();
      await draft.publish({ keepGenerations: 3 });
      const index = await fresh.store.open(settings);
      assert.deepEqual(await index.searchVectors(await embedder.embedQuestion('خبر'), 5), []);
      assert.deepEqual(await index.searchWords(termsOf('خبر'), 5), []);
      assert.deepEqual(await index.article(article.id), article);
      await index.close();
      await fresh.remove();
    });
  });
}
