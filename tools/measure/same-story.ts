/**
 * How many pairs of articles of a corpus are called the same story, by shingles as before and by the present rule, with
 * some pairs of either drawn at random, to be read.
 *
 *   npx tsx tools/measure/same-story.ts CORPUS.jsonl.gz [articles, from the beginning; default: all] [seed]
 *
 * Pairs are of chunks that share a run of eight words, which two chunks of one story have by either rule.
 */

import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { collapse } from '../../src/retrieve/duplicates.ts';
import { hash53 } from '../../src/text/hash.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Article, Chunk, Hit } from '../../src/types.ts';

const [path, articlesMax = 'Infinity', seed = '1'] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: same-story.ts CORPUS [ARTICLES] [SEED]');
const DRAWN = 50;
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
function sharedShingles(a: Hit, b: Hit): number {
  const [x, y] = [shinglesOf(a), shinglesOf(b)];
  const [small, large] = x.size < y.size ? [x, y] : [y, x];
  let shared = 0;
  for (const run of small) if (large.has(run)) shared += 1;
  return small.size === 0 ? 0 : shared / small.size;
}

const SHINGLES_SHARE_MIN = 0.6;
/** A passage that says all of another has most of its shingles: fewer need not be looked at. */
const SAYS_ALL_SHARE_MIN = 0.3;

const shingles = new Map<number, ReadonlySet<number>>();
function shinglesOf(hit: Hit): ReadonlySet<number> {
  const known = shingles.get(hit.number) ?? runsOf(hit, 4);
  shingles.set(hit.number, known);
  return known;
}

function runsOf({ chunk }: Hit, words: number): ReadonlySet<number> {
  const surfaces = splitWords(chunk.text).map(({ surface }) => surface);
  const runs = new Set<number>();
  for (let i = 0; i + words <= surfaces.length; i += 1) {
    runs.add(hash53(surfaces.slice(i, i + words).join(' ')));
  }
  return runs;
}

/** Millions of runs are too many for one map: as many at a time as have one rest. */
const PASSES = 16;
const longRuns = hits.map((hit) => Float64Array.from(runsOf(hit, RUN_WORDS)));
const pairs = new Set<number>();
for (let pass = 0; pass < PASSES; pass += 1) {
  const chunksWith = new Map<number, number[]>();
  longRuns.forEach((runs, number) => {
    for (const run of runs) {
      if (run % PASSES !== pass) continue;
      const there = chunksWith.get(run);
      if (there) there.push(number);
      else chunksWith.set(run, [number]);
    }
  });
  for (const chunks of chunksWith.values()) {
    if (chunks.length < 2 || chunks.length > RUN_CHUNKS_MAX) continue;
    for (const a of chunks) for (const b of chunks) if (a < b) pairs.add(a * hits.length + b);
  }
}

const before = new Map<string, readonly [Hit, Hit]>();
const after = new Map<string, readonly [Hit, Hit]>();
for (const pair of pairs) {
  const [a, b] = [hits[Math.floor(pair / hits.length)]!, hits[pair % hits.length]!];
  if (a.article.id === b.article.id) continue;
  const key = `${a.article.id}\n${b.article.id}`;
  const share = sharedShingles(a, b);
  if (!before.has(key) && share >= SHINGLES_SHARE_MIN) before.set(key, [a, b]);
  if (share < SAYS_ALL_SHARE_MIN) continue;
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
