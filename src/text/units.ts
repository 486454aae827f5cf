/** Units of amounts, with their factors: 1500 cm are 15 m. */
import { searchForm } from './normalise.ts';

export interface Unit {
  /** Amounts of one dimension can be compared. */
  readonly dimension: string;
  /** How many of the dimension's first unit it is. */
  readonly factor: number;
}

/** By dimension: factor and spellings, the singular first. */
const UNITS: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  time: [
    [1, 'ثانية ثوان ثواني'],
    [60, 'دقيقة دقائق'],
    [3_600, 'ساعة ساعات'],
    [86_400, 'يوم يوما أيام'],
    [604_800, 'أسبوع أسبوعا أسابيع'],
    [2_629_746, 'شهر شهرا أشهر شهور'],
    [31_556_952, 'سنة سنوات سنين'],
    [31_556_952, 'عام عاما أعوام'],
    [315_569_520, 'عقد عقود'],
    [3_155_695_200, 'قرن قرنا قرون'],
  ],
  length: [
    [1, 'متر مترا أمتار م'],
    [0.001, 'مليمتر مليمترا ميليمتر مليمترات ملم مم'],
    [0.01, 'سنتيمتر سنتيمترا سنتيمترات سنتمتر سنتمترا سم'],
    [1_000, 'كيلومتر كيلومترا كيلومترات كلم كم'],
    [1_609.344, 'ميل ميلا أميال'],
    [0.3048, 'قدم قدما أقدام'],
    [0.0254, 'بوصة بوصات إنش'],
  ],
  mass: [
    [1, 'كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كيلوجرامات كيلو كغ كغم كجم'],
    [0.001, 'غرام غراما غرامات جرام جراما جرامات غ غم جم'],
    [0.000_001, 'مليغرام مليغراما ملليغرام مليجرام ملغ ملغم مجم'],
    [1_000, 'طن طنا أطنان'],
  ],
  area: [
    [10_000, 'هكتار هكتارا هكتارات'],
    [4_200, 'فدان فدانا أفدنة'],
    [1_000, 'دونم دونما دونمات'],
  ],
  volume: [
    [0.001, 'لتر لترا لترات ليتر ليترات'],
    [0.000_001, 'مليلتر مليلترا ملليلتر مل'],
  ],
  // Different currencies cannot be compared: the rate is not known.
  dinar: [[1, 'دينار دينارا دنانير']],
  dirham: [[1, 'درهم درهما دراهم']],
  pound: [[1, 'جنيه جنيها جنيهات']],
  riyal: [[1, 'ريال ريالا ريالات']],
  dollar: [[1, 'دولار دولارا دولارات']],
  lira: [[1, 'ليرة ليرات']],
  euro: [[1, 'يورو']],
  times: [[1, 'مرة مرات']],
  degrees: [[1, 'درجة درجات']],
};

const units = new Map<string, Unit>();
const duals = new Map<string, Unit>();
for (const [dimension, list] of Object.entries(UNITS)) {
  for (const [factor, spellings] of list) {
    const words = searchForm(spellings).split(' ');
    for (const word of words) units.set(word, { dimension, factor });
    const stem = words[0]!.replace(/ه$/u, 'ت');
    for (const ending of ['ان', 'ين', 'ا', 'ي']) duals.set(stem + ending, { dimension, factor });
  }
}
// «متري» and «يوما» are adjectives and accusatives before they are the dual of a genitive.
for (const word of [...duals.keys()])
  if (units.has(word) || /[^ت][اي]$/u.test(word)) duals.delete(word);

/** What is a unit by the word alone, and the same with «و»: the unit that a word in search form names. */
export function unitOf(surface: string): Unit | undefined {
  return units.get(surface) ?? units.get(surface.replace(/^(?:ال|وال|و|ب|ل)(?=\p{L}{3})/u, ''));
}

/** «ساعتين»: two of a unit. */
export function dualUnitOf(surface: string): Unit | undefined {
  return duals.get(surface) ?? duals.get(surface.replace(/^(?:ال|وال|و|ف|ب|ل)(?=\p{L}{4})/u, ''));
}

/** «متر مربع», «متر مكعب», «درجة فهرنهايت»: what a unit is with the word after it. */
export function qualifiedUnit(unit: Unit, next: string | undefined): Unit {
  if (unit.dimension === 'degrees' && /^فهرنهايت/u.test(next ?? ''))
    return { dimension: 'fahrenheit', factor: 1 };
  if (unit.dimension !== 'length' || next === undefined) return unit;
  if (/^مربعه?ا?$/u.test(next)) return { dimension: 'area', factor: unit.factor ** 2 };
  if (/^مكعبه?ا?$/u.test(next)) return { dimension: 'volume', factor: unit.factor ** 3 };
  return unit;
}
