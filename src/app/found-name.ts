/** The name that an answer gave: «بلغراد» for «ما عاصمة صربيا؟». Pure. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Answer, QuestionKind } from '../types.ts';
import { isLittle, type Subject } from './subject.ts';
import { isDefinite, isVerb } from './word-kinds.ts';

const FINDS: readonly QuestionKind[] = ['who', 'where', 'what', 'other'];
const FOUND_WORDS_MAX = 5;
/** Words that are less likely the answer name nobody. */
const LIKELY = 0.3;

/**
 * What an answer names, if it was asked for a name. Words that are only perhaps the answer must look like a name: people
 * ask further about what they were shown.
 */
export function foundIn(question: string, answer: Answer, lexicon: Lexicon): Subject | undefined {
  const { words: asked, kind } = askingWords(question);
  const [quote] = answer.quotes;
  const perhaps = answer.kind === 'maybe';
  if (perhaps && answer.confidence < LIKELY) return undefined;
  if (!quote || answer.conflict || answer.kind === 'none' || !FINDS.includes(kind))
    return undefined;
  const [first] = quote.emphasis;
  const short =
    answer.short ?? (first && quote.text.slice(first.start - quote.start, first.end - quote.start));
  const found = short?.trim().replace(/^[«"(]+|[»").،]+$/gu, '');
  if (!found) return undefined;
  const parts = splitWords(found);
  // «الطبيب الكندي فريدريك بانتينغ»
  const titled = ({ surface }: Word) => isDefinite(surface) && isCommon(surface, lexicon);
  const from = perhaps
    ? Math.max(
        0,
        parts.findIndex((part) => !titled(part)),
      )
    : 0;
  const name = found.slice(parts[from]?.start ?? 0);
  const named = parts.slice(from);
  const isName =
    named.length > 0 &&
    named.length <= FOUND_WORDS_MAX &&
    !/\d/u.test(named.map(({ surface }) => surface).join('')) &&
    !isFunctionWord(named[0]!.surface) &&
    !(named.length === 1 && isVerb(named[0]!.surface, lexicon));
  // «أعمق بحيرة» of «ما أعمق بحيرة في أفريقيا؟» says nothing new.
  const said = new Set(asked.map(({ stem }) => stem));
  if (named.every(({ stem }) => said.has(stem))) return undefined;
  const looksSo = named.some(({ surface }) => isOwnName(surface, lexicon));
  return isName && (!perhaps || looksSo) ? { name } : undefined;
}

const isOwnName = (surface: string, lexicon: Lexicon) =>
  surface.length > 2 &&
  !isCommon(surface, lexicon) &&
  !isVerb(surface, lexicon) &&
  !isLittle(surface);
