/**
 * Questions made from sentences, with no label: what a sentence says of a date, an amount, a person, a place or a reason
 * is taken out, and the word that asks for it put in front, less some of the other words. Rough, but longer and nearer to
 * their passage than what people ask out of the blue, as the questions of people who have read something are.
 */
import { rangesOfKind } from '../../src/answer/kinds.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Article, QuestionKind } from '../../src/types.ts';
import type { Labelled } from './examples.ts';

const ASKING: readonly (readonly [kind: QuestionKind, words: readonly string[]])[] = [
  ['when', ['متى', 'في أي عام']],
  ['howMany', ['كم', 'كم عدد']],
  ['who', ['من', 'من الذي']],
  ['where', ['أين', 'في أي مكان']],
  ['why', ['لماذا', 'ما سبب']],
];
const SENTENCE_WORDS_MIN = 8;
const SENTENCE_WORDS_MAX = 40;
const QUESTION_WORDS_MAX = 12;
const DROPPED_SHARE = 0.3;

/** A question on one sentence of the article, or undefined where none will do. `random`: uniform, 0 to 1. */
export function madeQuestion(article: Article, random: () => number): Labelled | undefined {
  const { text } = article;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const sentences = splitSentences(text);
  for (let tries = 0; tries < 12; tries += 1) {
    const sentence = pick(sentences);
    if (!sentence) return undefined;
    const written = text.slice(sentence.start, sentence.end);
    const words = splitWords(written);
    if (words.length < SENTENCE_WORDS_MIN || words.length > SENTENCE_WORDS_MAX) continue;
    const gap = (i: number) => written.slice(words[i]!.end, words[i + 1]?.start ?? written.length);
    const [kind, asking] = pick(ASKING);
    const ranges = rangesOfKind(kind, words, gap);
    if (ranges.length === 0) continue;
    const { from, to } = pick(ranges);
    const answer = written.slice(words[from]!.start, words[to - 1]!.end);
    const left = words.filter((_, i) => (i < from || i >= to) && random() > DROPPED_SHARE);
    const start = Math.floor(random() * Math.max(1, left.length - QUESTION_WORDS_MAX));
    const kept = left.slice(start, start + QUESTION_WORDS_MAX);
    if (kept.length < 4) continue;
    const rest = kept.map((word) => written.slice(word.start, word.end)).join(' ');
    return {
      id: `made-${article.id}`,
      question: `${pick(asking)} ${rest}؟`,
      relevant: [article.id],
      answers: [answer],
      around: written,
    };
  }
  return undefined;
}
