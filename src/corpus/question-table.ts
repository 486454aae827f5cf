/** Tables of questions and answers: a question is a heading that helps finding, its answer is what is quoted. */
import { type Block, cleanText } from './blocks.ts';

/** What people call the two columns. */
export const QUESTION_NAMES = ['question', 'q', 'السؤال', 'سؤال', 'الأسئلة', 'نص السؤال'];
export const ANSWER_NAMES = [
  'answer',
  'a',
  'الجواب',
  'جواب',
  'الإجابة',
  'إجابة',
  'الرد',
  'نص الإجابة',
  'نص الجواب',
];

/** A column's name as it is compared: without case, hamzas, the dots of a last ة, and a colon. */
export function columnName(name: string): string {
  return cleanText(name)
    .toLowerCase()
    .replace(/[أإآ]/gu, 'ا')
    .replace(/ة$/u, 'ه')
    .replace(/[:：*]$/u, '')
    .trim();
}

const isQuestion = isNamed(QUESTION_NAMES);
const isAnswer = isNamed(ANSWER_NAMES);

function isNamed(names: readonly string[]): (header: string) => boolean {
  const known = new Set(names.map(columnName));
  return (header) => known.has(columnName(header));
}

/** Whether a column only numbers the rows. */
export function isCount(rows: readonly (readonly string[])[], column: number): boolean {
  const first = Number(rows[0]?.[column]);
  return rows.every((cells, i) => Number(cells[column]) === first + i);
}

/** Under the headings that a writer marked. */
const QUESTION_LEVEL = 7;

/** The blocks of such a table; any other block as it is. */
export function withQuestions(block: Block): readonly Block[] {
  if (block.kind !== 'table' || block.hasHeader === false) return [block];
  const [head = [], ...body] = block.rows;
  const [question, answer] = [head.findIndex(isQuestion), head.findIndex(isAnswer)];
  if (question < 0 || answer < 0) return [block];
  const width = block.rows.reduce((most, { length }) => Math.max(most, length), 0);
  const isOther = Array.from(
    { length: width },
    (_, i) => i !== question && i !== answer && !isCount(body, i),
  );
  return body.flatMap((cells) => {
    const said = cells.flatMap((cell, i) => {
      const header = cleanText(head[i] ?? '').replace(/\s*[:：]$/u, '');
      if (!isOther[i] || cell.trim() === '') return [];
      return [header === '' ? cell : `${header}: ${cell}`];
    });
    const blocks = [
      { kind: 'heading', text: cells[question] ?? '', level: QUESTION_LEVEL },
      { kind: 'paragraph', text: cells[answer] ?? '' },
      { kind: 'paragraph', text: said.join('، ') },
    ] as const;
    return blocks.filter(({ text }) => text.trim() !== '');
  });
}
