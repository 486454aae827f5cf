/** Which stems find more: BM25 alone, over passages, under several ways of stemming. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import snowballStemmers from 'snowball-stemmers';
import { chunkArticle, chunkText } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { lightStem } from '../../src/text/stem.ts';
import { isStopWord } from '../../src/text/stopwords.ts';
import { splitWords } from '../../src/text/words.ts';
import { runTool, UsageError } from '../lib/run.ts';

const USAGE = `npx tsx tools/measure/stemmers.ts --corpus PATH --questions PATH

Prints recall at 1 and 10 and MRR at 10, by article, of BM25 over the corpus's passages with words untouched,
with light10 as published, with this project's light stems, with those and single clitics taken off as well, and with
the Snowball Arabic stemmer.
Use training questions: a stemmer chosen on the evaluation sets would flatter itself.`;

const snowball = snowballStemmers.newStemmer('arabic');
const STEMMERS: Readonly<Record<string, (surface: string) => string>> = {
  surface: (surface) => surface,
  light10,
  lightStem,
  'lightStem, ب ل ك ف off too': (surface) => {
    const stem = lightStem(surface);
    return stem === surface && /^[بلكف]\p{L}{4}/u.test(surface)
      ? lightStem(surface.slice(1))
      : stem;
  },
  snowball: (surface) => snowball.stem(surface),
};

/** Larkey, Ballesteros and Connell (2007), as published, in the alphabet of search forms. */
function light10(surface: string): string {
  if (!/^\p{Script=Arabic}/u.test(surface)) return surface;
  let stem = surface.startsWith('و') && surface.length > 3 ? surface.slice(1) : surface;
  const prefix = ['ال', 'بال', 'كال', 'فال', 'لل'].find(
    (p) => stem.startsWith(p) && stem.length >= p.length + 2,
  );
  stem = stem.slice(prefix?.length ?? 0);
  for (const suffix of ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي']) {
    if (stem.endsWith(suffix) && stem.length >= suffix.length + 2)
      stem = stem.slice(0, -suffix.length);
  }
  return stem;
}

// BM25 as in Robertson and Zaragoza (2009), with the constants that Pyserini found good for passages.
const K1 = 0.9;
const B = 0.4;

interface Passages {
  readonly words: readonly (readonly string[])[];
  /** The article of each passage. */
  readonly articles: readonly string[];
}

interface Question {
  readonly words: readonly string[];
  readonly relevant: ReadonlySet<string>;
}

await runTool(USAGE, async () => {
  const { values } = parseArgs({
    options: { corpus: { type: 'string' }, questions: { type: 'string' } },
  });
  if (values.corpus === undefined || values.questions === undefined)
    throw new UsageError('--corpus and --questions are needed');
  const passages = await readHits(values.corpus);
  const questions = readQuestions(values.questions);
  process.stdout.write(`${passages.words.length} passages, ${questions.length} questions\n`);
  for (const [name, stemmer] of Object.entries(STEMMERS)) {
    const { recall1, recall10, mrr, vocabulary } = measure(passages, questions, stemmer);
    const figures = [recall1, recall10, mrr].map((value) => value.toFixed(3)).join('  ');
    process.stdout.write(`${name.padEnd(26)} R@1 R@10 MRR@10  ${figures}  ${vocabulary} stems\n`);
  }
});

async function readHits(corpus: string): Promise<Passages> {
  const words: string[][] = [];
  const articles: string[] = [];
  for await (const item of readCorpus([corpus])) {
    if ('error' in item) continue;
    for (const chunk of chunkArticle(item.article)) {
      words.push(splitWords(chunkText(item.article, chunk)).map(({ surface }) => surface));
      articles.push(item.article.id);
    }
  }
  return { words, articles };
}

function readQuestions(file: string): Question[] {
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { question, relevant } = JSON.parse(line) as { question: string; relevant: string[] };
    const words = splitWords(question).map(({ surface }) => surface);
    return { words: words.filter((word) => !isStopWord(word)), relevant: new Set(relevant) };
  });
}

function measure(
  { words, articles }: Passages,
  questions: readonly Question[],
  stemmer: (surface: string) => string,
) {
  const stems = new Map<string, string>();
  const stemOf = (surface: string) => {
    const stem = stems.get(surface) ?? stemmer(surface);
    stems.set(surface, stem);
    return stem;
  };
  const asked = questions.map((question) => question.words.map(stemOf));
  const wanted = new Set(asked.flat());
  const postings = new Map<string, Map<number, number>>();
  for (const [passage, surfaces] of words.entries()) {
    for (const surface of surfaces) {
      const stem = stemOf(surface);
      if (!wanted.has(stem)) continue;
      const counts = postings.get(stem) ?? new Map<number, number>();
      counts.set(passage, (counts.get(passage) ?? 0) + 1);
      postings.set(stem, counts);
    }
  }
  const meanLength = words.reduce((sum, surfaces) => sum + surfaces.length, 0) / words.length;
  const ranks = asked.map((terms, i) => {
    const scores = new Map<number, number>();
    for (const term of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      const idf = Math.log(1 + (words.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [passage, count] of counts) {
        const length = words[passage]!.length / meanLength;
        const score = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        scores.set(passage, (scores.get(passage) ?? 0) + score);
      }
    }
    return rankOfRelevant(scores, articles, questions[i]!.relevant);
  });
  const share = (most: number) => ranks.filter((rank) => rank <= most).length / ranks.length;
  const mrr = ranks.reduce((sum, rank) => sum + (rank <= 10 ? 1 / rank : 0), 0) / ranks.length;
  return { recall1: share(1), recall10: share(10), mrr, vocabulary: new Set(stems.values()).size };
}

/** Rank, from 1, of the first relevant article, each article standing where its best passage is. */
function rankOfRelevant(
  scores: ReadonlyMap<number, number>,
  articles: readonly string[],
  relevant: ReadonlySet<string>,
): number {
  const best = new Map<string, number>();
  for (const [passage, score] of scores) {
    const article = articles[passage]!;
    if (score > (best.get(article) ?? 0)) best.set(article, score);
  }
  const target = Math.max(...[...relevant].map((article) => best.get(article) ?? 0));
  if (target === 0) return Number.POSITIVE_INFINITY;
  return 1 + [...best.values()].filter((score) => score > target).length;
}
