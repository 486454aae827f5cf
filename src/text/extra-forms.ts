/** Further index forms of a run of words: numbers, percentages and dates in their one canonical form each. */
import { type DateForm, readNamedDates, readNumericDates, type WordRun } from './dates.ts';
import { factsOf } from './facts.ts';
import { canonicalNumber, type NumberPhrase, readNumber } from './numbers.ts';

const PERCENT_WORDS: ReadonlySet<string> = new Set(['بالميه', 'بالمايه']);
const HUNDRED_WORDS: ReadonlySet<string> = new Set(['الميه', 'المايه']);

/** `gap(i)` is the search form between words i and i + 1; `gap(-1)` what stands before the first. */
export function extraForms(
  words: readonly { readonly surface: string }[],
  gap: (i: number) => string,
): DateForm[] {
  const run: WordRun = {
    count: words.length,
    surface: (i) => words[i]!.surface,
    months: (i) => factsOf(words[i]!.surface).months,
    gap,
  };
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
    if (canonical !== undefined && percentEnd !== undefined)
      forms.push({ word: i, form: `${canonical}%` });
    if (canonical !== undefined && number.standsAlone) forms.push({ word: i, form: canonical });
    i = percentEnd ?? number.end;
  }
  return [...forms, ...readNamedDates(run, numbers), ...readNumericDates(run)];
}

function numberAt(run: WordRun, start: number): NumberPhrase | undefined {
  const numeral = (i: number) => (i < run.count ? factsOf(run.surface(i)).numeral : undefined);
  const joined = (i: number) => run.gap(i) === ' ' || run.gap(i) === '';
  const number = readNumber(numeral, joined, start);
  if (
    number?.plain &&
    run.gap(start) === ',' &&
    isShortDigits(run, start + 1) &&
    run.gap(start - 1) !== ',' &&
    run.gap(start + 1) !== ','
  ) {
    // 3,5 is three and a half in the Maghreb; a list of more than two is not.
    const value = Number(`${number.value}.${run.surface(start + 1)}`);
    const scale = joined(start + 1) ? numeral(start + 2) : undefined;
    if (scale?.kind === 'scale' && scale.prefix === '') {
      return { ...number, value: Math.round(value * scale.value), end: start + 3, plain: false };
    }
    return { ...number, value, end: start + 2, plain: false };
  }
  return number;
}

function isShortDigits(run: WordRun, i: number): boolean {
  return i < run.count && /^\d{1,2}$/u.test(run.surface(i));
}

/** The word after the percent words (or after the number, where a sign says it); nothing where it is no percentage. */
function endOfPercent(run: WordRun, number: NumberPhrase): number | undefined {
  const after = run.gap(number.end - 1);
  if (/^ ?%/u.test(after) || (/(?:^|[\s(])%$/u.test(run.gap(number.start - 1)) && number.plain))
    return number.end;
  if (after !== ' ') return undefined;
  const next = number.end < run.count ? run.surface(number.end) : '';
  if (PERCENT_WORDS.has(next)) return number.end + 1;
  const second = number.end + 1 < run.count ? run.surface(number.end + 1) : '';
  return next === 'في' && HUNDRED_WORDS.has(second) ? number.end + 2 : undefined;
}
