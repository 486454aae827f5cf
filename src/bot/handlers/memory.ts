/** What a conversation was about, read from the state and written to it: sealed, and forgotten within the hour. */
import { REMEMBERED_MS, TURNS_MAX, type Turn } from '../../app/turn.ts';
import type { Services } from '../services.ts';
import type { AnswerRecord, SealedTurn } from '../state/port.ts';
import type { Talk } from '../talk.ts';

type Place = Pick<Talk, 'chat' | 'messageId' | 'repliesTo' | 'threadId'>;

/**
 * The turns before a message, the newest first. A reply to one of the bot's answers goes on from there. An edited message
 * knows only what was said before it.
 */
export async function recall(s: Services, talk: Place): Promise<readonly Turn[]> {
  const records = await s.state.lastTurns({
    chat: talk.chat,
    thread: talk.threadId ?? 0,
    sinceMs: s.now() - REMEMBERED_MS,
    limit: 2 * TURNS_MAX,
  });
  const before = records.filter(
    ({ questionMessageId: asked }) => asked !== undefined && asked < talk.messageId,
  );
  const repliedTo = before.findIndex(
    ({ answerMessageId }) => answerMessageId === talk.repliesTo?.messageId,
  );
  return before
    .slice(Math.max(0, repliedTo))
    .flatMap((record) => turnIn(s, record) ?? [])
    .slice(0, TURNS_MAX);
}

/** Undefined if it is gone, or was sealed with another token. */
export function turnIn(s: Services, { turn }: AnswerRecord): Turn | undefined {
  const text = turn && s.identity.unseal(turn.sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Turn);
}

export function sealTurn(s: Services, turn: Turn, thread: number | undefined): SealedTurn {
  return { thread: thread ?? 0, sealed: s.identity.seal(JSON.stringify(turn)) };
}
