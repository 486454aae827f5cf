/**
 * The canned queries: the sample articles, the bundled model, the real index, every question in
 * `sample/questions.jsonl`. Expected scores stand in `eval/expected.json`, as data.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSettingsEmbedder, openSettingsReader } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { type Metrics, metricsOf, type Outcome } from '../../src/quality/metrics.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { runQuestions } from '../../src/quality/run-questions.ts';
import type { Article } from '../../src/types.ts';
import { check, readExpected } from '../../tools/evaluate-sets/expected.ts';

const questions = readQuestions('sample/questions.jsonl');
const articles = new Map<string, Article>();
const scratch = mkdtempSync(join(tmpdir(), 'isnad-canned-'));
let outcomes: Outcome[] = [];

before(async () => {
  for await (const item of readCorpus(['sample'])) {
    assert.ok('article' in item, 'error' in item ? item.error.message : '');
    articles.set(item.article.id, item.article);
  }
  const { settings } = loadConfig({}, join(scratch, 'no-dotenv'));
  const embedder = await openSettingsEmbedder(settings);
  const reader = await openSettingsReader(settings);
  const store = new FilesStore(join(scratch, 'index'));
  await buildIndex({ store, embedder, corpusPaths: ['sample'] });
  const index = await store.open(settingsFor(embedder));
  outcomes = await runQuestions(questions, {
    index,
    embedder,
    reader,
    ranking: 'fused',
    quotes: true,
  });
  await index.close();
  await reader.close();
  await embedder.close();
});
after(() => rmSync(scratch, { recursive: true }));

const metricsWhere = (keep: (outcome: Outcome) => boolean): Metrics =>
  metricsOf(outcomes.filter(keep));
const isDialect = ({ question }: Outcome) =>
  ['egyptian', 'gulf', 'levantine', 'maghrebi'].includes(question.form ?? '');
const isMistyped = ({ question }: Outcome) =>
  ['misspelled', 'noHamza'].includes(question.form ?? '');
const isPlain = ({ question }: Outcome) => question.form === 'plain';

describe('the sample corpus', () => {
  it('has articles of a newspaper’s length on varied subjects', () => {
    const words = [...articles.values()].map(({ text }) => text.split(/\s+/u).length);
    assert.ok(words.filter((count) => count >= 250 && count <= 900).length >= 24);
  });

  it('has enough questions, with and without an answer', () => {
    assert.ok(questions.filter(({ relevant }) => relevant.length > 0).length >= 150);
    assert.ok(questions.filter(({ relevant }) => relevant.length === 0).length >= 40);
  });

  it('gives every answer in the words of an article that answers', () => {
    for (const { id, relevant, answers } of questions) {
      for (const answer of answers ?? []) {
        assert.ok(
          relevant.some((article) => articles.get(article)?.text.includes(answer)),
          `${id}: «${answer}» stands in none of ${relevant.join(', ')}`,
        );
      }
    }
  });
});

describe('the canned queries', () => {
  it('are answered in the exact words of the article that is named', () => {
    let quotes = 0;
    for (const { answer } of outcomes) {
      for (const quote of answer?.quotes ?? []) {
        const article = articles.get(quote.articleId);
        assert.equal(article?.text.slice(quote.start, quote.end), quote.text);
        assert.ok(quote.context.start <= quote.start && quote.end <= quote.context.end);
        for (const span of quote.emphasis) {
          assert.ok(quote.start <= span.start && span.start < span.end && span.end <= quote.end);
        }
        quotes += 1;
      }
    }
    assert.ok(quotes > questions.length / 2, `only ${quotes} quotes were given`);
  });

  it('quote from files byte for byte', () => {
    const file = readFileSync('sample/history/ain-jalut.txt', 'utf8');
    const quotes = outcomes.flatMap(({ answer }) =>
      (answer?.quotes ?? []).filter(({ articleId }) => articleId === 'ain-jalut'),
    );
    assert.ok(quotes.length > 0);
    for (const { text } of quotes) assert.ok(file.includes(text), text);
  });

  it('reach the scores that are expected of them', () => {
    const { scores, tolerance } = readExpected();
    const found: [string, Metrics][] = [
      ['sample', metricsWhere(() => true)],
      ['sample plain', metricsWhere(isPlain)],
      ['sample dialect', metricsWhere(isDialect)],
      ['sample mistyped', metricsWhere(isMistyped)],
    ];
    for (const [set, metrics] of found) {
      const expected = scores[set]?.fused;
      assert.ok(expected, `eval/expected.json says nothing of ${set}`);
      const failed = check(metrics, expected, tolerance).filter(
        ({ verdict }) => verdict === 'FAIL',
      );
      assert.deepEqual(failed, [], `${set}: npm run evaluate-sets -- --set sample shows more`);
    }
  });
});
