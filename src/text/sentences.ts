/**
 * Sentences of a text as exact slices. Arabic has no capital letters to tell where one begins, so the rules
 * look at what is before and after a mark:
 *
 *   . ! ? ؟ … and line breaks end a sentence; closing marks (» ” ") ] and further . ! ؟) stay with it.
 *   Not: a decimal point, a domain or file name, an abbreviation (`abbreviations.ts`), a bullet's number,
 *   two dots (a pause), an ellipsis in brackets, a mark inside brackets, or one before ، ؛ : and the like.
 *   Headings and bullets are sentences of their own. Reference marks ([25]) and stray marks stay with the sentence before.
 */
import type { Span } from '../types.ts';
import { abbreviationBefore } from './abbreviations.ts';
import { splitLong } from './clauses.ts';
import { bulletLength } from './headings.ts';
import { isSpace, linesOf, trimSpan } from './lines.ts';

export interface SentenceOptions {
  /**
   * UTF-16 code units, at least 40; default: no limit. Sentences that are longer are cut at ؛, then at ، before a
   * conjunction, then at any ،, at last between words, so that each piece can be quoted.
   */
  readonly maxChars?: number;
}

/** A mark within brackets ends no sentence if the bracket closes this soon. */
const BRACKET_CHARS_MAX = 160;

/**
 * The sentences of a text, in order. Invariants: none is blank or has white space at its edges, they do not
 * overlap, and every character outside them is white space.
 */
export function splitSentences(text: string, options: SentenceOptions = {}): Span[] {
  const sentences: Span[] = [];
  for (const line of linesOf(text)) splitLine(text, line, sentences);
  const { maxChars } = options;
  if (maxChars === undefined) return sentences;
  return sentences.flatMap((sentence) => splitLong(text, sentence, maxChars));
}

function splitLine(text: string, line: Span, sentences: Span[]): void {
  let start = line.start;
  let bracketEnd = 0;
  let i = start + bulletLength(text.slice(start, Math.min(line.end, start + 8)));
  for (; i < line.end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x28 || unit === 0x5b || unit === 0xfd3e) {
      const close = text.indexOf(unit === 0x28 ? ')' : unit === 0x5b ? ']' : '\ufd3f', i);
      if (close > 0 && close < line.end && close - i <= BRACKET_CHARS_MAX)
        bracketEnd = Math.max(bracketEnd, close);
    }
    if (!isTerminal(unit)) continue;
    const mark = i;
    while (i + 1 < line.end && isTerminal(text.charCodeAt(i + 1))) i++;
    if (i < bracketEnd) continue;
    const end = endOfMarks(text, i + 1, line.end);
    if (end >= line.end) break;
    if (!endsSentence(text, start, mark, i + 1, end, line.end)) continue;
    sentences.push({ start, end });
    start = trimSpan(text, end, line.end).start;
    i = start - 1;
  }
  const last = trimSpan(text, start, line.end);
  if (last.start < last.end) sentences.push(last);
}

/**
 * Where a sentence ends whose last mark ends at `at`: after closing marks, further marks even if a space is
 * before them («؟» .»), reference marks, and a rest of the line in which nothing can be read.
 */
function endOfMarks(text: string, at: number, lineEnd: number): number {
  let end = at;
  for (;;) {
    while (end < lineEnd && isCloser(text, end)) end++;
    const more = MORE_MARKS.exec(text.slice(end, Math.min(lineEnd, end + 16)));
    if (more === null) break;
    end += more[0].length;
  }
  const rest = lineEnd - end <= REST_CHARS_MAX ? text.slice(end, lineEnd) : undefined;
  return rest !== undefined && !/[\p{L}\p{N}]/u.test(rest) ? lineEnd : end;
}

/** ` .` and ` [25]`; not the point of ` .5` nor the full stop that follows «؟» at once, which `isTerminal` has seen. */
const MORE_MARKS = /^\s*(?:[.!?؟…]+(?!\p{N})|\[\p{Nd}{1,3}\])/u;
/** What is left of a line in which nothing can be read is not longer. */
const REST_CHARS_MAX = 12;

/** . ! ? ؟ … ۔ 。 ‼ ⁉ */
function isTerminal(unit: number): boolean {
  return (
    unit === 0x2e ||
    unit === 0x21 ||
    unit === 0x3f ||
    unit === 0x61f ||
    unit === 0x2026 ||
    unit === 0x6d4 ||
    unit === 0x3002 ||
    unit === 0x203c ||
    unit === 0x2049
  );
}

/** A closing quotation mark or bracket; of marks that open as well as close, one before a space or another mark. */
function isCloser(text: string, at: number): boolean {
  const character = text.charAt(at);
  if ('»”’)]}›﴾'.includes(character)) return true;
  if (character !== '"' && character !== "'" && character !== '*' && character !== '_')
    return false;
  return at + 1 >= text.length || !/[\p{L}\p{N}]/u.test(text.charAt(at + 1));
}

/**
 * Whether the marks from `mark` to `marksEnd`, with closers up to `end`, end the sentence that began at `start`.
 * There is text after `end` on the same line.
 */
function endsSentence(
  text: string,
  start: number,
  mark: number,
  marksEnd: number,
  end: number,
  lineEnd: number,
): boolean {
  const seen = skipInvisible(text, end, lineEnd);
  const spaced = isSpace(text.charCodeAt(seen));
  const next = skipInvisible(text, trimSpan(text, seen, lineEnd).start, lineEnd);
  const after = text.charAt(next);
  // Lower-case Latin goes on; so does what begins with a comma or a colon.
  if (/[\p{Ll},،;؛:%٪/\\=&@)\]»]/u.test(after)) return false;
  const before = text.charAt(mark - 1);
  // A number or marks alone are a list's counter or a pause, not a sentence.
  if (!/\p{L}/u.test(text.slice(start, Math.min(mark, start + 80)))) return false;

  const dots = text.slice(mark, marksEnd);
  if (dots === '..') return false;
  if (dots === '…' || /^\.{3,}$/u.test(dots)) return spaced && wordsIn(text, start, mark) > 2;
  if (dots !== '.') return spaced || end > marksEnd || /[\p{L}\p{Pi}«"(]/u.test(after);

  if (!spaced && end === marksEnd) {
    // No space: 3.5, example.com, U.S.; but «بسوهاج.وواحد» is two sentences badly typed.
    if (!/\p{Script=Arabic}/u.test(after) || !/\p{L}/u.test(after))
      return !/[\p{L}\p{N}]/u.test(after);
    if (/[A-Za-z]/u.test(before)) return false;
    return abbreviationBefore(text, mark) === 'none';
  }
  const abbreviation = abbreviationBefore(text, mark);
  if (abbreviation === 'title') return false;
  return abbreviation === 'none' || opensSentence(text.slice(next, next + 12));
}

/** Zero-width and bidirectional controls tell nothing about what comes next. */
function skipInvisible(text: string, at: number, lineEnd: number): number {
  let next = at;
  while (
    next < lineEnd &&
    /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text.charAt(next))
  )
    next++;
  return next;
}

/** Words that begin a sentence after an abbreviation that may have ended one: و or ف on a word, ثم, كما, لكن, … */
function opensSentence(ahead: string): boolean {
  return /^(?:[وف]\p{L}{2,}|(?:ثم|كما|لكن|أما|إن|لقد|قد|بعد|كان|كانت|هذا|هذه)(?!\p{L}))/u.test(
    ahead,
  );
}

function wordsIn(text: string, start: number, end: number): number {
  return text
    .slice(start, Math.min(end, start + 80))
    .trim()
    .split(/\s+/u).length;
}
