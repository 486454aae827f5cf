/**
 * Where to score words over PostgreSQL: in the process over postings that the server keeps (what
 * `src/index/postgres/ranking.ts` does), in SQL over the same postings as arrays, or by `ts_rank_cd`
 * over a `tsvector` of stems. Behind `docs/decisions/postgres-words.md`:
 *
 *     npx tsx tools/measure/postgres-words.ts <postgres URL of an empty database> <articles.jsonl.gz> <questions.jsonl> [articles]
 */

import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { openDatabase } from '../../src/index/postgres/database.ts';
import type { PostgresGeneration } from '../../src/index/postgres/generation.ts';
import { decodePostings } from '../../src/index/postgres/postings.ts';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { splitWords } from '../../src/text/words.ts';
import type { QueryTerm } from '../../src/types.ts';
import { WORD_RANKING } from '../../src/words/formula.ts';
import { createHashingEmbedder } from '../lib/hashing-embedder.ts';

const [url, corpus, questionFile, most = '3000'] = process.argv.slice(2) as string[];
const QUESTIONS = 200;
const LIMIT = 100;

// Vectors are not measured here: the smallest that a person can predict will do.
const embedder = createHashingEmbedder({ dimensions: 8 });
const store = new PostgresStore({ url: url! });
const ids = new Set<string>();
const draft = await store.begin(settingsFor(embedder), { full: true });
for await (const item of readCorpus([corpus!])) {
  if ('error' in item || ids.size >= Number(most)) continue;
  ids.add(item.article.id);
  await draft.putArticle(item.article, item.contentHash);
}
await draft.plan();
for await (const { article } of draft.pending()) {
  const chunks = chunkArticle(article);
  const vectors = await embedder.embedChunks(chunks.map(({ text }) => text));
  await draft.putChunks({ article }, chunks, vectors);
}
await draft.finish();
await draft.publish({ keepGenerations: 1 });
const index = (await store.open(settingsFor(embedder))) as PostgresGeneration;

const db = openDatabase(url!, { timeoutMs: 0 });
const lineage = Math.max(
  ...(await db.rows<{ number: number }>('SELECT number FROM isnad.lineages')).map(
    (row) => row.number,
  ),
);
const t = (name: string) => `isnad.${name}_${lineage}`;

// The same postings as arrays, and the lengths as rows, for SQL to score.
await db.rows(`DROP TABLE IF EXISTS arrays, units, stems;
  CREATE TABLE arrays (form smallint, term text COLLATE "C", chunks int[], counts smallint[], PRIMARY KEY (form, term));
  CREATE TABLE units (chunk int PRIMARY KEY, words int, title int)`);
for (const { first, lengths, titles } of index.ranking.segments) {
  await db.run('INSERT INTO units SELECT * FROM unnest($1::int[], $2::int[], $3::int[])', [
    Array.from(lengths, (_, i) => first + i),
    Array.from(lengths),
    Array.from(titles),
  ]);
}
const firstOf = new Map(index.ranking.segments.map(({ id, first }) => [id, first]));
const rows = await db.rows<{
  form: number;
  term: string;
  segment: number;
  chunks: number;
  postings: Buffer;
}>(
  `SELECT form, term, segment, chunks, postings FROM ${t('postings')} ORDER BY form, term, segment`,
);
const merged = new Map<
  string,
  { form: number; term: string; chunks: number[]; counts: number[] }
>();
for (const { form, term, segment, chunks, postings } of rows) {
  const entry = merged.get(`${form} ${term}`) ?? { form, term, chunks: [], counts: [] };
  const found = decodePostings(postings, chunks);
  for (let i = 0; i < found.length; i += 1) {
    entry.chunks.push(firstOf.get(segment)! + found.chunks[i]!);
    entry.counts.push(found.counts[i]!);
  }
  merged.set(`${form} ${term}`, entry);
}
const entries = [...merged.values()];
for (let at = 0; at < entries.length; at += 5_000) {
  const batch = entries.slice(at, at + 5_000);
  const text = (list: number[]) => `{${list.join(',')}}`;
  await db.run(
    `INSERT INTO arrays SELECT form, term, chunks::int[], counts::smallint[]
     FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[]) AS given (form, term, chunks, counts)`,
    [
      batch.map((one) => one.form),
      batch.map((one) => one.term),
      batch.map((one) => text(one.chunks)),
      batch.map((one) => text(one.counts)),
    ],
  );
}

// A tsvector of stems: title weighted A, text D.
await db.rows('CREATE TABLE stems (chunk int PRIMARY KEY, words tsvector)');
const all = await db.rows<{ number: number; title: string; text: string }>(
  `SELECT c.number, a.head::jsonb->>'title' AS title, c.text
   FROM ${t('chunks')} c JOIN ${t('articles')} a ON a.version = c.article`,
);
const stemsOf = (text: string) =>
  splitWords(text)
    .map(({ stem }) => stem.replace(/['\\]/g, ''))
    .filter((stem) => stem !== '');
for (let at = 0; at < all.length; at += 2_000) {
  const batch = all.slice(at, at + 2_000);
  await db.run(
    `INSERT INTO stems SELECT chunk, setweight(array_to_tsvector(title), 'A') || to_tsvector('simple', text)
     FROM unnest($1::int[], $2::text[], $3::text[]) AS given (chunk, titles, text),
       LATERAL (SELECT string_to_array(titles, ' ') AS title) AS split`,
    [
      batch.map((one) => one.number),
      batch.map((one) => [...new Set(stemsOf(one.title))].join(' ')),
      batch.map((one) => stemsOf(one.text).join(' ')),
    ],
  );
}
await db.rows('CREATE INDEX ON stems USING gin (words)');
await db.rows('ANALYZE arrays, units, stems');

const { k1, b, titleWeight, titleDecay, headingWeight, surface, stem } = WORD_RANKING;
const SCORE = `
  WITH asked AS (SELECT * FROM unnest($1::smallint[], $2::text[], $3::float8[]) AS x (form, term, weight)),
  world AS (SELECT count(*) AS n, avg(words) AS average FROM units WHERE words > 0)
  SELECT p.chunk, sum(asked.weight * ln(1 + (world.n - cardinality(a.chunks) + 0.5) / (cardinality(a.chunks) + 0.5)) * (
      tf.value * ${k1 + 1} / (tf.value + ${k1})
      + CASE WHEN (p.counts >> 4) & 3 > 0 THEN ${titleWeight} / (1 + ${titleDecay} * greatest(u.title - 1, 0)) ELSE 0 END
      + CASE WHEN p.counts >> 6 > 0 THEN ${headingWeight} ELSE 0 END)) AS score
  FROM asked JOIN arrays a USING (form, term) CROSS JOIN world,
    LATERAL unnest(a.chunks, a.counts) AS p (chunk, counts) JOIN units u ON u.chunk = p.chunk,
    LATERAL (SELECT (p.counts & 15) / (${1 - b} + ${b} * u.words / world.average)::float8 AS value) AS tf
  GROUP BY p.chunk ORDER BY score DESC, p.chunk LIMIT ${LIMIT}`;

const ways: Record<string, (terms: readonly QueryTerm[]) => Promise<number[]>> = {
  'in the process': async (terms) =>
    (await index.searchWords(terms, LIMIT)).map(({ number }) => number),
  'in SQL': async (terms) => {
    const keys = terms.flatMap((term) => [
      [0, term.surface, term.weight * surface],
      [1, term.stem, term.weight * stem],
    ]);
    const found = await db.rows<{ chunk: number }>(SCORE, [
      keys.map(([f]) => f),
      keys.map(([, k]) => k),
      keys.map(([, , w]) => w),
    ]);
    return found.map(({ chunk }) => chunk);
  },
  tsvector: async (terms) => {
    const query = terms
      .map((term) => `'${term.stem.replace(/['\\]/g, '')}'`)
      .filter((one) => one !== "''")
      .join(' | ');
    const found = await db.rows<{ chunk: number }>(
      `SELECT chunk FROM stems, CAST($1 AS tsquery) AS q WHERE words @@ q ORDER BY ts_rank_cd(words, q, 1) DESC, chunk LIMIT ${LIMIT}`,
      [query],
    );
    return found.map(({ chunk }) => chunk);
  },
};

const questions = readQuestions(questionFile!)
  .filter(({ relevant }) => relevant.some((id) => ids.has(id.split('#')[0]!)))
  .slice(0, QUESTIONS);
process.stdout.write(
  `${all.length} chunks of ${ids.size} articles, ${questions.length} questions\n`,
);
const first = await ways['in the process']!(analyseQuestion(questions[0]!.question).terms);
process.stdout.write(
  `in SQL and in the process agree: ${JSON.stringify(first.slice(0, 10)) === JSON.stringify((await ways['in SQL']!(analyseQuestion(questions[0]!.question).terms)).slice(0, 10))}\n`,
);
for (const [name, way] of Object.entries(ways)) {
  const times: number[] = [];
  let [hits, reciprocal] = [0, 0];
  for (const { question, relevant } of questions) {
    const wanted = new Set(relevant.map((id) => id.split('#')[0]));
    const terms = analyseQuestion(question).terms;
    const started = performance.now();
    const ranked = await way(terms);
    times.push(performance.now() - started);
    const articles = (await index.chunks(ranked.slice(0, 20))).map(({ articleId }) => articleId);
    const rank = articles.findIndex((id) => wanted.has(id));
    if (rank >= 0 && rank < 5) hits += 1;
    if (rank >= 0 && rank < 10) reciprocal += 1 / (rank + 1);
  }
  times.sort((x, y) => x - y);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
  process.stdout.write(
    `${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, recall@5 ${(hits / questions.length).toFixed(3)}, MRR@10 ${(reciprocal / questions.length).toFixed(3)}\n`,
  );
}
const sizes = await db.rows<{ name: string; bytes: number }>(
  `SELECT name, pg_total_relation_size(name::regclass) AS bytes FROM unnest($1::text[]) AS name`,
  [[t('postings'), 'arrays', 'units', 'stems', t('articles'), t('chunks')]],
);
for (const { name, bytes } of sizes)
  process.stdout.write(`${name}: ${(bytes / all.length).toFixed(0)} bytes a chunk\n`);
await db.close();
await index.close();
await store.close();
