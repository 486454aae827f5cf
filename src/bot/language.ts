/** The language that a person chose. It is kept as the bot's answer to /language, and goes when answers go. */

import type { Language } from '../speech/numbers-and-dates.ts';
import type { Messages } from './messages/messages.ts';
import type { Services } from './services.ts';

/** Cannot equal the id of an answer, which is shorter. */
const idOf = (person: string) => `language ${person}`;

/** The messages for somebody who chose a language; undefined for all others. */
export async function chosenMessages(s: Services, person: string): Promise<Messages | undefined> {
  const record = await s.state.answer(idOf(person));
  return record && s.speech[record.language];
}

/** @param messageId the bot's message that asked, or said, which language. */
export async function keepLanguage(
  s: Services,
  { chat, person }: { readonly chat: string; readonly person: string },
  messageId: number,
  language: Language,
): Promise<void> {
  await s.state.saveAnswer({
    id: idOf(person),
    chat,
    person,
    questionMessageId: undefined,
    answerMessageId: messageId,
    language,
    kind: 'card',
    questionMark: undefined,
    question: undefined,
    conflict: [],
    elsewhere: false,
    quotes: [],
    page: 0,
    atMs: s.now(),
  });
}
