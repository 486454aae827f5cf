/** Questions for which somebody marked the sentences that answer. */
import { z } from 'zod';
import type { EvaluationQuestion } from '../../src/quality/metrics.ts';
import { questionSchema, readLines } from '../../src/quality/questions.ts';

const markedSchema = questionSchema.extend({
  sentences: z.array(z.int().nonnegative()).optional(),
});

const passageSchema = z.object({
  id: z.string(),
  sentences: z.array(z.object({ start: z.number(), end: z.number() })),
});

/** The sentences are numbers in a passage; they are looked up in the file of the passages. */
export function readMarkedQuestions(path: string, passagesPath: string): EvaluationQuestion[] {
  const hint = 'A line is {"id", "sentences": [{"start", "end"}]}.';
  const passages = new Map(
    readLines(passagesPath, passageSchema, hint).map(({ id, sentences }) => [id, sentences]),
  );
  const questions = readLines(path, markedSchema, 'Its sentences are numbers in its passage.');
  return questions.map(({ sentences = [], ...question }) => {
    const all = passages.get(question.passage ?? '');
    return { ...question, marked: sentences.flatMap((at) => all?.[at] ?? []) };
  });
}
