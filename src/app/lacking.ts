/**
 * What a question lacks that was said before it. «ومتى توفي؟» lacks who, «وكم عدد سكانها؟» which country, «وأين؟» all but
 * the asking. A question that names something of its own lacks nothing, and begins anew. Pure.
 *
 *   طيب │ مين │ اللي │ بناه          و │ كم   │ مساحة    │ الكويت
 *   lead│ asks│      │ verb + pronoun  │ asks │ belonging│ names something: lacks nothing
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { Phrases } from '../retrieve/phrases.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { QuestionKind, Span } from '../types.ts';
import {
  ALSO_NAMES,
  CHOOSING,
  isBelonging,
  isDefinite,
  isKin,
  isListedVerb,
  isOfAPerson,
  isOfHer,
  isPresent,
  isTaking,
  isVerb,
  PRESENT_AT,
  pronounOf,
  TIMES,
} from './word-kinds.ts';

/** How a question leans on what was said. */
export type How =
  /** «عاصمتها», «أسسها»: a pronoun on a word, which has `base` without it. */
  | 'pronoun'
  /** «له», «فيها»: a pronoun on the preposition `base`. */
  | 'preposition'
  /** «هو» alone. */
  | 'free'
  /** «هذا الملك». */
  | 'demonstrative'
  /** «توفي»: the verb has nobody. */
  | 'verb'
  /** «المساحة», «عدد السكان»: of what? */
  | 'belonging'
  /** «وأين؟»: nothing but the asking. */
  | 'asking'
  /** «وكرواتيا؟»: the last question, of another. */
  | 'other';

export interface Lack {
  /** The question without what leads up to it. */
  readonly text: string;
  readonly kind: QuestionKind;
  readonly how: How;
  /** What the name takes the place of, in `text`; empty where it is put in. */
  readonly at: Span;
  /** What stays before the name. */
  readonly base: string;
  /** The noun of «هذا الملك», in search form. */
  readonly noun?: string;
  /** What the pronoun or the verb says of whom is meant. */
  readonly gender: Gender | undefined;
  /** «هما», «هم»: of all that were named. */
  readonly several: boolean;
  /** «والمساحة؟»: nothing asks, so that «ما» must be put before it. */
  readonly unasked: boolean;
  /** Whether only a person has or does such a thing. */
  readonly person: boolean;
  /** False where a word may name what is asked about, or else what was done: «متى تولى العرش؟». */
  readonly sure: boolean;
}

export type Gender = 'he' | 'she';

const LEADS = new Phrases<true>().add(
  'طيب, طب, حسنا, حسنًا, تمام, ماشي, أوكي, اوكي, اوك, جميل, ممتاز, شكرا, شكرًا, ثم, وبعدين, بعدين, كمان, وكمان, أيضا, وأيضا, لكن, ولكن, بس, يعني, إذن, إذا, و, ف, ok, okay'.split(
    ',',
  ),
  true,
);
const WHAT_ABOUT = new Phrases<true>().add(
  'ماذا عن, وماذا عن, ماذا بشأن, وماذا بشأن, شو عن, وشو عن, ايش عن, وايش عن, وش عن, ووش عن, ايه عن, وايه عن, شنو عن, وشنو عن, ومن حيث, بالنسبة إلى, وبالنسبة إلى, بالنسبة ل'.split(
    ',',
  ),
  true,
);
/** «هذا العام» is when, and not which year was spoken of. */
const PERIODS = new Set(
  searchForm('العام السنة الشهر الأسبوع اليوم الموسم الوقت القرن الصباح المساء').split(' '),
);
/** «من وين كان؟» */
const WAS = new Set(['كان', 'كانت', 'يكون', 'تكون']);
const FREE = new Set(['هو', 'هي', 'هم', 'هما', 'هن', 'هوه', 'هيه', 'هيا']);
const DEMONSTRATIVES = new Set(
  searchForm(
    'هذا هذه ذلك تلك هذان هذين هاتان هاتين هؤلاء ده دي هاد هادا هادي هاي هذي هيدا هيدي',
  ).split(' '),
);
const PRONOUNS = ['ه', 'ها', 'هم', 'هما', 'هن'];
/** Prepositions, as they are with a pronoun. */
const PREPOSITIONS = new Map(
  [
    ['في', 'في'],
    ['ب', 'ب'],
    ['ل', 'ل'],
    ['من', 'من'],
    ['عن', 'عن'],
    ['علي', 'على'],
    ['الي', 'إلى'],
    ['مع', 'مع'],
    ['عند', 'عند'],
    ['لدي', 'لدى'],
    ['بين', 'بين'],
    ['حول', 'حول'],
    ['ديال', 'ديال'],
    ['بتاع', 'بتاع'],
    ['تاع', 'تاع'],
  ].flatMap(([with_, alone]) =>
    [...PRONOUNS, ...(/^(?:ديال|بتاع|تاع|عند|مع)$/u.test(with_!) ? ['و'] : [])].map(
      (pronoun) => [`${with_}${pronoun}`, alone!] as const,
    ),
  ),
);
/** «فيه» asks whether there is one, in the dialects. */
const THERE_IS = new Set<string>();
const CONJUNCTION = /^[وف](?=\p{L}{2})/u;
/** How much commoner a word must be without the «و» it begins with. */
const WITHOUT_AND = 4;

type Role = 'asks' | 'function' | 'pronoun' | 'verb' | 'belonging' | 'asked' | 'names';
interface Token extends Word {
  readonly role: Role;
}

/** Undefined where a question stands by itself. */
export function lackOf(message: string, lexicon: Lexicon): Lack | undefined {
  const led = withoutLead(message.trim(), lexicon);
  if (led.text === '') return undefined;
  const { words, kind } = askingWords(led.text);
  const tokens = rolesOf(led.text, words, lexicon);
  if (tokens.length === 0 || tokens.length > WORDS_MAX) return undefined;
  const found = find(led.text, tokens, led.leads, lexicon);
  if (!found) return led.leads ? another(led, tokens, kind) : undefined;
  const { person = false, noun, several = false, gender, sure = true, base = '' } = found;
  const { unasked = false } = found;
  const rest = {
    base,
    gender,
    several,
    person,
    sure,
    unasked,
    ...(noun === undefined ? {} : { noun }),
  };
  return {
    text: led.text,
    kind,
    how: found.how,
    at: { start: found.at.start, end: found.at.end },
    ...rest,
  };
}

/** A longer question names what it asks about. */
const WORDS_MAX = 10;

type Found = Pick<Lack, 'how' | 'at'> & Partial<Lack>;

function find(
  text: string,
  tokens: readonly Token[],
  led: boolean,
  lexicon: Lexicon,
): Found | undefined {
  const names = tokens.filter(({ role }) => role === 'names');
  const demonstrative = tokens.findIndex(({ surface }) => DEMONSTRATIVES.has(bareOf(surface)));
  const namedBefore = names.some(({ end }) => end <= (tokens[demonstrative - 1]?.start ?? 0));
  const shown = demonstrative >= 0 && !namedBefore;
  const leaning = shown ? demonstrated(text, tokens, demonstrative, lexicon) : undefined;
  if (leaning) return leaning;
  for (const token of tokens) {
    if (token.role !== 'pronoun') continue;
    const before = names.filter(({ end }) => end <= token.start);
    const after = names.filter(({ start }) => start >= token.end);
    const pronoun = pronounIn(text, token, lexicon);
    if (!pronoun || (before.length > 0 && isMeantWithin(pronoun, before, tokens, lexicon)))
      continue;
    // «ما الجائزة التي نالها محفوظ؟»; «ابنته الكبرى» names nobody.
    const [next] = after;
    const follows = next !== undefined && tokens[tokens.indexOf(token) + 1] === next;
    const adjective =
      after.length === 1 && follows && isDefinite(next.surface) && !chosenFrom(tokens, token);
    if (next && !adjective) continue;
    // «هو إيه سبب الحرب؟», «مين هو أحمد؟»: beside a name it is only how one asks.
    if (pronoun.how === 'free' && names.length > 0) continue;
    const verb = tokens.find(({ role, end }) => role === 'verb' && end <= token.start);
    const person = pronoun.person || tokens.some(({ surface }) => isOfAPerson(surface));
    const lacks =
      verb && before.length === 0 ? besideVerb(tokens, verb, token, pronoun, lexicon) : pronoun;
    return { ...lacks, person, sure: before.length === 0 };
  }
  const is = isIt(tokens, names);
  if (is) return is;
  // «من أول من صعد …؟» asks for the one who did.
  const first = tokens.findIndex(({ surface }) => CHOOSING.has(surface));
  if (first >= 0 && DOERS.has(tokens[first + 1]?.surface ?? '')) return undefined;
  const verb = tokens.find(({ role }) => role === 'verb');
  if (names.length > 0) return verb && perhaps(text, tokens, verb, names, lexicon);
  const role = verb && tokens[tokens.indexOf(verb) + 1];
  if (role && isDefinite(role.surface) && isBelonging(role.surface) && isOfAPerson(verb.surface)) {
    // «متى مات الكاتب؟»
    return { how: 'demonstrative', at: role, noun: role.surface.slice(2), person: true };
  }
  if (verb) return { ...afterVerb(verb, lexicon), sure: true };
  const belongings = tokens.filter(({ role }) => role === 'belonging');
  const last = belongings.at(-1);
  if (belongings.length > BELONGINGS_MAX) return undefined;
  if (last) return ofWhat(text, last, !tokens.some(({ role }) => role === 'asks'));
  const free = tokens.find(({ surface }) => FREE.has(surface));
  const asks = tokens.some(({ role }) => role === 'asks');
  if (free && asks) return { how: 'free', at: free, gender: genderOf(free.surface) };
  const was = tokens.find(({ surface }) => WAS.has(surface));
  const asked = tokens.some(({ role }) => role === 'asked');
  if (asks && was && !asked) {
    const gender = was.surface.startsWith('ت') || was.surface.endsWith('ت') ? 'she' : 'he';
    return { how: 'verb', at: { start: was.end, end: was.end }, gender };
  }
  if (asks && (!asked || led))
    return { how: 'asking', at: { start: text.length, end: text.length } };
  return undefined;
}

/** «المهنة التي كان يمارسها الفينيقيون», «أول دولة غزاها المغول»: the pronoun means what is asked for. */
const chosenFrom = (tokens: readonly Token[], { start }: Token) =>
  tokens.some(({ surface, role, end }) => end <= start && (THAT.has(surface) || role === 'asked'));

/** «مخرج فيلم المصير»: the last of three is a name. */
const BELONGINGS_MAX = 2;

/** «وقناة بنما طولها كام؟»: the name before may be what the pronoun means; «قائد المغول فيها» may not. */
function isMeantWithin(
  { gender }: Found,
  before: readonly Token[],
  tokens: readonly Token[],
  lexicon: Lexicon,
): boolean {
  if (gender !== 'she') return true;
  return before.some((name) => {
    // «نالت الجزائر»: the verb tells.
    const verb = tokens[tokens.indexOf(name) - 1];
    const ofHer = verb?.role === 'verb' && isOfHer(verb.surface, lexicon);
    return ofHer || name.surface.endsWith('ه') || !isDefinite(name.surface);
  });
}

/**
 * «متى نالت استقلالها؟», «كم دولة يمر بها؟»: who did it is what is lacking, and the pronoun means that, or what is counted.
 * «أين يقع مقرها؟» has it.
 */
function besideVerb(
  tokens: readonly Token[],
  verb: Token,
  { start, end }: Token,
  pronoun: Found,
  lexicon: Lexicon,
): Found {
  const does = afterVerb(verb, lexicon);
  const next = tokens[tokens.indexOf(verb) + 1];
  const counted = tokens.some(({ role, end: to }) => role === 'asked' && to <= verb.start);
  if (counted && pronoun.how === 'preposition' && does.gender !== pronoun.gender) {
    return { ...does, at: { start: end, end } };
  }
  const own = pronoun.how === 'pronoun' && next?.start === start && !isKin(pronoun.base ?? '');
  return own && does.gender === pronoun.gender ? does : pronoun;
}

/** «هل هو مضر؟» */
function isIt(tokens: readonly Token[], names: readonly Token[]): Found | undefined {
  const [asks, it, how] = tokens;
  if (asks?.surface !== 'هل' || !it || !FREE.has(it.surface) || tokens.length > 3) return undefined;
  if (names.length > 1 || !how || isDefinite(how.surface)) return undefined;
  return { how: 'free', at: it, gender: genderOf(it.surface) };
}

const afterVerb = ({ end, surface }: Token, lexicon: Lexicon): Found => ({
  how: 'verb',
  at: { start: end, end },
  gender: isOfHer(surface, lexicon) ? 'she' : 'he',
  person: isOfAPerson(surface),
});

/**
 * «متى تولى العرش؟», «ساب الحكم ليه؟»: one noun after a verb is as likely what somebody did. «من اخترع البنسلين؟» asks
 * for the one who did it, and lacks nobody.
 */
function perhaps(
  text: string,
  tokens: readonly Token[],
  verb: Token,
  names: readonly Token[],
  lexicon: Lexicon,
): Found | undefined {
  const after = tokens.slice(tokens.indexOf(verb) + 1).filter(({ role }) => role !== 'asks');
  const said = after.filter(({ role }) => role !== 'function');
  const [name] = said;
  if (said.length !== 1 || !name || names.length !== 1 || name.role !== 'names') return undefined;
  const before = tokens[tokens.indexOf(verb) - 1];
  if (!isTaking(verb.surface)) return undefined;
  if (before?.role === 'asks' && DOERS.has(before.surface)) return undefined;
  const withPreposition = after[0]?.role === 'function' || /^(?:بال|لل)/u.test(name.surface);
  if (!withPreposition && !isDefinite(name.surface)) return undefined;
  return /^\p{L}+$/u.test(text.slice(name.start, name.end).replace(/\p{M}/gu, ''))
    ? { ...afterVerb(verb, lexicon), sure: false }
    : undefined;
}
/** After these a verb has its doer, or its noun is the doer: «من بنى السد؟», «ماذا حقق المنتخب؟». */
const DOERS = new Set(
  searchForm('من مين منو شكون منهو اللي الذي التي ماذا شو ايش وش شنو ايه هل').split(' '),
);

/** «عدد السكان» ─► «عدد سكان …». */
function ofWhat(text: string, { start, end, surface }: Token, unasked: boolean): Found {
  const typed = text.slice(start, end);
  const base = surface.startsWith('ال') ? typed.replace(/^ال/u, '') : typed;
  return { how: 'belonging', at: { start, end }, base, person: isOfAPerson(base), unasked };
}

function demonstrated(
  text: string,
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Found | undefined {
  const token = tokens[at]!;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const glued = /^[بلوف]?/u.exec(text.slice(token.start, token.end))?.[0] ?? '';
  const preposition = DEMONSTRATIVES.has(token.surface) ? '' : glued.replace(/[وف]/u, '');
  // «هذه المدينة»; «المدرب ده» of Egypt.
  if (after && isDefinite(after.surface) && !PERIODS.has(after.surface)) {
    const span = { start: token.start, end: after.end };
    return {
      how: 'demonstrative',
      at: span,
      base: preposition,
      noun: after.surface.slice(2),
      person: isOfAPerson(after.surface.slice(2)),
    };
  }
  const ends = after === undefined || after.role !== 'names';
  if (before && isDefinite(before.surface) && before.role !== 'asks' && ends) {
    return {
      how: 'demonstrative',
      at: { start: before.start, end: token.end },
      noun: before.surface.slice(2),
    };
  }
  const alone = tokens.every(({ role }) => role !== 'names');
  return alone && !isVerb(token.surface, lexicon)
    ? { how: 'demonstrative', at: { start: token.start, end: token.end }, base: preposition }
    : undefined;
}

/** «بهذه», «لذلك». */
const bareOf = (surface: string) => surface.replace(/^[بلوف](?=هذ|تلك|ذلك|هؤ|هات)/u, '');

function pronounIn(text: string, token: Token, lexicon: Lexicon): Found | undefined {
  const { start, end, surface } = token;
  const at = { start, end };
  const bare = surface.replace(CONJUNCTION, '');
  if (FREE.has(bare)) {
    return { how: 'free', at, gender: genderOf(bare), several: isSeveral(bare) };
  }
  const preposition = PREPOSITIONS.get(surface) ?? PREPOSITIONS.get(bare);
  if (preposition !== undefined) {
    return {
      how: 'preposition',
      at,
      base: preposition,
      gender: genderOf(bare),
      several: isSeveral(bare),
    };
  }
  const typed = text.slice(start, end);
  const leaning = pronounOf(typed.replace(/\p{M}/gu, ''), surface, lexicon);
  if (!leaning) return undefined;
  const { pronoun } = leaning;
  const cut = new RegExp(`${[...pronoun].join('\\p{M}*')}\\p{M}*$`, 'u');
  return {
    how: 'pronoun',
    at,
    base: spelledWithout(typed.replace(cut, ''), leaning.base),
    gender: genderOf(pronoun),
    several: isSeveral(pronoun),
    person: isOfAPerson(leaning.base),
  };
}

/** «عاصمت» ─► «عاصمة», «بنا» ─► «بنى»: how a word ends that has lost its pronoun. */
function spelledWithout(typed: string, base: string): string {
  if (base.endsWith('ه') && /ت\p{M}*$/u.test(typed)) return typed.replace(/ت\p{M}*$/u, 'ة');
  if (base.endsWith('ي') && typed.endsWith('ا')) return `${typed.slice(0, -1)}ى`;
  return typed.replace(/[ئؤ]$/u, 'ء');
}

const genderOf = (pronoun: string): Gender | undefined =>
  /(?:ها|هي|هن|هيه|هيا)$/u.test(pronoun) ? 'she' : /(?:هم|هما)$/u.test(pronoun) ? undefined : 'he';
const isSeveral = (pronoun: string) => /(?:هم|هما|هن)$/u.test(pronoun);

/** «وكرواتيا؟», «وماذا عن بيبرس؟»: a name and nothing else. */
function another(led: Led, tokens: readonly Token[], kind: QuestionKind): Lack | undefined {
  const names = tokens.filter(({ role }) => role === 'names');
  if (names.length === 0 || names.length > NAME_WORDS_MAX) return undefined;
  if (!led.about && tokens.some(({ role }) => role !== 'names' && role !== 'function'))
    return undefined;
  const at = { start: names[0]!.start, end: names.at(-1)!.end };
  const rest = {
    base: '',
    gender: undefined,
    several: false,
    person: false,
    sure: led.about,
    unasked: false,
  };
  return { text: led.text, kind, how: 'other', at, ...rest };
}
const NAME_WORDS_MAX = 4;

interface Led {
  readonly text: string;
  /** Whether it began like the continuation of something. */
  readonly leads: boolean;
  readonly about: boolean;
}

/** Without «طيب», «و», «ماذا عن». */
function withoutLead(message: string, lexicon: Lexicon): Led {
  let text = message;
  let leads = false;
  for (;;) {
    const words = splitWords(text);
    const surfaces = words.map(({ surface }) => surface);
    const about = WHAT_ABOUT.at(surfaces, 0);
    const lead = LEADS.at(surfaces, 0);
    const next = words[(about ?? lead)?.length ?? 0];
    if (about && next) return { text: text.slice(next.start), leads: true, about: true };
    if (!lead || !next) break;
    text = text.slice(next.start);
    leads = true;
  }
  const [first] = splitWords(text);
  if (first && CONJUNCTION.test(first.surface) && isConjunction(text, first.surface, lexicon)) {
    // The letter, with the marks on it.
    return { text: text.slice(first.start).replace(/^.\p{M}*/u, ''), leads: true, about: false };
  }
  return { text, leads, about: false };
}

/** «ومتى», «والعاصمة»: not the «و» of «واشنطن» or «وين». */
function isConjunction(text: string, surface: string, lexicon: Lexicon): boolean {
  const [typed] = askingWords(text).words;
  const bare = surface.slice(1);
  const [asked] = askingWords(text.trimStart().slice(1)).words;
  if (typed?.asks && !asked?.asks) return false;
  // «وشنو»: some of these ask with their «و», and without it just so.
  if (asked?.asks || isDefinite(bare) || isFunctionWord(bare) || isLittle(bare)) return true;
  if (isBelonging(bare) || isVerb(bare, lexicon) || pronounOf(bare, bare, lexicon))
    return lexicon.count(bare) >= lexicon.count(surface);
  return lexicon.count(bare) > WITHOUT_AND * lexicon.count(surface);
}

/** What each word is. */
function rolesOf(
  text: string,
  words: readonly (Word & { readonly asks: boolean })[],
  lexicon: Lexicon,
): Token[] {
  const tokens: Token[] = [];
  const leans = words.some(
    ({ surface, start, end }) =>
      PREPOSITIONS.has(surface) ||
      pronounOf(text.slice(start, end).replace(/\p{M}/gu, ''), surface, lexicon) !== undefined,
  );
  for (const [at, word] of words.entries()) {
    const before = tokens[at - 1];
    const place = {
      counted: before?.role === 'asks' && COUNTS.has(before.surface),
      chosen: before !== undefined && CHOOSING.has(before.surface),
      last: at === words.length - 1,
      isIt: before !== undefined && FREE.has(before.surface),
      ofIt: before?.role === 'belonging' && !isDefinite(before.surface),
      beforePronoun: PREPOSITIONS.has(words[at + 1]?.surface ?? '') && before?.role === 'asked',
      that: THAT.has(words[at + 1]?.surface ?? ''),
      first: before === undefined || before.role === 'asks',
      afterVerb: before?.role === 'verb',
    };
    tokens.push({ ...word, role: roleOf(text, word, place, leans, lexicon) });
  }
  return tokens;
}

const isLittle = (surface: string) =>
  CHOOSING.has(surface) || PRESENT_AT.has(surface) || TIMES.has(surface);

/** What is counted, or chosen from, follows at once: «كم رواية», «أي نهر». */
const COUNTS = new Set(searchForm('كم كام شحال قديش أي أنهي أنهو جم اشمن').split(' '));
const THAT = new Set(searchForm('الذي التي الذين الذى اللي يلي').split(' '));

interface Place {
  /** After «كم», «أي». */
  readonly counted: boolean;
  /** After «أول», «أشهر». */
  readonly chosen: boolean;
  readonly last: boolean;
  /** After «هو»: what it is, and no verb. */
  readonly isIt: boolean;
  /** After a noun that something has. */
  readonly ofIt: boolean;
  /** «أمين عام لها» */
  readonly beforePronoun: boolean;
  /** Before «الذي». */
  readonly that: boolean;
  readonly first: boolean;
  readonly afterVerb: boolean;
}

function roleOf(
  text: string,
  word: Word & { readonly asks: boolean },
  place: Place,
  /** Whether a pronoun leans on anything in the question. */
  leans: boolean,
  lexicon: Lexicon,
): Role {
  const { surface, start, end } = word;
  const bare = surface.replace(CONJUNCTION, '');
  if (FREE.has(surface) && !word.asks) return 'pronoun';
  if (word.asks) return 'asks';
  if (!THERE_IS.has(surface) && (PREPOSITIONS.has(surface) || PREPOSITIONS.has(bare))) {
    return 'pronoun';
  }
  if (isFunctionWord(surface) || isLittle(surface)) return 'function';
  const typed = text.slice(start, end).replace(/\p{M}/gu, '');
  const leaning = pronounOf(typed, surface, lexicon);
  const verb = !place.isIt && isVerb(surface, lexicon);
  if (leaning && (!place.counted || isBelonging(leaning.base))) return 'pronoun';
  if (place.counted) {
    const plain = isListedVerb(surface) || isPresent(surface, lexicon);
    const does = verb && ((place.last && !surface.endsWith('ا')) || plain);
    return does ? 'verb' : 'asked';
  }
  if (place.chosen) return leans ? 'asked' : 'names';
  if (place.beforePronoun) return 'asked';
  if (place.that && place.first && isDefinite(surface)) return 'asked';
  const name = ALSO_NAMES.has(surface) && place.last && place.ofIt;
  if (isBelonging(surface) && !name) return 'belonging';
  return verb && !place.ofIt && !place.afterVerb ? 'verb' : 'names';
}
