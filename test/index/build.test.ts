import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CorpusError, IndexError } from '../../src/errors.ts';
import {
  type BuildOptions,
  buildIndex,
  type EmbedEstimate,
  planIndex,
} from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import type { BuildProgress } from '../../src/index/progress-meter.ts';
import type { Embedder } from '../../src/types.ts';
import { sampleArticle } from './support/articles.ts';
import { writeCorpus } from './support/corpus.ts';
import { answers, embedder, settings } from './support/publish.ts';

const articles = Array.from({ length: 30 }, (_, n) => sampleArticle(n));

describe('buildIndex', () => {
  let dir: string;
  let corpus: string;
  let store: FilesStore;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-build-'));
    corpus = join(dir, 'corpus');
    store = new FilesStore(join(dir, 'index'));
    await writeCorpus(corpus, articles);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const build = (more: Partial<BuildOptions> = {}) =>
    buildIndex({ store, embedder, corpusPaths: [corpus], ...more });

  it('publishes every article, and says what it did', async () => {
    const report = await build();
    assert.equal(report.outcome, 'published');
    assert.equal(report.summary?.articles, 30);
    assert.equal(report.chunksEmbedded, report.summary?.chunks);
    assert.deepEqual(Object.keys(report.seconds), ['read', 'embed', 'write', 'publish']);
    const index = await store.open(settings);
    for (const { article } of articles) {
      assert.equal((await index.article(article.id))?.text.trim(), article.text);
    }
    await index.close();
  });

  it('makes no new generation where nothing changed', async () => {
    await build();
    const report = await build();
    assert.equal(report.outcome, 'unchanged');
    assert.equal(report.summary?.generation, 1);
    assert.equal(report.plan.unchanged, 30);
  });

  it('embeds only what is new or changed', async () => {
    await build();
    await writeCorpus(corpus, [...articles.slice(1), sampleArticle(3, 1), sampleArticle(50)]);
    const changed = [sampleArticle(3, 1), sampleArticle(50)];
    const texts: string[] = [];
    const spy: Embedder = {
      ...embedder,
      embedChunks: (passages) => {
        texts.push(...passages);
        return embedder.embedChunks(passages);
      },
    };
    const report = await build({ embedder: spy });
    assert.deepEqual(
      [report.plan.new, report.plan.changed, report.plan.removed, report.plan.unchanged],
      [1, 1, 1, 28],
    );
    assert.ok(texts.length > 0);
    for (const text of texts) {
      assert.ok(
        changed.some(({ article }) => text.includes(article.title)),
        `${text} was embedded though it did not change`,
      );
    }
  });

  it('embeds nothing where a file was renamed or a date was added, and of a longer article only what is new', async () => {
    await build();
    await rename(join(corpus, 'article-1.md'), join(corpus, 'other.md'));
    const dated = join(corpus, 'article-2.md');
    const text = await readFile(dated, 'utf8');
    await writeFile(dated, text.replace('---\n', '---\nauthor: سعاد العلي\n'));
    const report = await build();
    assert.equal(report.outcome, 'published');
    assert.equal(report.plan.changed, 2);
    assert.equal(report.chunksEmbedded, 0);
    assert.ok(report.chunksReused >= 2);

    const sentence = (n: number) =>
      `وقالت البلدية في بيانها رقم ${n} إن أعمال الصيانة تمضي كما خُطّط لها في أحياء المدينة كلها. `;
    const long = Array.from({ length: 40 }, (_, n) => sentence(n)).join('');
    await writeFile(join(corpus, 'long.md'), `---\ntitle: بيانات\n---\n${long}\n`);
    const first = await build();
    await writeFile(join(corpus, 'long.md'), `---\ntitle: بيانات\n---\n${long}${sentence(40)}\n`);
    const second = await build();
    assert.ok(second.chunksEmbedded < first.chunksEmbedded / 2, `${second.chunksEmbedded}`);
    // Its name was its id.
    await rename(join(corpus, 'long.md'), join(corpus, 'statements.md'));
    const third = await build();
    assert.deepEqual([third.plan.new, third.plan.removed, third.chunksEmbedded], [1, 1, 0]);
    const whole = new FilesStore(join(dir, 'other'));
    await buildIndex({ store: whole, embedder, corpusPaths: [corpus] });
    const [grown, fresh] = [await store.open(settings), await whole.open(settings)];
    const questions = articles.slice(0, 12).map(({ article }) => article.title);
    assert.deepEqual(await answers(grown, questions), await answers(fresh, questions));
    await grown.close();
    await fresh.close();
  });

  it('takes over what it need not read, and answers as a full build does', async () => {
    const lines = (list: typeof articles) =>
      list.map(({ article }) => JSON.stringify(article)).join('\n');
    const file = join(dir, 'articles.jsonl');
    const after = [sampleArticle(50), ...articles.slice(2), sampleArticle(1, 1)];
    await writeFile(file, lines(articles));
    await build({ corpusPaths: [file] });
    await writeFile(file, lines(after));
    const report = await build({ corpusPaths: [file] });
    assert.deepEqual(
      [report.plan.new, report.plan.changed, report.plan.removed, report.plan.unchanged],
      [1, 1, 1, 28],
    );
    // Once more, so that texts that were taken over are taken over again.
    await writeFile(file, lines(after.slice(1)));
    await build({ corpusPaths: [file] });
    const other = new FilesStore(join(dir, 'other'));
    await buildIndex({ store: other, embedder, corpusPaths: [file] });
    const [grown, whole] = [await store.open(settings), await other.open(settings)];
    for (const { article } of after.slice(1)) {
      const file = 'articles.jsonl';
      assert.deepEqual(await grown.article(article.id), { ...article, file });
    }
    const questions = articles.slice(0, 12).map(({ article }) => article.title);
    assert.deepEqual(await answers(grown, questions), await answers(whole, questions));
    await grown.close();
    await whole.close();
  });

  it('reads the articles again where their texts in the index are damaged', async () => {
    await build();
    const texts = join(dir, 'index/generations/000001/texts.bin');
    const bytes = await readFile(texts);
    bytes[bytes.length - 40]! ^= 1;
    await writeFile(texts, bytes);
    await appendFile(join(corpus, 'article-1.md'), 'وهذا سطر جديد.\n');
    const report = await build();
    assert.deepEqual([report.plan.changed, report.plan.unchanged], [1, 29]);
    await store.verify();
    const index = await store.open(settings);
    for (const { article } of articles) {
      assert.ok((await index.article(article.id))?.text.startsWith(article.text));
    }
    await index.close();
  });

  it('begins again where the vectors of the index are damaged', async () => {
    await build();
    const vectors = join(dir, 'index/generations/000001/vectors.hnsw');
    const bytes = await readFile(vectors);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(vectors, bytes);
    const report = await build();
    assert.equal(report.outcome, 'published');
    assert.match(report.plan.rebuildReason ?? '', /vectors\.hnsw is damaged/);
    assert.deepEqual([report.plan.new, report.plan.unchanged], [30, 0]);
    await store.verify();
  });

  it('leaves out an article that cannot be read, and names it', async () => {
    await writeFile(join(corpus, 'bad.md'), '---\ntitle: بلا نص\n---\n');
    const report = await build();
    assert.equal(report.outcome, 'published');
    assert.equal(report.summary?.articles, 30);
    assert.equal(report.skipped.length, 1);
    assert.ok(report.skipped[0] instanceof CorpusError);
    assert.ok(report.skipped[0].file.endsWith('bad.md'));
  });

  it('stops for it when told to be strict', async () => {
    await build();
    await writeFile(join(corpus, 'bad.md'), '---\ntitle: بلا نص\n---\n');
    await appendFile(join(corpus, 'article-1.md'), 'وهذا سطر جديد.\n');
    const report = await build({ strict: true });
    assert.equal(report.outcome, 'refused');
    assert.equal(report.summary?.generation, 1);
    assert.equal(await store.currentGeneration(), 1);
  });

  it('does not take a folder that is gone for an empty one', async () => {
    await build();
    await assert.rejects(build({ corpusPaths: [corpus, join(dir, 'unmounted')] }), CorpusError);
    assert.equal(await store.currentGeneration(), 1);
  });

  it('refuses a corpus without a single article', async () => {
    await writeCorpus(corpus, []);
    await assert.rejects(build(), IndexError);
    assert.equal(await store.currentGeneration(), undefined);
  });

  it('asks the gate with the new generation, and does not publish what it refuses', async () => {
    await build();
    await appendFile(join(corpus, 'article-1.md'), 'وهذا سطر جديد.\n');
    const report = await build({
      gate: async (candidate) => {
        assert.match((await candidate.article('article-1'))!.text, /سطر جديد/);
        return { ok: false, report: 'recall@10 fell from 0.95 to 0.80' };
      },
    });
    assert.equal(report.outcome, 'refused');
    assert.equal(report.gate?.report, 'recall@10 fell from 0.95 to 0.80');
    assert.equal(await store.currentGeneration(), 1);

    const forced = await build({ force: true, gate: async () => ({ ok: false, report: 'worse' }) });
    assert.equal(forced.outcome, 'published');
    assert.ok(forced.chunksEmbedded === 0 && forced.chunksReused > 0, 'nothing is embedded twice');
    assert.equal(await store.currentGeneration(), 2);
  });

  it('leaves the old generation serving when the embedder fails, and goes on from there', async () => {
    const many = Array.from({ length: 400 }, (_, n) => sampleArticle(n));
    await writeCorpus(corpus, many);
    let calls = 0;
    const failing: Embedder = {
      ...embedder,
      embedChunks: (passages) => {
        calls += 1;
        if (calls > 1) throw new Error('out of memory');
        return embedder.embedChunks(passages);
      },
    };
    await assert.rejects(build({ embedder: failing }), /out of memory/);
    assert.equal(await store.currentGeneration(), undefined);
    const report = await build();
    assert.ok(report.chunksReused > 0);
    assert.equal(report.chunksEmbedded + report.chunksReused, report.summary?.chunks);
  });

  it('says once how much there is to embed, and nothing of a small corpus', async () => {
    const estimates: EmbedEstimate[] = [];
    const onEstimate = (estimate: EmbedEstimate) => estimates.push(estimate);
    await build({ onEstimate });
    assert.deepEqual(estimates, []);
    await writeCorpus(
      corpus,
      Array.from({ length: 600 }, (_, n) => sampleArticle(n + 100)),
    );
    const { chunksEmbedded } = await build({ onEstimate });
    assert.equal(estimates.length, 1);
    const { chunks, seconds } = estimates[0]!;
    assert.ok(Math.abs(chunks / chunksEmbedded - 0.85) < 0.25, `${chunks} of ${chunksEmbedded}`);
    assert.ok(seconds > 0);
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const reason = new IndexError('Interrupted.', 'Run it again.');
    const build1 = build({ signal: stop.signal, onProgress: () => stop.abort(reason) });
    await assert.rejects(build1, reason);
    await build();
  });

  it('stops when asked to between two canned questions', async () => {
    const stop = new AbortController();
    const reason = new IndexError('Interrupted.', 'Run it again.');
    const asked: number[] = [];
    const gate: BuildOptions['gate'] = async (_, onQuestion) => {
      for (let done = 1; done <= 10; done += 1) {
        if (done === 3) stop.abort(reason);
        onQuestion(done, 10);
        asked.push(done);
      }
      return { ok: true, report: '' };
    };
    await assert.rejects(build({ signal: stop.signal, gate }), reason);
    assert.deepEqual(asked, [1, 2]);
    assert.equal(await store.currentGeneration(), undefined);
  });

  it('says how far it is with examples, stops between two, and does without where none can be made', async () => {
    const asks =
      (times: number, before: (time: number) => void): BuildOptions['makeOverview'] =>
      async (_, onQuestion) => {
        for (let time = 1; time <= times; time += 1) {
          before(time);
          onQuestion();
        }
      };
    const stop = new AbortController();
    const reason = new IndexError('Interrupted.', 'Run it again.');
    const stopped = build({
      signal: stop.signal,
      makeOverview: asks(9, (time) => time === 3 && stop.abort(reason)),
    });
    await assert.rejects(stopped, reason);
    const { outcome } = await build({
      makeOverview: asks(1, () => {
        throw new Error('no examples');
      }),
    });
    assert.equal(outcome, 'published');
    const events: BuildProgress[] = [];
    await build({
      full: true,
      makeOverview: asks(4, () => {}),
      onProgress: (event) => events.push(event),
    });
    assert.equal(events.filter(({ stage }) => stage === 'overview').at(-1)?.done, 4);
  });

  it('tells how far it is, stage by stage, and ends each where it said it would', async () => {
    const events: BuildProgress[] = [];
    await build({ onProgress: (event) => events.push(event) });
    assert.deepEqual(
      [...new Set(events.map(({ stage }) => stage))],
      ['read', 'embed', 'write', 'publish'],
    );
    const last = events.filter(({ stage }) => stage === 'embed').at(-1)!;
    assert.equal(last.done, last.total);
    assert.ok(last.ratePerSecond > 0);
  });

  it('says beforehand what would change, and writes nothing', async () => {
    const first = await planIndex(store, [corpus]);
    assert.equal(first.new.length, 30);
    assert.equal(await store.currentGeneration(), undefined);
    await build();
    await writeCorpus(corpus, [...articles.slice(2), sampleArticle(3, 1), sampleArticle(50)]);
    const { skipped, ...changes } = await planIndex(store, [corpus]);
    assert.deepEqual(changes, {
      new: ['article-50'],
      changed: ['article-3'],
      removed: ['article-0', 'article-1'],
      notes: [],
      unchanged: 27,
    });
    assert.deepEqual(skipped, []);
    assert.equal(await store.currentGeneration(), 1);
  });

  it('answers after many small changes as a full build does, and renumbers when too many are dead', async () => {
    const questions = ['معرض في القاهرة', 'ماذا نشرت الجامعة', 'أين افتتح الوزير المستشفى'];
    let renumbered = 0;
    await build();
    for (let version = 1; version <= 5; version += 1) {
      const now = articles.map((one, n) =>
        n % 8 === version % 8 ? sampleArticle(n, version) : one,
      );
      await writeCorpus(corpus, now);
      const report = await build();
      if (report.plan.rebuildReason?.includes('dead')) {
        renumbered += 1;
        assert.ok(report.chunksReused > report.chunksEmbedded, 'vectors are taken over');
      }
      const incremental = await store.open(settings);
      const fullStore = new FilesStore(join(dir, `full-${version}`));
      await buildIndex({ store: fullStore, embedder, corpusPaths: [corpus] });
      const full = await fullStore.open(settings);
      assert.deepEqual(await answers(incremental, questions), await answers(full, questions));
      await incremental.close();
      await full.close();
    }
    assert.ok(renumbered > 0 && renumbered < 5, `${renumbered} of 5 renumbered`);
  });
});
