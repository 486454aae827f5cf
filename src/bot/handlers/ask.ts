/** Answers a question: searches, renders, and sends a reply or edits an earlier one. */
import { asTyped, converse, type Reply, withName } from '../../app/converse.ts';
import { cleanTyped } from '../../speech/clean.ts';
import { foreignLanguage } from '../../text/written-in.ts';
import type { Answer, AskOptions } from '../../types.ts';
import { CallError } from '../call-error.ts';
import { readQuote, toReference } from '../quote-references.ts';
import { type AnswerView, type QuoteView, renderAnswer } from '../render/answer.ts';
import { answerKeyboard, asTypedRow, namesKeyboard, noneKeyboard } from '../render/keyboard.ts';
import { renderNone } from '../render/none.ts';
import { plain, type RichMessage } from '../render/rich.ts';
import { isNotModified } from '../sender.ts';
import type { Job, Services } from '../services.ts';
import type { AnswerRecord, QuoteReference } from '../state/port.ts';
import { type Markup, messageContent, reply, type Talk, withoutBadLinks } from '../talk.ts';
import { whileTyping } from '../typing.ts';
import { recall, sealTurn, turnIn } from './memory.ts';

type Draft = Omit<AnswerRecord, 'answerMessageId' | 'atMs'>;

export interface Composed {
  readonly rich: RichMessage;
  readonly markup?: Markup | undefined;
  readonly draft: Draft;
  /** Whether the articles were asked; small talk is answered without them. */
  readonly searched: boolean;
}

/** Answers a question with a reply to it. */
export async function answerQuestion(
  s: Services,
  job: Job,
  talk: Talk,
  text: string,
): Promise<void> {
  s.metrics.stage('wait', performance.now() - job.receivedAt);
  const composed = await whileTyping(s, talk, compose(s, job, talk, text));
  const { rich, markup, draft, searched } = composed;
  const composedAt = performance.now();
  const sent = await reply(s, job, talk, rich, markup);
  s.metrics.stage('send', performance.now() - composedAt);
  job.answer = { ...draft, answerMessageId: sent.message_id, atMs: s.now() };
  if (searched) s.metrics.answered(draft.kind, performance.now() - job.receivedAt);
}

/** Answers an edited question by editing the answer that it had. */
export async function answerAgain(
  s: Services,
  job: Job,
  talk: Talk,
  text: string,
  former: AnswerRecord,
): Promise<void> {
  // Telegram reports edits that change nothing, such as a link preview that loads.
  if (s.identity.textMark(cleanTyped(text)) === former.questionMark) return;
  const { rich, markup, draft } = await whileTyping(s, talk, compose(s, job, talk, text));
  const place = { chat_id: talk.chatId, message_id: former.answerMessageId };
  try {
    await withoutBadLinks(markup, (safe) =>
      s.sender.call('editMessageText', { ...place, ...messageContent(rich, safe) }),
    );
  } catch (error) {
    if (error instanceof CallError && error.failure === 'refused' && !isNotModified(error)) {
      // The answer was deleted, or is too old to be edited.
      const sent = await reply(s, job, talk, rich, markup);
      job.answer = { ...draft, answerMessageId: sent.message_id, atMs: s.now() };
      return;
    }
    if (!isNotModified(error)) throw error;
  }
  job.answer = { ...draft, answerMessageId: former.answerMessageId, atMs: s.now() };
}

async function compose(s: Services, job: Job, talk: Talk, text: string): Promise<Composed> {
  const question = cleanTyped(text);
  const draft: Draft = {
    id: s.identity.answerId(job.updateId),
    chat: talk.chat,
    person: talk.person,
    questionMessageId: talk.messageId,
    language: talk.messages.language,
    kind: 'none',
    questionMark: s.identity.textMark(question),
    question: s.settings.storeQuestions ? question : undefined,
    conflict: [],
    elsewhere: false,
    quotes: [],
    page: 0,
  };
  const turns = await recall(s, talk);
  const toSay = await converse(question, turns, (asked) => search(s, talk, asked), {
    within: talk.repliesTo !== undefined,
  });
  return present(s, job, talk, draft, toSay);
}

/**
 * What a button under an answer asks for: what was typed to be searched for as it was, or one of the names that were
 * offered. Undefined if what was typed is no longer remembered.
 */
export async function composeChosen(
  s: Services,
  job: Job,
  place: Pick<Talk, 'messages' | 'isPrivate'>,
  record: AnswerRecord,
  name: number | undefined,
): Promise<Composed | undefined> {
  const turn = turnIn(s, record);
  if (turn?.typed === undefined) return undefined;
  const ask = (question: string) => askAndRead(s, question, {});
  const toSay =
    name === undefined ? await asTyped(turn.typed, ask) : await withName(turn, name, ask);
  if (!toSay) return undefined;
  const { answerMessageId, atMs, turn: _, understood: __, parts: ___, ...former } = record;
  const draft: Draft = {
    ...former,
    kind: 'none',
    conflict: [],
    elsewhere: false,
    quotes: [],
    page: 0,
  };
  return present(s, job, { ...place, threadId: record.turn?.thread }, draft, toSay);
}

async function present(
  s: Services,
  job: Job,
  { messages: m, isPrivate, threadId }: Pick<Talk, 'messages' | 'isPrivate' | 'threadId'>,
  bare: Draft,
  toSay: Reply<Found>,
): Promise<Composed> {
  if (toSay.kind === 'talk') {
    const { what, salam } = toSay;
    const words =
      what === 'whatDoYouHave'
        ? m.overview(await s.overview(), salam)
        : m.notAQuestion(what, salam);
    return {
      rich: plain(m.direction, ...words.split('\n')),
      draft: { ...bare, kind: 'talk' },
      searched: false,
    };
  }
  // «ومتى توفي؟» alone does not help a reviewer.
  const meant = toSay.kind === 'answered' ? toSay.understood : undefined;
  const question = bare.question === undefined ? undefined : (meant ?? bare.question);
  const draft = { ...bare, question, turn: sealTurn(s, toSay.turn, threadId) };
  if (toSay.kind === 'askedBack') {
    const { names } = toSay;
    return {
      rich: plain(m.direction, names.length > 0 ? m.whichOne(names) : m.nameLacking),
      markup: namesKeyboard(m, draft.id, names),
      draft: { ...draft, kind: 'askedBack' },
      searched: false,
    };
  }
  const { understood } = toSay;
  const { answer, elsewhere, kept } = toSay.result;
  const questionAsked = toSay.turn.question;
  if (answer.unread) s.metrics.unread.inc();
  // The log can wait for the answer to be sent; a reader cannot.
  setImmediate(logAnswer, s, job, questionAsked, answer);
  if (kept.length < answer.quotes.length) {
    s.log.error({ updateId: job.updateId }, 'a quote is no slice of its article; it was left out');
  }
  const wrong = understood === undefined ? [] : [asTypedRow(m, draft.id)];
  if (answer.kind === 'none' || kept.length === 0) {
    const { inline_keyboard } = noneKeyboard(draft.id, answer.nearest);
    return {
      rich: renderNone(m, questionAsked, { ...answer, understood }),
      markup: { inline_keyboard: [...wrong, ...inline_keyboard] },
      draft,
      searched: true,
    };
  }
  const parts = answer.parts?.map(({ kind, quote }) => {
    const at = kept.findIndex(({ index }) => index === quote);
    return at < 0 ? { kind: 'none' as const } : { kind, quote: at };
  });
  const view: AnswerView = {
    kind: answer.kind,
    quotes: kept.map(({ view }) => view),
    conflict: kept.flatMap(({ index }, at) => (answer.conflict?.includes(index) ? [at] : [])),
    searchedFor: understood ?? answer.searchedFor,
    understood: understood !== undefined,
    elsewhere,
    ...(parts ? { parts } : {}),
  };
  const dated = answer.asOf !== undefined && kept[0]!.index === 0;
  const showing = {
    page: 0,
    context: false,
    browsing: false,
    dated,
    unread: answer.unread === true,
    foreign: foreignLanguage(questionAsked),
  };
  const site = { publicUrl: s.settings.publicUrl, isPrivate };
  const { inline_keyboard } = answerKeyboard(m, draft.id, view, showing, site);
  return {
    rich: renderAnswer(m, view, showing),
    markup: { inline_keyboard: [...inline_keyboard, ...wrong] },
    draft: {
      ...draft,
      kind: view.kind,
      conflict: view.conflict,
      elsewhere,
      quotes: kept.map(({ reference }) => reference),
      ...(view.understood ? { understood: true } : {}),
      ...(parts ? { parts } : {}),
    },
    searched: true,
  };
}

interface Found {
  readonly answer: Answer;
  /** Whether it comes from another article than the one that was asked. */
  readonly elsewhere: boolean;
  /** Its quotes as the articles have them now, with their places among its quotes. */
  readonly kept: readonly {
    readonly reference: QuoteReference;
    readonly view: QuoteView;
    readonly index: number;
  }[];
}

/** An answer whose quotes were read from their articles. */
async function askAndRead(s: Services, question: string, options: AskOptions): Promise<Found> {
  const once = async () => {
    const answer = await s.ask(question, options);
    const references = answer.quotes.map(toReference);
    const views = await s.catalogue.use((index) =>
      Promise.all(references.map((reference) => readQuote(index, reference))),
    );
    const kept = references.flatMap((reference, index) => {
      const view = views[index];
      return view ? [{ reference, view, index }] : [];
    });
    return { answer, elsewhere: false, kept };
  };
  const found = await once();
  if (found.kept.length === found.answer.quotes.length) return found;
  // The index switched to a new generation in between, and an article differs there: that one is asked instead.
  return once();
}

/** Within the article that the person replied to; if that does not answer, in all of them. */
async function search(s: Services, talk: Talk, question: string): Promise<Found> {
  const ask = (articleId?: string) =>
    askAndRead(s, question, articleId === undefined ? {} : { scope: { articleId } });
  const articleId = await scopeOf(s, talk);
  if (articleId === undefined) return ask();
  const within = await ask(articleId);
  if (within.answer.kind !== 'none') return within;
  const found = await ask();
  return { ...found, elsewhere: found.answer.kind !== 'none' };
}

async function scopeOf(s: Services, talk: Talk): Promise<string | undefined> {
  if (!talk.repliesTo) return undefined;
  const record = await s.state.answerAt(talk.chat, talk.repliesTo.messageId);
  if (!record) return undefined;
  const quoted = talk.repliesTo.quote?.trim();
  if (quoted && record.quotes.length > 1) {
    const at = await s.catalogue.use(async (index) => {
      const views = await Promise.all(record.quotes.map((quote) => readQuote(index, quote)));
      return views.findIndex((view) => view?.text.includes(quoted) || view?.title.includes(quoted));
    });
    if (at >= 0) return record.quotes[at]!.articleId;
  }
  return record.quotes[record.page]?.articleId;
}

function logAnswer(s: Services, job: Job, question: string, answer: Answer): void {
  s.metrics.stage('search', answer.tookMs);
  if (answer.stagesMs) {
    s.metrics.stage('find', answer.stagesMs.find);
    s.metrics.stage('read', answer.stagesMs.read);
  }
  s.metrics.searched(answer);
  s.log.info(
    {
      updateId: job.updateId,
      kind: answer.kind,
      confidence: answer.confidence,
      searchMs: Math.round(answer.tookMs),
      ...(answer.unread ? { unread: true } : {}),
      hits: answer.quotes.map(({ articleId, start, end }) => `${articleId}@${start}-${end}`),
      ...(s.settings.logQuestions ? { question } : {}),
    },
    'answered',
  );
}
