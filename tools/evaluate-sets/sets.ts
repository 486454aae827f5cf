/** The evaluation sets by name: which questions, over which articles. */
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PROJECT_DIR } from '../../src/config.ts';
import type { EvaluationQuestion } from '../../src/quality/metrics.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { readMarkedQuestions } from '../lib/marked-questions.ts';

/** The folder of the evaluation sets that are not part of the project. */
export const SHARED_DATA_DIR = resolve(PROJECT_DIR, '../shared/data');

export interface EvaluationSet {
  readonly name: string;
  /** Files it needs; if one is missing the set is skipped, out loud. */
  readonly needs: readonly string[];
  questions(): EvaluationQuestion[];
  /** Paths of its articles; what must be made first goes into `workDir`. */
  corpus(workDir: string): Promise<readonly string[]>;
}

/** Distractors of the standard pool: this many articles, this many words of each. */
const DISTRACTORS = 20_000;
const DISTRACTOR_WORDS = 100;
const distractors = join(SHARED_DATA_DIR, 'corpora/saudi-news.jsonl.gz');
const wiki = join(SHARED_DATA_DIR, 'corpora/wiki-ar.jsonl.gz');
const egyptian = join(SHARED_DATA_DIR, 'corpora/wiki-arz.jsonl.gz');
const news = join(SHARED_DATA_DIR, 'corpora/ant-news.jsonl.gz');
const libya = join(SHARED_DATA_DIR, 'corpora/libya-cairo-visit.txt');
const inEval = (file: string) => join(SHARED_DATA_DIR, 'eval', file);

/** A set of passages among the distractors of the standard pool. */
function pooled(name: string, file: string): EvaluationSet {
  const [passages, questions] = [
    inEval(`${file}.passages.jsonl`),
    inEval(`${file}.questions.jsonl`),
  ];
  return {
    name,
    needs: [passages, questions, distractors],
    questions: () => readQuestions(questions),
    corpus: async (workDir) => [passages, await standardPool(workDir)],
  };
}

const sampleCorpus = async () => [join(PROJECT_DIR, 'sample')];
const miracl = inEval('miracl-dev-wiki.questions.jsonl');
const unanswerable = inEval('unanswerable-wiki.questions.jsonl');

const written = inEval('written-eval.questions.jsonl');
const writtenPassages = inEval('written-eval.passages.jsonl');
const ownQuestions = (file: string) => join(PROJECT_DIR, 'eval', file);
const libyaQuestions = ownQuestions('libya.questions.jsonl');
const firstSteps = ownQuestions('first-steps.questions.jsonl');

export const EVALUATION_SETS: readonly EvaluationSet[] = [
  {
    name: 'sample',
    needs: [],
    questions: () => readQuestions(join(PROJECT_DIR, 'sample/questions.jsonl')),
    corpus: sampleCorpus,
  },
  {
    name: 'first-steps',
    needs: [firstSteps],
    questions: () => readQuestions(firstSteps),
    corpus: sampleCorpus,
  },
  {
    name: 'libya',
    needs: [libya, libyaQuestions],
    questions: () => readQuestions(libyaQuestions),
    corpus: async () => [libya],
  },
  {
    name: 'written',
    needs: [wiki, news, egyptian, written, writtenPassages],
    questions: () => readMarkedQuestions(written, writtenPassages),
    corpus: writtenCorpus,
  },
  pooled('arcd', 'arcd'),
  pooled('xquad', 'xquad-ar'),
  {
    name: 'miracl',
    needs: [wiki, miracl],
    questions: () => readQuestions(miracl),
    corpus: async () => [wiki],
  },
  {
    // As many without an answer as with one, so that neither kind outweighs the other.
    name: 'unanswerable',
    needs: [wiki, miracl, unanswerable],
    questions: () => {
      const answerable = readQuestions(miracl);
      return [...answerable, ...readQuestions(unanswerable).slice(0, answerable.length)];
    },
    corpus: async () => [wiki],
  },
];

/** Writes the distractors of the standard pool to a file and returns its path. */
export function standardPool(workDir: string): Promise<string> {
  return madeOnce(join(workDir, 'distractors.jsonl'), async function* () {
    let count = 0;
    for await (const line of linesOf(distractors)) {
      if (count === DISTRACTORS) break;
      const { id, title, text } = JSON.parse(line);
      const cut = text.split(/\s+/u).filter(Boolean).slice(0, DISTRACTOR_WORDS).join(' ');
      yield JSON.stringify({ id, title, text: cut });
      count += 1;
    }
  });
}

/**
 * The corpora that the written questions are about. Two Wikipedias number their articles alike, so that those of
 * the Egyptian one get the prefix that the questions name them by.
 */
export async function writtenCorpus(workDir: string): Promise<readonly string[]> {
  const prefixed = await madeOnce(join(workDir, 'wiki-arz.jsonl'), async function* () {
    for await (const line of linesOf(egyptian)) {
      const article = JSON.parse(line);
      yield JSON.stringify({ ...article, id: `arz-${article.id}` });
    }
  });
  return [wiki, news, prefixed];
}

function linesOf(gzipped: string) {
  return createInterface({ input: createReadStream(gzipped).pipe(createGunzip()) });
}

/** Writes a file unless it is there; under another name until it is whole, because a run may be stopped. */
async function madeOnce(path: string, lines: () => AsyncIterable<string>): Promise<string> {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const out = createWriteStream(`${path}.new`);
  for await (const line of lines()) out.write(`${line}\n`);
  out.end();
  await finished(out);
  renameSync(`${path}.new`, path);
  return path;
}
