/**
 * Signs that the file gives no letter: the library says their number in the font instead («ƃ», U+0183). WeasyPrint
 * leaves them so. It names each sign once, by what the text has where the sign is first drawn, and of a letter under a
 * mark it names the mark as both.
 *
 *   drawn    ◌ُ       أ          What the mark claims is parted: the mark stays a mark,
 *   named   «أُ»     «»          and its letter goes to the sign below it.
 *
 * What nothing claims (a lam-alef of XeTeX's, too) is found by the words that it stands in.
 */
import { bundledLexicon } from '../../lexicon/bundled.ts';
import { isKnownWord } from '../../lexicon/forms.ts';
import { searchForm } from '../../text/normalise.ts';
import type { Glyph } from './pdf-glyph.ts';

export interface DrawnSign extends Glyph {
  readonly font: string;
  /** Its number in its font. */
  readonly code: number;
}

/** Private characters that stand for signs without a letter, until all words around them are known. */
const FIRST_PLACE = 0xe800;
/** From here on they stand for signs that take no place: a mark, or a letter that is drawn onto the one before it. */
const FIRST_NARROW_PLACE = 0xe880;
const PLACES_MAX = 0x80;
const PLACES = /[\ue800-\ue8ff]/gu;

/** What the signs of one document are called; its pages are given in order. */
export class SignNames {
  readonly #fonts = new Map<string, { numbers: number; names: number; isLarge: boolean }>();
  readonly #learned = new Map<string, string>();
  readonly #places = { wide: 0, narrow: 0 };

  of(signs: readonly DrawnSign[]): Glyph[] {
    for (const { font, code, text } of signs) {
      const counts = this.#fonts.get(font) ?? { numbers: 0, names: 0, isLarge: false };
      if (isNumber(text, code)) counts.numbers += 1;
      else counts.names += 1;
      if (code > 0xff) counts.isLarge = true;
      this.#fonts.set(font, counts);
    }
    signs.forEach((sign, at) => {
      if (isNarrow(sign) && sign.text.length > 1 && /\p{M}/u.test(sign.text)) this.#part(signs, at);
    });
    return signs.map((sign) => {
      const learned = this.#learned.get(keyOf(sign));
      if (learned !== undefined) return { ...sign, text: learned };
      if (!this.#isUnnamed(sign)) return sign;
      const width = isNarrow(sign) ? 'narrow' : 'wide';
      const count = this.#places[width]++;
      if (count >= PLACES_MAX) return { ...sign, text: '\ufffd' };
      const first = width === 'narrow' ? FIRST_NARROW_PLACE : FIRST_PLACE;
      const place = String.fromCharCode(first + count);
      this.#learn(sign, place);
      return { ...sign, text: place };
    });
  }

  /** Gives each sign its part of what the mark at `at` claims. */
  #part(signs: readonly DrawnSign[], at: number): void {
    const mark = signs[at]!;
    const letter = mark.text.replace(/\p{M}/gu, '');
    // A shadda is drawn nearest to its letter, and so last.
    const marks = (mark.text.match(/\p{M}/gu) ?? []).sort(
      (a, b) => Number(a === '\u0651') - Number(b === '\u0651'),
    );
    let next = at + 1;
    for (; marks.length > 1 && next < signs.length; next++) {
      const sign = signs[next]!;
      if (!isNarrow(sign) || !this.#isUnnamed(sign)) break;
      this.#learn(sign, marks.pop()!);
    }
    const base = signs[next];
    if (letter !== '') {
      if (!base || isNarrow(base) || base.x0 > mark.x1 + 1 || base.x1 < mark.x0 - 1) return;
      if (this.#isUnnamed(base)) this.#learn(base, letter);
    }
    this.#learn(mark, marks.join(''));
  }

  #learn(sign: DrawnSign, text: string): void {
    if (!this.#learned.has(keyOf(sign))) this.#learned.set(keyOf(sign), text);
  }

  /** In a large font whose signs have other numbers than their letters, a letter that is its own number is none. */
  #isUnnamed({ font, code, text }: DrawnSign): boolean {
    const counts = this.#fonts.get(font);
    return isNumber(text, code) && counts?.isLarge === true && counts.numbers < counts.names;
  }
}

const keyOf = ({ font, code }: DrawnSign) => `${font} ${code}`;
const isNarrow = ({ x0, x1, size }: Glyph) => x1 - x0 < 0.05 * size;
const isNumber = (text: string, code: number) => text.length === 1 && text.charCodeAt(0) === code;

/** Alef with what stands on it comes before the bare one, which is too frequent to be left without a name. */
const CANDIDATES = [
  ...['أ', 'إ', 'آ', ...'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ'],
  ...['لا', 'لأ', 'لإ', 'لآ'],
];
/** A sign that takes no place is a mark, or the alef on a lam. */
const NARROW_CANDIDATES = ['', 'ا', 'أ', 'إ', 'آ'];
/** Fewer words may fit by chance; more add nothing. */
const WITNESSES_MIN = 2;
const WITNESSES_MAX = 100;

/** For each sign without a letter, the letter that makes words of most of what it stands in; absent where none does. */
export function lettersOfPlaces(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const words = [...new Set(text.match(/[\u0621-\u0652\ue800-\ue8ff]{3,}/gu) ?? [])];
  for (const place of new Set(text.match(PLACES) ?? [])) {
    const witnesses = words
      .filter((word) => word.includes(place) && new Set(word.match(PLACES)).size === 1)
      .slice(0, WITNESSES_MAX);
    const candidates = isNarrowPlace(place) ? NARROW_CANDIDATES : CANDIDATES;
    const scores = candidates.map((letter) => {
      const forms = witnesses.map((word) => searchForm(word.replaceAll(place, letter)));
      const known = forms.filter((form) => isKnownWord(form, bundledLexicon));
      // «خلل» is a word as «خلال» is: of letters that make as many words, the one that makes the more frequent.
      const often = known.reduce((sum, form) => sum + Math.log1p(bundledLexicon.count(form)), 0);
      return { letter, known: known.length, often };
    });
    const best = scores.reduce((a, b) =>
      b.known > a.known || (b.known === a.known && b.often > a.often) ? b : a,
    );
    if (best.known >= Math.max(WITNESSES_MIN, witnesses.length / 2)) found.set(place, best.letter);
  }
  return found;
}

const isNarrowPlace = (place: string) => place.charCodeAt(0) >= FIRST_NARROW_PLACE;

/** Where no letter is known, there stands the sign for that: U+FFFD. An unknown mark is left out. */
export function withLetters(text: string, letters: ReadonlyMap<string, string>): string {
  return text.replace(
    PLACES,
    (place) => letters.get(place) ?? (isNarrowPlace(place) ? '' : '\ufffd'),
  );
}
