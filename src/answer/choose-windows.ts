/** Chooses the windows to quote, best first, and names the other articles that have each of them. */
import { bundledLexicon } from '../lexicon/bundled.ts';
import { isVerbShaped } from '../lexicon/shapes.ts';
import { termsOf } from '../retrieve/question.ts';
import { monthNamesOf } from '../text/months.ts';
import { type SaidWords, saidWords, saysWords } from '../text/said-words.ts';
import { isStopWord } from '../text/stopwords.ts';
import { isWeekday } from '../text/weekdays.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { ArticleHead, QueryTerm } from '../types.ts';
import { contradict } from './contradiction.ts';
import { nameOtherEntities } from './coreference.ts';
import type { JudgedReading } from './judge.ts';
import {
  FURTHER_SHARE_MIN,
  FURTHER_SHOWN_MIN,
  NEWER_SHARE_MIN,
  QUOTES_MAX,
  SHARED_ANSWERS_MIN,
  STRANGE_ANSWERS_MIN,
} from './limits.ts';
import { isSameStory } from './same-story.ts';
import { formsIn, isAmong } from './shared-words.ts';
import { byProbability, isOtherArticle, type Window, windowsOf } from './windows.ts';

export interface ChosenWindow {
  readonly window: Window;
  /** Other articles that print the same story, as far as is known. */
  readonly alsoIn: readonly ArticleHead[];
}

export interface ChosenWindows {
  /** At most `QUOTES_MAX`; none overlaps or repeats another. */
  readonly quotes: readonly ChosenWindow[];
  /** Which of them give different numbers or dates for one thing: the first two or more, the newest first; or none. */
  readonly conflict: readonly number[];
}

/** What decides between windows, beside how likely they answer. */
export interface Asked {
  /** Whether of those that answer about as well the newest goes first. Default: false. */
  readonly newest?: boolean;
  /** The words of the question that name its subject. Default: none. */
  readonly words?: readonly Word[];
  /** What was searched for: these words, those that they were mended to, and standard ones for those of a dialect. Default: none. */
  readonly terms?: readonly QueryTerm[];
  /** Whether the best is sure enough to be given as the answer. Default: false. */
  readonly outright?: boolean;
}

export function chooseWindows(
  readings: readonly JudgedReading[],
  { newest = false, words = [], terms = [], outright = false }: Asked = {},
): ChosenWindows {
  const subject = subjectOf(words, terms);
  // Several windows are of one chunk, and its words are split once.
  const about = new Map(readings.map((reading) => [reading, aboutOf(reading, words, subject)]));
  const candidates = readings
    .flatMap(windowsOf)
    .filter((window) => !isFurniture(window, about) && !isStrange(window, about))
    .sort(byProbability);
  const floor = (candidates[0]?.main.own ?? 0) * FURTHER_SHARE_MIN;
  const quotes: { window: Window; alsoIn: Map<string, ArticleHead> }[] = [];
  for (const window of inOrder(candidates, newest, about)) {
    if (window.main.own < floor) continue;
    if (quotes.some((better) => overlaps(better.window, window))) continue;
    const same = quotes.find((better) => isSameStory(better.window, window));
    if (same) {
      const { article } = window.reading.hit;
      same.alsoIn.set(article.id, article);
    } else if (quotes.length < QUOTES_MAX) {
      const heads = window.reading.hit.alsoIn ?? [];
      quotes.push({ window, alsoIn: new Map(heads.map((head) => [head.id, head])) });
    }
  }
  const chosen = sideBySide(
    quotes.map(({ window, alsoIn }) => ({ window, alsoIn: [...alsoIn.values()] })),
  );
  return withoutDoubtful(chosen, outright ? FURTHER_SHOWN_MIN.answer : FURTHER_SHOWN_MIN.maybe);
}

/** What contradicts is shown in any case; of the rest, what answers about as well as the best. */
function withoutDoubtful({ quotes, conflict }: ChosenWindows, shareMin: number): ChosenWindows {
  const best = Math.max(...quotes.map(({ window }) => window.main.own));
  const isShown = ({ window }: ChosenWindow, at: number) =>
    at === 0 || conflict.includes(at) || window.main.own >= best * shareMin;
  return { quotes: quotes.filter(isShown), conflict };
}

/**
 * Whether a passage names nothing of what is asked, neither in its words nor in its titles, and may well not answer: a
 * sentence of who invented a needle, where the inventor of the telephone is asked for.
 */
function isStrange({ main, reading }: Window, about: ReadonlyMap<JudgedReading, About>): boolean {
  return main.own < STRANGE_ANSWERS_MIN && !about.get(reading)!.shares;
}

/** Two chunks are unrelated if they share at most this share of words, not counting sentences that both have. */
const UNRELATED_SHARE_MAX = 0.2;

/**
 * Whether words that may not answer are also in an unrelated article that names less, or more, of what is asked: then
 * they are a footer, a line about the author, a notice. `chunk/boilerplate.ts` cannot find such lines in a few articles.
 */
function isFurniture({ main, reading }: Window, about: ReadonlyMap<JudgedReading, About>): boolean {
  if (main.own >= SHARED_ANSWERS_MIN) return false;
  const words = saidWords(main.text);
  const here = about.get(reading)!;
  return [...about].some(
    ([{ hit }, there]) =>
      hit.article.id !== reading.hit.article.id &&
      there.named !== here.named &&
      saysWords(there.words, words) &&
      areUnrelated(here, there),
  );
}

function areUnrelated(a: About, b: About): boolean {
  const own = (one: About, other: About) => {
    const sentences = one.sentences.filter((text) => !saysWords(other.words, saidWords(text)));
    const words = splitWords([one.title, ...sentences].join('\n')).filter(isOfSubject);
    return new Set(words.map(({ stem }) => stem));
  };
  const [x, y] = [own(a, b), own(b, a)];
  const shared = [...x].filter((stem) => y.has(stem)).length;
  const least = Math.min(x.size, y.size);
  return least > 0 && shared <= least * UNRELATED_SHARE_MAX;
}

/** Every report names a day and a month, so these words say nothing about its subject. */
function isOfSubject({ surface }: Word): boolean {
  const isOfDate = surface === 'يوم' || /^\d/u.test(surface) || isWeekday(surface);
  return !isOfDate && !isStopWord(surface) && monthNamesOf(surface) === undefined;
}

/** Puts quotes that contradict the best one next to it, the newest first; the others follow in their order. */
function sideBySide(quotes: readonly ChosenWindow[]): ChosenWindows {
  const [best] = quotes;
  const against = quotes.filter(({ window }) => contradict(best!.window, window));
  if (against.length === 0) return { quotes, conflict: [] };
  const differing = [best!, ...against].sort((a, b) => byDate(a.window, b.window));
  const rest = quotes.filter((quote) => !differing.includes(quote));
  return { quotes: [...differing, ...rest], conflict: differing.map((_, i) => i) };
}

function overlaps(a: Window, b: Window): boolean {
  return !isOtherArticle(a, b) && a.start < b.end && b.start < a.end;
}

/**
 * Among the windows that answer about as well as the best one: first those that name what is asked, before those of the
 * same template that name something else; the newest of them first, if that is wanted. Then the rest as they were.
 */
function inOrder(
  candidates: readonly Window[],
  newest: boolean,
  about: ReadonlyMap<JudgedReading, About>,
): readonly Window[] {
  const floor = (candidates[0]?.main.own ?? 0) * NEWER_SHARE_MIN;
  const asGood = candidates.filter(({ main }) => main.own >= floor);
  if (asGood.length < 2) return candidates;
  const isOfAnother = (window: Window) =>
    asGood.some(
      (other) =>
        about.get(other.reading)!.named > about.get(window.reading)!.named &&
        nameOtherEntities(titled(other), titled(window)),
    );
  const others = new Set(asGood.filter(isOfAnother));
  const first = asGood.filter((window) => !others.has(window));
  // Order is by probability, which depends on more than `own`: the good ones need not be the first of the list.
  const rest = candidates.filter(({ main }) => main.own < floor);
  return [...(newest ? first.sort(byDate) : first), ...others, ...rest];
}

function titled({ reading: { hit } }: Window) {
  return { title: hit.article.title, text: hit.chunk.text };
}

/** Without the verb that follows the asking: «من اخترع الهاتف؟» is of the telephone, and not of inventing. */
function subjectOf(
  [first, ...rest]: readonly Word[],
  terms: readonly QueryTerm[],
): readonly QueryTerm[] {
  if (!first || rest.length === 0 || !isVerbShaped(first.surface, bundledLexicon)) return terms;
  const verb = new Set(termsOf([first]).map(({ surface }) => surface));
  const others = terms.filter(({ surface }) => !verb.has(surface));
  return others.length > 0 ? others : terms;
}

/** What a chunk says, and how much of what is asked. */
interface About {
  readonly title: string;
  readonly words: SaidWords;
  readonly sentences: readonly string[];
  /** How many of the asked words it has, with its title and headings. */
  readonly named: number;
  /** Whether it has any of the terms that name the subject; true where there are none. */
  readonly shares: boolean;
}

function aboutOf(
  { hit, sentences }: JudgedReading,
  asked: readonly Word[],
  subject: readonly QueryTerm[],
): About {
  const { article, chunk } = hit;
  const forms = formsIn([article.title, chunk.heading ?? '', chunk.text].join('\n'));
  return {
    title: article.title,
    words: saidWords(chunk.text),
    sentences: sentences.map(({ text }) => text),
    named: asked.filter(({ stem }) => forms.has(stem)).length,
    shares: subject.length === 0 || subject.some((term) => isAmong(term, forms)),
  };
}

/** The newest first; those without a date last. */
function byDate(a: Window, b: Window): number {
  const date = ({ reading }: Window) => reading.hit.article.date ?? '';
  return date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0;
}
