/** Answer ─► lines for a terminal. The terminal itself orders right-to-left text; no control characters are added. */
import type {
  Answer,
  CandidateExplanation,
  Explanation,
  Quote,
  SentenceExplanation,
} from '../types.ts';
import { withinGuillemets } from './render/guillemets.ts';

export interface TerminalStyle {
  /** Bold and dim by ANSI codes; off where the output is not a terminal. */
  readonly color: boolean;
}

const BOLD = ['\u001b[1m', '\u001b[22m'] as const;
const DIM = ['\u001b[2m', '\u001b[22m'] as const;

const MONTH = new Intl.DateTimeFormat('ar-EG-u-nu-latn-ca-gregory', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const paint = (style: TerminalStyle, [on, off]: readonly [string, string], text: string) =>
  style.color ? `${on}${text}${off}` : text;

/** C0, C1 and bidi controls would reorder or overwrite other lines of the terminal; they are shown as a space. */
const printable = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');

/** What stands in « ». */
const quoted = (text: string) => withinGuillemets(printable(text));

export function renderAnswer(answer: Answer, style: TerminalStyle): string {
  const lines: string[] = [];
  if (answer.searchedFor !== undefined) lines.push(`بحثت عن: ${printable(answer.searchedFor)}`, '');
  if (answer.kind === 'none') {
    lines.push('لم أجد في مصادري ما يجيب عن هذا السؤال.');
  } else if (answer.kind === 'maybe') {
    lines.push('لم أجد جوابًا أطمئن إليه، وهذه أقرب الفقرات، وقد لا يكون فيها الجواب:', '');
  }
  if (answer.conflict !== undefined) {
    lines.push('تختلف المصادر في هذا، فهذه أقوالها جنبًا إلى جنب:', '');
  }
  if (answer.asOf !== undefined)
    lines.push(`هذا ما نُشر في ${MONTH.format(Date.parse(answer.asOf))}.`, '');
  if (answer.short !== undefined) {
    lines.push(`«${paint(style, BOLD, quoted(answer.short))}»`, '');
  }
  for (const quote of answer.quotes) lines.push(...renderQuote(quote, style), '');
  if (answer.kind === 'none' && answer.nearest.length > 0) {
    lines.push('أقرب ما لديّ من العناوين:');
    for (const { title, source } of answer.nearest) {
      lines.push(`  • ${printable(title)}${source ? ` (${printable(source)})` : ''}`);
    }
  }
  if (answer.why) lines.push('', ...renderWhy(answer.why));
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}

function renderQuote(quote: Quote, style: TerminalStyle): string[] {
  const about = [quote.source, quote.date?.slice(0, 10)].filter((part) => part != null);
  const lines = [
    `«${emphasised(quote, style)}»`,
    paint(style, DIM, `  ${printable(quote.title)}`),
    ...(about.length > 0 ? [paint(style, DIM, `  ${printable(about.join(' · '))}`)] : []),
    ...(quote.url ? [paint(style, DIM, `  ${printable(quote.url)}`)] : []),
  ];
  for (const other of quote.alsoIn ?? []) {
    lines.push(paint(style, DIM, `  ونُشر أيضًا في: ${printable(other.source ?? other.title)}`));
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

/** For operators, so in English: what was found, and what the reader said of each sentence. */
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
