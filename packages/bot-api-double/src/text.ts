/**
 * What Telegram does to a text before anyone sees it. A client that counts, cuts or compares
 * its own copy must know this: the message that arrives is the cleaned one.
 *
 * Source: `clean_input_string`, `replace_offending_characters`, `is_empty_string` and
 * `fix_formatted_text` in TDLib (`td/telegram/misc.cpp`, `td/telegram/MessageEntity.cpp`), the
 * library that the Bot API server is built on.
 */

import type { MessageEntity } from '@grammyjs/types';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** True if JavaScript's string is also valid Unicode: no half of a surrogate pair alone. */
export function isWellFormed(text: string): boolean {
  // A lone half is the only thing this matches under the u flag: whole pairs are one character.
  return !/\p{Surrogate}/u.test(text);
}

/** True if a cut before `index` would part the halves of a surrogate pair. */
export function splitsPair(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return false;
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/** Removed outright: U+030A, U+0333, U+033F, carriage return, and U+2028 to U+202E. */
function isRemoved(unit: number): boolean {
  return (
    unit === 0x0d ||
    unit === 0x030a ||
    unit === 0x0333 ||
    unit === 0x033f ||
    (unit >= 0x2028 && unit <= 0x202e)
  );
}

/** Control characters, the tab among them, become a space; the line feed stays. */
function isBlanked(unit: number): boolean {
  return unit < 0x20 && unit !== 0x0a && unit !== 0x0d;
}

function isDirectionMark(unit: number): boolean {
  return unit === 0x200e || unit === 0x200f;
}

const needsCleaning = /[\0-\x09\x0b-\x1f\u030a\u0333\u033f\u2028-\u202e]|[\u200e\u200f]{2}/;

/** Cleans `text`; `positionOf[i]` is where the unit that stood at `i` stands now (undefined: nothing moved). */
function cleanUnits(text: string): { text: string; positionOf?: Uint32Array } {
  if (!needsCleaning.test(text)) return { text };
  const positionOf = new Uint32Array(text.length + 1);
  let cleaned = '';
  for (let i = 0; i < text.length; i++) {
    positionOf[i] = cleaned.length;
    const unit = text.charCodeAt(i);
    if (isRemoved(unit)) continue;
    if (isBlanked(unit)) cleaned += ' ';
    // Of a run of direction marks only the last one remains; the others turn into joiners.
    else if (isDirectionMark(unit) && isDirectionMark(text.charCodeAt(i + 1))) cleaned += '\u200c';
    else cleaned += text[i];
  }
  positionOf[text.length] = cleaned.length;
  return { text: cleaned, positionOf };
}

const onlyEmptyCharacters =
  /^[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\u{e0000}-\u{e007f}]*$/u;

/** True if nobody would see anything: spaces, zero-width characters and direction marks alone. */
export function isEmptyText(text: string): boolean {
  return onlyEmptyCharacters.test(text);
}

/**
 * Cleans and trims a text and moves its entities along. White space at the end always goes;
 * at the beginning it goes up to the first entity. An entity over white space alone is dropped.
 */
export function cleanFormattedText({ text, entities }: FormattedText): FormattedText {
  const cleaned = cleanUnits(text);
  const { positionOf } = cleaned;
  let moved = [...entities];
  if (positionOf !== undefined) {
    moved = moved.map((entity) => {
      const start = positionOf[entity.offset]!;
      return {
        ...entity,
        offset: start,
        length: positionOf[entity.offset + entity.length]! - start,
      };
    });
  }
  moved = moved.filter(({ offset, length }) =>
    /[^ \n]/.test(cleaned.text.slice(offset, offset + length)),
  );

  const end = cleaned.text.replace(/[ \n]+$/, '').length;
  const leading = /^[ \n]*/.exec(cleaned.text)![0].length;
  const start = Math.min(leading, end, ...moved.map(({ offset }) => offset));
  return {
    text: cleaned.text.slice(start, end),
    entities: moved.map((entity) => ({
      ...entity,
      offset: entity.offset - start,
      length: Math.min(entity.offset + entity.length, end) - entity.offset,
    })),
  };
}
