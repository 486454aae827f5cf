/**
 * Search forms: copies of a text in which spellings that people take to be the same are the same.
 * People always see the original; the offset map leads back to it.
 *
 * A form is, character by character: NFKC-compatible (two texts that NFKC makes equal have one form),
 * lower case, without combining marks of any script, tatweel, zero-width and bidirectional controls
 * (but a dagger alef that stands for a letter, and a tatweel between numbers: `spelled-out.ts`);
 * letters folded as `letters.ts` says; digits 0–9; one space for any run of white space;
 * thousands separators gone (١٬٥٠٠ and 1,500 are 1500) and a decimal point for ٫.
 * It is idempotent: the form of a form is that form.
 */
import { FOLDS } from './letters.ts';
import { spellOut } from './spelled-out.ts';

/** Goes into the index's manifest: raise it whenever any search form, word, stem or extra form changes. */
export const NORMALISER_VERSION = 5;

export interface OffsetForm {
  readonly form: string;
  /** `offsets[i]` is the index in the text of what became `form[i]`; its last element is `text.length`. */
  readonly offsets: Uint32Array;
}

// What the table says of a UTF-16 code unit: a unit that replaces it, or one of these. Lone surrogates
// become U+FFFD, so no unit of the surrogate range is ever a replacement and the range is free for signals.
const DROP = 0;
const UNKNOWN = 0xd800;
const EXPANDS = 0xd801;
const SURROGATE = 0xd802;
const YEH_WITH_HAMZA = 0xd803;

const SPACE = 0x20;
const COMMA = 0x2c;
const POINT = 0x2e;
const YEH = 0x64a;
const WAW = 0x648;
const HAMZA_ABOVE = 0x654;
const UNFOLDED_YEH_WITH_HAMZA = 0x626;

/** Filled as characters are met, so that loading costs nothing; 128 KiB. */
const table = new Uint16Array(0x10000).fill(UNKNOWN).fill(SURROGATE, 0xd800, 0xe000);
/** Forms of more than one code unit, and of characters beyond the first plane, by code point. */
const expansions = new Map<number, string>();

// Scratch space for the form being made; grows, never shrinks. Nothing here calls back, so it is never shared.
let units = new Uint16Array(4096);
let places = new Uint32Array(4096);

/** The search form of a text. */
export function searchForm(text: string): string {
  return unitsToString(fold(text));
}

/** A search form in the scratch space. */
export interface FormInPlace extends OffsetForm {
  /** The code units of `form`. */
  readonly units: Uint16Array;
}

/** The search form of a text with the way back to it; `offsets` and `units` hold only until the next search form is made. */
export function searchFormInPlace(text: string): FormInPlace {
  const length = fold(text);
  places[length] = text.length;
  return {
    form: unitsToString(length),
    offsets: places.subarray(0, length + 1),
    units: units.subarray(0, length),
  };
}

/** Writes the form into the scratch space and returns its length. */
function fold(written: string): number {
  const text = spellOut(written);
  const textLength = text.length;
  reserve(textLength + 1);
  let n = 0;
  let previous = SPACE - 1;
  let hamzaOnYeh = false;
  let hasSeparators = false;
  for (let i = 0; i < textLength; i++) {
    const unit = text.charCodeAt(i);
    let to = table[unit]!;
    if (to === UNKNOWN) to = learn(unit);
    if (to === DROP) {
      // ي and a hamza above it, as two characters, is ئ.
      if (unit === HAMZA_ABOVE && previous === YEH) hamzaOnYeh = true;
      continue;
    }
    let hamza = false;
    if (to >= UNKNOWN && to <= YEH_WITH_HAMZA) {
      if (to === YEH_WITH_HAMZA) {
        hamza = true;
        to = YEH;
      } else {
        const codePoint = text.codePointAt(i)!;
        const replacement = expansions.get(codePoint) ?? expand(codePoint);
        reserve(n + replacement.length + (textLength - i) + 1);
        for (let k = 0; k < replacement.length; k++) {
          let part = replacement.charCodeAt(k);
          if (part === SPACE && previous === SPACE) continue;
          hamza = part === UNFOLDED_YEH_WITH_HAMZA;
          if (hamza) part = YEH;
          if (part === WAW && hamzaOnYeh) units[n - 1] = WAW;
          units[n] = part;
          places[n++] = i;
          previous = part;
          hamzaOnYeh = hamza;
        }
        // Few texts get here; an unnecessary search for separators costs less than being exact.
        hasSeparators = true;
        if (codePoint > 0xffff) i++;
        continue;
      }
    }
    if (to === SPACE && previous === SPACE) continue;
    // Egypt writes شئون and مسئول for what others write شؤون and مسؤول: one form for both.
    if (to === WAW && hamzaOnYeh) units[n - 1] = WAW;
    hamzaOnYeh = hamza;
    if ((to === COMMA || to === POINT) && isDigit(previous)) hasSeparators = true;
    units[n] = to;
    places[n++] = i;
    previous = to;
  }
  return hasSeparators ? joinDigitGroups(n) : n;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function reserve(length: number): void {
  if (length <= units.length) return;
  const capacity = Math.max(length, units.length * 2);
  const moreUnits = new Uint16Array(capacity);
  moreUnits.set(units);
  units = moreUnits;
  const morePlaces = new Uint32Array(capacity);
  morePlaces.set(places);
  places = morePlaces;
}

function unitsToString(length: number): string {
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}

/** Works out what one code unit becomes, once. */
function learn(unit: number): number {
  const form = formOfCharacter(String.fromCharCode(unit));
  let to: number;
  if (form === '') to = DROP;
  else if (form === 'ئ') to = YEH_WITH_HAMZA;
  else if (form.length === 1) to = form.charCodeAt(0);
  else {
    to = EXPANDS;
    expansions.set(unit, form);
  }
  table[unit] = to;
  return to;
}

function expand(codePoint: number): string {
  const lone = codePoint >= 0xd800 && codePoint <= 0xdfff;
  const form = lone ? '\ufffd' : formOfCharacter(String.fromCodePoint(codePoint));
  expansions.set(codePoint, form);
  return form;
}

/** The slow, obvious rule that the table remembers; leaves ئ as it is, because what follows decides what it becomes. */
function formOfCharacter(character: string): string {
  // Presentation forms of lone diacritics decompose into a space and a mark; the space would cut a word in two.
  if (/[\ufc5e-\ufc63\ufe70-\ufe7f]/u.test(character)) return '';
  let form = '';
  for (const part of character.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    const folded = FOLDS.get(part);
    if (folded !== undefined) form += folded;
    else if (part === '\u0654' && form.endsWith('ي')) form = `${form.slice(0, -1)}ئ`;
    else if (/[\p{M}\p{Cf}]/u.test(part)) continue;
    else form += /[\s\p{Cc}]/u.test(part) ? ' ' : part;
  }
  return form;
}

/**
 * Numbers in the scratch space that are grouped by thousands lose their separators:
 *   1,234,567.8 → 1234567.8     1.234.567 → 1234567     1.234,5 → 1234.5
 * One point and three digits (1.234) stay: a decimal fraction is more likely. Digits that are not grouped by threes stay
 * too (1,2,3 is a list). Returns the new length.
 */
function joinDigitGroups(length: number): number {
  let n = 0;
  let i = 0;
  while (i < length) {
    if (!isDigit(units[i]!)) {
      units[n] = units[i]!;
      places[n++] = places[i++]!;
      continue;
    }
    let end = i + 1;
    while (end < length && (isDigit(units[end]!) || isInnerSeparator(end, length))) end++;
    const kept = keptUnits(i, end);
    for (; i < end; i++) {
      const unit = units[i]!;
      if (kept !== undefined && unit === kept.dropped) continue;
      units[n] = kept !== undefined && unit === kept.decimal ? POINT : unit;
      places[n++] = places[i]!;
    }
  }
  return n;
}

function isInnerSeparator(at: number, length: number): boolean {
  const unit = units[at]!;
  return (unit === COMMA || unit === POINT) && at + 1 < length && isDigit(units[at + 1]!);
}

const COMMA_GROUPS = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/u;
const POINT_GROUPS = /^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d{1,2})$/u;

function keptUnits(start: number, end: number): { dropped: number; decimal: number } | undefined {
  if (end - start < 5) return undefined;
  const number = Buffer.from(units.buffer, start * 2, (end - start) * 2).toString('utf16le');
  if (COMMA_GROUPS.test(number)) return { dropped: COMMA, decimal: POINT };
  if (POINT_GROUPS.test(number)) return { dropped: POINT, decimal: COMMA };
  return undefined;
}
