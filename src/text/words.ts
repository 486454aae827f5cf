/**
 * Words of a text, each with its place in the original, its search form and its light stem, and further
 * forms for what can be written in several ways: numbers, percentages, dates.
 *
 * A word is a run of letters and digits (`\p{L}\p{N}` after marks have vanished), except that
 *  - Arabic letters end where digits or other letters begin: و15, عام2015 and بـFacebook are two words each;
 *  - a decimal fraction is one word: 12.5.
 */
import type { Span } from '../types.ts';
import { extraForms } from './extra-forms.ts';
import { searchFormInPlace } from './normalise.ts';
import { factsOf, type WordFacts } from './word-facts.ts';
import { WordRun } from './word-run.ts';

/** Invariant: `searchForm(text.slice(start, end))` holds `surface` (a ligature may hold more than one word). */
export interface Word extends Span {
  /** Search form. */
  readonly surface: string;
  readonly stem: string;
  /** Other forms under which it should be found: `23` for ثلاثة وعشرون (on its first word), `d08-14`, `25%`. */
  readonly extra?: readonly string[];
}

const OTHER = 0;
const ARABIC = 1;
const ALPHANUMERIC = 2;
const UNKNOWN = 3;
const kinds = new Uint8Array(0x10000).fill(UNKNOWN);

/** The words of a text, in order; they do not overlap, except within one ligature. */
export function splitWords(text: string): Word[] {
  // Nothing below makes another form while `offsets` and `units` are read.
  const { form, offsets, units } = searchFormInPlace(text);
  const words: Word[] = [];
  const ends: number[] = [];
  const facts: WordFacts[] = [];
  const starts: number[] = [];
  let hasSpecial = false;
  const length = form.length;
  let i = 0;
  while (i < length) {
    const kind = kindAt(form, units, i);
    if (kind === OTHER) {
      i++;
      continue;
    }
    const start = i;
    i++;
    while (i < length && kindAt(form, units, i) === kind) i++;
    if (kind === ALPHANUMERIC) i = endOfDecimal(form, units, start, i);
    const fact = factsOf(units, start, i);
    if (fact.numeral !== undefined || fact.months !== undefined) hasSpecial = true;
    const end = endInText(text, offsets, i);
    words.push({ start: offsets[start]!, end, surface: fact.surface, stem: fact.stem });
    facts.push(fact);
    starts.push(start);
    ends.push(i);
  }
  if (hasSpecial) {
    for (const { word, form: extra } of extraForms(new WordRun(form, starts, ends, facts))) {
      const target = words[word]!;
      if (extra === target.surface || target.extra?.includes(extra)) continue;
      words[word] = { ...target, extra: [...(target.extra ?? []), extra] };
    }
  }
  return words;
}

function kindAt(form: string, units: Uint16Array, i: number): number {
  const unit = units[i]!;
  const kind = kinds[unit]!;
  if (kind !== UNKNOWN) return kind;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const codePoint = form.codePointAt(unit >= 0xdc00 ? i - 1 : i)!;
    return /[\p{L}\p{N}]/u.test(String.fromCodePoint(codePoint)) ? ALPHANUMERIC : OTHER;
  }
  const character = String.fromCharCode(unit);
  kinds[unit] = !/[\p{L}\p{N}]/u.test(character)
    ? OTHER
    : /\p{Script=Arabic}/u.test(character)
      ? ARABIC
      : ALPHANUMERIC;
  return kinds[unit]!;
}

/** `12` grows to `12.5` if exactly one point and digits follow; `14.8.2015` stays three words. */
function endOfDecimal(form: string, units: Uint16Array, start: number, end: number): number {
  if (form.charCodeAt(end) !== 0x2e || !isDigits(form, start, end)) return end;
  if (form.charCodeAt(start - 1) === 0x2e && isDigits(form, start - 2, start - 1)) return end;
  let i = end + 1;
  while (i < form.length && isDigits(form, i, i + 1)) i++;
  const pointAgain = form.charCodeAt(i) === 0x2e && isDigits(form, i + 1, i + 2);
  return i > end + 1 &&
    !pointAgain &&
    (i === form.length || kindAt(form, units, i) !== ALPHANUMERIC)
    ? i
    : end;
}

function isDigits(form: string, start: number, end: number): boolean {
  if (start < 0 || end > form.length) return false;
  for (let i = start; i < end; i++) {
    const unit = form.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** Where in the text a word ends whose form ends at `formEnd`: after its marks, before controls and spaces. */
function endInText(text: string, offsets: Uint32Array, formEnd: number): number {
  const lastStart = offsets[formEnd - 1]!;
  const least = lastStart + (text.codePointAt(lastStart)! > 0xffff ? 2 : 1);
  let end = Math.max(offsets[formEnd]!, least);
  while (end > least && isInvisible(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Zero-width and bidirectional controls: left out at a word's end, so that marking it up cannot tear a pair apart. */
function isInvisible(unit: number): boolean {
  return (
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    unit === 0x61c ||
    unit === 0xfeff ||
    unit === 0xad
  );
}
