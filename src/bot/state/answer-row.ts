/** An answer as a row of either database: what is searched by has a column, the rest of the record is JSON. */
import type { AnswerRecord } from './port.ts';

/** The row of an answer. */
export interface AnswerRow {
  readonly id: string;
  readonly chat: string;
  readonly person: string;
  readonly question_message_id: number | null;
  readonly answer_message_id: number;
  /** JSON as text: jsonb refuses what people may write, NUL and halves of surrogate pairs. */
  readonly record: string;
  readonly at_ms: number;
  readonly thread: number | null;
  readonly turn: Uint8Array | ArrayBuffer | null;
}

/** What has no column. */
type RecordJson = Omit<
  AnswerRecord,
  'id' | 'chat' | 'person' | 'questionMessageId' | 'answerMessageId' | 'atMs' | 'turn'
>;

export function toRecord(row: AnswerRow): AnswerRecord {
  const json = JSON.parse(row.record) as RecordJson;
  return {
    ...json,
    questionMark: json.questionMark,
    question: json.question,
    id: row.id,
    chat: row.chat,
    person: row.person,
    questionMessageId: row.question_message_id ?? undefined,
    answerMessageId: row.answer_message_id,
    atMs: row.at_ms,
    ...(row.turn && row.thread !== null
      ? { turn: { thread: row.thread, sealed: new Uint8Array(row.turn) } }
      : {}),
  };
}

/** The values of a row, in the order of the columns of `AnswerRow`. */
export function columnsOf(answer: AnswerRecord) {
  const { id, chat, person, questionMessageId, answerMessageId, atMs, turn, ...json } = answer;
  const record = JSON.stringify(json satisfies RecordJson);
  const question = questionMessageId ?? null;
  const sealed = turn ? Buffer.from(turn.sealed) : null;
  return [
    id,
    chat,
    person,
    question,
    answerMessageId,
    record,
    atMs,
    turn?.thread ?? null,
    sealed,
  ] as const;
}
