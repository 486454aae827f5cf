/** What a bot sent, by question: `<chat> <message that asked>`. */
import type { BotApiServer, Call } from '#bot-api-double';

export interface Sent {
  readonly call: Call;
  /** Set at a kill: whether the state knew of this answer. */
  recorded?: boolean;
}

export interface Sends {
  readonly byQuestion: ReadonlyMap<string, Sent[]>;
  /** Chats in which a later question was first answered before an earlier one. */
  outOfOrder(): number;
}

/** Writes down every message that the server takes, from now on. */
export function recordSends(api: BotApiServer): Sends {
  const byQuestion = new Map<string, Sent[]>();
  const order = new Map<number, number[]>();
  api.onCall((call) => {
    if (call.method !== 'sendMessage' || !call.done) return;
    const { chat_id, reply_parameters } = call.params as {
      chat_id: number;
      reply_parameters?: { message_id: number };
    };
    const id = reply_parameters?.message_id ?? 0;
    const key = `${chat_id} ${id}`;
    const known = byQuestion.get(key);
    if (known) known.push({ call });
    else {
      byQuestion.set(key, [{ call }]);
      order.set(chat_id, [...(order.get(chat_id) ?? []), id]);
    }
  });
  return {
    byQuestion,
    outOfOrder: () =>
      [...order.values()].filter((ids) => ids.some((id, at) => at > 0 && id < ids[at - 1]!)).length,
  };
}
