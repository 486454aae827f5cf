/** /reindex: rebuilds the index while the present one answers, with progress edited in place. */
import { basename } from 'node:path';
import type { ReindexProgress } from '../../app/reindex.ts';
import { placeOf, type ReadingReport } from '../../corpus/report.ts';
import { refusalOf } from '../../inbox/refusal.ts';
import { cleanField } from '../../speech/clean.ts';
import { additionsOf } from '../additions.ts';
import type { Messages } from '../messages/messages.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import { messageContent, reply, type Talk } from '../talk.ts';

/** Edits count against Telegram's limits for messages. */
const EDIT_EVERY_MS = 3_000;

/** Bots whose index is being built now. */
const building = new WeakSet<Services>();

export async function reindex(s: Services, job: Job, talk: Talk): Promise<void> {
  const m = talk.messages;
  const say = (text: string) => reply(s, job, talk, plain(m.direction, text));
  if (building.has(s)) {
    await say(m.reindexBusy);
    return;
  }
  building.add(s);
  try {
    const message = await say(m.reindexStarted);
    // The chat's line goes on: an admin can ask questions while this takes its minutes.
    s.background(carryOut(s, job, talk, message.message_id));
  } catch (error) {
    building.delete(s);
    throw error;
  }
}

async function carryOut(s: Services, job: Job, talk: Talk, messageId: number): Promise<void> {
  const m = talk.messages;
  const show = async (text: string) => {
    const place = { chat_id: talk.chatId, message_id: messageId };
    await s.sender
      .call('editMessageText', { ...place, ...messageContent(plain(m.direction, text)) })
      .catch((error) => s.log.warn({ err: error, updateId: job.updateId }, 'progress not shown'));
  };
  const started = performance.now();
  let latest: ReindexProgress | undefined;
  let editing: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!latest || editing) return;
    const { stage, done, total } = latest;
    latest = undefined;
    editing = show(m.reindexProgress(cleanField(stage, 60), done, total)).finally(() => {
      editing = undefined;
    });
  }, EDIT_EVERY_MS);
  let last: string;
  try {
    const { reading, ...result } = await s.reindex((progress) => {
      latest = progress;
    });
    const tookMs = performance.now() - started;
    s.log.info(
      { updateId: job.updateId, ...result, tookMs: Math.round(tookMs) },
      result.changed ? 'index rebuilt' : 'nothing to re-index',
    );
    last = [
      result.changed ? m.reindexDone({ ...result, tookMs }) : m.reindexUnchanged(result.articles),
      ...leftOut(m, reading),
    ].join('\n');
  } catch (error) {
    s.log.error({ updateId: job.updateId, err: error }, 'index not rebuilt');
    last = m.reindexFailed(String(job.updateId));
  } finally {
    clearInterval(timer);
    building.delete(s);
  }
  await editing;
  await show(last);
  // Documents that an earlier build left waiting may be in this one.
  if (s.inbox) await additionsOf(s, s.inbox).resume();
}

/** More are counted. */
const LEFT_OUT_MAX = 8;
const NAME_UNITS_MAX = 80;

/** What did not come in; drafts are left out as their writers want it. */
function leftOut(m: Messages, reading: ReadingReport | undefined): string[] {
  const items = (reading?.reasons ?? [])
    .filter(({ isLoss, reason }) => isLoss && reason !== 'draft')
    .flatMap((reason) => reason.items);
  const lines = items.slice(0, LEFT_OUT_MAX).map((item) => {
    const name = placeOf({ ...item, file: basename(item.file) });
    return m.additionRefused(cleanField(name, NAME_UNITS_MAX), refusalOf(item.what));
  });
  const more = items.length - lines.length;
  return more > 0 ? [...lines, m.additionsMore(more)] : lines;
}
