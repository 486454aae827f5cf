/** Numbers, dates and counted nouns in the bot's own words. */
import { isolate } from './direction.ts';

export type Digits = 'arabic' | 'western';
export type Language = 'ar' | 'en';

export interface Words {
  /** A number or other short value, isolated, in the chosen digits. */
  value(value: number | string): string;
  /** A number with at most `places` decimals. */
  decimal(value: number, places: number): string;
  percent(share: number): string;
  /** `2024-03-12` as «12 مارس 2024»; empty if it is no date. */
  date(iso: string | null | undefined): string;
  /** `2024-03-12` as «مارس 2024»; empty if it is no date. */
  month(iso: string | null | undefined): string;
  /** A date with the time of day, UTC. */
  dateTime(iso: string): string;
  /** A length of time in its two largest units. */
  duration(milliseconds: number): string;
}

const ARABIC_ZERO = '٠'.codePointAt(0)!;

function inDigits(text: string, digits: Digits): string {
  if (digits === 'western') return text;
  return text.replace(/[0-9]/gu, (digit) => String.fromCodePoint(ARABIC_ZERO + Number(digit)));
}

export function createWords(language: Language, digits: Digits): Words {
  // English text has its own digits whatever the setting says.
  const shown = (text: string) => isolate(language === 'ar' ? inDigits(text, digits) : text);
  const locale = language === 'ar' ? 'ar-EG-u-nu-latn-ca-gregory' : 'en-GB';
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const units =
    language === 'ar'
      ? ({ d: 'ي', h: 'س', m: 'د', s: 'ث' } as const)
      : ({ d: 'd', h: 'h', m: 'min', s: 's' } as const);

  const formatted = (iso: string | null | undefined, format: Intl.DateTimeFormat) => {
    const time = iso ? Date.parse(iso) : Number.NaN;
    return Number.isNaN(time) ? '' : shown(format.format(time));
  };

  const words: Words = {
    value: (value) => shown(String(value)),
    decimal: (value, places) => shown(Number(value.toFixed(places)).toString()),
    percent: (share) => shown(`${Math.round(share * 100)}%`),
    date: (iso) => formatted(iso, long),
    month: (iso) => formatted(iso, months),
    dateTime(iso) {
      const time = Date.parse(iso);
      if (Number.isNaN(time)) return '';
      const clock = new Date(time).toISOString().slice(11, 16);
      return language === 'ar'
        ? `${words.date(iso)} الساعة ${shown(clock)} بتوقيت غرينتش`
        : `${words.date(iso)} ${shown(`${clock} UTC`)}`;
    },
    duration(milliseconds) {
      const seconds = Math.max(0, Math.round(milliseconds / 1_000));
      const parts = [
        [Math.floor(seconds / 86_400), units.d],
        [Math.floor(seconds / 3_600) % 24, units.h],
        [Math.floor(seconds / 60) % 60, units.m],
        [seconds % 60, units.s],
      ] as const;
      const first = parts.findIndex(([count]) => count > 0);
      const two = first < 0 ? [parts[3]] : parts.slice(first, first + 2);
      return two.map(([count, unit]) => `${shown(String(count))} ${unit}`).join(' ');
    },
  };
  return words;
}

/** Forms of a counted noun by the plural category of its number (CLDR); `{}` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export function counted(language: Language, count: number, value: string, forms: Forms): string {
  const rule = new Intl.PluralRules(language).select(count);
  return (forms[rule] ?? forms.other).replaceAll('{}', value);
}
