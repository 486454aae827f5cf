/**
 * Signs that the file gives no letter. WeasyPrint leaves them so: it names each sign once, by what the text has where
 * the sign is first drawn, and of a letter under a mark it names the mark as both.
 *
 *   drawn    ◌ُ       أ          What the mark claims is parted: the mark stays a mark,
 *   named   «أُ»     «»          and its letter goes to the sign below it.
 *
 * What nothing claims (a lam-alef of XeTeX's, too) is found by the words that it is in.
 */
import { bundledLexicon } from '../../lexicon/bundled.ts';
import { isKnownWord } from '../../lexicon/forms.ts';
import { searchForm } from '../../text/normalise.ts';
import type { Glyph } from './pdf-glyph.ts';

export interface DrawnSign extends Glyph {
  readonly font: string;
  /** Its number in its font. */
  readonly code: number;
  /** Whether the file gives it a letter. */
  readonly isNamed: boolean;
}

/** Private characters that stand for signs without a letter, until all words around them are known. */
const FIRST_PLACE = 0xe800;
/** From here on they stand for signs that take no place: a mark, or a letter that is drawn onto the one before it. */
const FIRST_NARROW_PLACE = 0xe880;
const PLACES_MAX = 0x80;
const PLACES = /[\ue800-\ue8ff]/gu;
const WORDS = /[\u0621-\u0652\ue800-\ue8ff]{3,}/gu;

/** What the signs of one document are called; its pages are given in order. */
export class SignNames {
  readonly #learned = new Map<string, string>();
  readonly #places = { wide: 0, narrow: 0 };

  of(signs: readonly DrawnSign[]): Glyph[] {
    signs.forEach((sign, at) => {
      if (isNarrow(sign) && sign.text.length > 1 && /\p{M}/u.test(sign.text)) this.#part(signs, at);
    });
    return signs.map((sign) => {
      const learned = this.#learned.get(keyOf(sign));
      if (learned !== undefined) return { ...sign, text: learned };
      if (sign.isNamed) return sign;
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
      if (!isNarrow(sign) || sign.isNamed) break;
      this.#learn(sign, marks.pop()!);
    }
    const base = signs[next];
    if (letter !== '') {
      if (!base || isNarrow(base) || base.x0 > mark.x1 + 1 || base.x1 < mark.x0 - 1) return;
      if (!base.isNamed) this.#learn(base, letter);
    }
    this.#learn(mark, marks.join(''));
  }

  #learn(sign: DrawnSign, text: string): void {
    if (!this.#learned.has(keyOf(sign))) this.#learned.set(keyOf(sign), text);
  }
}

const keyOf = ({ font, code }: DrawnSign) => `${font} ${code}`;
const isNarrow = ({ x0, x1, size }: Glyph) => x1 - x0 < 0.05 * size;

/** Alef with what is on it comes before the bare one, which is too frequent to be left without a name. */
const CANDIDATES = [
  ...['أ', 'إ', 'آ', ...'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ'],
  ...['لا', 'لأ', 'لإ', 'لآ'],
];
/** A sign that takes no place is a mark, or the alef on a lam. */
const NARROW_CANDIDATES = ['', 'ا', 'أ', 'إ', 'آ'];
/** Fewer words may fit by chance; more add nothing. */
const WITNESSES_MIN = 2;
const WITNESSES_MAX = 100;

/** An alef after an article has a hamza, except in nouns such as «الاستماع» and «الاجتماع». */
const AFTER_ARTICLE = /^(?:[وفبك]?ا|ل)ل[\ue880-\ue8ff](?!ست|\p{L}ت|ت(?!ي))/u;
const LAM_AND_ALEF = /(.)([\ue880-\ue8ff])/gsu;
const WORDS_WITH_ALEF = /[\u0621-\u0652\ue800-\ue8ff]{2,}/gu;
/** By how often each follows the lam of an article, and another one. */
const ALEFS_AFTER_ARTICLE = ['أ', 'إ', 'آ', 'ا'];
const ALEFS_WITHIN = ['أ', 'آ', 'إ', 'ا'];

/**
 * A lam-alef of two signs (Noto Naskh, from Qt and from XeTeX): the alef takes no place and has no letter, and Qt names
 * no lam, either. What they are is told by the words; which alef, by where it is in them.
 */
function lamAlefs(written: string): Map<string, string> {
  const found = new Map<string, string>();
  const words = [...new Set(written.match(WORDS_WITH_ALEF) ?? [])];
  const isMostlyKnown = (some: readonly string[]) =>
    some.filter((word) => isKnownWord(searchForm(word.replace(LAM_AND_ALEF, 'لا')), bundledLexicon))
      .length *
      2 >=
    some.length;
  const afterLam = new Map<string, Set<string>>();
  for (const [, lam = '', alef = ''] of written.matchAll(LAM_AND_ALEF))
    afterLam.set(alef, (afterLam.get(alef) ?? new Set()).add(lam));
  const groups = new Map<string, Alef[]>();
  for (const [alef, [lam = '', ...others]] of afterLam) {
    const some = words.filter((word) => word.includes(alef));
    const isLam =
      lam === 'ل' ||
      (lam.search(PLACES) === 0 &&
        !isNarrowPlace(lam) &&
        !new RegExp(`${lam}(?![\\ue880-\\ue8ff])`, 'u').test(written));
    if (others.length > 0 || !isLam || some.length === 0 || !isMostlyKnown(some)) continue;
    const withHamza = some.filter((word) => AFTER_ARTICLE.test(word.replace(lam, 'ل'))).length;
    const group = groups.get(lam) ?? [];
    group.push({ alef, words: some, isBare: withHamza * 2 <= some.length });
    groups.set(lam, group);
  }
  // What the document spells somewhere, it spells so in its headings, too: their fonts show few words.
  const spelled = new Set(words.filter((word) => word.search(PLACES) < 0));
  const bySize = [...groups].sort(([, x], [, y]) => wordsOf(y) - wordsOf(x));
  for (const [lam, group] of bySize) {
    if (lam !== 'ل') found.set(lam, 'ل');
    const often = group.toSorted((x, y) => y.words.length - x.words.length);
    const firstBare = often.find(({ isBare }) => isBare);
    const free = new Set(ALEFS_AFTER_ARTICLE);
    for (const one of often) {
      const withAlef = (alef: string) =>
        one.words.map((word) =>
          word.replace(PLACES, (place) =>
            place === one.alef ? alef : (found.get(place) ?? place),
          ),
        );
      const isSpelled = (alef: string) => withAlef(alef).some((word) => spelled.has(word));
      // Within a word an alef with a hamza is rare, and a bare one is not.
      const isBare = one.isBare && (one === firstBare || one.words.length > 1);
      const guesses = isBare ? ['ا'] : one.isBare ? ALEFS_WITHIN : ALEFS_AFTER_ARTICLE;
      const alef =
        ALEFS_AFTER_ARTICLE.find(isSpelled) ?? guesses.find((guess) => free.has(guess)) ?? 'ا';
      if (!isBare) free.delete(alef);
      found.set(one.alef, alef);
      for (const word of withAlef(alef)) spelled.add(word);
    }
  }
  return found;
}

interface Alef {
  readonly alef: string;
  readonly words: readonly string[];
  /** Whether most of its words are such as have no hamza there. */
  readonly isBare: boolean;
}

const wordsOf = (group: readonly Alef[]) => group.reduce((sum, { words }) => sum + words.length, 0);

/** For each sign without a letter, the letter that makes words of most of what it is in; absent if none does. */
export function lettersOfPlaces(written: string): ReadonlyMap<string, string> {
  const found = lamAlefs(written);
  const text = written.replace(PLACES, (place) => found.get(place) ?? place);
  const words = [...new Set(text.match(WORDS) ?? [])];
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

/** An unknown letter becomes U+FFFD; an unknown mark is left out. */
export function withLetters(text: string, letters: ReadonlyMap<string, string>): string {
  return text.replace(
    PLACES,
    (place) => letters.get(place) ?? (isNarrowPlace(place) ? '' : '\ufffd'),
  );
}
