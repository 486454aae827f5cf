/** An answer as a message: quotes with their sources, context, and the other outlets that print the same. */
import { shortAnswer } from '../../answer/short.ts';
import { cleanField } from '../../speech/clean.ts';
import { windowAround } from '../../speech/graphemes.ts';
import type { Messages } from '../messages/messages.ts';
import type { AnswerRecord } from '../state/port.ts';
import { type Emphasis, MESSAGE_UNITS_MAX, RichBuilder, type RichMessage } from './rich.ts';

/** A quote ready to be shown. `text` and `context.text` are slices of the article; the rest is as the article has it. */
export interface QuoteView {
  readonly text: string;
  readonly emphasis: readonly Emphasis[];
  readonly title: string;
  readonly outlet: string | undefined;
  readonly date: string | undefined;
  readonly url: string | undefined;
  /** Path of the page that shows it in its article. */
  readonly place: string;
  /** The passage around the quote, and the place of the quote in it. */
  readonly context: { readonly text: string; readonly start: number; readonly end: number };
  readonly alsoIn: readonly {
    readonly title: string;
    readonly outlet: string | undefined;
    readonly date: string | undefined;
  }[];
}

export interface AnswerView {
  readonly kind: 'answer' | 'maybe';
  readonly quotes: readonly QuoteView[];
  readonly conflict: readonly number[];
  readonly searchedFor: string | undefined;
  /** Whether `searchedFor` is what the question was understood to mean, and not only how it is spelled. */
  readonly understood?: boolean;
  /** Of a question of two parts: how sure each is, and its index in `quotes`. */
  readonly parts?: AnswerRecord['parts'];
  /** Found outside the article that the person replied to. */
  readonly elsewhere: boolean;
}

/** Which part of an answer a message shows. */
export interface Showing {
  /** Index of the quote. */
  readonly page: number;
  readonly context: boolean;
  /** Paging through the sources, one by one. */
  readonly browsing: boolean;
  /** The question asks for the newest and the first quote is old: the answer says when it was published. */
  readonly dated?: boolean;
  /** The reader was not available: the quotes are only the nearest passages. */
  readonly unread?: boolean;
  /** The question is in another language than the articles: a maybe says so. */
  readonly foreign?: Parameters<Messages['notInArabic']>[0] | undefined;
}

/** A bold passage beyond these would meet Telegram's limit of 100 entities. */
const EMPHASIS_MAX = 40;
const ALSO_IN_MAX = 5;
/** A context shorter than this around the quote is not worth a second block. */
const CONTEXT_ROOM_MIN = 80;
/** Newlines and marks of direction around the context's lines. */
const CONTEXT_JOINTS = 8;

/**
 * Renders within Telegram's limit. What does not fit goes in this order: the far ends of the context, other
 * outlets, the other sides of a conflict (a button leads to them), and last, for a quote longer than a
 * message, all of it but the words that answer. A quote is never cut.
 */
export function renderAnswer(m: Messages, view: AnswerView, showing: Showing): RichMessage {
  for (const sideBySide of [true, false]) {
    for (const alsoIn of [true, false]) {
      const rest = { sideBySide, alsoIn };
      const full = compose(m, view, showing, { ...rest, contextMax: Number.POSITIVE_INFINITY });
      if (full.text.length <= MESSAGE_UNITS_MAX) return full;
      // What the rest leaves free is what the context may take.
      const bare = compose(m, view, showing, { ...rest, contextMax: 0 });
      const words = m.contextLead.length + m.contextCut.length + CONTEXT_JOINTS;
      const contextMax = MESSAGE_UNITS_MAX - bare.text.length - words;
      const fitted = compose(m, view, showing, { ...rest, contextMax });
      if (fitted.text.length <= MESSAGE_UNITS_MAX) return fitted;
    }
  }
  return composeTooLong(m, view, showing);
}

function compose(
  m: Messages,
  view: AnswerView,
  showing: Showing,
  limits: { sideBySide: boolean; alsoIn: boolean; contextMax: number },
): RichMessage {
  const { page, context, browsing } = showing;
  const builder = new RichBuilder(m.direction);
  leads(builder, m, view, showing);
  if (view.parts && !browsing && limits.sideBySide) {
    partsOf(builder, m, view, view.parts);
    if (context) contextBlock(builder, m, view.quotes[page]!, limits.contextMax);
    return builder.build();
  }
  const shown = limits.sideBySide && view.conflict.length > 1 && !browsing ? view.conflict : [page];
  shown.forEach((index, position) => {
    const quote = view.quotes[index]!;
    if (position > 0) builder.blank();
    builder.quote('blockquote', quote.text, quote.emphasis.slice(0, EMPHASIS_MAX));
    sourceLines(builder, m, quote);
    if (limits.alsoIn) alsoIn(builder, m, quote);
  });
  if (context) contextBlock(builder, m, view.quotes[page]!, limits.contextMax);
  if (browsing && view.quotes.length > 1) {
    const at = [page + 1, view.quotes.length] as const;
    builder.lines(isOfOneArticle(view) ? m.passageOf(...at) : m.pageOf(...at));
  }
  return builder.build();
}

/** Further quotes of the same article are no other sources. */
export function isOfOneArticle({ quotes }: Pick<AnswerView, 'quotes'>): boolean {
  const articles = quotes.map(({ title, url, date }) => [title, url, date].join('\n'));
  return new Set(articles).size === 1;
}

function leads(
  builder: RichBuilder,
  m: Messages,
  view: AnswerView,
  { browsing, dated, unread, foreign }: Showing,
): void {
  const label = view.understood ? m.understoodLabel : m.searchedForLabel;
  if (view.searchedFor) builder.labelled(label, cleanField(view.searchedFor, 300));
  if (browsing) return;
  if (view.parts) {
    if (view.elsewhere) builder.lines(m.elsewhereLead);
    return;
  }
  const [first] = view.quotes;
  const short = shortAnswer(view.kind, view.conflict, first && { ...first, start: 0 });
  if (short !== undefined) builder.words(short);
  const differ = view.conflict.length > 1;
  const maybe = view.kind === 'maybe' && !differ;
  if (maybe && foreign) builder.lines(m.notInArabic(foreign));
  // One sentence: «found elsewhere» and «not certain» after one another would contradict each other.
  if (view.elsewhere) builder.lines(maybe ? m.elsewhereMaybeLead : m.elsewhereLead);
  else if (maybe) builder.lines(unread ? m.unreadLead : m.maybeLead);
  if (differ) builder.lines(m.conflictLead);
  const publishedIn = dated ? m.publishedIn(view.quotes[0]!.date) : '';
  if (publishedIn) builder.lines(publishedIn);
}

/** A quote for each part of the question, said as such. */
function partsOf(
  builder: RichBuilder,
  m: Messages,
  { quotes }: AnswerView,
  parts: NonNullable<AnswerView['parts']>,
): void {
  parts.forEach(({ kind, quote }, at) => {
    if (at > 0) builder.blank();
    const said = parts.findIndex((part) => part.quote === quote);
    if (quote !== undefined && said < at) {
      builder.lines(m.partAsBefore(kind));
      return;
    }
    builder.lines(m.partLead(at, kind));
    const shown = quote === undefined ? undefined : quotes[quote];
    if (!shown) return;
    builder.quote('blockquote', shown.text, shown.emphasis.slice(0, EMPHASIS_MAX));
    sourceLines(builder, m, shown);
  });
}

/** These lines are outside the quote's entity, so that nothing in an article can imitate them. */
function sourceLines(builder: RichBuilder, m: Messages, quote: QuoteView): void {
  builder.lines(m.titleLine(cleanField(quote.title)));
  const outlet = quote.outlet === undefined ? undefined : cleanField(quote.outlet, 80);
  const line = m.sourceLine(outlet || undefined, quote.date);
  if (line) builder.lines(line);
}

function alsoIn(builder: RichBuilder, m: Messages, quote: QuoteView): void {
  if (quote.alsoIn.length === 0) return;
  builder.lines(m.alsoInLead);
  for (const { title, outlet, date } of quote.alsoIn.slice(0, ALSO_IN_MAX)) {
    const article = {
      title: cleanField(title, 120),
      outlet: outlet && cleanField(outlet, 80),
      date,
    };
    builder.lines(m.listItem(article));
  }
}

function contextBlock(
  builder: RichBuilder,
  m: Messages,
  { context }: QuoteView,
  unitsMax: number,
): void {
  const core = { start: context.start, end: context.end };
  const whole = { start: 0, end: context.text.length };
  if (unitsMax < core.end - core.start + CONTEXT_ROOM_MIN && unitsMax < whole.end) return;
  const { start, end } = windowAround(context.text, whole, core, unitsMax);
  builder.lines(m.contextLead);
  builder.quote('expandable_blockquote', context.text.slice(start, end), [
    { start: core.start - start, end: core.end - start },
  ]);
  if (end - start < whole.end) builder.lines(m.contextCut);
}

/** For a quote that does not fit at all: the words that answer, each complete, as far as there is room. */
function composeTooLong(m: Messages, view: AnswerView, showing: Showing): RichMessage {
  const quote = view.quotes[showing.page]!;
  const builder = new RichBuilder(m.direction);
  leads(builder, m, view, showing);
  const tail = new RichBuilder(m.direction).lines(m.quoteTooLong);
  sourceLines(tail, m, quote);
  for (const { start, end } of quote.emphasis) {
    if (builder.length + (end - start) + tail.length + 8 > MESSAGE_UNITS_MAX) break;
    builder.quote('blockquote', quote.text.slice(start, end));
  }
  builder.lines(m.quoteTooLong);
  sourceLines(builder, m, quote);
  return builder.build();
}
