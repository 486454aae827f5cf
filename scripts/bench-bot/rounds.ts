/** Many chats asking at once, round after round: each question answered once, in its chat's order, in flat memory. */
import { megabytes, openStage, round, type StageOptions } from './stage.ts';

export interface RoundsFigures {
  readonly questions: number;
  readonly answeredOnce: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly perSecond: number;
  /** Resident memory and used heap of the bot before the first burst of rounds and after each. */
  readonly residentMb: readonly number[];
  readonly heapMb: readonly number[];
}

/** Rounds that are asked without waiting for the answers, so that order within a chat is put to the test. */
const BURST = 4;

export async function rounds(
  options: StageOptions & { readonly chats: number; readonly rounds: number },
): Promise<RoundsFigures> {
  const stage = await openStage(options);
  const { api, questions } = stage;
  try {
    const bot = await stage.start();
    const people = Array.from({ length: options.chats }, () => api.person());
    const asked = people.map(() => [] as number[]);
    const answers = new Map<number, number[]>();
    api.onCall(({ method, params, done }) => {
      if (method !== 'sendMessage' || !done) return;
      const { chat_id, reply_parameters } = params as {
        chat_id: number;
        reply_parameters?: { message_id: number };
      };
      const list = answers.get(chat_id) ?? [];
      answers.set(chat_id, list);
      if (reply_parameters) list.push(reply_parameters.message_id);
    });
    const residentMb: number[] = [];
    const heapMb: number[] = [];
    const weigh = async () => {
      residentMb.push(megabytes(await bot.metric('process_resident_memory_bytes')));
      heapMb.push(megabytes(await bot.metric('nodejs_heap_size_used_bytes')));
    };
    await weigh();
    const before = performance.now();
    for (let first = 0; first < options.rounds; first += BURST) {
      const last = Math.min(first + BURST, options.rounds);
      for (let turn = first; turn < last; turn += 1) {
        for (const [index, person] of people.entries()) {
          const question = questions[(index + turn * 7) % questions.length]!;
          asked[index]!.push(person.sends(question).message_id);
        }
      }
      await api.waitFor(
        () => people.every((person) => (answers.get(person.id)?.length ?? 0) >= last),
        { timeoutMs: 600_000, what: `the answers of rounds ${first} to ${last}` },
      );
      await weigh();
    }
    const seconds = (performance.now() - before) / 1_000;
    api.assertNoViolations();
    const counts = people.flatMap((person, index) =>
      asked[index]!.map((id) => person.chat.botReplyCount(id)),
    );
    const outOfOrder = people.filter((person, index) => {
      const order = answers.get(person.id) ?? [];
      return order.some((id, at) => id !== asked[index]![at]);
    }).length;
    return {
      questions: counts.length,
      answeredOnce: counts.filter((count) => count === 1).length,
      lost: counts.filter((count) => count === 0).length,
      twice: counts.filter((count) => count > 1).length,
      outOfOrder,
      perSecond: round(counts.length / seconds),
      residentMb,
      heapMb,
    };
  } finally {
    await stage.close();
  }
}
