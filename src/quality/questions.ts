import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { CorpusError } from '../errors.ts';
import type { EvaluationQuestion } from './metrics.ts';

const questionSchema = z.object({
  id: z.coerce.string(),
  question: z.string().min(1),
  relevant: z.array(z.coerce.string()),
  answers: z.array(z.string()).optional(),
  form: z.string().optional(),
  kind: z.string().nullish(),
  passage: z.string().optional(),
  sentences: z.array(z.int().nonnegative()).optional(),
  paragraphs: z.array(z.string()).optional(),
});

const passageSchema = z.object({
  id: z.string(),
  sentences: z.array(z.object({ start: z.number(), end: z.number() })),
});

/**
 * Reads questions from JSON Lines, also gzipped.
 *
 * @throws CorpusError naming file, line and field.
 */
export function readQuestions(path: string): EvaluationQuestion[] {
  return readLines(
    path,
    questionSchema,
    'A line is {"id", "question", "relevant": [article id], "answers"?: [string]}.',
  );
}

/** Questions with the sentences that answer, by number in their passage, looked up in the file of the passages. */
export function readMarkedQuestions(path: string, passagesPath: string): EvaluationQuestion[] {
  const hint = 'A line is {"id", "sentences": [{"start", "end"}]}.';
  const passages = new Map(
    readLines(passagesPath, passageSchema, hint).map(({ id, sentences }) => [id, sentences]),
  );
  const questions = readLines(path, questionSchema, 'Its sentences are numbers in its passage.');
  return questions.map(({ sentences = [], ...question }) => {
    const all = passages.get(question.passage ?? '');
    return { ...question, marked: sentences.flatMap((at) => all?.[at] ?? []) };
  });
}

function readLines<Line>(path: string, schema: z.ZodType<Line>, hint: string): Line[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = { file: path, line: i + 1 };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new CorpusError('is not JSON', place, hint, { cause: error });
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.');
    throw new CorpusError(issue?.message ?? 'is of another shape', { ...place, field }, hint);
  });
}
