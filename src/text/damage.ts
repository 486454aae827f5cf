/**
 * Text that was damaged on its way: letters in the order of the screen, presentation forms, UTF-8 or windows-1256 read
 * as something else, Farsi letters in Arabic. Certain damage is repaired; other damage is reported, so that the text can be
 * refused.
 */
import { decoderOf } from './decoders.ts';
import { countKnown, isFrequentWord, knownShare } from './known-words.ts';
import { searchForm } from './normalise.ts';

export interface Mended {
  readonly lines: readonly string[];
  /** What was done, each once, for a note to the operator. */
  readonly repairs: readonly string[];
}

/** Repairs the lines of one document together: a line that does not show its damage is judged by the others. */
export function mendDamage(lines: readonly string[]): Mended {
  const repairs = new Set<string>();
  let mended = mendOrder(mendMojibake(lines, repairs), repairs);
  mended = mended.map((line) => {
    const plain = plainForms(line);
    if (plain !== line) repairs.add('presentation forms made plain letters');
    return plain;
  });
  mended = mendFarsi(mended, repairs);
  return { lines: mended, repairs: [...repairs] };
}

// ── Presentation forms ──────────────────────────────────────────────────────────────────────────────────────────────

/** Forms A without the ornate parentheses and the phrases that are one sign (ﷺ), which people type on purpose; forms B. */
const PRESENTATION = /[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf1\ufdf3\ufdf4\ufe70-\ufefc]/gu;

export function plainForms(line: string): string {
  return line.replace(PRESENTATION, (form) => form.normalize('NFKC').trim());
}

// ── Letters in the order of the screen ──────────────────────────────────────────────────────────────────────────────

const LTR_RUN =
  /\p{Script=Latin}(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc()[\]«»\n]*[\p{Script=Latin}\p{N}])?|[%٪]?\p{N}(?:[\p{N}.,:/%٪٫٬-]*[\p{N}%٪])?/gu;

const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
};

/** A line from the order of the screen, left to right, to the order of reading. */
function fromVisual(line: string): string {
  const reversed = [...line].reverse().join('');
  const runs = reversed.replace(LTR_RUN, (run) =>
    // On the screen the sign may be on either side of its figure.
    [...run]
      .reverse()
      .join('')
      .replace(/^([%٪])([^%٪]+)$/u, '$2$1'),
  );
  // The sign that is drawn is the mirrored one; some programs store it, others the one that was typed.
  const first = /[()[\]«»]/u.exec(runs)?.[0];
  return first !== undefined && ')]»'.includes(first)
    ? runs.replace(/[()[\]{}«»‹›]/gu, (sign) => MIRRORED[sign]!)
    : runs;
}

function mendOrder(lines: readonly string[], repairs: Set<string>): string[] {
  const verdicts = lines.map(orderOf);
  const sum = verdicts.reduce((total, verdict) => total + verdict, 0);
  return lines.map((line, i) => {
    const verdict = verdicts[i]!;
    const isVisual = verdict < 0 || (verdict === 0 && sum < 0 && ARABIC.test(line));
    if (!isVisual) return line;
    repairs.add('letters in reversed order put right');
    return fromVisual(line);
  });
}

const ARABIC = /[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]/u;

/** Above 0 if the letters are in the order of reading, below 0 if in that of the screen, 0 if nothing tells. */
function orderOf(line: string): number {
  if (!ARABIC.test(line)) return 0;
  const joined = joining(line);
  if (joined !== 0) return joined;
  const plain = plainForms(line);
  const forward = evidence(plain);
  const backward = evidence(fromVisual(plain));
  if (backward >= 2 && backward > 2 * forward) return -(backward - forward);
  return forward > backward ? forward - backward : 0;
}

/** By the forms of neighbouring letters: a first form is followed by a middle or last one, read the right way. */
function joining(line: string): number {
  let right = 0;
  let wrong = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    const a = formOf(line.charCodeAt(i));
    const b = formOf(line.charCodeAt(i + 1));
    if (a === undefined || b === undefined) continue;
    if (joinsNext(a) && joinsBefore(b)) right += 1;
    if (joinsBefore(a) && joinsNext(b)) wrong += 1;
  }
  if (right + wrong < 2) return 0;
  return right > wrong ? right : right < wrong ? -wrong : 0;
}

type Form = 'isolated' | 'final' | 'initial' | 'medial';
const joinsNext = (form: Form) => form === 'initial' || form === 'medial';
const joinsBefore = (form: Form) => form === 'final' || form === 'medial';
const FORMS = new Map<number, Form | undefined>();

/** The form of a letter of presentation forms B. The block has them in the order isolated, final, initial, medial. */
function formOf(unit: number): Form | undefined {
  if (unit < 0xfe80 || unit > 0xfefc) return undefined;
  if (!FORMS.has(unit)) {
    const letter = String.fromCharCode(unit).normalize('NFKC');
    let first = unit;
    while (String.fromCharCode(first - 1).normalize('NFKC') === letter) first -= 1;
    FORMS.set(unit, (['isolated', 'final', 'initial', 'medial'] as const)[unit - first]);
  }
  return FORMS.get(unit);
}

/** How many words look like words: everyday ones, and those with an article in front or a ة at the end. */
function evidence(line: string): number {
  let score = 0;
  for (const [word] of line.matchAll(/[\u0621-\u0652]{2,}/gu)) {
    if (isFrequentWord(searchForm(word))) score += 1;
    if (/^[وفبلك]?ال.{2}/u.test(word)) score += 1;
    if (/.{2}ة$/u.test(word)) score += 1;
    // No word begins with these.
    if (/^[ةىئؤ]/u.test(word)) score -= 1;
  }
  return Math.max(0, score);
}

// ── Bytes read in the wrong charset ─────────────────────────────────────────────────────────────────────────────────

/** What UTF-8 has been read as; the most common first. */
const READ_AS = [
  'iso-8859-15',
  'windows-1252',
  'windows-1256',
  'macintosh',
  'windows-1251',
  'windows-1250',
  'iso-8859-2',
  'ibm866',
  'koi8-r',
  'windows-1253',
] as const;

interface Misreading {
  /** The byte that a sign was. */
  readonly bytes: ReadonlyMap<string, number>;
  /** How the two bytes of an Arabic letter look. */
  readonly letter: RegExp;
}

const misreadings = new Map<string, Misreading>();

function misreading(charset: string): Misreading {
  const known = misreadings.get(charset);
  if (known) return known;
  const decoder = decoderOf(charset);
  const signOf = (byte: number) => decoder.decode(Uint8Array.of(byte));
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  const bytes = new Map(all.map((byte) => [signOf(byte), byte]));
  // ISO-8859-1 is the same but for eight signs, of which it has none.
  if (charset === 'iso-8859-15')
    for (const byte of all)
      if (!bytes.has(String.fromCharCode(byte))) bytes.set(String.fromCharCode(byte), byte);
  const trail = all.slice(0x80, 0xc0).map(signOf).join('');
  const letter = new RegExp(`[${signOf(0xd8)}${signOf(0xd9)}][\\u0080-\\u009f${trail}]`, 'gu');
  const made = { bytes, letter };
  misreadings.set(charset, made);
  return made;
}

function encode(text: string, charset: string): Uint8Array | undefined {
  const { bytes: table } = misreading(charset);
  const bytes: number[] = [];
  for (const character of text) {
    const byte = table.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** How windows-1256 looks as windows-1252, and how UTF-8 does that was read so twice. */
const AS_1252 = /[À-ÿ]/gu;
const TWICE = /Ã[\u0080-\u00bf˜™š›œžŸ]Â?[\u0080-\u00bf]/gu;

/** Undamaged lines hardly ever match, and are not examined further. */
const MAY_BE_MISREAD = /[ØÙÃÿŸШЩŘŮ╪┘ьыΨΩ][^\0-\x7f]|[طظ][\u0080-\u00bf\u2000-\u2fffˆƒœŒ]/u;

/** UTF-8 that was read as something else, put right if every byte of it is still there; else the line as it is. */
function undoMisreading(line: string): string {
  if (!MAY_BE_MISREAD.test(line)) return line;
  const signs = line.match(/[^\0-\x7f]/gu)?.length ?? 0;
  if (signs < 6) return line;
  const isTwice = (line.match(TWICE)?.length ?? 0) >= 3;
  const once = isTwice ? (asUtf8(line, 'iso-8859-15') ?? asUtf8(line, 'windows-1252')) : undefined;
  const text = once ?? line;
  for (const charset of READ_AS) {
    const letters = text.match(misreading(charset).letter)?.length ?? 0;
    if (letters < 3 || letters * 2 < signs / (once === undefined ? 2 : 4)) continue;
    const mended = asUtf8(text, charset);
    if (mended !== undefined && /[\u0621-\u064a]/u.test(mended)) return mended;
  }
  return line;
}

/** The same for a text, line by line: some of its words may be undamaged. */
export function undoMisreadings(text: string): string {
  return MAY_BE_MISREAD.test(text) ? text.split('\n').map(undoMisreading).join('\n') : text;
}

/** Two charsets with mostly the same letters: only places where one has a control in place of a letter show which it was. */
const ALIKE: readonly string[] = ['windows-1250', 'iso-8859-2'];

/** Controls that windows-1252 has signs for: it was ISO-8859-15, whose eight signs are others' in windows-1252. */
const NOT_1252 = /[\u0080\u0082-\u008c\u008e\u0091-\u009c\u009e\u009f]/u;

/** Undefined if bytes were lost: nothing is certain. */
function asUtf8(text: string, charset: string): string | undefined {
  if (charset === 'iso-8859-15' && !NOT_1252.test(text)) return undefined;
  const bytes = encode(text, charset);
  if (ALIKE.includes(charset) && !bytes?.some((byte) => byte >= 0x80 && byte < 0xa0))
    return undefined;
  try {
    return bytes && strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function mendMojibake(lines: readonly string[], repairs: Set<string>): string[] {
  const whole = lines.map((line) => {
    const utf8 = undoMisreading(line);
    if (utf8 !== line) repairs.add('UTF-8 that had been read in another charset put right');
    return utf8;
  });
  const older = whole.map(asOlderCharset);
  const isSure = older.some((found) => (found?.evidence ?? 0) > 0);
  if (!isSure) return whole;
  repairs.add('an older charset that had been read as another put right');
  // A short line that does not show its damage is judged by the others.
  return whole.map((line, i) => older[i]?.text ?? line);
}

/** Arabic of one byte a letter that was read as windows-1252; undefined if most signs are no such letters. */
function asOlderCharset(line: string): { text: string; evidence: number } | undefined {
  const signs = line.replace(/[\s\p{P}\d]/gu, '').length;
  // No language writes more than half of its letters with accents.
  if (signs < 4 || (line.match(AS_1252)?.length ?? 0) * 2 <= signs) return undefined;
  const bytes = encode(line, 'windows-1252') ?? encode(line, 'iso-8859-15');
  return ['windows-1256', 'iso-8859-6']
    .map((charset) => {
      const text = bytes ? new TextDecoder(charset).decode(bytes) : '';
      return { text, evidence: /[\ufffd\p{Script=Latin}]/u.test(text) ? 0 : evidence(text) };
    })
    .reduce((a, b) => (b.evidence > a.evidence ? b : a));
}

// ── Farsi letters ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Letters that Arabic does not have: the text is Persian, Urdu or Kurdish, and its letters are right. */
const NOT_ARABIC = /[پچژگٹڈڑںےھۀەڕڵۆێ]/gu;
const FINAL_YEH = /ی(?![\p{M}ـ]*[\u0621-\u064aیک])/u;

function mendFarsi(lines: readonly string[], repairs: Set<string>): string[] {
  const all = lines.join('\n');
  const farsi = all.match(/[یک]/gu)?.length ?? 0;
  if (farsi === 0) return [...lines];
  const foreign = all.match(NOT_ARABIC)?.length ?? 0;
  if (foreign * 20 > farsi || knownShare(all) < KNOWN_SHARE_MIN) return [...lines];
  repairs.add('Farsi yeh and keheh made Arabic letters');
  return lines.map((line) =>
    line
      .replaceAll('ک', 'ك')
      .replace(/[\p{L}\p{M}ـ]+/gu, (word) => (word.includes('ی') ? arabicYeh(word) : word)),
  );
}

/** Within a word it is ي. At its end it is ي or ى, which only a known word tells; else ي, which search holds to be the same. */
function arabicYeh(word: string): string {
  const inner = word.replace(/ی(?=[\p{M}ـ]*[\u0621-\u064aیک])/gu, 'ي');
  return FINAL_YEH.test(inner) ? inner.replace(/ی/gu, ALEF_MAKSURA.has(inner) ? 'ى' : 'ي') : inner;
}

const ALEF_MAKSURA: ReadonlySet<string> = new Set(
  'على إلى الى حتى متى لدى سوى مدى أدى جرى يبقى يسمى تسمى أخرى الأخرى كبرى الكبرى صغرى الصغرى إحدى عيسى موسى مصطفى يحيى مستشفى المستشفى مبنى المبنى معنى المعنى مستوى المستوى محتوى المحتوى أعلى الأعلى أدنى الأدنى أقصى الأقصى أولى الأولى قرى القرى وعلى وإلى'
    .split(' ')
    .map((word) => word.replace(/ى$/u, 'ی')),
);

// ── What cannot be read ─────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Everyday words make up 20 to 50 % of Arabic prose, and never less than this of any text of some length; a cipher or
 * a reversed text has 1 %.
 */
const KNOWN_SHARE_MIN = 0.06;
/** For a shorter text the share means nothing. */
const JUDGED_WORDS_MIN = 30;
/** Letters without their dots, as manuscripts and faulty text layers have them. */
const DOTLESS = /[\u066e\u066f\u06a1\u06ba]/gu;

/** Why a text cannot be quoted; undefined if it reads as a text. */
export function unreadable(text: string): string | undefined {
  const arabic = text.match(/[\u0621-\u064a\u066e-\u06d3]/gu)?.length ?? 0;
  const replacement = text.split('\ufffd').length - 1;
  if (replacement > text.length * 0.005)
    return 'letters cannot be read: it is not in the charset it was taken for';
  const signs = text.replace(/\s/gu, '').length;
  const asked = text.match(/\?{2,}/gu)?.join('').length ?? 0;
  if (asked >= 12 && asked * 3 > signs)
    return 'letters cannot be read: question marks stand in their place';
  const misread = READ_AS.some((charset) => {
    const letters = text.match(misreading(charset).letter)?.length ?? 0;
    return letters >= 5 && letters * 6 > signs;
  });
  const lost = text.match(/[ØÙÚÛ]{2}|Ã[˜™]/gu)?.length ?? 0;
  if (misread || (lost >= 5 && lost * 8 > signs))
    return 'letters cannot be read: it was read in another charset and stored so, and bytes are lost';
  if ((text.match(DOTLESS)?.length ?? 0) > arabic * 0.02) return 'its letters have lost their dots';
  const { known, words } = countKnown(text);
  if (
    words >= JUDGED_WORDS_MIN &&
    known / words < KNOWN_SHARE_MIN / 2 &&
    isMostlyArabic(text, arabic)
  )
    return 'its letters make no words';
  return undefined;
}

function isMostlyArabic(text: string, arabic: number): boolean {
  const foreign = text.match(NOT_ARABIC)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return foreign * 40 < arabic && latin < arabic;
}
