/** Pressed buttons: pages and context edited in place, thumbs counted, lists browsed. */

import { CallError } from '../call-error.ts';
import { chosenMessages, keepLanguage } from '../language.ts';
import type { Messages } from '../messages/messages.ts';
import { readQuote } from '../quote-references.ts';
import { type AnswerView, renderAnswer, type Showing } from '../render/answer.ts';
import {
  answerKeyboard,
  asTypedRow,
  type Press,
  pressedThumb,
  readPress,
  withPressedThumb,
} from '../render/keyboard.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import type { AnswerRecord, QuoteReference } from '../state/port.ts';
import { messageContent, openPlace, withoutBadLinks } from '../talk.ts';
import type { CallbackQuery, InlineKeyboardMarkup, Message } from '../telegraf.ts';
import { composeChosen } from './ask.ts';
import { documentPressed } from './inbox.ts';
import { overLimit } from './limit.ts';
import { articleCard, articleList, italicsOf, type Shown } from './sources.ts';

/** What a press leads to: a notice over the button, a new look of the message, or both. */
interface Outcome {
  readonly notice?: string;
  readonly shown?: Shown;
  /** New buttons under the words that are there. */
  readonly buttons?: InlineKeyboardMarkup;
  /** Goes on once that is shown. */
  readonly after?: () => Promise<void>;
}

interface Pressed {
  readonly message: Message;
  readonly isPrivate: boolean;
  readonly isAdmin: boolean;
  readonly chat: string;
  readonly person: string;
  readonly messages: Messages;
}

export async function buttonPressed(s: Services, job: Job, query: CallbackQuery): Promise<void> {
  const message = query.message as Message | undefined;
  const data = 'data' in query ? readPress(query.data) : undefined;
  const answer = (notice?: string) =>
    settle(
      s.sender.call('answerCallbackQuery', {
        callback_query_id: query.id,
        ...(notice ? { text: notice } : {}),
      }),
    );
  if (!message || !data) {
    await answer();
    return;
  }
  const written = (message as Partial<Message.TextMessage>).text;
  const opened = openPlace(s, message.chat, query.from, written);
  const chosen = await chosenMessages(s, opened.person);
  const place = chosen ? { ...opened, messages: chosen } : opened;
  if (await overLimit(s, place.person)) {
    await answer(place.messages.noticeRateLimited);
    return;
  }
  let outcome: Outcome;
  try {
    outcome = await carryOut(s, job, { message, ...place }, data);
  } catch (error) {
    await answer(place.messages.noticeError);
    throw error;
  }
  await answer(outcome.notice);
  const target = { chat_id: message.chat.id, message_id: message.message_id };
  if (outcome.buttons) {
    const buttons = { ...target, reply_markup: outcome.buttons };
    await settle(s.sender.call('editMessageReplyMarkup', buttons));
  }
  if (!outcome.shown) return;
  const { rich, markup } = outcome.shown;
  await settle(
    withoutBadLinks(markup, (safe) =>
      s.sender.call('editMessageText', { ...target, ...messageContent(rich, safe) }),
    ),
  );
  if (outcome.after) s.background(outcome.after());
}

/** A refusal here is no fault: the query is too old, the message gone, or already as it should be. */
async function settle(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof CallError) || error.failure !== 'refused') throw error;
  }
}

async function carryOut(s: Services, job: Job, at: Pressed, press: Press): Promise<Outcome> {
  const isAdmin = at.isAdmin && at.isPrivate;
  switch (press.kind) {
    case 'documents':
    case 'document':
      // Callback data can be forged.
      if (!isAdmin || !s.inbox) return { notice: at.messages.expired };
      return await documentPressed(s, s.inbox, at, press);
    case 'view':
      return await showAnswer(s, at, press.id, press);
    case 'thumb': {
      const vote = { answerId: press.id, person: at.person, thumb: press.thumb, atMs: s.now() };
      const known = await s.state.vote(vote);
      const thanks = press.thumb === 'up' ? at.messages.thanksUp : at.messages.thanksDown;
      if (!known) return { notice: at.messages.expired };
      const before = buttonsOf(at.message);
      // A group's message has one set of buttons for all, so there only the notice tells.
      const marked = before && at.isPrivate && pressedThumb(before) !== press.thumb;
      return {
        notice: thanks,
        ...(marked ? { buttons: withPressedThumb(before, press.thumb) } : {}),
      };
    }
    case 'language': {
      await keepLanguage(s, at, at.message.message_id, press.language);
      const m = s.speech[press.language];
      const rich = plain(m.direction, m.languageChosen);
      return { notice: m.languageChosen, ...(at.isPrivate ? { shown: { rich } } : {}) };
    }
    case 'asTyped':
    case 'name':
      return await answerChosen(s, job, at, press);
    case 'list': {
      await s.state.saveAnswer(cardRecord(s, job, at, []));
      return {
        shown: await articleList(s, at.messages, press.offset, italicsOf(at.message), isAdmin),
      };
    }
    case 'article': {
      const query = italicsOf(at.message);
      const card = await articleCard(s, at.messages, { ...press, query, isAdmin });
      if (!card) return { shown: await articleList(s, at.messages, 0, query, isAdmin) };
      const { id, text } = card.article;
      const whole = [0, text.length] as const;
      const quote = { articleId: id, start: 0, end: text.length, context: whole };
      const reference = { ...quote, emphasis: [], mark: '', alsoIn: [] };
      await s.state.saveAnswer(cardRecord(s, job, at, [reference]));
      return { shown: card };
    }
  }
}

/** Replaces the answer in the message by the answer to the chosen question. */
async function answerChosen(
  s: Services,
  job: Job,
  at: Pressed,
  press: Press & { readonly kind: 'asTyped' | 'name' },
): Promise<Outcome> {
  const record = await s.state.answer(press.id);
  if (!record || record.chat !== at.chat) return { notice: at.messages.expired };
  const m = s.speech[record.language];
  const name = press.kind === 'name' ? press.at : undefined;
  const place = { messages: m, isPrivate: at.isPrivate };
  const composed = await composeChosen(s, job, place, record, name);
  if (!composed) return { notice: at.messages.expired };
  const { rich, markup, draft } = composed;
  const { answerMessageId, atMs } = record;
  await s.state.saveAnswer({ ...draft, answerMessageId, atMs });
  return { shown: { rich, ...(markup ? { markup } : {}) } };
}

const buttonsOf = (message: Message) => (message as Partial<Message.TextMessage>).reply_markup;

/** Remembers which article a message shows, so that a reply to it asks there. */
function cardRecord(
  s: Services,
  job: Job,
  at: Pressed,
  quotes: readonly QuoteReference[],
): AnswerRecord {
  return {
    id: s.identity.answerId(job.updateId),
    chat: at.chat,
    person: at.person,
    questionMessageId: undefined,
    answerMessageId: at.message.message_id,
    language: at.messages.language,
    kind: 'card',
    questionMark: undefined,
    question: undefined,
    conflict: [],
    elsewhere: false,
    quotes,
    page: 0,
    atMs: s.now(),
  };
}

async function showAnswer(
  s: Services,
  at: Pressed,
  id: string,
  { page, context, browsing, dated = false }: Showing,
): Promise<Outcome> {
  const record = await s.state.answer(id);
  // Callback data can be forged, so an answer is shown only in its own chat.
  if (!record || record.chat !== at.chat) return { notice: at.messages.expired };
  const { kind } = record;
  if (kind !== 'answer' && kind !== 'maybe') return { notice: at.messages.expired };
  const views = await s.catalogue.use((index) =>
    Promise.all(record.quotes.map((reference) => readQuote(index, reference))),
  );
  if (page >= views.length) return { notice: at.messages.expired };
  const quotes = views.filter((view) => view !== undefined);
  if (quotes.length < views.length) return { notice: at.messages.articleChanged };
  const view: AnswerView = {
    kind,
    quotes,
    conflict: record.conflict,
    searchedFor: italicsOf(at.message) || undefined,
    elsewhere: record.elsewhere,
    understood: record.understood === true,
    ...(record.parts ? { parts: record.parts } : {}),
  };
  if (page !== record.page) await s.state.saveAnswer({ ...record, page });
  const m = s.speech[record.language];
  const showing = { page, context, browsing, dated };
  const site = { publicUrl: s.settings.publicUrl, isPrivate: at.isPrivate };
  const { inline_keyboard: rows } = answerKeyboard(m, id, view, showing, site);
  const wrong = record.understood && !browsing ? [asTypedRow(m, id)] : [];
  const keyboard = { inline_keyboard: [...rows, ...wrong] };
  const markup = withPressedThumb(keyboard, pressedThumb(buttonsOf(at.message)));
  return { shown: { rich: renderAnswer(m, view, showing), markup } };
}
