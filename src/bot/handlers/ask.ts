/** A question and its answer: searched for, rendered, sent as a reply, or put in the place of an earlier one. */
import { readTyped } from '../../app/typed.ts';
import type { Answer } from '../../types.ts';
import { CallError } from '../call-error.ts';
import { readQuote, toReference } from '../quotes.ts';
import { type AnswerView, renderAnswer } from '../render/answer.ts';
import { cleanTyped } from '../render/clean.ts';
import { answerKeyboard, noneKeyboard } from '../render/keyboard.ts';
import { renderNone } from '../render/none.ts';
import { plain, type RichMessage } from '../render/rich.ts';
import { isNotModified } from '../sender.ts';
import type { Job, Services } from '../services.ts';
import type { AnswerRecord } from '../state/port.ts';
import { content, type Markup, reply, type Talk, withoutBadLinks } from '../talk.ts';
import { whileTyping } from '../typing.ts';

type Draft = Omit<AnswerRecord, 'answerMessageId' | 'atMs'>;

interface Composed {
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
      s.sender.call('editMessageText', { ...place, ...content(rich, safe) }),
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
  const m = talk.messages;
  const question = cleanTyped(text);
  const draft: Draft = {
    id: s.identity.answerId(job.updateId),
    chat: talk.chat,
    person: talk.person,
    questionMessageId: talk.messageId,
    language: m.language,
    kind: 'none',
    questionMark: s.identity.textMark(question),
    question: s.settings.storeQuestions ? question : undefined,
    conflict: [],
    elsewhere: false,
    quotes: [],
    page: 0,
  };
  const typed = readTyped(question);
  if (typed.kind === 'talk') {
    const rich = plain(m.direction, m.unasked(typed.what, typed.salam));
    return { rich, draft, searched: false };
  }
  const { answer, elsewhere } = await search(s, talk, question);
  if (answer.unread) s.metrics.unread.inc();
  // The log can wait for the answer to be sent; a reader cannot.
  setImmediate(logAnswer, s, job, question, answer);
  const references = answer.quotes.map(toReference);
  const views = await s.catalogue.use((index) =>
    Promise.all(references.map((reference) => readQuote(index, reference))),
  );
  const kept = references.flatMap((reference, index) => {
    const view = views[index];
    return view ? [{ reference, view, index }] : [];
  });
  if (kept.length < references.length) {
    s.log.error({ updateId: job.updateId }, 'a quote is no slice of its article; it was left out');
  }
  if (answer.kind === 'none' || kept.length === 0) {
    return {
      rich: renderNone(m, question, answer),
      markup: noneKeyboard(draft.id, answer.nearest),
      draft,
      searched: true,
    };
  }
  const view: AnswerView = {
    kind: answer.kind,
    quotes: kept.map(({ view }) => view),
    conflict: kept.flatMap(({ index }, at) => (answer.conflict?.includes(index) ? [at] : [])),
    searchedFor: answer.searchedFor,
    elsewhere,
  };
  const dated = answer.asOf !== undefined && kept[0]!.index === 0;
  const showing = { page: 0, context: false, browsing: false, dated };
  return {
    rich: renderAnswer(m, view, showing),
    markup: answerKeyboard(m, draft.id, view, showing),
    draft: {
      ...draft,
      kind: view.kind,
      conflict: view.conflict,
      elsewhere,
      quotes: kept.map(({ reference }) => reference),
    },
    searched: true,
  };
}

/** Within the article that the person replied to; where that does not answer, in all of them. */
async function search(
  s: Services,
  talk: Talk,
  question: string,
): Promise<{ answer: Answer; elsewhere: boolean }> {
  const ask = (articleId?: string) =>
    s.ask(question, articleId === undefined ? {} : { scope: { articleId } });
  const articleId = await scopeOf(s, talk);
  if (articleId === undefined) return { answer: await ask(), elsewhere: false };
  const within = await ask(articleId);
  if (within.kind !== 'none') return { answer: within, elsewhere: false };
  const answer = await ask();
  return { answer, elsewhere: answer.kind !== 'none' };
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
