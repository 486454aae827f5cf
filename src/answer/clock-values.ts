/** Times of the day that words say: 8:30, «الساعة الثامنة والنصف», «9 صباحًا». */
import type { Unit } from '../text/units.ts';
import type { Word } from '../text/words.ts';

/** Minutes of half a day: texts often do not say whether it is morning or evening. */
export const CLOCK: Unit = { dimension: 'clock', factor: 1 };
const HOURS = 12;
const HALF_DAY = HOURS * 60;

export interface Clock {
  readonly minutes: number;
  /** The word after it. */
  readonly end: number;
}

/** The time that begins with the word at `i`; undefined if none does. */
export function clockAt(words: readonly Word[], i: number, text: string): Clock | undefined {
  const hour = hourAt(words[i]!);
  if (hour === undefined) return undefined;
  const next = words[i + 1];
  if (next && text.slice(words[i]!.end, next.start) === ':' && /^[0-5]\d$/u.test(next.surface))
    return { minutes: (hour % HOURS) * 60 + Number(next.surface), end: i + 2 };
  const part = partAt(words, i + 1);
  const isSaid =
    AT.test(words[i - 1]?.surface ?? '') || OF_DAY.test(words[part.end]?.surface ?? '');
  if (!isSaid) return undefined;
  return { minutes: ((hour % HOURS) * 60 + part.minutes + HALF_DAY) % HALF_DAY, end: part.end };
}

const AT = /^[وفبل]?(?:ال)?ساعه$/u;
const OF_DAY = /^(?:صباحا|مساء|ظهرا|عصرا|ليلا|فجرا|ضحي)$/u;

function hourAt({ surface, extra }: Word): number | undefined {
  const form = [surface, ...(extra ?? [])].find((one) => /^(?:\d|1\d|2[0-4])$/u.test(one));
  return form === undefined ? undefined : Number(form);
}

const PARTS: ReadonlyMap<string, number> = new Map([
  ['نصف', 30],
  ['ثلث', 20],
  ['ربع', 15],
]);

/** «والنصف», «إلا ربعًا», «و10 دقائق»: what comes on top of the hour. */
function partAt(words: readonly Word[], at: number): Clock {
  const surface = (k: number) => words[at + k]?.surface ?? '';
  const minutes = (word: string) => PARTS.get(word.replace(/^(?:و?ال|و)|ا$/gu, ''));
  const added = surface(0).startsWith('و') ? minutes(surface(0)) : undefined;
  if (added !== undefined) return { minutes: added, end: at + 1 };
  const less = surface(0) === 'الا' ? minutes(surface(1)) : undefined;
  if (less !== undefined) return { minutes: -less, end: at + 2 };
  const isMinutes = surface(0) === 'و' && /^[1-5]?\d$/u.test(surface(1));
  if (isMinutes && /^دق(?:يقه|ايق)$/u.test(surface(2)))
    return { minutes: Number(surface(1)), end: at + 3 };
  return { minutes: 0, end: at };
}
