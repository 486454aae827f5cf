/** New and edited messages: reads what each one wants, checks the limits, and calls the handler. */
import { readIncoming } from '../incoming.ts';
import { readMessage } from '../intent.ts';
import { chosenMessages } from '../language.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import { openTalk, reply, type Talk } from '../talk.ts';
import type { Message } from '../telegraf.ts';
import { answerAgain, answerQuestion } from './ask.ts';
import { runCommand } from './commands.ts';
import { documentSent } from './documents.ts';
import { slowedDown } from './limit.ts';

/** An edit of an older message that was never answered is left alone. */
const EDIT_AGE_MAX_MS = 3_600_000;

export async function messageSent(s: Services, job: Job, message: Message): Promise<void> {
  const intent = readMessage(message, s.me());
  if (intent.kind === 'migrated') {
    const mark = (id: number) => s.identity.fingerprint('chat', id);
    await s.state.moveChat(mark(message.chat.id), mark(intent.toChatId));
    return;
  }
  if (intent.kind === 'ignore') return;
  const talk = await talkOf(s, message);
  const inbox = talk.isAdmin && talk.isPrivate ? s.inbox : null;
  const incoming = inbox && readIncoming(message);
  // An admin's forty files are no flood.
  if (incoming) return await documentSent(s, inbox, job, talk, incoming);
  if (await slowedDown(s, job, talk, intent.kind === 'question')) return;
  const m = talk.messages;
  const say = (text: string) => reply(s, job, talk, plain(m.direction, text));
  switch (intent.kind) {
    case 'question':
      await answerQuestion(s, job, talk, intent.text);
      return;
    case 'command':
      await runCommand(s, job, talk, intent.name, intent.argument);
      return;
    case 'askEmpty':
      // A reply to this one reaches the bot in groups too.
      await reply(s, job, talk, plain(m.direction, m.askForQuestion), {
        force_reply: true,
        selective: true,
        input_field_placeholder: m.askPlaceholder,
      });
      return;
    case 'unknownCommand':
      await say(m.unknownCommand);
      return;
    case 'unreadable':
      await say(m.unreadable(intent.what));
  }
}

export async function messageEdited(s: Services, job: Job, message: Message): Promise<void> {
  const intent = readMessage(message, s.me());
  if (intent.kind !== 'question') return;
  const talk = await talkOf(s, message);
  const former = await s.state.answerTo(talk.chat, talk.messageId);
  if (!former && s.now() - message.date * 1_000 > EDIT_AGE_MAX_MS) return;
  if (await slowedDown(s, job, talk, true)) return;
  if (former) await answerAgain(s, job, talk, intent.text, former);
  else await answerQuestion(s, job, talk, intent.text);
}

/** In the language that the person chose, if they did. */
async function talkOf(s: Services, message: Message): Promise<Talk> {
  const talk = openTalk(s, message);
  const messages = await chosenMessages(s, talk.person);
  return messages ? { ...talk, messages } : talk;
}
