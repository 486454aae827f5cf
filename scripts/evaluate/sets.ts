/** The evaluation sets by name: which questions, over which articles. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PROJECT_DIR } from '../../src/config.ts';
import type { EvaluationQuestion } from './metrics.ts';
import { readQuestions } from './questions.ts';

/** Where the sets are that the project measures with and does not contain. */
export const SHARED_DATA_DIR = resolve(PROJECT_DIR, '../shared/data');

export interface EvaluationSet {
  readonly name: string;
  /** Files it needs; where one is missing the set is skipped, out loud. */
  readonly needs: readonly string[];
  questions(): EvaluationQuestion[];
  /** Paths of its articles; what must be made first goes into `workDir`. */
  corpus(workDir: string): Promise<readonly string[]>;
}

/** Distractors of the standard pool: so many articles, so many words of each. */
const DISTRACTORS = 20_000;
const DISTRACTOR_WORDS = 100;
const distractors = join(SHARED_DATA_DIR, 'corpora/saudi-news.jsonl.gz');
const wiki = join(SHARED_DATA_DIR, 'corpora/wiki-ar.jsonl.gz');
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

const miracl = inEval('miracl-dev-wiki.questions.jsonl');
const unanswerable = inEval('unanswerable-wiki.questions.jsonl');

export const EVALUATION_SETS: readonly EvaluationSet[] = [
  {
    name: 'sample',
    needs: [],
    questions: () => readQuestions(join(PROJECT_DIR, 'corpus/questions.jsonl')),
    corpus: async () => [join(PROJECT_DIR, 'corpus')],
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
export async function standardPool(workDir: string): Promise<string> {
  const path = join(workDir, 'distractors.jsonl');
  if (existsSync(path)) return path;
  const out = createWriteStream(path);
  const lines = createInterface({ input: createReadStream(distractors).pipe(createGunzip()) });
  let count = 0;
  for await (const line of lines) {
    if (count === DISTRACTORS) break;
    const { id, title, text } = JSON.parse(line);
    const cut = text.split(/\s+/u).filter(Boolean).slice(0, DISTRACTOR_WORDS).join(' ');
    out.write(`${JSON.stringify({ id, title, text: cut })}\n`);
    count += 1;
  }
  out.end();
  await finished(out);
  return path;
}
