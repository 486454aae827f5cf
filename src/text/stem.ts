/**
 * Light stemming: a few prefixes and suffixes off, nothing inside the word touched.
 * The rules are light10 of Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information
 * Retrieval" (2007), in the alphabet of search forms (ة is ه, ى is ي, every alef is ا), and then the
 * additions marked below. Verbs' prefixes (ي ت ن سـ) stay: taking them off merges unrelated words.
 */

/** light10's definite articles with clitics, longest first; additions: وبال فبال وكال ولل فلل. */
const PREFIXES: readonly string[] = [
  'وبال',
  'فبال',
  'وكال',
  'وال',
  'بال',
  'كال',
  'فال',
  'ولل',
  'فلل',
  'ال',
  'لل',
];

/** Addition: attached pronouns, taken off before the endings below because they stand after them (مدينتهم). */
const PRONOUNS: readonly string[] = ['هما', 'كما', 'ها', 'هم', 'هن', 'نا', 'كم'];

/** light10's endings in its order (its ية is يه here); additions: تين, وا, يا (سوريا beside سوريه and سوري). */
const ENDINGS: readonly string[] = ['تين', 'ان', 'ات', 'ون', 'وا', 'ين', 'يه', 'يا', 'ه', 'ي'];

const OPEN_TEH: readonly string[] = ['ت'];
const WAW = 0x648;

/** A stem keeps at least this many letters (light10 says 2; with pronouns gone too, 3 keeps roots whole). */
const STEM_LETTERS_MIN = 3;

/** The light stem of one word in search form. Words not in Arabic letters come back as they are. */
export function lightStem(surface: string): string {
  const first = surface.charCodeAt(0);
  if (surface.length <= STEM_LETTERS_MIN || first < 0x621 || first > 0x64a) return surface;
  let start = 0;
  let end = surface.length;

  for (const prefix of PREFIXES) {
    if (end - prefix.length >= STEM_LETTERS_MIN - 1 && surface.startsWith(prefix)) {
      start = prefix.length;
      break;
    }
  }
  if (start === 0 && first === WAW) start = 1;

  const pronoun = suffixLength(surface, start, end, PRONOUNS);
  end -= pronoun;
  // The teh of مدينة opens before a pronoun: مدينتهم.
  const teh = pronoun > 0 ? suffixLength(surface, start, end, OPEN_TEH) : 0;
  end -= teh > 0 ? teh : suffixLength(surface, start, end, ENDINGS);
  return surface.slice(start, end);
}

/** Length of the first of the suffixes that the word has and can spare, or 0. */
function suffixLength(
  surface: string,
  start: number,
  end: number,
  suffixes: readonly string[],
): number {
  for (const suffix of suffixes) {
    if (end - start - suffix.length >= STEM_LETTERS_MIN && surface.endsWith(suffix, end))
      return suffix.length;
  }
  return 0;
}
