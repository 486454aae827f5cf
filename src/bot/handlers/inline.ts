/** Inline mode: `@bot سؤال` in any chat gives quotes to choose from. */
import { createHash } from 'node:crypto';
import { readMessage } from '../../app/message-kind.ts';
import { cleanField, cleanTyped } from '../../speech/clean.ts';
import { cut } from '../../speech/graphemes.ts';
import { quoteUrl } from '../../speech/links.ts';
import { chosenMessages } from '../language.ts';
import { readQuote, toReference } from '../quote-references.ts';
import { type AnswerView, renderAnswer } from '../render/answer.ts';
import type { Services } from '../services.ts';
import { messageContent } from '../talk.ts';
import type { InlineQuery } from '../telegraf.ts';

/** Fewer letters than this are the beginning of a word, not a question. */
const QUESTION_UNITS_MIN = 3;
/** Seconds for which Telegram may give the same results for the same query, to anybody. */
const CACHE_SECONDS = 300;
const DESCRIPTION_UNITS_MAX = 150;

/** Every few letters are asked again: half of what is read for a question that was sent. */
const CHUNKS_MAX = 4;

export async function inlineAsked(s: Services, query: InlineQuery): Promise<void> {
  const person = s.identity.fingerprint('person', query.from.id);
  const chosen = await chosenMessages(s, person);
  const m = chosen ?? s.speech.choose(query.from.language_code, query.query);
  const question = cleanTyped(query.query);
  const asked = question.length >= QUESTION_UNITS_MIN && readMessage(question).kind === 'question';
  const answer = asked ? await s.ask(question, { chunksMax: CHUNKS_MAX }) : undefined;
  const quotes = answer?.kind === 'none' ? [] : (answer?.quotes ?? []);
  const views = await s.catalogue.use((index) =>
    Promise.all(quotes.map((quote) => readQuote(index, toReference(quote)))),
  );
  const shown = views.filter((view) => view !== undefined);
  const view: AnswerView = {
    kind: answer?.kind === 'maybe' ? 'maybe' : 'answer',
    quotes: shown,
    conflict: [],
    searchedFor: undefined,
    elsewhere: false,
  };
  const results = shown.map((quote, page) => {
    const dated = page === 0 && answer?.asOf !== undefined;
    const rich = renderAnswer(m, view, { page, context: false, browsing: false, dated });
    const { text: message_text, ...rest } = messageContent(rich) as { text: string };
    const url = quoteUrl(quote.url, quote.text);
    return {
      type: 'article',
      id: createHash('sha256').update(rich.text).digest('base64url').slice(0, 32),
      title: cleanField(quote.title, 100),
      description: cleanField(cut(quote.text, DESCRIPTION_UNITS_MAX), DESCRIPTION_UNITS_MAX),
      input_message_content: { message_text, ...rest },
      ...(url ? { reply_markup: { inline_keyboard: [[{ text: m.buttonOpen, url }]] } } : {}),
    };
  });
  const button = {
    text: asked && results.length === 0 ? m.inlineNone : m.inlineStart,
    start_parameter: 'inline',
  };
  await s.sender.call('answerInlineQuery', {
    inline_query_id: query.id,
    results,
    cache_time: asked ? CACHE_SECONDS : 0,
    ...(results.length === 0 ? { button } : {}),
  });
}
