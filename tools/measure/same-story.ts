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
import { collapseDuplicates } from '../../src/retrieve/duplicates.ts';
import { fnv1a } from '../../src/text/hash.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Article, Chunk, Hit } from '../../src/types.ts';

const [path, articlesMax = 'Infinity', seed = '1'] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: same-story.ts CORPUS [ARTICLES] [SEED]');
const DRAWN = 50;
const RUN_WORDS = 8;
/** A run in more chunks than these is a footer, or a formula. */
const RUN_CHUNKS_MAX = 30;
/** The rule as it was: six tenths of the shorter one's four-word shingles. */
const SHINGLE_WORDS = 4;
const SHINGLES_SHARE_MIN = 0.6;
/** A passage that says all of another has most of its shingles: fewer need not be looked at. */
const SAYS_ALL_SHARE_MIN = 0.3;

const hits: Hit[] = [];
/** By chunk: its words as numbers, one for each form, so that runs of them are compared without strings. */
const words: Uint32Array[] = [];
const numbers = new Map<string, number>();
let articles = 0;
for await (const item of readCorpus([path])) {
  if (articles === Number(articlesMax)) break;
  if ('error' in item) continue;
  articles += 1;
  for (const chunk of chunkArticle(item.article)) {
    hits.push(hitOf(item.article, chunk));
    words.push(Uint32Array.from(splitWords(chunk.text), ({ surface }) => numberOf(surface)));
  }
}

function hitOf({ text, outline, pages, ...article }: Article, chunk: Chunk): Hit {
  return { number: hits.length, chunk, article, score: 1 };
}

function numberOf(surface: string): number {
  const number = numbers.get(surface) ?? numbers.size;
  numbers.set(surface, number);
  return number;
}

/** Calls back with a hash of 32 bits for each run of this many words. */
function eachRun(own: Uint32Array, length: number, use: (hash: number) => void): void {
  for (let i = 0; i + length <= own.length; i += 1) use(fnv1a(own, i, i + length) >>> 0);
}

/** Runs of all chunks in one list, the chunk in the low bits of each: sorted, those of one run are side by side. */
const CHUNK_BITS = 2 ** 20;
const runs = new Float64Array(words.reduce((sum, own) => sum + Math.max(0, own.length - 7), 0));
let filled = 0;
words.forEach((own, number) => {
  eachRun(own, RUN_WORDS, (hash) => {
    runs[filled] = hash * CHUNK_BITS + number;
    filled += 1;
  });
});
runs.sort();

const pairs = new Set<number>();
for (let from = 0; from < runs.length; ) {
  const run = Math.floor(runs[from]! / CHUNK_BITS);
  const chunks: number[] = [];
  let end = from;
  for (; end < runs.length && Math.floor(runs[end]! / CHUNK_BITS) === run; end += 1) {
    const chunk = runs[end]! % CHUNK_BITS;
    if (chunk !== chunks.at(-1)) chunks.push(chunk);
  }
  from = end;
  if (chunks.length > RUN_CHUNKS_MAX) continue;
  for (const a of chunks) for (const b of chunks) if (a < b) pairs.add(a * CHUNK_BITS + b);
}

const shingles: Uint32Array[] = [];
function shinglesOf(chunk: number): Uint32Array {
  const known = shingles[chunk];
  if (known) return known;
  const own = new Set<number>();
  eachRun(words[chunk]!, SHINGLE_WORDS, (hash) => own.add(hash));
  const sorted = Uint32Array.from(own).sort();
  shingles[chunk] = sorted;
  return sorted;
}

function sharedShingles(a: number, b: number): number {
  const [x, y] = [shinglesOf(a), shinglesOf(b)];
  let [shared, i, j] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const order = x[i]! - y[j]!;
    if (order === 0) shared += 1;
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return Math.min(x.length, y.length) === 0 ? 0 : shared / Math.min(x.length, y.length);
}

const before = new Map<string, readonly [Hit, Hit]>();
const after = new Map<string, readonly [Hit, Hit]>();
for (const pair of pairs) {
  const [first, second] = [Math.floor(pair / CHUNK_BITS), pair % CHUNK_BITS];
  const [a, b] = [hits[first]!, hits[second]!];
  if (a.article.id === b.article.id) continue;
  const key = `${a.article.id}\n${b.article.id}`;
  const share = sharedShingles(first, second);
  if (share >= SHINGLES_SHARE_MIN && !before.has(key)) before.set(key, [a, b]);
  if (share < SAYS_ALL_SHARE_MIN || after.has(key)) continue;
  if (collapseDuplicates([a, b]).length === 1 || collapseDuplicates([b, a]).length === 1)
    after.set(key, [a, b]);
}

console.log(
  `${articles} articles, ${hits.length} chunks, ${pairs.size} pairs of chunks that share a run`,
);
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
