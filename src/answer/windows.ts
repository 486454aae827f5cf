/** Which sentences of a passage are quoted together. */
import { type LeadIn, leadInAt, leadInOf } from '../text/lists.ts';
import type { Span } from '../types.ts';
import { startsDependent } from './dependent.ts';
import type { JudgedPassage, JudgedSentence } from './judge.ts';
import { NEIGHBOUR_SHARE_MIN, QUOTE_CHARS_MAX } from './limits.ts';
import { between } from './passages.ts';
import { headingAbove, isItem, isLeadIn } from './quotable.ts';

/** Neighbouring sentences of a passage, one of which is likely to answer. */
export interface Window extends Span {
  readonly passage: JudgedPassage;
  /** Sentences `from` to `to` (exclusive) of the passage. */
  readonly from: number;
  readonly to: number;
  /** The likeliest of them. */
  readonly main: JudgedSentence;
}

/** The window around each sentence that can be quoted, best first. */
export function windowsOf(passage: JudgedPassage): Window[] {
  return (
    passage.sentences
      // Minus infinity: it did not fit into the reader's window, or says nothing that could be quoted.
      .flatMap(({ logOdds }, s) => (logOdds > -Infinity && windowAround(passage, s)) || [])
      // Where a neighbour is the likelier one, the window around that one stands for both.
      .filter(({ main, from, to }) =>
        passage.sentences.slice(from, to).every(({ logOdds }) => logOdds <= main.logOdds),
      )
      .sort(byProbability)
  );
}

export function byProbability(a: Window, b: Window): number {
  return b.main.probability - a.main.probability;
}

function windowAround(passage: JudgedPassage, s: number): Window | undefined {
  const { sentences } = passage;
  const sentence = sentences[s]!;
  if (isLeadIn(sentence.text)) return withItems(passage, s);
  const list = leadInOf(passage.hit.chunk.text, spansOf(passage), s);
  if (list) return ofList(passage, list, s);
  if (isItem(sentence.text)) return itemUnderHeading(passage, s);
  const before = pair(passage, s - 1, s);
  if (startsDependent(sentence.text)) {
    const lead = before ?? underHeading(passage, s, s + 1, s);
    if (lead) return lead;
  }
  const likely = [before, pair(passage, s, s)]
    .flatMap((window) => window ?? [])
    .map((window) => ({ window, other: sentences[window.from === s ? s + 1 : s - 1]! }))
    .filter(({ other }) => other.probability >= NEIGHBOUR_SHARE_MIN * sentence.probability)
    .sort((a, b) => b.other.probability - a.other.probability);
  return likely[0]?.window ?? make(passage, s, s + 1, s);
}

/** Two sentences of one paragraph, from `from` on; a line break within a quote is not how it was printed. */
function pair(passage: JudgedPassage, from: number, main: number): Window | undefined {
  const [first, second] = passage.sentences.slice(Math.max(from, 0), from + 2);
  if (from < 0 || !first || !second) return undefined;
  if (/[\n\r\u2028\u2029]/u.test(between(passage, first, second))) return undefined;
  // «منها:» promises what the next sentence may not hold.
  if (isLeadIn(second.text)) return undefined;
  return fitting(passage, from, from + 2, main);
}

/** A lead-in says nothing without what it leads to: as many of its items as fit, or else the sentence after it. */
function withItems(passage: JudgedPassage, s: number): Window | undefined {
  const items = leadInAt(passage.hit.chunk.text, spansOf(passage), s);
  const end = items?.end ?? (follows(passage, s + 1) ? s + 2 : s + 1);
  let widest: Window | undefined;
  for (let to = s + 2; to <= end; to += 1) {
    const wider = fitting(passage, s, to, s);
    if (!wider) break;
    widest = wider;
  }
  return widest;
}

/** An item with its lead-in: the whole list where that fits, or the list up to the item, or the item alone. */
function ofList(passage: JudgedPassage, { sentence, end }: LeadIn, s: number): Window {
  return (
    fitting(passage, sentence, end, s) ??
    fitting(passage, sentence, s + 1, s) ??
    make(passage, s, s + 1, s)
  );
}

/** The sentences as spans of the chunk's text. */
function spansOf({ hit, sentences }: JudgedPassage): Span[] {
  const offset = hit.chunk.start;
  return sentences.map(({ start, end }) => ({ start: start - offset, end: end - offset }));
}

/** An item of a list that nothing but a heading announces: with the heading, and the whole list where that fits. */
function itemUnderHeading(passage: JudgedPassage, s: number): Window {
  const { sentences } = passage;
  let first = s;
  while (follows(passage, first) && isItem(sentences[first - 1]!.text)) first -= 1;
  let end = s + 1;
  while (follows(passage, end) && isItem(sentences[end]!.text)) end += 1;
  const whole = underHeading(passage, first, end, s) ?? underHeading(passage, first, s + 1, s);
  return whole ?? make(passage, s, s + 1, s);
}

/** Sentences with the heading right above them, where there is one and they fit. */
function underHeading(
  passage: JudgedPassage,
  from: number,
  to: number,
  main: number,
): Window | undefined {
  const heading = headingAbove(passage, from);
  if (!heading) return undefined;
  const window = { ...make(passage, from, to, main), start: heading.start };
  return window.end - window.start <= QUOTE_CHARS_MAX ? window : undefined;
}

/** Whether nothing that is left out of reading, a heading or boilerplate, stands between a sentence and the one before. */
function follows(passage: JudgedPassage, s: number): boolean {
  const [before, own] = [passage.sentences[s - 1], passage.sentences[s]];
  return !!before && !!own && between(passage, before, own).trim() === '';
}

function fitting(
  passage: JudgedPassage,
  from: number,
  to: number,
  main: number,
): Window | undefined {
  const window = make(passage, from, to, main);
  return window.end - window.start <= QUOTE_CHARS_MAX ? window : undefined;
}

function make(passage: JudgedPassage, from: number, to: number, main: number): Window {
  const { sentences } = passage;
  return {
    passage,
    from,
    to,
    main: sentences[main]!,
    start: sentences[from]!.start,
    end: sentences[to - 1]!.end,
  };
}
