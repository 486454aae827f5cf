/**
 * Arabic spelled in Latin letters and digits («meta wulid», «3asima»): which Arabic words each of them may stand for.
 * Pure; which of the transliterations is a word is for a lexicon and a corpus to say.
 */

/** A transliteration in search form, and how unusual its spelling is: 0 is what most people write. */
export interface Transliteration {
  readonly surface: string;
  readonly cost: number;
}

type Choices = readonly (readonly [letters: string, cost: number])[];

/** "letters:cost letters:cost"; an underscore is no letter, as for a short vowel. */
function choices(list: string): Choices {
  return list.split(' ').map((entry) => {
    const [letters, cost = '0'] = entry.split(':');
    return [letters === '_' ? '' : letters!, Number(cost)] as const;
  });
}

const table = (lists: Readonly<Record<string, string>>) =>
  new Map(Object.entries(lists).map(([latin, list]) => [latin, choices(list)]));

/** The longest that fits is taken. Apostrophes belong to the digit before them. */
const ANYWHERE = table({
  ...{ sh: 'ش', ch: 'ش ج:1 ك:1', kh: 'خ', gh: 'غ', th: 'ث ذ:.5 ت:1', dh: 'ذ ض:.3 ظ:.3', ph: 'ف' },
  ...{ ou: 'و _:.7', oo: 'و', ee: 'ي', aa: 'ا', ii: 'ي', uu: 'و', ei: 'ي', ai: 'ي اي:.4 ا:1' },
  ...{
    ay: 'ي اي:.4',
    ey: 'ي',
    au: 'و او:.3',
    aw: 'و او:.4',
    ow: 'و',
    ia: 'يا يه:.6',
    iya: 'يه يا:.3',
  },
  ...{ "3'": 'غ', "7'": 'خ', "6'": 'ظ', "9'": 'ض', '2': 'ا:.2 ء:.2 ق:.8 ي:.5 و:.6', '3': 'ع' },
  ...{ '5': 'خ', '6': 'ط', '7': 'ح', '8': 'ق:.2 غ:.5', '9': 'ق:.2 ص:.2', "'": '_ ع:.3 ء:.6' },
  ...{ a: 'ا:.4 _:.4 ع:1.2', e: '_:.3 ي:.6 ا:.9', i: 'ي:.3 _:.5 ا:.9', y: 'ي', o: 'و:.2 _:.5' },
  ...{ u: 'و:.3 _:.4', b: 'ب', p: 'ب', t: 'ت ط:.6', d: 'د ض:.6', s: 'س ص:.5', z: 'ز ذ:.5 ظ:.6' },
  ...{ h: 'ه ح:.3', k: 'ك ق:.8', q: 'ق', g: 'ج:.1 غ:.6 ق:.6 ك:.8', j: 'ج', f: 'ف', v: 'ف' },
  ...{ w: 'و', r: 'ر', l: 'ل', m: 'م', n: 'ن', c: 'ك:.3 س:.5', x: 'كس', gu: 'ج:.2 جو:.5 غ:.6' },
});
/** A vowel that begins a word is written; one that ends it may be ة, ى or ا. */
const AT_START = table({
  ...{
    a: 'ا ع:.6',
    e: 'ا:.2 ع:.8',
    i: 'ا:.2 ع:.8 اي:.6',
    o: 'ا:.4 او:.3 ع:.8',
    u: 'ا:.3 او:.4 ع:.8',
  },
  ...{ ou: 'او:.3 ع:.8', ai: 'ع:.8 اي:.3', aa: 'ا ع:.6', ee: 'اي ع:.8' },
});
const AT_END = table({
  ...{ a: 'ا:.3 ه:.3 ي:.5 اء:.8', ah: 'ه:.1 اه:.6', e: 'ه:.3 ي:.5 _:.7', eh: 'ه:.1', i: 'ي _:.9' },
  ...{
    o: 'و:.1 ه:.4',
    ou: 'و ه:.6',
    y: 'ي',
    iyya: 'يه',
    iyyah: 'يه',
    ieh: 'يه',
    et: 'ه:.4 ت:.4',
    at: 'ات:.2 ه:.3 ت:.3 اه:.4',
  },
});
const PIECE_LETTERS_MAX = 5;
/** The cheapest beginnings that are carried on from letter to letter, and readings that are given. */
const BEAM = 400;
const WORD_LETTERS_MAX = 20;

/**
 * The readings of one word, the most likely spelling first; none if it has a letter that nobody uses for this.
 *
 * @param word lower case, without marks.
 */
export function transliterationsOf(word: string): Transliteration[] {
  // Doubled consonants are one letter with a shadda, which nobody prints.
  const latin = word.replace(/([b-df-hj-np-tv-z])\1+/gu, '$1').replace(/[’‘`]/gu, "'");
  if (latin.length === 0 || latin.length > WORD_LETTERS_MAX) return [];
  const beams: Map<string, number>[] = [...latin, ''].map(() => new Map());
  beams[0]!.set('', 0);
  for (let at = 0; at < latin.length; at += 1) {
    for (const { surface, cost } of cheapest(beams[at]!)) {
      for (let length = PIECE_LETTERS_MAX; length > 0; length -= 1) {
        const end = at + length;
        if (end > latin.length) continue;
        for (const [letters, more] of choicesAt(latin.slice(at, end), at, end === latin.length)) {
          const longer = surface + letters;
          const before = beams[end]!.get(longer);
          if (before === undefined || cost + more < before) beams[end]!.set(longer, cost + more);
        }
      }
    }
  }
  return cheapest(beams[latin.length]!).filter(({ surface }) => surface.length > 1);
}

function choicesAt(piece: string, at: number, atEnd: boolean): Choices {
  const start = at === 0 ? AT_START.get(piece) : undefined;
  const end = atEnd && at > 0 ? AT_END.get(piece) : undefined;
  return start ?? end ?? ANYWHERE.get(piece) ?? [];
}

function cheapest(beam: ReadonlyMap<string, number>): Transliteration[] {
  return [...beam]
    .map(([surface, cost]) => ({ surface, cost }))
    .sort((a, b) => a.cost - b.cost || (a.surface < b.surface ? -1 : 1))
    .slice(0, BEAM);
}

/** Words that ask, and others that are too short to be told from their letters, as they should be printed. */
const KNOWN: Readonly<Record<string, string>> = Object.fromEntries(
  `متى: meta mata mita matta metta; إمتى: emta imta amta emta; وين: wen ween wein wayn wain; فين: fen fein feen fain;
  أين: ayn ayna aina ain ayna; كم: kam kem; كام: kaam; من: men man min mn; مين: meen mein miin; ليه: leh leih lih leeh;
  ليش: lesh leish laish leesh; لماذا: limatha limaza limadha lemaza lematha; إزاي: ezay ezzay izay izzay ezzai; كيف: kif keef kayf kayfa kaif kaifa;
  هل: hal; ما: ma maa; ماذا: matha maza madha; إيه: eh eih ih eeh; إيش: esh eish aish eesh; وش: wesh wsh wish wash; شو: shu sho shou;
  هو: howa huwa hwa howwa huwwa; هي: hia hiya heya hiyya; في: fi fe fy; عن: 3an 3n; على: ala 3ala 3la 3la; إلى: ila ela; مع: ma3 m3a;
  اللي: ili elly elli illi elli; وُلد: wulid woled wolid wled welid woulid oulida wulida; وُلدت: wulidat; توفي: tuwuffi tuwufi towafa tuwaffi tawafa tuwuffiya tuwufiya`
    .split(';')
    .flatMap((entry) => {
      const [arabic, latin] = entry.trim().split(':');
      return latin!
        .trim()
        .split(' ')
        .map((spelled) => [spelled, arabic!] as const);
    }),
);

export function knownWord(word: string): string | undefined {
  return Object.hasOwn(KNOWN, word) ? KNOWN[word] : undefined;
}
