/**
 * Example questions that the corpus in use answers well. Questions that are next to the articles come first; others are
 * made of sentences that say plainly when, where or what: «تأسست الجامعة في القاهرة عام 1908». Each is asked of the index,
 * and kept only if it is answered surely, from the article that it was made of.
 */
import { splitSentences } from '../text/sentences.ts';
import { splitWords } from '../text/words.ts';
import type { Answerer, Article, SearchIndex } from '../types.ts';
import { headsOf } from './overview.ts';

/** A question with the articles that answer it. */
export interface Example {
  readonly question: string;
  readonly relevant: readonly string[];
}

const EXAMPLES = 5;
/** At most this many questions are asked: a build has other work. */
const ASKED_MAX = 40;
const ARTICLES_LOOKED_AT = 60;
const SENTENCES_LOOKED_AT = 30;

/** @param canned questions of the operator, answerable ones; none if there are none. */
export async function chooseExamples(
  index: Pick<SearchIndex, 'listArticles' | 'article'>,
  ask: Answerer['ask'],
  canned: readonly Example[],
): Promise<string[]> {
  const chosen: string[] = [];
  const from = new Set<string>();
  let asked = 0;
  const tryOne = async ({ question, relevant }: Example) => {
    if (chosen.length >= EXAMPLES || asked >= ASKED_MAX || relevant.some((id) => from.has(id)))
      return;
    asked += 1;
    const { kind, short, quotes } = await ask(question);
    const article = quotes[0]?.articleId;
    if (kind !== 'answer' || short === undefined || !article || !relevant.includes(article)) return;
    chosen.push(question);
    from.add(article);
  };
  for (const example of spread(canned.filter(isPlain), ASKED_MAX / 2)) await tryOne(example);
  if (chosen.length >= EXAMPLES) return chosen;
  const ids: string[] = [];
  for await (const { id } of headsOf(index)) ids.push(id);
  for (const id of spread(ids, ARTICLES_LOOKED_AT)) {
    if (chosen.length >= EXAMPLES || asked >= ASKED_MAX) break;
    const article = from.has(id) ? undefined : await index.article(id);
    const question = article && questionOf(article);
    if (question) await tryOne({ question, relevant: [id] });
  }
  return chosen;
}

/** Short, and asked as one writes. */
const isPlain = ({ question }: Example) =>
  /^(?:متى|أين|من|ما|كم|لماذا|كيف) /u.test(question) &&
  question.length <= 60 &&
  question.endsWith('؟');

/** This many of them, evenly spread. */
function spread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  const chosen: T[] = [];
  for (let at = 0; at < items.length && chosen.length < most; at += step) {
    chosen.push(items[Math.floor(at)]!);
  }
  return chosen;
}

/** How a sentence begins, in search form, and what is asked for then. */
const WHEN = new Set(
  'ولد ولدت توفي توفيت تاسس تاسست افتتح افتتحت انشي انشيت بني بنيت اندلعت انتهت استقلت استقل'.split(
    ' ',
  ),
);
const WHERE = new Set('تقع يقع'.split(' '));
const NAME_WORDS_MAX = 4;

/** The first question that a sentence of the article answers plainly; undefined if none does. */
export function questionOf({ title, text }: Pick<Article, 'title' | 'text'>): string | undefined {
  const titled = splitWords(title).map(({ surface }) => surface);
  for (const { start, end } of splitSentences(text).slice(0, SENTENCES_LOOKED_AT)) {
    const sentence = text.slice(start, end);
    const words = splitWords(sentence);
    const [first] = words;
    if (!first) continue;
    const verb = first.surface.replace(/^و(?=\p{L}{3})/u, '');
    const asks =
      WHEN.has(verb) && /\d{3,4}|[٠-٩]{3,4}/u.test(sentence)
        ? 'متى'
        : WHERE.has(verb)
          ? 'أين'
          : undefined;
    if (!asks) continue;
    // The name follows, and is in the title too: what the article is about, and no pronoun.
    let length = 0;
    while (length < NAME_WORDS_MAX && titled.includes(words[length + 1]?.surface ?? ''))
      length += 1;
    const last = words[length];
    if (length === 0 || !last) continue;
    const spelled = sentence.slice(first.end - verbLetters(sentence, first, verb), first.end);
    return `${asks} ${spelled} ${sentence.slice(words[1]!.start, last.end)}؟`;
  }
  return undefined;
}

/** How many letters of the typed word the verb has, without a «و» before it. */
function verbLetters(
  sentence: string,
  { start, end, surface }: { start: number; end: number; surface: string },
  verb: string,
): number {
  const typed = sentence.slice(start, end);
  return surface === verb ? typed.length : typed.replace(/^.\p{M}*/u, '').length;
}
