/** A retrieved chunk taken apart: its sentences, their words, and which words of the question they hold. */
import { chunkWords, titleWords } from '../retrieve/chunk-words.ts';
import { bulletLength, headings } from '../text/headings.ts';
import { splitSentences } from '../text/sentences.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Hit, Span } from '../types.ts';
import { QUOTE_CHARS_MAX } from './limits.ts';
import type { Match, Matcher } from './matcher.ts';

/** Invariant: a span of the article, at most `QUOTE_CHARS_MAX` long, not blank. */
export interface Sentence extends Span {
  readonly text: string;
  readonly words: readonly Word[];
  readonly matches: readonly Match[];
  /** For each word of the question, its best strength here. */
  readonly found: Float32Array;
  /** For each word of the question: 1 where the sentence may have a word of its root. */
  readonly byRoot: Float32Array;
  /** For each word of the question: 1 where the sentence has a word that says much the same. */
  readonly related: Float32Array;
  readonly isHeading: boolean;
  readonly isBullet: boolean;
}

export interface Passage {
  readonly hit: Hit;
  readonly sentences: readonly Sentence[];
  /** For each word of the question, its best strength in the sentences, and in the heading and the title. */
  readonly inText: Float32Array;
  readonly inHeading: Float32Array;
  readonly inTitle: Float32Array;
  /** How many words the title has. */
  readonly titleWords: number;
}

/** Positions of `words` and of the sentences count in the article, those of the chunk's text from its start. */
export function readPassage(hit: Hit, matcher: Matcher): Passage {
  const { text, start } = hit.chunk;
  const headingStarts = new Set(headings(text).map((heading) => heading.start));
  const words = chunkWords(hit.chunk);
  const sentences: Sentence[] = [];
  let at = 0;
  for (const span of splitSentences(text, { maxChars: QUOTE_CHARS_MAX })) {
    const own: Word[] = [];
    while (at < words.length && words[at]!.start < span.end) {
      own.push(moved(words[at]!, start));
      at += 1;
    }
    const sentence = text.slice(span.start, span.end);
    const matches = matcher.matches(own);
    sentences.push({
      start: span.start + start,
      end: span.end + start,
      text: sentence,
      words: own,
      matches,
      found: matcher.best(matches),
      byRoot: matcher.byRoot(own),
      related: matcher.related(own),
      isHeading: headingStarts.has(span.start),
      isBullet: bulletLength(sentence) > 0,
    });
  }
  const ofTitle = titleWords(hit.article);
  return {
    hit,
    sentences,
    inText: matcher.best(sentences.flatMap(({ matches }) => matches)),
    inHeading: matcher.best(matcher.matches(splitWords(hit.chunk.heading ?? ''))),
    inTitle: matcher.best(matcher.matches(ofTitle)),
    titleWords: ofTitle.length,
  };
}

/** Written out because a copy by `...` of every word took a twentieth of a question. */
function moved({ start, end, surface, stem, extra }: Word, by: number): Word {
  const word = { start: start + by, end: end + by, surface, stem };
  return extra === undefined ? word : { ...word, extra };
}
