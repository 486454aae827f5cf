/** Full stops that end no sentence: titles, initials, years' marks and the usual Latin abbreviations. */

/**
 * What is before a full stop:
 *  - `title`: a sentence never ends here (د. محمد, Dr.);
 *  - `closing`: it may (سنة 150 هـ. and أ.ف.ب. are also last);
 *  - `none`: an ordinary word.
 */
export type Abbreviation = 'title' | 'closing' | 'none';

const LATIN_TITLES =
  /^(?:dr|mr|mrs|ms|prof|st|sr|jr|gen|col|capt|lt|sgt|rev|hon|vs|no|vol|pp|fig|ed|eds|al|cf|ca|e\.g|i\.e|mt|ft)$/iu;
const LATIN_CLOSING = /^(?:etc|inc|ltd|co|corp|approx|a\.m|p\.m)$/iu;
const ARABIC_TITLES: ReadonlySet<string> = new Set(['أ.د', 'ا.د', 'د.م', 'ص.ب', 'أ.م', 'ت.ر']);
const ARABIC_CLOSING: ReadonlySet<string> = new Set([
  'إلخ',
  'الخ',
  'ألخ',
  'هـ',
  'ق.م',
  'ب.م',
  'ق.هـ',
]);
/** «د. سامي وم. كريم»: و is written onto the next title. */
const AND_TITLE = /^و[دأام]$/u;
/** Latin letters as Arabic spells them: «بي. بي. سي.», «سي. إس. لويس». */
const SPELLED_LETTER =
  /^(?:إيه|ايه|بي|سي|دي|إي|إف|اف|جي|إتش|اتش|آي|جيه|كيه|كي|إل|ال|إم|ام|إن|ان|أو|او|كيو|آر|ار|إس|اس|تي|يو|دبليو|إكس|اكس|واي|زد)$/u;
/** One letter by itself, or letters with full stops between them: أ.ف.ب, U.S. */
const ONE_LETTER = /^\p{L}\p{M}*ـ?$/u;
const INITIALS = /^(?:\p{L}\p{M}*ـ?\.)+\p{L}\p{M}*ـ?$/u;

/** Judges the word before a full stop at `at`. */
export function abbreviationBefore(text: string, at: number): Abbreviation {
  let start = at;
  // The longest abbreviation has about ten characters; a longer word is none.
  while (start > 0 && at - start < 12 && /[\p{L}\p{M}.ـ]/u.test(text.charAt(start - 1))) start--;
  if (at - start >= 12 || start === at) return 'none';
  const word = text.slice(start, at).replace(/^\.+/u, '');
  if (
    ARABIC_TITLES.has(word) ||
    AND_TITLE.test(word) ||
    SPELLED_LETTER.test(word) ||
    LATIN_TITLES.test(word)
  )
    return 'title';
  if (ARABIC_CLOSING.has(word) || LATIN_CLOSING.test(word)) return 'closing';
  if (ONE_LETTER.test(word)) return followsNumber(text, start) ? 'closing' : 'title';
  return INITIALS.test(word) ? 'closing' : 'none';
}

/** 1967 م. and 150هـ. mark a year; م. alone is an engineer. */
function followsNumber(text: string, start: number): boolean {
  return /\p{Nd}[\s)]{0,2}$/u.test(text.slice(Math.max(0, start - 3), start));
}
