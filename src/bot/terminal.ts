/** Answer ─► lines for a terminal. The terminal itself orders right-to-left text; no control characters are added. */

import { withinGuillemets } from '../speech/guillemets.ts';
import { foreignLanguage } from '../text/written-in.ts';
import type {
  Answer,
  AnswerPart,
  Article,
  CandidateExplanation,
  Explanation,
  Quote,
  SentenceExplanation,
} from '../types.ts';
import type { Messages } from './messages/messages.ts';

export interface TerminalStyle {
  /** Bold and dim by ANSI codes; off if the output is not a terminal, or NO_COLOR is set. */
  readonly color: boolean;
}

const BOLD = ['\u001b[1m', '\u001b[22m'] as const;
const DIM = ['\u001b[2m', '\u001b[22m'] as const;

const paint = (style: TerminalStyle, [on, off]: readonly [string, string], text: string) =>
  style.color ? `${on}${text}${off}` : text;

/** C0, C1 and bidi controls would reorder or overwrite other lines of the terminal; they are shown as a space. */
const printable = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');

/** Text for « ». */
const quoted = (text: string) => withinGuillemets(printable(text));

/** The bot's own words, as they are in `messages/`, without the isolates that a terminal would show. */
export const withoutIsolates = (text: string) => text.replace(/[\u2066-\u2069]/gu, '');

/** @param question as it was typed. */
export function renderAnswer(
  answer: Answer,
  style: TerminalStyle,
  question: string,
  m: Messages,
): string {
  const lines: string[] = [];
  if (answer.searchedFor !== undefined)
    lines.push(`${m.searchedForLabel} ${printable(answer.searchedFor)}`, '');
  const foreign = foreignLanguage(question);
  if (answer.kind === 'none') {
    if (!answer.parts) lines.push(withoutIsolates(m.noneLead));
    if (answer.unknownWords)
      lines.push(withoutIsolates(m.unknownWords(answer.unknownWords.map(printable))));
    if (foreign) lines.push(withoutIsolates(m.notInArabic(foreign)));
  } else if (answer.kind === 'maybe' && !answer.parts) {
    if (foreign) lines.push(withoutIsolates(m.notInArabic(foreign)));
    lines.push(withoutIsolates(answer.unread ? m.unreadLead : m.maybeLead), '');
  }
  if (answer.conflict !== undefined) {
    lines.push(withoutIsolates(m.conflictLead), '');
  }
  if (answer.asOf !== undefined) lines.push(withoutIsolates(m.publishedIn(answer.asOf) ?? ''), '');
  if (answer.short !== undefined) {
    lines.push(`«${paint(style, BOLD, quoted(answer.short))}»`, '');
  }
  if (answer.parts) lines.push(...renderParts(answer.parts, answer.quotes, style, m));
  else for (const quote of answer.quotes) lines.push(...renderQuote(quote, style, m), '');
  if (answer.kind === 'none' && answer.nearest.length > 0) {
    lines.push(withoutIsolates(m.nearestLead));
    for (const { title, source } of answer.nearest) {
      lines.push(`  • ${printable(title)}${source ? ` (${printable(source)})` : ''}`);
    }
  }
  if (answer.why) lines.push('', ...renderWhy(answer.why));
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}

/** A quote for each part of the question, said as such. */
function renderParts(
  parts: readonly AnswerPart[],
  quotes: readonly Quote[],
  style: TerminalStyle,
  m: Messages,
): string[] {
  return parts.flatMap(({ kind, quote }, at) => {
    const shown = quote === undefined ? undefined : quotes[quote];
    if (shown && parts.findIndex((part) => part.quote === quote) < at)
      return [m.partAsBefore(kind), ''];
    return [m.partLead(at, kind), ...(shown ? renderQuote(shown, style, m) : []), ''];
  });
}

/** UTF-16 code units of an article that are shown before a quote and after it; paragraphs are shown complete. */
const AROUND_CHARS = 1_500;

/** An article around a quote. Without bold, marks enclose the quote. */
export function renderArticle(article: Article, quote: Quote, style: TerminalStyle): string {
  const { text } = article;
  const { start, end } = quote;
  const before = text.lastIndexOf('\n', Math.max(0, start - AROUND_CHARS));
  const from = start <= AROUND_CHARS || before < 0 ? 0 : before + 1;
  const after = text.indexOf('\n', end + AROUND_CHARS);
  const to = after < 0 ? text.length : after;
  const marked = style.color
    ? paint(style, BOLD, printable(quote.text))
    : `⟦${printable(quote.text)}⟧`;
  return [
    ...about(quote, style),
    '',
    ...(from > 0 ? ['[…]'] : []),
    printable(text.slice(from, start)) + marked + printable(text.slice(end, to)),
    ...(to < text.length ? ['[…]'] : []),
    '',
  ].join('\n');
}

/** Title, outlet and date, address. */
function about({ title, source, date, url }: Quote, style: TerminalStyle): string[] {
  const outlet = [source, date?.slice(0, 10)].filter((part) => part != null);
  return [title, outlet.join(' · '), url ?? '']
    .filter((line) => line !== '')
    .map((line) => paint(style, DIM, `  ${printable(line)}`));
}

function renderQuote(quote: Quote, style: TerminalStyle, m: Messages): string[] {
  const lines = [`«${emphasised(quote, style)}»`, ...about(quote, style)];
  for (const other of quote.alsoIn ?? []) {
    lines.push(
      paint(
        style,
        DIM,
        `  ${withoutIsolates(m.alsoInLead)} ${printable(other.source ?? other.title)}`,
      ),
    );
  }
  return lines;
}

function emphasised(quote: Quote, style: TerminalStyle): string {
  let shown = '';
  let from = 0;
  for (const span of quote.emphasis) {
    const [start, end] = [span.start - quote.start, span.end - quote.start];
    shown += quoted(quote.text.slice(from, start));
    shown += paint(style, BOLD, quoted(quote.text.slice(start, end)));
    from = end;
  }
  return shown + quoted(quote.text.slice(from));
}

/** For operators, so in English: what was found, and how the reader judged each sentence. */
function renderWhy(why: Explanation): string[] {
  const { terms, thresholds, heldBack } = why;
  const shown = terms.map(({ surface, stem, weight }) => `${surface}/${stem}×${weight}`);
  return [
    `question kind: ${why.questionKind}; terms: ${shown.join(' ')}`,
    `reader: ${why.readerId}; best sentence ${figure(why.best)}, any sentence ${figure(why.any)}`,
    `thresholds of the confidence: answer ≥ ${thresholds.answer}, maybe ≥ ${thresholds.maybe}`,
    ...(heldBack === undefined ? [] : [`held back by the rule: ${heldBack}`]),
    ...why.candidates.flatMap(renderCandidate),
  ];
}

function renderCandidate(candidate: CandidateExplanation, index: number): string[] {
  const place = (name: string, ranking?: { rank: number; score: number }) =>
    ranking ? `${name} #${ranking.rank} (${figure(ranking.score)})` : `${name} –`;
  const { articleId, title, chunk, fusedScore, sentences } = candidate;
  return [
    '',
    `${index + 1}. fused ${figure(fusedScore)}, ${place('words', candidate.words)}, ${place('meaning', candidate.vectors)}: ${articleId} «${printable(title)}» chunk ${chunk}`,
    ...(sentences.length === 0
      ? ['   not read']
      : [
          '   log-odds  probability  sentence, and the words that answer',
          ...sentences.map(renderSentence),
        ]),
  ];
}

function renderSentence({ text, logOdds, probability, span }: SentenceExplanation): string {
  const words = span ? ` → «${printable(span.text)}» ${figure(span.probability)}` : '';
  return `   ${logOdds.toFixed(2).padStart(8)}  ${figure(probability).padStart(11)}  ${printable(text)}${words}`;
}

const figure = (value: number) => value.toFixed(3);
