import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CorpusError } from '../../src/errors.ts';
import { z } from '../../src/schema.ts';
import type { EvaluationQuestion } from './metrics.ts';

const questionSchema = z.object({
  id: z.coerce.string(),
  question: z.string().min(1),
  relevant: z.array(z.coerce.string()),
  answers: z.array(z.string()).optional(),
  form: z.string().optional(),
  paragraphs: z.array(z.string()).optional(),
});

/**
 * Reads questions from JSON Lines, also gzipped.
 *
 * @throws CorpusError naming file, line and field.
 */
export function readQuestions(path: string): EvaluationQuestion[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const hint = 'A line is {"id", "question", "relevant": [article id], "answers"?: [string]}.';
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = { file: path, line: i + 1 };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new CorpusError('is not JSON', place, hint, { cause: error });
    }
    const parsed = questionSchema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.');
    throw new CorpusError(issue?.message ?? 'is no question', { ...place, field }, hint);
  });
}
