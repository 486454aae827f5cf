/** Which sentences of a chunk are quoted together. */
import { type LeadIn, leadInAt, leadInOf } from '../text/lists.ts';
import type { Span } from '../types.ts';
import { startsDependent } from './dependent.ts';
import type { JudgedReading, JudgedSentence } from './judge.ts';
import { NEIGHBOUR_SHARE_MIN, QUOTE_CHARS_MAX } from './limits.ts';
import { headingAbove, isItem, isLeadIn } from './quotable.ts';
import { textBetween } from './reading.ts';

/** Neighbouring sentences of a chunk, one of which is likely to answer. */
export interface Window extends Span {
  readonly reading: JudgedReading;
  /** Sentences `from` to `to` (exclusive) of the chunk. */
  readonly from: number;
  readonly to: number;
  /** The most likely of them. */
  readonly main: JudgedSentence;
}

export function isOtherArticle(a: Window, b: Window): boolean {
  return a.reading.hit.chunk.articleId !== b.reading.hit.chunk.articleId;
}

/** The window around each sentence that can be quoted, best first. */
export function windowsOf(reading: JudgedReading): Window[] {
  return (
    reading.sentences
      // Minus infinity: it did not fit into the reader's window, or says nothing that could be quoted.
      .flatMap(({ logOdds }, s) => (logOdds > -Infinity && windowAround(reading, s)) || [])
      // If a neighbour is more likely, the window around that one serves for both.
      .filter(({ main, from, to }) =>
        reading.sentences.slice(from, to).every(({ logOdds }) => logOdds <= main.logOdds),
      )
      .sort(byProbability)
  );
}

export function byProbability(a: Window, b: Window): number {
  return b.main.probability - a.main.probability;
}

function windowAround(reading: JudgedReading, s: number): Window | undefined {
  const { sentences } = reading;
  const sentence = sentences[s]!;
  if (isLeadIn(sentence.text)) return withItems(reading, s);
  const list = leadInOf(reading.hit.chunk, reading.sentences, s);
  if (list) return ofList(reading, list, s);
  if (isItem(sentence.text)) return itemUnderHeading(reading, s);
  const before = pair(reading, s - 1, s);
  if (startsDependent(sentence.text)) {
    const lead = before ?? underHeading(reading, s, s + 1, s);
    if (lead) return lead;
  }
  const likely = [before, pair(reading, s, s)]
    .flatMap((window) => window ?? [])
    .map((window) => ({ window, other: sentences[window.from === s ? s + 1 : s - 1]! }))
    .filter(({ other }) => other.probability >= NEIGHBOUR_SHARE_MIN * sentence.probability)
    .sort((a, b) => b.other.probability - a.other.probability);
  return likely[0]?.window ?? make(reading, s, s + 1, s);
}

/** Two sentences of one paragraph, from `from` on; a line break within a quote is not how it was printed. */
function pair(reading: JudgedReading, from: number, main: number): Window | undefined {
  const [first, second] = reading.sentences.slice(Math.max(from, 0), from + 2);
  if (from < 0 || !first || !second) return undefined;
  if (/[\n\r\u2028\u2029]/u.test(textBetween(reading, first, second))) return undefined;
  // «منها:» promises items that the next sentence may not have.
  if (isLeadIn(second.text)) return undefined;
  return fitting(reading, from, from + 2, main);
}

/** A lead-in says nothing alone: it is quoted with as many of its items as fit, or else with the sentence after it. */
function withItems(reading: JudgedReading, s: number): Window | undefined {
  const items = leadInAt(reading.hit.chunk, reading.sentences, s);
  const end = items?.end ?? (follows(reading, s + 1) ? s + 2 : s + 1);
  let widest: Window | undefined;
  for (let to = s + 2; to <= end; to += 1) {
    const wider = fitting(reading, s, to, s);
    if (!wider) break;
    widest = wider;
  }
  return widest;
}

/** An item with its lead-in: the whole list if that fits, or the list up to the item, or the item alone. */
function ofList(reading: JudgedReading, { sentence, end }: LeadIn, s: number): Window {
  return (
    fitting(reading, sentence, end, s) ??
    fitting(reading, sentence, s + 1, s) ??
    make(reading, s, s + 1, s)
  );
}

/** An item of a list that nothing but a heading announces: with the heading, and the whole list if that fits. */
function itemUnderHeading(reading: JudgedReading, s: number): Window {
  const { sentences } = reading;
  let first = s;
  while (follows(reading, first) && isItem(sentences[first - 1]!.text)) first -= 1;
  let end = s + 1;
  while (follows(reading, end) && isItem(sentences[end]!.text)) end += 1;
  const whole = underHeading(reading, first, end, s) ?? underHeading(reading, first, s + 1, s);
  return whole ?? make(reading, s, s + 1, s);
}

/** Sentences with the heading right above them, if there is one and they fit. */
function underHeading(
  reading: JudgedReading,
  from: number,
  to: number,
  main: number,
): Window | undefined {
  const heading = headingAbove(reading, from);
  if (!heading) return undefined;
  const window = { ...make(reading, from, to, main), start: heading.start };
  return window.end - window.start <= QUOTE_CHARS_MAX ? window : undefined;
}

/** Whether no heading and no boilerplate is between a sentence and the one before. */
function follows(reading: JudgedReading, s: number): boolean {
  const [before, own] = [reading.sentences[s - 1], reading.sentences[s]];
  return !!before && !!own && textBetween(reading, before, own).trim() === '';
}

function fitting(
  reading: JudgedReading,
  from: number,
  to: number,
  main: number,
): Window | undefined {
  const window = make(reading, from, to, main);
  return window.end - window.start <= QUOTE_CHARS_MAX ? window : undefined;
}

function make(reading: JudgedReading, from: number, to: number, main: number): Window {
  const { sentences } = reading;
  return {
    reading,
    from,
    to,
    main: sentences[main]!,
    start: sentences[from]!.start,
    end: sentences[to - 1]!.end,
  };
}
