/** Damage that the letters themselves show (`text/damage.ts`), and damage that only a list of words can put right. */
import { bundledLexicon } from '../lexicon/bundled.ts';
import { isKnownWord } from '../lexicon/forms.ts';
import { type Mended, mendDamage as mendLetters } from '../text/damage.ts';
import { searchForm } from '../text/normalise.ts';
import { joinIfWords } from './spaced-letters.ts';

/** Repairs the lines of one document together: a line that does not show its damage is judged by the others. */
export function mendDocumentLines(lines: readonly string[]): Mended {
  const { lines: mended, repairs } = mendLetters(lines);
  const more: string[] = [];
  let result = mended;
  for (const [mend, note] of [
    [mendLamAlef, 'lam and alef that stood in each other’s place put right'],
    [joinLetters, 'letters that were set apart joined to words'],
    [mendDigits, 'digits of two kinds within one number made digits of one kind'],
  ] as const) {
    const next = mend(result);
    if (next.some((line, i) => line !== result[i])) more.push(note);
    result = next;
  }
  return { lines: result, repairs: [...repairs, ...more] };
}

/** No word has an alef before an alef; what was copied out of a PDF has («اإلعارة», «االجتماع»). */
const SWAPPED = /ا([أإآ])ل|(?<!\p{L})([وفبك]?)اال(?=\p{L})/gu;
/** One alone may be a slip of the pen. */
const SWAPPED_MIN = 2;
/** Within a word the list tells: «السالح» is none, «السلاح» is one. */
const INNER = /\p{L}{2,}ال\p{L}*/gu;

function mendLamAlef(lines: readonly string[]): readonly string[] {
  const found = lines.reduce((sum, line) => sum + (line.match(SWAPPED)?.length ?? 0), 0);
  if (found < SWAPPED_MIN) return lines;
  const isWord = (word: string) => isKnownWord(searchForm(word), bundledLexicon);
  return lines.map((line) =>
    line
      .replace(SWAPPED, (_, alef: string | undefined, before: string | undefined) =>
        alef === undefined ? `${before ?? ''}الا` : `ال${alef}`,
      )
      .replace(INNER, (word) => {
        if (isWord(word)) return word;
        const places = [...word.matchAll(/(?<=\p{L}{2})ال/gu)].map(({ index }) => index);
        const turned = places.map((at) => `${word.slice(0, at)}لا${word.slice(at + 2)}`);
        return turned.find(isWord) ?? word;
      }),
  );
}

const joinLetters = (lines: readonly string[]) => lines.map(joinIfWords);

const NUMBER = /[0-9٠-٩]+/gu;
const isMixed = (number: string) => /[0-9]/u.test(number) && /[٠-٩]/u.test(number);

/** «١44٥»: a number has digits of the kind that the document has. */
function mendDigits(lines: readonly string[]): readonly string[] {
  const numbers = lines.flatMap((line) => line.match(NUMBER) ?? []);
  if (!numbers.some(isMixed)) return lines;
  const digits = numbers.join('');
  const isArabic = 2 * (digits.match(/[٠-٩]/gu)?.length ?? 0) >= digits.length;
  const shift = isArabic ? 0x660 : 0x30;
  const toOne = (number: string) =>
    number.replace(/./gsu, (digit) => String.fromCharCode((digit.charCodeAt(0) & 0xf) + shift));
  return lines.map((line) =>
    line.replace(NUMBER, (number) => (isMixed(number) ? toOne(number) : number)),
  );
}
