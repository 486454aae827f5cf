/** Further index forms of a run of words: numbers, percentages and dates in their one canonical form each. */
import { type DateForm, readNamedDates, readNumericDates } from './dates.ts';
import { canonicalNumber, type NumberPhrase, readNumber } from './numbers.ts';
import type { WordRun } from './word-run.ts';

const PERCENT_WORDS: ReadonlySet<string> = new Set(['بالميه', 'بالمايه']);
const HUNDRED_WORDS: ReadonlySet<string> = new Set(['الميه', 'المايه']);

/** The forms, each with the word that carries it. */
export function extraForms(run: WordRun): DateForm[] {
  const forms: DateForm[] = [];
  const numbers: NumberPhrase[] = [];
  for (let i = 0; i < run.count; ) {
    const number = numberAt(run, i);
    if (number === undefined) {
      i++;
      continue;
    }
    numbers.push(number);
    const percentEnd = endOfPercent(run, number);
    const canonical = canonicalNumber(number.value);
    if (canonical !== undefined && percentEnd !== undefined) {
      forms.push({ word: i, form: `${canonical}%` });
    }
    if (canonical !== undefined && number.standsAlone) forms.push({ word: i, form: canonical });
    i = percentEnd ?? number.end;
  }
  return [...forms, ...readNamedDates(run, numbers), ...readNumericDates(run)];
}

function numberAt(run: WordRun, start: number): NumberPhrase | undefined {
  if (run.numeral(start) === undefined) return undefined;
  const number = readNumber(run, start);
  if (number === undefined) return undefined;
  const spaced = spacedNumber(run, number);
  if (spaced !== undefined) return spaced;
  if (!isDecimalComma(run, number)) return number;
  const value = Number(`${number.value}.${run.surface(start + 1)}`);
  const scale = run.joined(start + 1) ? run.numeral(start + 2) : undefined;
  if (scale?.kind !== 'scale' || scale.prefix !== '') {
    return { ...number, value, end: start + 2, plain: false };
  }
  return { ...number, value: Math.round(value * scale.value), end: start + 3, plain: false };
}

/** 3 500 000, as the Maghreb writes it: one to three digits, then groups of exactly three. */
function spacedNumber(
  run: WordRun,
  { start, plain, value }: NumberPhrase,
): NumberPhrase | undefined {
  if (!plain || value < 1 || !/^\d{1,3}$/u.test(run.surface(start))) return undefined;
  let digits = run.surface(start);
  let end = start + 1;
  while (digits.length < 13 && run.joined(end - 1) && /^\d{3}$/u.test(run.surface(end))) {
    digits += run.surface(end++);
  }
  return end === start + 1
    ? undefined
    : { start, end, value: Number(digits), plain: false, standsAlone: true };
}

/** 3,5 is three and a half in the Maghreb; a list of more than two is not. */
function isDecimalComma(run: WordRun, { start, plain }: NumberPhrase): boolean {
  return (
    plain &&
    run.gap(start) === ',' &&
    /^\d{1,2}$/u.test(run.surface(start + 1)) &&
    run.gap(start - 1) !== ',' &&
    run.gap(start + 1) !== ','
  );
}

/** The word after the percent words (or after the number, if a sign says it); nothing if it is no percentage. */
function endOfPercent(run: WordRun, number: NumberPhrase): number | undefined {
  const after = run.gap(number.end - 1);
  if (/^ ?%/u.test(after)) return number.end;
  if (number.plain && /(?:^|[\s(])%$/u.test(run.gap(number.start - 1))) return number.end;
  if (after !== ' ') return undefined;
  const next = run.surface(number.end);
  if (PERCENT_WORDS.has(next)) return number.end + 1;
  return next === 'في' && HUNDRED_WORDS.has(run.surface(number.end + 1))
    ? number.end + 2
    : undefined;
}
