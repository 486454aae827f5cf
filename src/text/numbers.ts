/**
 * Numbers as people write them in Arabic, in words or digits or both, read into values:
 * «ثلاثة وعشرون», «خمسة آلاف وثلاثمئة», «1.5 مليون», «القرن التاسع عشر», «تلاتين».
 */
import { searchForm } from './normalise.ts';

/** The part of a number that a word can be. */
export interface Numeral {
  readonly kind:
    | 'and'
    | 'digits'
    | 'unit'
    | 'ten'
    | 'teen'
    | 'tens'
    | 'hundred'
    | 'scale'
    | 'dual'
    | 'fraction'
    | 'ordinal';
  readonly value: number;
  /** The prefix on the word: '', 'و', 'ال', 'ب', … */
  readonly prefix: string;
  /** Says a number only together with what follows: أحد (عشر), أول (ordinal, or just "first"). */
  readonly bound: boolean;
}

interface Entry {
  readonly kind: Numeral['kind'];
  readonly value: number;
  /** Spellings, separated by spaces. */
  readonly words: string;
  readonly bound?: true;
}

const entry = (kind: Numeral['kind'], value: number, words: string): Entry => ({
  kind,
  value,
  words,
});
const boundEntry = (kind: Numeral['kind'], value: number, words: string): Entry => ({
  kind,
  value,
  words,
  bound: true,
});

/** Masculine, feminine, case endings, and the everyday dialect spellings. */
const ENTRIES: readonly Entry[] = [
  boundEntry('unit', 1, 'واحد واحدة أحد إحدى'),
  entry('unit', 2, 'اثنان اثنين اثنتان اثنتين اتنين تنين'),
  boundEntry('unit', 2, 'اثنا اثني اثنتا اثنتي'),
  entry('unit', 3, 'ثلاثة ثلاث تلاتة تلات'),
  entry('unit', 4, 'أربعة أربع'),
  entry('unit', 5, 'خمسة خمس'),
  entry('unit', 6, 'ستة ست'),
  entry('unit', 7, 'سبعة سبع'),
  entry('unit', 8, 'ثمانية ثماني ثمان تمانية تمنية تماني تمن'),
  entry('unit', 9, 'تسعة تسع'),
  entry('ten', 10, 'عشرة عشر'),
  entry('teen', 11, 'حداشر احداشر حدعش'),
  entry('teen', 12, 'اتناشر اطناشر اثناشر اتنعش طنعش'),
  entry('teen', 13, 'تلتاشر تلاتاشر تلطاشر ثلطعش تلطعش'),
  entry('teen', 14, 'اربعتاشر أربعطاشر اربعتعش'),
  entry('teen', 15, 'خمستاشر خمسطاشر خمستعش'),
  entry('teen', 16, 'ستاشر سطاشر ستعش'),
  entry('teen', 17, 'سبعتاشر سبعطاشر سبعتعش'),
  entry('teen', 18, 'تمنتاشر تمنطاشر تمنتعش'),
  entry('teen', 19, 'تسعتاشر تسعطاشر تسعتعش'),
  entry('tens', 20, 'عشرون عشرين عشرو'),
  entry('tens', 30, 'ثلاثون ثلاثين تلاتين'),
  entry('tens', 40, 'أربعون أربعين'),
  entry('tens', 50, 'خمسون خمسين'),
  entry('tens', 60, 'ستون ستين'),
  entry('tens', 70, 'سبعون سبعين'),
  entry('tens', 80, 'ثمانون ثمانين تمانين'),
  entry('tens', 90, 'تسعون تسعين'),
  entry('hundred', 100, 'مئة مائة ميت'),
  entry('hundred', 200, 'مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي ميتين'),
  entry('hundred', 300, 'ثلاثمئة ثلاثمائة تلتمية تلاتمية'),
  entry('hundred', 400, 'أربعمئة أربعمائة ربعمية'),
  entry('hundred', 500, 'خمسمئة خمسمائة'),
  entry('hundred', 600, 'ستمئة ستمائة'),
  entry('hundred', 700, 'سبعمئة سبعمائة'),
  entry('hundred', 800, 'ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة تمنمية'),
  entry('hundred', 900, 'تسعمئة تسعمائة'),
  boundEntry('scale', 1e3, 'ألف ألفا آلاف'),
  entry('scale', 1e6, 'مليون مليونا ملايين'),
  entry('scale', 1e9, 'مليار مليارا مليارات بليون بليونا بلايين'),
  entry('scale', 1e12, 'تريليون تريليونا تريليونات ترليون ترليونا ترليونات'),
  entry('dual', 2e3, 'ألفان ألفين ألفا ألفي'),
  entry('dual', 2e6, 'مليونان مليونين مليونا مليوني'),
  entry('dual', 2e9, 'ملياران مليارين ملياري'),
  boundEntry('fraction', 0.5, 'نصف'),
  boundEntry('fraction', 0.25, 'ربع'),
  boundEntry('ordinal', 1, 'أول أولى حادي حادية'),
  boundEntry('ordinal', 2, 'ثاني ثانية تاني تانية'),
  entry('ordinal', 3, 'ثالث ثالثة'),
  entry('ordinal', 4, 'رابع رابعة'),
  entry('ordinal', 5, 'خامس خامسة'),
  entry('ordinal', 6, 'سادس سادسة'),
  entry('ordinal', 7, 'سابع سابعة'),
  entry('ordinal', 8, 'ثامن ثامنة'),
  entry('ordinal', 9, 'تاسع تاسعة'),
  entry('ordinal', 10, 'عاشر عاشرة'),
];

const PREFIXES = [
  '',
  'و',
  'ف',
  'ب',
  'ل',
  'ك',
  'وب',
  'ول',
  'ال',
  'وال',
  'فال',
  'بال',
  'كال',
  'لل',
  'ولل',
  'وبال',
];

/** Words that only look like a numeral: "I am not", Monday, Sunday. */
const NOT_NUMERALS = ['لست', 'ولست', 'الاثنين', 'الاحد', 'لاحد', 'باحد', 'فاحد', 'كاحد'];

const NUMERALS: ReadonlyMap<string, Numeral> = makeNumerals();

function makeNumerals(): Map<string, Numeral> {
  const numerals = new Map<string, Numeral>();
  for (const { kind, value, words, bound } of ENTRIES) {
    for (const word of searchForm(words).split(' ')) {
      for (const prefix of PREFIXES) {
        // Ordinals count only with the article (ثالث alone is any third); the article on ألف is a letter or a verb's.
        if (kind === 'ordinal' && !prefix.endsWith('ال') && !prefix.endsWith('لل')) continue;
        const surface = prefix + word;
        // The first entry wins: ألفا is ألفًا more often than the dual before a noun.
        if (!numerals.has(surface))
          numerals.set(surface, { kind, value, prefix, bound: bound === true });
      }
    }
  }
  for (const word of NOT_NUMERALS) numerals.delete(word);
  numerals.set('و', { kind: 'and', value: 0, prefix: '', bound: true });
  return numerals;
}

const DIGITS = /^\d{1,15}(?:\.\d{1,6})?$/u;

/** The part of a number that a word in search form can be, if any. */
export function numeralOf(surface: string): Numeral | undefined {
  const first = surface.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) {
    if (!DIGITS.test(surface)) return undefined;
    return { kind: 'digits', value: Number(surface), prefix: '', bound: false };
  }
  return NUMERALS.get(surface);
}

/** A number found in a run of words: words `start` to `end` (exclusive) say `value`. */
export interface NumberPhrase {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** Digits alone, which need no other form. */
  readonly plain: boolean;
  /** False for what counts as a number only inside a date: واحد, الأول, الثاني, a bare ألف. */
  readonly standsAlone: boolean;
}

// Which places below a thousand are taken.
const UNIT = 1;
const TENS = 2;
const HUNDRED = 4;
const FULL = UNIT | TENS | HUNDRED;

/** A number parsed up to some word: groups already multiplied by their scale, and the group below a thousand in progress. */
interface PartialNumber {
  total: number;
  group: number;
  places: number;
  /** The smallest scale used so far; the next must be smaller. */
  scale: number;
  last: Numeral | undefined;
}

/** The words to read: what each can be in a number, and whether only white space lies between i and i + 1. */
export interface NumeralRun {
  numeral(i: number): Numeral | undefined;
  joined(i: number): boolean;
}

/** Reads the longest number that starts at word `start`. */
export function readNumber(run: NumeralRun, start: number): NumberPhrase | undefined {
  const parsed: PartialNumber = {
    total: 0,
    group: 0,
    places: 0,
    scale: Number.POSITIVE_INFINITY,
    last: undefined,
  };
  let end = start;
  let detachedAnd = false;
  for (let at = start; at === start || run.joined(at - 1); at++) {
    const numeral = run.numeral(at);
    if (numeral === undefined) break;
    if (numeral.kind === 'and') {
      if (at === start || detachedAnd) break;
      detachedAnd = true;
      continue;
    }
    if (!take(parsed, numeral, detachedAnd || CONJUNCTIONS.has(numeral.prefix))) break;
    parsed.last = numeral;
    detachedAnd = false;
    end = at + 1;
    if (numeral.kind === 'fraction') break;
  }
  const { last } = parsed;
  if (last === undefined) return undefined;
  const single = end === start + 1;
  return {
    start,
    end,
    value: Math.round((parsed.total + parsed.group) * 1e6) / 1e6,
    plain: single && last.kind === 'digits',
    standsAlone:
      !(single && last.bound) && !(last.kind === 'scale' && single && last.prefix.endsWith('ال')),
  };
}

const CONJUNCTIONS: ReadonlySet<string> = new Set(['و', 'ف', 'وال']);

/** Adds one word to the number, or says that it does not belong to it. */
function take(parsed: PartialNumber, numeral: Numeral, and: boolean): boolean {
  const { kind, value } = numeral;
  const first = parsed.last === undefined;
  if (!first && !and && numeral.prefix !== '' && numeral.prefix !== 'ال') return false;
  const begins = first || and;
  switch (kind) {
    case 'digits': // 25 ألف; خمسة آلاف و300, but not مليون و3 آخرون
      if (!first && !(and && parsed.total > 0 && isTail(parsed, value))) return false;
      return add(parsed, value, FULL);
    case 'unit':
    case 'ordinal': // Units stand before tens: after عشرون none can follow.
      return begins && (parsed.places & (UNIT | TENS)) === 0 && add(parsed, value, UNIT);
    case 'ten': // ثلاثة عشر and التاسع عشر without و; else 10 itself
      if (!begins) return isUnit(parsed.last) && parsed.places === UNIT && add(parsed, value, TENS);
      return (parsed.places & (UNIT | TENS)) === 0 && add(parsed, value, UNIT | TENS);
    case 'teen':
      return begins && (parsed.places & (UNIT | TENS)) === 0 && add(parsed, value, UNIT | TENS);
    case 'tens':
      return begins && (parsed.places & TENS) === 0 && add(parsed, value, UNIT | TENS);
    case 'hundred':
      return takeHundred(parsed, value, begins);
    case 'scale':
    case 'dual':
      return takeScale(parsed, numeral, begins);
    case 'fraction': // مليون ونصف
      if (first || !and || parsed.group !== 0 || parsed.total === 0) return false;
      parsed.total += parsed.scale * value;
      return true;
    default:
      return false;
  }
}

function isTail(parsed: PartialNumber, value: number): boolean {
  return parsed.group === 0 && value >= 10 && value < parsed.scale && Number.isInteger(value);
}

function isUnit(numeral: Numeral | undefined): boolean {
  return numeral?.kind === 'unit' || numeral?.kind === 'ordinal';
}

function add(parsed: PartialNumber, value: number, places: number): true {
  parsed.group += value;
  parsed.places |= places;
  return true;
}

function takeHundred(parsed: PartialNumber, value: number, begins: boolean): boolean {
  const { places } = parsed;
  if (!begins) {
    // ثلاث مئة
    if (value !== 100 || places !== UNIT || parsed.group < 3) return false;
    parsed.group *= 100;
    parsed.places = HUNDRED;
    return true;
  }
  // The old way round, عشرين ومئة, is one number; خمسة ومئة is two.
  const free = places === 0 || ((places & TENS) !== 0 && (places & HUNDRED) === 0);
  return free && add(parsed, value, HUNDRED);
}

function takeScale(parsed: PartialNumber, numeral: Numeral, begins: boolean): boolean {
  const { group, places } = parsed;
  const scale = numeral.kind === 'dual' ? numeral.value / 2 : numeral.value;
  if (scale >= parsed.scale) return false;
  if (begins) {
    // مليون وألف; or the old way round, خمس وثمانين وتسعمئة وألف.
    if (
      group > 0 &&
      (scale !== 1e3 ||
        numeral.kind === 'dual' ||
        parsed.total > 0 ||
        (places & HUNDRED) === 0 ||
        places === FULL - TENS)
    )
      return false;
    parsed.total += group + numeral.value;
  } else {
    if (numeral.kind === 'dual' || places === 0) return false;
    parsed.total += group * scale;
  }
  parsed.group = 0;
  parsed.places = 0;
  parsed.scale = scale;
  return true;
}

/** The one way a value is written in the index: 23, 1500000, 2.5; nothing if it is too large to be exact. */
export function canonicalNumber(value: number): string | undefined {
  return value <= Number.MAX_SAFE_INTEGER ? String(value) : undefined;
}
