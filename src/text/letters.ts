/**
 * Which letters count as one in a search form. Data only; `normalise.ts` applies it after Unicode
 * compatibility decomposition, which has by then split أ إ آ ؤ ئ into a bare letter and a mark.
 *
 * What is folded, and why:
 *  - ٱ and every other alef → ا, ة → ه, ى → ي: writers leave out these distinctions all the time.
 *  - ؤ → و, ئ → ي: the same, by way of the decomposition. (Egyptian ئو for ؤو: see `normalise.ts`.)
 *  - ء stays: dropping it would make ماء (water) into ما (not, what) and جاء into nothing useful.
 *    `lightStem` drops it if the word stays long enough, so that شيء and شي, علماء and علما still meet.
 *  - Persian, Urdu, Kurdish and Maghrebi letters → the Arabic letter that shares their skeleton, which is
 *    what Arabic writers type instead (ڤيينا and فيينا, گوگل and كوكل).
 */

/** Each entry: the letter kept, then the letters that become it. */
const SAME_LETTER: readonly string[] = [
  'ا ٱٲٳݳݴ',
  'ب ٻپٮݐݑݒݓݔݕݖ',
  'ت ٺټٹٿ',
  'ث ٽ',
  'ج ڃڄچڇݘ',
  'ح ځڂڅݗݮݯ',
  'د ڈډڊڋڍۮݙݚ',
  'ذ ڌڎڏڐ',
  'ر ڑڒړڔڕږۯݛݬݱ',
  'ز ژڗڙ',
  'س ښڛݜݽݾ',
  'ش ڜݭݰۺ',
  'ص ڝ',
  'ض ڞۻ',
  'ط ڟ',
  'ع ڠݝݞݟ',
  'غ ۼ',
  'ف ڡڢڣڤڥڦݠݡ',
  'ق ٯڧڨ',
  'ك کڪګڬڭڮگڰڱڲڳڴݢݣݤݿ',
  'ل ڵڶڷڸݪ',
  'م ݥݦ',
  'ن ںڻڼڽڹݧݨݩ',
  'ه ةھہۂۃەۿ',
  'و ۄۅۆۇۈۉۊۋۏݸݹ',
  'ي ىیۍێېۑےۓݵݶݷݺݻؽؾؿ',
];

/** Marks of punctuation that differ in shape only. */
const SAME_MARK: readonly string[] = [
  ', ،٬、،',
  '. ٫۔。',
  '; ؛⁏',
  '? ؟⸮',
  '% ٪',
  '* ٭',
  '" «»“”„‟″',
  "' ‘’‚‛′`ʼʻ",
  '- ‐‑‒–—―−',
  '( ﴾',
  ') ﴿',
  '/ ⁄∕',
];

/** Latin letters that Unicode does not decompose, and the Greek final sigma. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ĸ: 'k',
  ŧ: 't',
  ς: 'σ',
};

/**
 * Letters by Unicode category that are used as marks: tatweel, the small high hamza, the Quranic small waw
 * and small yeh. They are removed, as combining marks are.
 */
const VANISHING = 'ـٴۥۦ';

/** Every single character that is replaced, by what replaces it (`''`: nothing). */
export const FOLDS: ReadonlyMap<string, string> = makeFolds();

function makeFolds(): Map<string, string> {
  const folds = new Map(Object.entries(LATIN));
  for (const entry of [...SAME_LETTER, ...SAME_MARK]) {
    const kept = entry.charAt(0);
    for (const letter of entry.slice(2)) folds.set(letter, kept);
  }
  for (const letter of VANISHING) folds.set(letter, '');
  for (let digit = 0; digit < 10; digit++) {
    folds.set(String.fromCharCode(0x660 + digit), String(digit));
    folds.set(String.fromCharCode(0x6f0 + digit), String(digit));
  }
  return folds;
}
