import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { fileError } from '../corpus/find.ts';
import { CorpusError } from '../errors.ts';
import type { EvaluationQuestion } from './metrics.ts';

export const questionSchema = z.object({
  id: z.coerce.string(),
  question: z.string().min(1),
  relevant: z.array(z.coerce.string()),
  answers: z.array(z.string()).optional(),
  form: z.string().optional(),
  kind: z.string().nullish(),
  passage: z.string().optional(),
  paragraphs: z.array(z.string()).optional(),
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

/** @throws CorpusError naming file, line and field. */
export function readLines<Line>(path: string, schema: z.ZodType<Line>, hint: string): Line[] {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw fileError(path, cause);
  }
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
