/** Many chats asking at once, round after round: each question answered once, in its chat's order, in flat memory. */
import { megabytes, openStage, round, type StageOptions } from './stage.ts';

export interface RoundsFigures {
  readonly questions: number;
  readonly answeredOnce: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly perSecond: number;
  /** Resident memory of the bot, and heap that a full collection leaves, before the first burst of rounds and after each. */
  readonly residentMb: readonly number[];
  readonly heapMb: readonly number[];
}

/** Rounds that are asked without waiting for the answers, so that order within a chat is put to the test. */
const BURST = 4;
const COLLECTOR = new URL('collect.mjs', import.meta.url).href;
/** A full collection takes tenths of a second. */
const COLLECT_MS = 1_000;

export async function rounds(
  options: StageOptions & { readonly chats: number; readonly rounds: number },
): Promise<RoundsFigures> {
  const stage = await openStage(options);
  const { api, questions } = stage;
  try {
    const bot = await stage.start({ NODE_OPTIONS: `--import ${COLLECTOR}` });
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
      bot.child.kill('SIGUSR2');
      await new Promise((resolve) => setTimeout(resolve, COLLECT_MS));
      heapMb.push(megabytes(await bot.metric('nodejs_heap_size_used_bytes')));
    };
    await weigh();
    let tookMs = 0;
    for (let first = 0; first < options.rounds; first += BURST) {
      const last = Math.min(first + BURST, options.rounds);
      const before = performance.now();
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
      tookMs += performance.now() - before;
      await weigh();
    }
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
      perSecond: round((1_000 * counts.length) / tookMs),
      residentMb,
      heapMb,
    };
  } finally {
    await stage.close();
  }
}
