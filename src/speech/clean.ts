/**
 * Text that others wrote, made harmless before it is put among the bot's own words.
 * Quotes never come through here: they are shown as they are, in a paragraph of their own.
 */
import { BIDI_CONTROLS } from './direction.ts';
import { cut } from './graphemes.ts';

/** More marks than this on one letter are decoration; Arabic uses three at most, Quranic text four. */
const MARKS_MAX = 6;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');

/** One line without control, bidirectional or tag characters, lone surrogates, or stacks of marks. */
function plainLine(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(BIDI_CONTROLS, '')
      // Soft hyphen, zero-width space, word joiner and deprecated shaping controls, annotations, tags;
      // the joiners U+200C and U+200D stay, because Arabic script and emoji need them.
      .replace(
        /[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu,
        '',
      )
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .replace(TOO_MANY_MARKS, '$1')
      .trim()
  );
}

/** A person's message, cleaned. Line breaks stay, because a signature is a line of its own. */
export function cleanTyped(text: string): string {
  return text
    .split(/[\n\u2028\u2029]/u)
    .map(plainLine)
    .join('\n')
    .trim();
}

/**
 * A field of an article (title, outlet, author) or a person's words, on one line of at most `maxUnits` UTF-16 units.
 *
 * A client makes a link of `/command`, `@name` and `tg:…` wherever it sees them. An article must not put
 * a command of ours under a reader's thumb, so a word joiner, which nobody sees, breaks those up.
 */
export function cleanField(text: string, maxUnits = 200): string {
  const line = cut(plainLine(text), maxUnits);
  return line
    .replace(/(^|[^\p{L}\p{N}_/])([/@])(?=[\p{L}\p{N}_])/gu, '$1$2\u2060')
    .replace(/((?:tg|ton|tonsite|javascript|data|vbscript)):/giu, '$1\u2060:');
}
