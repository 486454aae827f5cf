/**
 * What a message asks, however long it is. People greet, tell how they came to ask, ask, thank and sign; the request
 * may come last and without a question mark. Pure: no index, no model.
 *
 *   السلام عليكم. │ أنا طالب في … │ أريد أن أعرف متى تأسست الجامعة │ وجزاكم الله خيرًا │ أخوكم سالم
 *   courtesy      │ story         │ asks                           │ courtesy          │ signature
 */
import { searchForm } from '../text/normalise.ts';
import { splitSentences } from '../text/sentences.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Span } from '../types.ts';
import { courtesyPhrases, mayIAsk, signatures } from './courtesies.ts';
import { Phrases } from './phrases.ts';
import { analyseQuestion, askingWords, isFunctionWord } from './question.ts';

export interface Request {
  /** A sentence of the message, or some in their order; not longer than was asked for. */
  readonly text: string;
  /** The last sentence of it that asks, without what that refers to. */
  readonly core: string;
  /** Whether it asks by a mark, a word or a phrase; otherwise it is all that was said, as much of it as there is room for. */
  readonly asks: boolean;
  /** Whether more than courtesies was left out. */
  readonly cut: boolean;
}

/** Phrases that lead up to what is asked for, in statements too. */
const LEAD_INS = `أريد أن أعرف, اريد ان اعرف, أريد معرفة, اريد معرفة, أريد أن أسأل عن, أريد أن أسألكم عن, أريد أن تخبرني, أريد منك أن تخبرني, أود أن أعرف, أود معرفة, أود أن أسأل عن, أود السؤال عن, أرغب في معرفة, أرغب أن أعرف, أحب أن أعرف, أحتاج أن أعرف, أحتاج إلى معرفة, احتاج معرفة, يهمني أن أعرف, أتساءل, أسأل عن, أسألكم عن, أسألك عن, اسالكم, أبحث عن, ابحث لي عن, ابحثوا لي عن,
  سؤالي هو, سؤالي, سؤالي لكم, وسؤالي, والسؤال, السؤال هو, السؤال, استفساري, استفساري عن, المطلوب, المطلوب معرفة,
  أخبرني, أخبروني, أخبرونا, خبرني, خبروني, قل لي, قولوا لي, قولي, دلني على, دلوني على, أفدني, أفيدوني عن, حدثني عن, حدثوني عن, احكي لي عن, أرجو أن تخبرني, أرجو أن تخبروني, أرجو إخباري, أرجو معرفة, هل يمكنك أن تخبرني, هل يمكن أن تخبرني, هل تستطيع أن تخبرني, هل تعرف, هل تعرفون, هل لكم أن تخبروني, ممكن تخبرني, ممكن تقولي, ممكن تقول لي, ممكن أعرف, ممكن نعرف, يا ريت تقولي, ياريت حد يقولي, حد يعرف, حد يقولي, مين يعرف,
  عايز أعرف, عاوز أعرف, عايزة أعرف, عاوزة أعرف, محتاج أعرف, محتاجة أعرف, نفسي أعرف, أبغى أعرف, ابغا اعرف, أبي أعرف, ودي أعرف, حاب أعرف, حابب أعرف, حابة أعرف, بدي أعرف, بدي اسأل, بدنا نعرف, بغيت نعرف, بغيت نسول, نحب نعرف, حبيت أعرف, حبيت أسأل, حبيت اسالكم, ابي اسال, بسأل عن`;

/** Words that ask wherever they are; «من» and «ما» do so only at the beginning. */
const INTERROGATIVES = `متى, إمتى, أين, وين, فين, كم, كام, قديش, شحال, مين, منو, شكون, لماذا, ليش, ليه, علاش, كيف, إزاي, شلون, كيفاش, هل, ماذا, ما هو, ما هي, ما هما, من هو, من هي, من هم, ما اسم, من الذي, من التي, ما الذي, شو, وش, ايش, إيش, شنو, شنهو, إيه, أي عام, أي سنة, في أي, من أي, إلى أي, بأي`;

const leadIns = new Phrases<true>().add(LEAD_INS.split(','), true);
const interrogatives = new Phrases<true>().add(INTERROGATIVES.split(','), true);
const courtesies = courtesyPhrases();

/** Fewer words name no subject: «متى توفي؟» needs what was said before. */
const SUBJECT_WORDS_MIN = 2;
/** With this many of its own, a pronoun refers to one of them. */
const SUBJECT_WORDS_ENOUGH = 4;
const PRONOUN =
  /\p{L}{2}(?:ها|هما|هم|هن)$|^(?:هذا|هذه|ذلك|تلك|هذين|هاتين|هؤلاء|ده|دي|هاد|هاي|هادا)$/u;

/** A longer sentence tells a story before it asks. */
const BREATH_CHARS = 160;

/** How plainly a piece asks. */
const PLAIN = 3;
const HARDLY = 1;

interface Piece extends Span {
  readonly words: readonly Word[];
  readonly kind: 'courtesy' | 'signature' | 'said';
  readonly asks: number;
  /** Whether a story before it, in the same breath, was left out. */
  readonly narrowed?: boolean;
}

const THAT = new Set(['الذي', 'التي', 'الذين', 'اللذان', 'اللتان', 'اللي']);

/**
 * A request as it would be asked outright: «أريد أن أعرف متى …» ─► «متى …», «أريد معرفة المدينة التي …» ─► «ما المدينة التي …».
 * Any other request stays as it is.
 */
export function directQuestion(request: string): string {
  const words = splitWords(request);
  const surfaces = words.map(({ surface }) => surface);
  const led = surfaces.length === 0 ? undefined : phraseAt(leadIns, surfaces, 0);
  const first = words[led?.length ?? 0];
  if (!led || !first) return request;
  const rest = request.slice(first.start);
  if (askingWords(rest).words[0]?.asks && askingWords(rest).kind !== 'other') return rest;
  return THAT.has(surfaces[led.length + 1] ?? '') && first.surface.startsWith('ال')
    ? `ما ${rest}`
    : request;
}

/** @param charsMax the most that is given, in UTF-16 code units, and in search form. */
export function findRequest(message: string, charsMax: number): Request {
  const text = message.trim();
  const pieces = splitSentences(text)
    .map((sentence) => pieceOf(text, sentence))
    .filter(({ kind }) => kind === 'said')
    .map(fromLeadIn);
  const asking = askingOf(pieces);
  const last = asking.at(-1);
  if (!last) return whole(pieces.length === 0 ? text : joined(text, pieces), charsMax);
  const core = text.slice(last.start, last.end);
  const chosen = withContext(text, run(text, pieces, asking, charsMax), pieces, asking, charsMax);
  const request = joined(text, chosen);
  return fits(request, charsMax)
    ? {
        text: request,
        core,
        asks: true,
        cut: chosen.length < pieces.length || chosen.some(({ narrowed }) => narrowed),
      }
    : { text: endOf(text, last, charsMax), core, asks: true, cut: true };
}

/** If nothing asks: the whole message, as much of it as there is room for. */
function whole(message: string, charsMax: number): Request {
  const text = shorten(message, charsMax);
  return { text, core: text, asks: false, cut: text !== message };
}

/** The pieces that ask plainly; if none does, the last or the first, if it has a word that may ask. */
function askingOf(pieces: readonly Piece[]): readonly Piece[] {
  const plain = pieces.filter(({ asks }) => asks >= PLAIN);
  if (plain.length > 0) return plain;
  const hardly = [pieces.at(-1), pieces[0]].find((piece) => piece?.asks === HARDLY);
  return hardly ? [hardly] : [];
}

/** The last piece that asks, and those before it without another between them: «متى بدأ؟ ومتى انتهى؟». */
function run(text: string, pieces: readonly Piece[], asking: readonly Piece[], charsMax: number) {
  const last = asking.at(-1)!;
  let chosen: Piece[] = [last];
  for (let at = pieces.indexOf(last) - 1; at >= 0; at -= 1) {
    const longer = [pieces[at]!, ...chosen];
    if (!asking.includes(pieces[at]!) || !fits(joined(text, longer), charsMax)) break;
    chosen = longer;
  }
  return chosen;
}

/** With what it refers to, if it does not name its subject: an earlier question, what was said before, or after. */
function withContext(
  text: string,
  chosen: readonly Piece[],
  pieces: readonly Piece[],
  asking: readonly Piece[],
  charsMax: number,
): readonly Piece[] {
  if (chosen.some(namesSubject)) return chosen;
  const from = pieces.indexOf(chosen[0]!);
  const before = pieces.slice(0, from);
  const context = [before.findLast((piece) => asking.includes(piece)), before.at(-1)].find(
    (piece) => piece !== undefined,
  );
  const after = pieces[from + chosen.length];
  const longer = context ? [context, ...chosen] : after ? [...chosen, after] : chosen;
  return fits(joined(text, longer), charsMax) ? longer : chosen;
}

/** A long sentence from the last phrase or word on that leads up to what is asked for and has its subject after it. */
function fromLeadIn(piece: Piece): Piece {
  if (piece.end - piece.start <= BREATH_CHARS) return piece;
  const surfaces = piece.words.map(({ surface }) => surface);
  for (const phrases of [leadIns, interrogatives]) {
    for (let at = surfaces.length - 1; at > 0; at -= 1) {
      if (phraseAt(phrases, surfaces, at) === undefined) continue;
      const words = piece.words.slice(at);
      const rest = { ...piece, start: words[0]!.start, words, narrowed: true };
      if (namesSubject(rest)) return rest;
    }
  }
  return piece;
}

function namesSubject({ words }: Piece): boolean {
  const surfaces = words.map(({ surface }) => surface);
  const content = surfaces.filter(
    (surface, at) =>
      !isFunctionWord(surface) && phraseAt(interrogatives, surfaces, at) === undefined,
  );
  if (content.length < SUBJECT_WORDS_MIN) return false;
  return content.length >= SUBJECT_WORDS_ENOUGH || !surfaces.some((word) => PRONOUN.test(word));
}

const joined = (text: string, pieces: readonly Span[]) =>
  pieces.map(({ start, end }) => text.slice(start, end)).join(' ');

/** The end of a sentence that is longer than all that may be given: there it asks, if anywhere. */
function endOf(text: string, { words, start, end }: Piece, charsMax: number): string {
  const first = words.find((word) => fits(text.slice(word.start, end), charsMax));
  return first ? text.slice(first.start, end) : shorten(text.slice(start, end), charsMax);
}

function pieceOf(text: string, sentence: Span): Piece {
  const words = splitWords(text.slice(sentence.start, sentence.end)).map((word) => ({
    ...word,
    start: word.start + sentence.start,
    end: word.end + sentence.start,
  }));
  const surfaces = words.map(({ surface }) => surface);
  if (words.length === 0) return { ...sentence, words, kind: 'courtesy', asks: 0 };
  const signed = signatures.at(surfaces, 0) !== undefined;
  const first = endOfCourtesies(text, words, surfaces);
  const last = startOfCourtesies(text, words, surfaces, first);
  if (first >= last || isCovered(surfaces))
    return { ...sentence, words, kind: 'courtesy', asks: 0 };
  const kept = words.slice(first, last);
  const start = first === 0 ? sentence.start : kept[0]!.start;
  const end = last === words.length ? sentence.end : kept.at(-1)!.end;
  if (signed) return { start, end, words: kept, kind: 'signature', asks: 0 };
  return { start, end, words: kept, kind: 'said', asks: asksOf(text, { start, end }, kept) };
}

/** How many words at the beginning greet or thank. A single word does so only before a mark: «سلام» begins names, too. */
function endOfCourtesies(
  text: string,
  words: readonly Word[],
  surfaces: readonly string[],
): number {
  let at = 0;
  for (let length = 0; at < words.length; at += length) {
    const found = courtesies.at(surfaces, at) ?? mayIAsk.at(surfaces, at);
    length = found?.length ?? 0;
    const next = words[at + length];
    const gap = next ? text.slice(words[at + length - 1]?.end ?? 0, next.start) : '.';
    const parted = /[^\s]|\n/u.test(gap);
    if (length === 0 || (length === 1 && !parted)) break;
  }
  return at;
}

/**
 * Where the courtesies at the end begin: «… وجزاكم الله خيرًا», «… من فضلك وشكرًا». A single word that greets does so only
 * after a mark: «قرية السلام» and «معاهدة السلام» end with a name.
 */
function startOfCourtesies(
  text: string,
  words: readonly Word[],
  surfaces: readonly string[],
  from: number,
): number {
  for (let start = from; start < surfaces.length; start += 1) {
    const opening = phraseAt(courtesies, surfaces, start);
    if (!opening || opening.value === 'around' || !isCovered(surfaces.slice(start))) continue;
    const before = words[start - 1];
    const parted = !before || /[^\s]|\n/u.test(text.slice(before.end, words[start]!.start));
    if (parted || opening.length > 1 || opening.value === 'thanks') return start;
  }
  return surfaces.length;
}

/** The phrase at a place, also if a «و» or «ف» is attached to its first word. */
function phraseAt<Value>(phrases: Phrases<Value>, surfaces: readonly string[], at: number) {
  const found = phrases.at(surfaces, at);
  const first = surfaces[at]!;
  if (found || !/^[وف]\p{L}{2}/u.test(first)) return found;
  return phrases.at([first.slice(1), ...surfaces.slice(at + 1, at + 8)], 0);
}

/** Whether these words are courtesies and nothing else. */
function isCovered(surfaces: readonly string[]): boolean {
  let at = 0;
  while (at < surfaces.length) {
    const found = phraseAt(courtesies, surfaces, at) ?? mayIAsk.at(surfaces, at);
    if (!found) return false;
    at += found.length;
  }
  return true;
}

function asksOf(text: string, { start, end }: Span, words: readonly Word[]): number {
  const surfaces = words.map(({ surface }) => surface);
  const marked = /[؟?]/u.test(text.slice(start, end));
  const has = (phrases: Phrases<true>) =>
    surfaces.some((_, at) => phraseAt(phrases, surfaces, at) !== undefined);
  if (marked || has(leadIns) || phraseAt(interrogatives, surfaces, 0)) return PLAIN;
  return has(interrogatives) || analyseQuestion(text.slice(start, end)).kind !== 'other'
    ? HARDLY
    : 0;
}

/** Cut between words; a search form may be longer than its text (ﷺ is eighteen letters), so halve until it fits. */
function shorten(text: string, charsMax: number): string {
  if (fits(text, charsMax)) return text;
  let cut = text.slice(0, charsMax);
  while (!fits(cut, charsMax)) cut = cut.slice(0, cut.length >> 1);
  const space = cut.search(/\s\S*$/u);
  return (space > 0 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/u, '')).trim();
}

function fits(text: string, charsMax: number): boolean {
  return text.length <= charsMax && searchForm(text).length <= charsMax;
}
