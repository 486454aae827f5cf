/**
 * Two marks that can stand for a dash or a letter, replaced by it. The copy has the same length, so that places in it are
 * places in the text.
 *
 *   1990ـ1995   a tatweel between two numbers is a dash       1990-1995
 *   ثَلَٰثِينَ       a dagger alef is the letter alef              ثَلَاثِينَ
 *   ٱلۡحَيَوٰةُ      above و or ى within a word it is that letter    ٱلۡحَيَاٰةُ
 *
 * Where today's spelling leaves the alef out as well (هٰذا، ذٰلك، لٰكن، الرحمٰن، اللّٰه، أولٰئك، علىٰ) it stays a mark.
 */

/**
 * The same, and signs of Quranic spelling replaced by the usual ones: ٱ by an alef, ۡ by a sukun. For a model, which
 * learned from other texts; a search form makes no difference between them anyway.
 */
export function spellOutForReading(text: string): string {
  return spellOut(text)
    .replace(/\u0671/gu, 'ا')
    .replace(OLD_MARKS, '\u0652');
}

/** Pauses, sukuns, small letters and silent ones, each a mark on a letter. */
const OLD_MARKS = /[\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/gu;

const TELLING = /ـ+|\u0670/gu;

/** What is not seen between the letters of a word: marks, tatweel, zero-width and bidirectional controls. */
const UNSEEN = /[\p{M}\p{Cf}ـ]/u;
/** The same and white space, which may part numbers from their dash. */
const BETWEEN_NUMBERS = /[\p{M}\p{Cf}ـ\s]/u;

export function spellOut(text: string): string {
  let spelled = '';
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(TELLING)) {
    const isTatweel = mark.startsWith('ـ');
    const place = isTatweel ? dashOf(text, index) : alefOf(text, index);
    if (place === undefined) continue;
    spelled += text.slice(from, place) + (isTatweel ? '-' : 'ا');
    from = place + 1;
  }
  return from === 0 ? text : spelled + text.slice(from);
}

/** The place of a dash: the first tatweel of a run between two numbers. */
function dashOf(text: string, at: number): number | undefined {
  const before = characterBefore(text, at, BETWEEN_NUMBERS);
  const after = characterAfter(text, at, BETWEEN_NUMBERS);
  return /\p{Nd}$/u.test(compatible(before)) && /^\p{Nd}/u.test(compatible(after)) ? at : undefined;
}

/** The place of the character that a dagger alef makes an alef: its own, or that of the letter below; undefined for none. */
function alefOf(text: string, at: number): number | undefined {
  const seatAt = placeBefore(text, at, UNSEEN);
  const seat = seatAt === undefined ? '' : compatible(characterAt(text, seatAt)).at(-1)!;
  if (!/\p{Script=Arabic}/u.test(seat) || /[اآٱ]/u.test(seat)) return undefined;
  const marks = text.slice(seatAt! + 1, endOfUnseen(text, at));
  // Above a hamza's seat it is an ornament, and a second one adds nothing.
  const isSecond = text.slice(seatAt, at).includes('\u0670');
  if (isSecond || /[\u0654\u0655]/u.test(seat.normalize('NFD') + marks)) return undefined;
  const before = lettersBefore(text, seatAt! + 1);
  const after = lettersAfter(text, at + 1);
  if (seat === 'ى' || seat === 'ی') return after === '' ? undefined : seatAt;
  if (seat === 'و' && !/[\u064b\u064e]/u.test(marks)) return seatAt;
  return isLeftOut(before, after) ? undefined : at;
}

/** The words in which today's spelling has no alef either, by the letters on both sides of it. */
function isLeftOut(before: string, after: string): boolean {
  return (
    (/ه$/u.test(before) && /^(?:[ذكه]|ؤل)/u.test(after)) || // هذا هكذا هؤلاء
    (/ذ$/u.test(before) && /^ل/u.test(after)) || // ذلك
    (/ل$/u.test(before) && /^(?:ه|[كک]ن)/u.test(after)) || // الله إله لكن
    (/[وؤ]ل$/u.test(before) && /^ئ/u.test(after)) || // أولئك
    (/حم$/u.test(before) && /^ن/u.test(after)) || // الرحمن
    (/ط$/u.test(before) && /^ه/u.test(after)) || // طه
    (/(?:^|[^\p{L}])[طيه]$/u.test(before) && after === '') || // يس
    (/طه$/u.test(before) && after === '')
  );
}

/** Enough letters to tell the words above. */
const NEAR_UNITS = 48;

function lettersBefore(text: string, end: number): string {
  const near = text.slice(Math.max(0, end - NEAR_UNITS), end);
  return /[\p{L}]*$/u.exec(seen(near))![0];
}

function lettersAfter(text: string, start: number): string {
  return /^[\p{L}]*/u.exec(seen(text.slice(start, start + NEAR_UNITS)))![0];
}

/** Composed, without what is not seen: أ and ئ stay one letter each. */
function seen(text: string): string {
  return text.normalize('NFKC').replace(/[\p{M}\p{Cf}ـ]/gu, '');
}

function compatible(character: string): string {
  return character.normalize('NFKC').replace(/\p{M}/gu, '');
}

function placeBefore(text: string, at: number, skipped: RegExp): number | undefined {
  let i = at - 1;
  while (i >= 0 && skipped.test(text.charAt(i))) i -= 1;
  if (i > 0 && /[\udc00-\udfff]/u.test(text.charAt(i))) i -= 1;
  return i < 0 ? undefined : i;
}

function characterBefore(text: string, at: number, skipped: RegExp): string {
  const place = placeBefore(text, at, skipped);
  return place === undefined ? '' : characterAt(text, place);
}

function characterAfter(text: string, at: number, skipped: RegExp): string {
  let i = at;
  while (i < text.length && skipped.test(text.charAt(i))) i += 1;
  return i < text.length ? characterAt(text, i) : '';
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

function endOfUnseen(text: string, at: number): number {
  let i = at;
  while (i < text.length && UNSEEN.test(text.charAt(i))) i += 1;
  return i;
}
