/** Strings of an article's head (title, source, url, …): one line each, nothing in them that hides or reverses. */

/** Zero-width and bidirectional controls: they could make a title read as something else, or end a line of a reply early. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** The zero-width non-joiner and joiner are part of Persian spelling and hide nothing between two letters. */
const JOINERS_BETWEEN_LETTERS = /(?<=[\p{L}\p{M}])[\u200c\u200d](?=\p{L})/gu;
const CONTROLS = /[\p{Cc}]/gu;

/** A line as it is kept, and what was taken out of it. */
export interface CleanLine {
  readonly line: string;
  readonly removed: readonly string[];
}

/**
 * One line of text: white space (tabs, no-break spaces, line breaks) becomes single spaces, the ends are trimmed,
 * invisible controls go. What was taken out is reported as U+XXXX, so that nothing vanishes unsaid.
 */
export function cleanLine(value: string): CleanLine {
  const kept = new Set([...value.matchAll(JOINERS_BETWEEN_LETTERS)].map((match) => match.index));
  const removed = new Set<string>();
  const drop = (character: string): '' => {
    removed.add(`U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
    return '';
  };
  const line = value
    .replace(INVISIBLE, (character, at: number) =>
      kept.has(at)
        ? character
        : /\s/u.test(character) && character !== '\ufeff'
          ? ' '
          : drop(character),
    )
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, drop)
    .trim();
  return { line, removed: [...removed].sort() };
}

/** A link as it is kept: invisible characters percent-encoded, which leads to the same page and shows what it is. */
export function cleanUrl(value: string): string {
  return value.trim().replace(INVISIBLE, (character) => encodeURIComponent(character));
}
