/**
 * Questions that ask two things: each is asked separately, and the whole is an answer only if both are.
 *
 *   متى بدأ حفر قناة السويس │ و │ متى افتتحت؟        متى │ وأين │ ولد نجيب محفوظ؟
 *   first part               │   │ second, of the same  both parts ask it of one
 */
import { valuesOf } from '../answer/values.ts';
import { bundledLexicon } from '../lexicon/bundled.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import type {
  Answer,
  Answerer,
  AnswerKind,
  AnswerPart,
  AskOptions,
  Quote,
  Span,
} from '../types.ts';
import { subjectsOf } from './subject.ts';
import { type Turn, turnOf } from './turn.ts';
import { understand } from './understand.ts';

/** Longer ones tell a story. */
const WORDS_MAX = 24;

/** The two questions, each written out; undefined if it asks one thing. */
export function partsOf(question: string, lexicon: Lexicon): readonly [string, string] | undefined {
  const { words } = askingWords(question);
  if (words.length > WORDS_MAX || !words.some(({ asks }) => asks)) return undefined;
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    if (!before) continue;
    const gap = question.slice(before.end, word.start);
    const parted = /[؟?]/u.test(gap);
    // «ومتى»: with its «و», or after a mark, or both.
    const and = word.surface.startsWith('و') && word.surface.length > 2;
    if (!and && !parted) continue;
    const rest = question.slice(word.start).replace(/^\p{M}*/u, '');
    const second = and ? rest.slice(1) : rest;
    const { words: asked, kind } = askingWords(second);
    if (!asked[0]?.asks || kind === 'other' || MISLEADING.test(word.surface)) continue;
    const parts = written(question.slice(0, before.end), second, lexicon);
    if (parts) return parts;
  }
  return undefined;
}

/** «وين», «وش» ask with their «و»; «ولم يكن», «وآية» ask nothing. */
const MISLEADING = /^و?(?:ين|ش|شو|قتاش|ينه|ينها|لم|لما|ايه)$/u;

function written(
  first: string,
  second: string,
  lexicon: Lexicon,
): readonly [string, string] | undefined {
  // «طيب وليش …؟» asks one thing.
  if (askingWords(first).kind === 'other') return undefined;
  const end = (text: string) => `${text.replace(/[\s؟?،.]+$/u, '').trim()}؟`;
  const says = (text: string) =>
    askingWords(text).words.filter(({ asks, surface }) => !asks && !isFunctionWord(surface));
  if (says(first).length === 0) {
    // «متى وأين ولد؟»
    const kept = askingWords(second).words;
    const from = kept.find(({ asks }) => !asks);
    return from ? [end(`${first} ${second.slice(from.start)}`), end(second)] : undefined;
  }
  const turn = turnOf(end(first), undefined, lexicon);
  const understood = understand(second, [turn], lexicon);
  if (understood.kind === 'unclear') return undefined;
  if (understood.kind === 'filled') return [end(first), understood.question];
  return [end(first), end(withSubject(second, turn, lexicon))];
}

/** «وفي أي ملعب كان النهائي؟»: a part that names one thing, and not whose, is of what the first is about. */
function withSubject(second: string, { subjects }: Turn, lexicon: Lexicon): string {
  const [about] = subjects;
  const named = subjectsOf(second, [], lexicon);
  const [own] = named.subjects;
  const alone = own !== undefined && named.subjects.length === 1 && named.beside.length === 0;
  if (!about || !alone || !/^ال\p{L}+$/u.test(own.name)) return second;
  return about.name.includes(own.name)
    ? second
    : `${second.replace(/[\s؟?]+$/u, '')} في ${about.name}`;
}

/** Answers questions of two parts part by part, and others as they are. */
export function answerInParts(answerer: Answerer, lexicon: Lexicon = bundledLexicon): Answerer {
  return {
    async ask(question, options) {
      const parts = partsOf(question, lexicon);
      if (!parts) return answerer.ask(question, options);
      return both(parts, options, answerer);
    },
  };
}

async function both(
  questions: readonly [string, string],
  options: AskOptions | undefined,
  answerer: Answerer,
): Promise<Answer> {
  // One after the other: the reader takes one question at a time.
  const first = await answerer.ask(questions[0], options);
  const second = await answerer.ask(questions[1], options);
  const answers = [first, second];
  const quotes: Quote[] = [];
  const shown = apart(first, second, questions);
  const parts = answers.map(({ kind: said }, i): AnswerPart => {
    const question = questions[i]!;
    const quote = shown[i];
    if (!quote) return { question, kind: 'none' };
    // Another than the best was never sure.
    const kind = quote === answers[i]!.quotes[0] ? said : 'maybe';
    const same = quotes.findIndex((other) => isSame(other, quote));
    if (same >= 0) quotes[same] = withEmphasis(quotes[same]!, quote);
    else quotes.push(quote);
    return { question, kind, quote: same >= 0 ? same : quotes.length - 1 };
  });
  const kind = wholeOf(parts.map((part) => part.kind));
  const unknown = answers.flatMap(({ unknownWords }) => unknownWords ?? []);
  return {
    kind,
    quotes,
    confidence: Math.min(first.confidence, second.confidence),
    parts,
    ...(answers.some(({ unread }) => unread) ? { unread: true } : {}),
    nearest: kind === 'none' ? first.nearest : [],
    ...(kind === 'none' && unknown.length > 0 ? { unknownWords: [...new Set(unknown)] } : {}),
    ...(first.why ? { why: first.why } : {}),
    tookMs: first.tookMs + second.tookMs,
    ...(first.stagesMs && second.stagesMs
      ? {
          stagesMs: {
            find: first.stagesMs.find + second.stagesMs.find,
            read: first.stagesMs.read + second.stagesMs.read,
          },
        }
      : {}),
  };
}

/** What is quoted for each part: a sentence that cannot serve both is of the part that it answers more surely; the other has the next one, or none. */
function apart(
  first: Answer,
  second: Answer,
  questions: readonly [string, string],
): readonly (Quote | undefined)[] {
  const [a, b] = [first.quotes[0], second.quotes[0]];
  if (!a || !b || !isSame(a, b) || servesBoth(a, b, questions)) return [a, b];
  const next = ({ quotes }: Answer) => quotes.find((quote) => !isSame(quote, a));
  return second.confidence > first.confidence ? [next(first), b] : [a, next(second)];
}

/** «بدأ في 1960 واكتمل في 1970» has two times; «ولد سنة 1889» has one, which is not both of two. */
function servesBoth(a: Quote, b: Quote, questions: readonly [string, string]): boolean {
  const isApart = (x: Span, y: Span) => x.end <= y.start || y.end <= x.start;
  if (!a.emphasis.every((x) => b.emphasis.every((y) => isApart(x, y)))) return false;
  if (a.emphasis.length > 0 && b.emphasis.length > 0) return true;
  const [kind, other] = questions.map((question) => askingWords(question).kind);
  if (kind !== other) return true;
  const { dates, numbers } = valuesOf(a.text);
  if (kind === 'when') return dates.length > 1;
  return kind === 'howMany' && numbers.length > 1;
}

const isSame = (a: Quote, b: Quote) =>
  a.articleId === b.articleId && a.start === b.start && a.end === b.end;

/** One sentence may answer both: the words of each are marked. */
function withEmphasis(quote: Quote, other: Quote): Quote {
  const apart = other.emphasis.filter((span) =>
    quote.emphasis.every(({ start, end }) => span.end <= start || span.start >= end),
  );
  const emphasis = [...quote.emphasis, ...apart].sort((a, b) => a.start - b.start);
  return { ...quote, emphasis };
}

function wholeOf(kinds: readonly AnswerKind[]): AnswerKind {
  if (kinds.every((kind) => kind === 'answer')) return 'answer';
  return kinds.every((kind) => kind === 'none') ? 'none' : 'maybe';
}
