/** A retrieved chunk taken apart: its sentences, their words, and which words of the question they hold. */
import { bulletLength, headings } from '../text/headings.ts';
import { splitSentences } from '../text/sentences.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Hit, Span } from '../types.ts';
import { QUOTE_CHARS_MAX } from './limits.ts';
import type { AskedWord } from './question.ts';

/** A word of the question found in a text. */
export interface Match {
  /** Which word of the question. */
  readonly asked: number;
  /** Which word of the text. */
  readonly word: number;
  /** 1 for the very form, less for a shared stem or another reading. */
  readonly strength: number;
}

/** Invariant: a span of the article, at most `QUOTE_CHARS_MAX` long, not blank. */
export interface Sentence extends Span {
  readonly text: string;
  readonly words: readonly Word[];
  readonly matches: readonly Match[];
  readonly isHeading: boolean;
  readonly isBullet: boolean;
}

export interface Passage {
  readonly hit: Hit;
  readonly sentences: readonly Sentence[];
  /** For each word of the question, its best strength in the sentences, the heading and the title. */
  readonly inText: Float32Array;
  readonly inHeading: Float32Array;
  readonly inTitle: Float32Array;
  /** How many words the title has. */
  readonly titleWords: number;
}

/** The same letters, but another ending or prefix. */
const STEM_STRENGTH = 0.85;

export class Matcher {
  readonly #surfaces = new Map<string, { asked: number; strength: number }[]>();
  readonly #stems = new Map<string, { asked: number; strength: number }[]>();
  readonly #count: number;

  constructor(askedWords: readonly AskedWord[]) {
    this.#count = askedWords.length;
    for (const [asked, { forms }] of askedWords.entries()) {
      for (const [reading, { surface, stem }] of forms.entries()) {
        const strength = reading === 0 ? 1 : 0.8;
        add(this.#surfaces, surface, { asked, strength });
        add(this.#stems, stem, { asked, strength: strength * STEM_STRENGTH });
      }
    }
  }

  matches(words: readonly Word[]): Match[] {
    const found: Match[] = [];
    for (const [word, { surface, stem, extra }] of words.entries()) {
      const best = new Map<number, number>();
      const note = (list: readonly { asked: number; strength: number }[] | undefined) => {
        for (const { asked, strength } of list ?? []) {
          if (strength > (best.get(asked) ?? 0)) best.set(asked, strength);
        }
      };
      note(this.#surfaces.get(surface));
      note(this.#stems.get(stem));
      for (const form of extra ?? []) note(this.#surfaces.get(form));
      for (const [asked, strength] of best) found.push({ asked, word, strength });
    }
    return found;
  }

  /** For each word of the question, its best strength among matches. */
  best(matches: readonly Match[]): Float32Array {
    const best = new Float32Array(this.#count);
    for (const { asked, strength } of matches) {
      if (strength > best[asked]!) best[asked] = strength;
    }
    return best;
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function readPassage(hit: Hit, matcher: Matcher): Passage {
  const { text, start } = hit.chunk;
  const headingStarts = new Set(headings(text).map((heading) => heading.start));
  const words = splitWords(text);
  const sentences: Sentence[] = [];
  let at = 0;
  for (const span of splitSentences(text, { maxChars: QUOTE_CHARS_MAX })) {
    const own: Word[] = [];
    while (at < words.length && words[at]!.start < span.end) {
      const word = words[at]!;
      own.push({ ...word, start: word.start + start, end: word.end + start });
      at += 1;
    }
    const sentence = text.slice(span.start, span.end);
    sentences.push({
      start: span.start + start,
      end: span.end + start,
      text: sentence,
      words: own,
      matches: matcher.matches(own),
      isHeading: headingStarts.has(span.start),
      isBullet: bulletLength(sentence) > 0,
    });
  }
  const titleWords = splitWords(hit.article.title);
  return {
    hit,
    sentences,
    inText: matcher.best(sentences.flatMap(({ matches }) => matches)),
    inHeading: matcher.best(matcher.matches(splitWords(hit.chunk.heading ?? ''))),
    inTitle: matcher.best(matcher.matches(titleWords)),
    titleWords: titleWords.length,
  };
}
