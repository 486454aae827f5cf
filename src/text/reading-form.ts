/**
 * A text as the trained models read it: NFKC, no diacritics, no tatweel, one space for any run of white space and none
 * at the ends. The models were trained on text that `training/` had cleaned by the same rule, so any change here needs
 * models trained again. Unlike the search form it folds no letters: أ and ا stay different.
 */

export interface ReadingForm {
  readonly text: string;
  /**
   * `at[i]` is the index in the original of what became `text[i]`, so that the original of `text.slice(a, b)` is
   * `original.slice(at[a], at[b])`, with the diacritics that are on its last letter. One longer than `text`: its last
   * element is the end of the last character that was kept. If one character became several (ﻻ), all of them lead to
   * it: a slice that begins or ends between them holds all of it or nothing.
   */
  readonly at: Int32Array;
}

/** Diacritics, tatweel, and controls that show nothing. */
const DROPPED = /[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** White space as Python's `str` counts it, which the training used: JavaScript's `\s` lacks U+001C to U+001F and U+0085. */
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
/**
 * Characters that NFKC changes together: one, and all after it that can join it. Joining ones are combining marks,
 * the vowels and finals of Hangul, and the halfwidth forms that NFKC makes into either.
 */
const JOINED = /[\s\S][\p{M}\u1160-\u11ff\ud7b0-\ud7fb\uff9e-\uffdc]*/gu;
const SPACE = 0x20;

const KEEP = 1;
const DROP = 2;
const BLANK = 3;
/** What becomes of a code unit, learned once; 64 KiB. */
const fates = new Uint8Array(0x10000);

function fateOf(unit: number): number {
  const known = fates[unit]!;
  if (known !== 0) return known;
  const character = String.fromCharCode(unit);
  const fate = DROPPED.test(character) ? DROP : WHITE_SPACE.test(character) ? BLANK : KEEP;
  fates[unit] = fate;
  return fate;
}

export function readingForm(original: string): ReadingForm {
  const composed = original.normalize('NFKC');
  const places = composed === original ? undefined : placesOf(original, composed.length);
  const units = new Uint16Array(composed.length);
  const at = new Int32Array(composed.length + 1);
  let n = 0;
  let end = 0;
  for (let i = 0; i < composed.length; i++) {
    const unit = composed.charCodeAt(i);
    const fate = fateOf(unit);
    if (fate === BLANK) {
      if (n === 0 || units[n - 1] === SPACE) continue;
      at[n] = places ? places[i]! : i;
      units[n++] = SPACE;
      continue;
    }
    const next = places ? places[i + 1]! : i + 1;
    if (fate === DROP) {
      // A diacritic belongs to the letter before it; one that stands alone after a space belongs to nothing.
      if (n > 0 && units[n - 1] !== SPACE) end = next;
      continue;
    }
    at[n] = places ? places[i]! : i;
    units[n++] = unit;
    end = next;
  }
  if (n > 0 && units[n - 1] === SPACE) n--;
  at[n] = end;
  return {
    text: Buffer.from(units.buffer, 0, n * 2).toString('utf16le'),
    at: at.slice(0, n + 1),
  };
}

/** Where each code unit of the composed text comes from; one longer than it. */
function placesOf(original: string, composedLength: number): Int32Array {
  const places = new Int32Array(composedLength + 1);
  let n = 0;
  for (const { 0: joined, index } of original.matchAll(JOINED)) {
    const composed = joined.normalize('NFKC');
    for (let k = 0; k < composed.length; k++) {
      // What became another thing counts from the beginning of what it was.
      places[n++] = composed === joined ? index + k : index;
    }
  }
  places[n] = original.length;
  return places;
}
