/**
 * How often a correct word is called an error, and how many errors are mended.
 *
 *   npx tsx tools/measure/mending.ts CORPUS CORRECT.jsonl.gz QUESTIONS.jsonl [--all]
 *
 * CORPUS is what is searched. Correct words are 10,000 in runs of eight from the articles of CORRECT that QUESTIONS name,
 * which the list of words was not made of. Slips are 500, seeded: a swap, or a letter left out, put in, doubled or
 * replaced, each in one word of a run of eight from CORPUS. `--all` prints the false mends.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { bundledLexicon } from '../../src/lexicon/bundled.ts';
import { mendQuestion } from '../../src/retrieve/mend.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { splitWords } from '../../src/text/words.ts';
import { WordIndexBuilder } from '../../src/words/builder.ts';
import { WordIndex } from '../../src/words/word-index.ts';
import { seededRandom } from '../lib/random.ts';

const [corpus, correct, questions] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (!corpus || !correct || !questions)
  throw new Error('usage: mending.ts CORPUS CORRECT QUESTIONS');
const all = process.argv.includes('--all');
const RUN_WORDS = 8;
const WORDS = 10_000;
const SLIPS = 500;

const builder = new WordIndexBuilder();
const runs: string[] = [];
let chunks = 0;
for await (const item of readCorpus([corpus])) {
  if ('error' in item) continue;
  for (const chunk of chunkArticle(item.article)) {
    builder.add(chunks, { title: item.article.title, text: chunk.text });
    chunks += 1;
    runs.push(...runsOf(chunk.text));
  }
}
const words = WordIndex.open(builder.finish());
const vocabulary = {
  chunkFrequency: async (form: 'surface' | 'stem', term: string) =>
    words.chunkFrequency(form, term),
  similarWords: async (surface: string, limit: number) => words.similarWords(surface, limit),
  searchWords: async (terms: Parameters<WordIndex['search']>[0], limit: number) =>
    words.search(terms, limit),
};
const mendsIn = async (text: string) =>
  (await mendQuestion(analyseQuestion(text), vocabulary, bundledLexicon)).mends;

function runsOf(text: string): string[] {
  const typed = splitWords(text).map(({ start, end }) => text.slice(start, end));
  const found: string[] = [];
  for (let at = 0; at + RUN_WORDS <= typed.length; at += RUN_WORDS) {
    found.push(typed.slice(at, at + RUN_WORDS).join(' '));
  }
  return found;
}

const named = new Set(
  readFileSync(questions, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as { relevant: string[] }).relevant),
);
let read = 0;
let wrong = 0;
for await (const line of createInterface({
  input: createReadStream(correct).pipe(createGunzip()),
})) {
  if (read >= WORDS) break;
  const { id, text } = JSON.parse(line) as { id: string; text: string };
  if (!named.has(id)) continue;
  // The beginning of each, so that many articles are heard.
  for (const run of runsOf(text).slice(0, 4)) {
    read += RUN_WORDS;
    for (const { typed, meant } of await mendsIn(run)) {
      wrong += 1;
      if (all) console.log(`${typed} → ${meant.join(' ')}\t${run}`);
    }
  }
}

const random = seededRandom(17);
const pick = <T>(items: ArrayLike<T>) => items[Math.floor(random() * items.length)] as T;
const LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';
function slip(word: string): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  switch (Math.floor(random() * 5)) {
    case 0:
      return `${word.slice(0, at - 1)}${letter}${word[at - 1]}${after}`;
    case 1:
      return before + after;
    case 2:
      return before + pick(LETTERS) + letter + after;
    case 3:
      return before + letter + letter + after;
    default:
      return before + pick(LETTERS) + after;
  }
}
let made = 0;
let mended = 0;
while (made < SLIPS) {
  const run = pick(runs).split(' ');
  const at = Math.floor(random() * run.length);
  const word = run[at]!;
  if (!/^[\u0621-\u064a]{4,}$/u.test(word)) continue;
  const [asked] = splitWords(word);
  const typed = slip(word);
  const [slipped] = splitWords(typed);
  if (!asked || !slipped || slipped.surface === asked.surface) continue;
  if (words.chunkFrequency('surface', slipped.surface) > 0) continue;
  made += 1;
  const text = run.with(at, typed).join(' ');
  if ((await mendsIn(text)).some(({ meant }) => meant.join(' ') === asked.surface)) mended += 1;
}
console.log(`${chunks} chunks; false mends in ${read} correct words: ${wrong}`);
console.log(`slips mended: ${mended} of ${made}`);
