/**
 * How many pairs of articles of a corpus are called the same story, by shingles as before and by the present rule, with
 * some pairs of either drawn at random, to be read.
 *
 *   npx tsx tools/measure/same-story.ts CORPUS.jsonl.gz [articles, from the beginning; default 3000] [seed]
 *
 * Pairs are of chunks that share a run of eight words, which two chunks of one story have by either rule.
 */

import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { collapse } from '../../src/retrieve/duplicates.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Article, Chunk, Hit } from '../../src/types.ts';

const [path, articlesMax = '3000', seed = '1'] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: same-story.ts CORPUS [ARTICLES] [SEED]');
const DRAWN = 25;
const RUN_WORDS = 8;
/** A run in more chunks than these is a footer, or a formula. */
const RUN_CHUNKS_MAX = 30;

const hits: Hit[] = [];
let articles = 0;
for await (const item of readCorpus([path])) {
  if (articles === Number(articlesMax)) break;
  if ('error' in item) continue;
  articles += 1;
  for (const chunk of chunkArticle(item.article)) hits.push(hitOf(item.article, chunk));
}

function hitOf({ text, outline, pages, ...article }: Article, chunk: Chunk): Hit {
  return { number: hits.length, chunk, article, score: 1 };
}

/** The rule as it was: six tenths of the shorter one's four-word shingles. */
function shareShingles(a: Hit, b: Hit): boolean {
  const [x, y] = [runsOf(a, 4), runsOf(b, 4)];
  const [small, large] = x.size < y.size ? [x, y] : [y, x];
  let shared = 0;
  for (const run of small) if (large.has(run)) shared += 1;
  return small.size > 0 && shared / small.size >= 0.6;
}

function runsOf({ chunk }: Hit, words: number): Set<string> {
  const surfaces = splitWords(chunk.text).map(({ surface }) => surface);
  const runs = surfaces.map((_, i) => surfaces.slice(i, i + words).join(' '));
  return new Set(runs.slice(0, Math.max(0, surfaces.length - words + 1)));
}

const chunksWith = new Map<string, number[]>();
for (const hit of hits) {
  for (const run of runsOf(hit, RUN_WORDS)) {
    const there = chunksWith.get(run);
    if (there) there.push(hit.number);
    else chunksWith.set(run, [hit.number]);
  }
}
const pairs = new Set<string>();
for (const chunks of chunksWith.values()) {
  if (chunks.length < 2 || chunks.length > RUN_CHUNKS_MAX) continue;
  for (const a of chunks) for (const b of chunks) if (a < b) pairs.add(`${a} ${b}`);
}

const before = new Map<string, readonly [Hit, Hit]>();
const after = new Map<string, readonly [Hit, Hit]>();
for (const pair of pairs) {
  const [a, b] = pair.split(' ').map((at) => hits[Number(at)]!) as [Hit, Hit];
  if (a.article.id === b.article.id) continue;
  const key = `${a.article.id}\n${b.article.id}`;
  if (!before.has(key) && shareShingles(a, b)) before.set(key, [a, b]);
  const isSame = collapse([a, b]).length === 1 || collapse([b, a]).length === 1;
  if (!after.has(key) && isSame) after.set(key, [a, b]);
}

console.log(`${articles} articles, ${hits.length} chunks`);
console.log(`pairs of articles: ${before.size} before, ${after.size} now`);
show(
  'before and no longer',
  [...before].filter(([key]) => !after.has(key)),
);
show('now', [...after]);

function show(what: string, found: (readonly [string, readonly [Hit, Hit]])[]): void {
  console.log(`\n${what}: ${found.length}, of which`);
  let state = Number(seed);
  // Park and Miller's generator: the same draw for the same seed.
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const left = [...found];
  for (let i = 0; i < DRAWN && left.length > 0; i += 1) {
    const [, [a, b]] = left.splice(Math.floor(draw() * left.length), 1)[0]!;
    for (const { article, chunk } of [a, b])
      console.log(
        `- [${article.id} ${article.date ?? ''}] ${chunk.text.replace(/\s+/gu, ' ').slice(0, 260)}`,
      );
    console.log();
  }
}
