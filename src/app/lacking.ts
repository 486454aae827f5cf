/**
 * What a question lacks that was said before it. «ومتى توفي؟» lacks who, «وكم عدد سكانها؟» which country, «وأين؟» all but
 * the asking. A question that names something of its own lacks nothing, and begins again. Pure.
 *
 *   طيب │ مين │ اللي │ بناه          و │ كم   │ مساحة    │ الكويت
 *   lead│ asks│      │ verb + pronoun  │ asks │ belonging│ names something: lacks nothing
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon, isPresent } from '../lexicon/shapes.ts';
import { Phrases } from '../retrieve/phrases.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import { isPreposition } from '../text/stopwords.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { QuestionKind, Span } from '../types.ts';
import {
  ALSO_NAMES,
  CHOOSING,
  isAroundKi,
  isBelonging,
  isDefinite,
  isKin,
  isListedVerb,
  isOfAPerson,
  isOfHer,
  isTaking,
  isVerb,
  mayBeDoneTo,
  PRESENT_AT,
  pronounOf,
  THAT,
  TIMES,
  takesNoObject,
  takesPlaces,
  WAS,
} from './word-kinds.ts';

/** How a question depends on what was said before. */
export type How =
  /** «عاصمتها», «أسسها»: a pronoun on a word, which has `base` without it. */
  | 'pronoun'
  /** «له», «فيها»: a pronoun on the preposition `base`. */
  | 'preposition'
  /** «هو» alone. */
  | 'free'
  /** «هذا الملك». */
  | 'demonstrative'
  /** «كان متجوز مين؟»: the name comes first. */
  | 'first'
  /** «توفي»: the verb has nobody. */
  | 'verb'
  /** «المساحة», «عدد السكان»: of what? */
  | 'belonging'
  /** «وأين؟»: nothing but the asking. */
  | 'asking'
  /** «وكرواتيا؟»: the last question, of another. */
  | 'other';

export interface Lack {
  /** The question without its lead-in («طيب», «و»). */
  readonly text: string;
  readonly kind: QuestionKind;
  readonly how: How;
  /** The part of `text` that the name replaces; empty if the name is inserted. */
  readonly at: Span;
  /** What stays before the name. */
  readonly base: string;
  /** The noun of «هذا الملك», in search form. */
  readonly noun?: string;
  /** What the pronoun or the verb says of whom is meant. */
  readonly gender: Gender | undefined;
  /** «هما», «هم»: all that were named. */
  readonly several: boolean;
  /** «والمساحة؟»: nothing asks, so that «ما» must be put before it. */
  readonly unasked: boolean;
  /** Whether only a person has or does such a thing. */
  readonly person: boolean;
  readonly sure: Sureness;
}

export type Gender = 'he' | 'she';

/**
 * `likely`: it begins like the continuation of something, and names nobody: «ومتى تولى العرش؟». `perhaps`: without such a
 * beginning it may as well be a complete question. The articles decide both, in doubt for the first and against the second.
 */
export type Sureness = 'sure' | 'likely' | 'perhaps';

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
const FREE = new Set(['هو', 'هي', 'هم', 'هما', 'هن', 'هوه', 'هيه', 'هيا', 'هوي', 'هيي']);
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
    ['معا', 'مع'],
    ['ليل', 'ل'],
  ].flatMap(([with_, alone]) =>
    [...PRONOUNS, ...(/^(?:ديال|بتاع|تاع|عند|مع)$/u.test(with_!) ? ['و'] : [])].map(
      (pronoun) => [`${with_}${pronoun}`, alone!] as const,
    ),
  ),
);
for (const [spoken, written] of [
  ...['إلو', 'إله', 'إلها', 'إلهم', 'ليه', 'ليها', 'ليهم'].map((form) => [form, 'ل']),
  ...['بيه', 'بيها', 'بيهم'].map((form) => [form, 'ب']),
]) {
  PREPOSITIONS.set(searchForm(spoken!), written!);
}
PREPOSITIONS.delete('ليله');
/** «ليه» asks why, unless something else asks: «أول فيلم ليه كان إيه؟». */
const WHY_OR_HIS = 'ليه';
const THERE = new Set(searchForm('هناك هنالك هنيك هونيك غادي').split(' '));
/** «شو يعني كوليسترول؟» */
const MEANS = 'يعني';
/** «فيه» is «there is» too, in the dialects. */
const THERE_IS = new Set(['فيه']);
const CONJUNCTION = /^[وف](?=\p{L}{2})/u;
/** How much more common a word must be without the «و» it begins with. */
const WITHOUT_AND = 4;

/** «عليه», «وفيها»; «علية» is a name, «إله البحار» a noun. */
const isWithPreposition = (typed: string, surface: string, next: string | undefined) =>
  !/ة\p{M}*$/u.test(typed) &&
  !(/[إآا]له$/u.test(typed) && isDefinite(next ?? '')) &&
  (PREPOSITIONS.has(surface) || PREPOSITIONS.has(surface.replace(CONJUNCTION, '')));

type Role = 'asks' | 'function' | 'pronoun' | 'verb' | 'belonging' | 'asked' | 'names';
interface Token extends Word {
  readonly role: Role;
}

/** Undefined if a question is complete by itself. */
export function lackOf(message: string, lexicon: Lexicon): Lack | undefined {
  const led = withoutLead(message.trim(), lexicon);
  if (led.text === '') return undefined;
  const { words, kind } = askingWords(led.text);
  const tokens = rolesOf(led.text, words, lexicon);
  if (tokens.length === 0 || tokens.length > WORDS_MAX) return undefined;
  const found = find(led.text, tokens, led.leads, lexicon);
  if (!found) return led.leads ? another(led, tokens, kind) : undefined;
  const { person = false, noun, several = false, gender, sure = 'sure', base = '' } = found;
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
  const common = names.every(({ surface }) => isCommon(surface, lexicon));
  const there = tokens.at(-1);
  if (there && tokens.length > 1 && THERE.has(there.surface) && common) {
    return { how: 'preposition', at: there, base: 'في', sure: led ? 'sure' : 'likely' };
  }
  let within = false;
  for (const token of tokens) {
    if (token.role !== 'pronoun') continue;
    const before = names.filter(({ end }) => end <= token.start);
    const after = names.filter(
      (name) => name.start >= token.end && !isAfterPreposition(tokens, name),
    );
    const pronoun = pronounIn(text, token, lexicon);
    if (!pronoun) continue;
    if (isOfWhatIsAsked(pronoun, token, tokens)) {
      // «شعره» is his too.
      within = true;
      continue;
    }
    if (within) continue;
    const beside =
      pronoun.how === 'preposition' ? besideNouns(token, tokens, names, led, lexicon) : undefined;
    if (beside === 'within') continue;
    if (beside) return { ...pronoun, sure: beside };
    if (before.length > 0 && isMeantWithin(pronoun, before, tokens, lexicon)) continue;
    // «ما الجائزة التي نالها محفوظ؟»; «ابنته الكبرى» names nobody.
    const [next] = after;
    const follows = next !== undefined && tokens[tokens.indexOf(token) + 1] === next;
    const adjective =
      after.length === 1 && follows && isDefinite(next.surface) && !chosenFrom(tokens, token);
    if (next && !adjective) continue;
    // «هو إيه سبب الحرب؟», «مين هو أحمد؟»: next to a name it is only a way of asking.
    if (pronoun.how === 'free' && names.length > 0) continue;
    const verb = tokens.find(({ role, end }) => role === 'verb' && end <= token.start);
    const person =
      pronoun.person ||
      tokens.some(({ surface }) => isOfAPerson(surface)) ||
      (pronoun.how === 'free' && isOrigin(tokens));
    const lacks =
      verb && before.length === 0 ? besideVerb(tokens, verb, token, pronoun, lexicon) : pronoun;
    return { ...lacks, person, sure: before.length === 0 ? 'sure' : 'perhaps' };
  }
  if (within) return undefined;
  const is = isIt(tokens, names);
  if (is) return is;
  // «من أول من صعد …؟» asks for the one who did.
  const first = tokens.findIndex(({ surface }) => CHOOSING.has(surface));
  if (first >= 0 && DOERS.has(tokens[first + 1]?.surface ?? '')) return undefined;
  const verb = tokens.find(({ role }) => role === 'verb');
  if (names.length > 0) {
    return (
      (verb && withoutDoer(text, tokens, verb, names, led, lexicon)) ||
      ofThat(text, tokens, names, lexicon) ||
      (led && common ? before(tokens, verb, lexicon) : undefined)
    );
  }
  const role = verb && tokens[tokens.indexOf(verb) + 1];
  if (role && isDefinite(role.surface) && isBelonging(role.surface) && isOfAPerson(verb.surface)) {
    // «متى مات الكاتب؟»
    return { how: 'demonstrative', at: role, noun: role.surface.slice(2), person: true };
  }
  if (verb && (isCountedDoer(tokens, verb) || isOfThat(tokens, verb))) return undefined;
  if (verb) return afterVerb(verb, lexicon);
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
    return { how: 'verb', at: { start: was.end, end: was.end }, gender, person: isOrigin(tokens) };
  }
  // «بأي مرض؟» has nothing but what is asked for.
  const counted = tokens.every(({ role }) => role === 'asks' || role === 'asked');
  if (asks && (!asked || led || (counted && tokens.length <= ASKED_MAX)))
    return { how: 'asking', at: { start: text.length, end: text.length } };
  return undefined;
}

/** «وهو منين؟», «من وين كان؟»: of somebody. */
const isOrigin = (tokens: readonly Token[]) =>
  FROM_WHERE.at(
    tokens.filter(({ role }) => role === 'asks').map(({ surface }) => surface),
    0,
  ) !== undefined;
const FROM_WHERE = new Phrases<true>().add(['منين', 'من أين', 'من وين', 'من فين'], true);

/** «في أي عام؟» */
const ASKED_MAX = 3;

/** «من الصليبيين», «بالكأس»: a verb's pronoun is not of these. */
function isAfterPreposition(tokens: readonly Token[], name: Token): boolean {
  const before = tokens[tokens.indexOf(name) - 1]?.surface ?? '';
  return isPreposition(before) || /^(?:[بف]ال|لل)/u.test(name.surface);
}

/** «المهنة التي كان يمارسها الفينيقيون», «أول دولة غزاها المغول»: the pronoun means what is asked for. */
const chosenFrom = (tokens: readonly Token[], { start }: Token) =>
  tokens.some(({ surface, role, end }) => end <= start && (THAT.has(surface) || role === 'asked'));

/** «الدولة التي عاصمتها كانبرا», «الشاعر الذي قتله شعره»; of «الشاعر الذي قتله» somebody else was killed. */
function isOfWhatIsAsked(
  { how, base = '' }: Found,
  token: Token,
  tokens: readonly Token[],
): boolean {
  const at = tokens.indexOf(token);
  const that = tokens.findLastIndex(({ surface }, i) => i < at && THAT.has(surface));
  const before = tokens[that - 1];
  if (!before || (before.role === 'asks' && !isDefinite(before.surface))) return false;
  const next = tokens[at + 1];
  if (next === undefined) return false;
  if (at === that + 1 && (how === 'preposition' || isBelonging(searchForm(base)))) return true;
  return how === 'pronoun' && next.role !== 'function' && next.role !== 'asks';
}

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
 * «متى تولى العرش؟», «كم يبعد عن الشمس؟»: what follows the verb is as likely what somebody did. «من اخترع البنسلين؟» asks
 * for the one who did it, and lacks nobody.
 */
function withoutDoer(
  text: string,
  tokens: readonly Token[],
  verb: Token,
  names: readonly Token[],
  led: boolean,
  lexicon: Lexicon,
): Found | undefined {
  const at = tokens.indexOf(verb);
  const before = beforeVerb(tokens, verb);
  const counted = before?.role === 'asked' && !isTaking(verb.surface);
  if (counted || names.some(({ start }) => start < verb.start)) return undefined;
  if (isOfThat(tokens, verb)) return undefined;
  const ofDoer = before?.role === 'asks' && before.surface !== 'هل' && DOERS.has(before.surface);
  if (ofDoer) return undefined;
  const after = tokens.slice(at + 1).filter(({ role }) => role !== 'asks');
  const said = after.filter(({ role }) => role !== 'function');
  const [next] = after;
  const [name] = said;
  if (!next || !name || !isWritten(text, name) || said.length > TAKEN_WORDS_MAX) return undefined;
  if (isCountedDoer(tokens, verb)) return undefined;
  const direct = !isPreposition(next.surface);
  if (isPassive(text.slice(verb.start, verb.end)) && direct) return undefined;
  const lacks = { ...afterVerb(verb, lexicon), sure: led ? 'likely' : 'perhaps' } as const;
  if (isPreposition(next.surface) || /^(?:[بف]ال|لل)/u.test(name.surface)) {
    const unknown = led || (said.length === 1 && isTaking(verb.surface));
    return unknown || PRESENT_OF_PLACE.test(verb.surface) ? lacks : undefined;
  }
  const named = said.filter(({ role }) => role === 'names');
  if (led && takesPlaces(verb.surface) && named.length === 1 && name === named[0]) return lacks;
  if (!isTaking(verb.surface) || hasDoer(verb, after)) return undefined;
  // «ومتى اخترعت الطباعة؟»: it is what was done.
  const doneTo = mayBeDoneTo(verb.surface);
  if (doneTo && lacks.gender === 'she' && name.surface.endsWith('ه')) return undefined;
  if (PRIZES.has(name.surface)) return { ...lacks, sure: 'likely' };
  const won = isCommon(name.surface, lexicon);
  if (led && (won || name.role === 'belonging') && !doneTo) return lacks;
  return said.length === 1 && name.role === 'names' && isDefinite(name.surface) ? lacks : undefined;
}

/**
 * Whether the noun after a taking verb is who takes: «متى فازت السعودية بالكأس؟», since nobody wins a noun without its
 * preposition; «متى تولت الملكة إليزابيث الحكم؟», since a noun with «ال» has nothing without it after it.
 */
function hasDoer(verb: Token, [name, next, ...rest]: readonly Token[]): boolean {
  if (!name || name.role === 'pronoun') return false;
  if (takesNoObject(verb.surface)) return true;
  if (!next) return false;
  const after = [next, ...rest];
  if (!isDefinite(name.surface)) {
    // «دخل رقص العمود نوادي أوروبا»
    const closing = after.findIndex(({ surface }) => isDefinite(surface));
    const second =
      closing < 0 ? undefined : after.slice(closing).find(({ surface }) => !isDefinite(surface));
    return second?.role === 'names' || second?.role === 'belonging';
  }
  // «وصل الربيع العربي إلى ليبيا»: its adjectives are passed over.
  const noun = after.find(({ surface }) => !isDefinite(surface));
  if (noun?.surface === 'الي' || noun?.role === 'names') return true;
  return noun?.role === 'belonging' && noun === next;
}

const beforeVerb = (tokens: readonly Token[], verb: Token) =>
  tokens.slice(0, tokens.indexOf(verb)).findLast(({ surface }) => !WAS.has(surface));

/** «من العداء الذي ربح السباق؟», «ما الحيوان الذي لا ينام؟» ask for the one who does; «مين اللي فاز؟» asks it of something. */
function isOfThat(tokens: readonly Token[], verb: Token): boolean {
  const at = tokens.indexOf(verb);
  const that = tokens.findLastIndex(({ surface }, i) => i < at && THAT.has(surface));
  const between = tokens.slice(that + 1, at);
  return (
    isDefinite(tokens[that - 1]?.surface ?? '') && between.every(({ role }) => role === 'function')
  );
}

/** «كم لاعبًا نال الجائزة؟»: who is counted did it; years and times did not. */
function isCountedDoer(tokens: readonly Token[], verb: Token): boolean {
  const counted = beforeVerb(tokens, verb);
  const next = tokens[tokens.indexOf(verb) + 1];
  if (counted?.role !== 'asked' || COUNTED_TIMES.has(counted.surface)) return false;
  return isTaking(verb.surface) && next !== undefined && next.role !== 'function';
}

/** More words than so name who does it, too. */
const TAKEN_WORDS_MAX = 4;
const COUNTED_TIMES = new Set(searchForm('سنة عام شهر يوم أسبوع ساعة مرة').split(' '));
/** «رُزقت», «يُسمح», if the vowel is written. */
const isPassive = (typed: string) => /^\p{L}\u064f/u.test(typed);

/** Names that win nothing themselves. */
const PRIZES = new Set(searchForm('نوبل أوسكار بوكر بوليتزر').split(' '));
/** «يبعد عن», «تنتقل من»: of a thing that was spoken of. */
const PRESENT_OF_PLACE = /^[يت](?:بعد|قع|نتقل|ختلف)/u;

const isWritten = (text: string, { start, end }: Token) =>
  /^\p{L}+$/u.test(text.slice(start, end).replace(/\p{M}/gu, ''));

const COUNTED_OF = new Set(searchForm('عدد نسبة أسماء قائمة').split(' '));
/** «عدد الزوار؟» of what? */
function ofThat(
  text: string,
  tokens: readonly Token[],
  names: readonly Token[],
  lexicon: Lexicon,
): Found | undefined {
  const [name] = names;
  const before = name && tokens[tokens.indexOf(name) - 1];
  const alone = tokens.every(
    ({ role }) => role === 'asks' || role === 'belonging' || role === 'names',
  );
  if (!name || !alone || names.length > 1 || before?.role !== 'belonging') return undefined;
  if (!COUNTED_OF.has(before.surface) || !/^ال/u.test(name.surface)) return undefined;
  if (name !== tokens.at(-1) || !isCommon(name.surface, lexicon)) return undefined;
  const unasked = !tokens.some(({ role }) => role === 'asks');
  return { ...ofWhat(text, name, unasked), sure: 'perhaps' };
}

/** «وكان متجوز مين؟»: it goes on from something, and nothing in it is a name. */
function before(
  tokens: readonly Token[],
  verb: Token | undefined,
  lexicon: Lexicon,
): Found | undefined {
  const [first] = tokens;
  if (!first || first.role === 'asks' || !tokens.some(({ role }) => role === 'asks'))
    return undefined;
  if (first.role === 'names') return undefined;
  const gender =
    WAS.has(first.surface) || first === verb ? afterVerb(first, lexicon).gender : undefined;
  return { how: 'first', at: { start: 0, end: 0 }, gender, sure: 'likely' };
}

/** Whether a preposition's pronoun means what was spoken of, although nouns are next to it: «هل لها لقاح؟». */
function besideNouns(
  token: Token,
  tokens: readonly Token[],
  names: readonly Token[],
  led: boolean,
  lexicon: Lexicon,
): Sureness | 'within' | undefined {
  if (names.length === 0 || chosenFrom(tokens, token)) return undefined;
  const previous = tokens[tokens.indexOf(token) - 1];
  // «والمغرب عملت ايه فيه؟»
  if (led && previous && token === tokens.at(-1) && names.length <= 2) return 'likely';
  // «من له الحق؟», «فيه كام محافظة؟»
  if (previous?.role === 'asks' && DOERS.has(previous.surface) && previous.surface !== 'هل')
    return 'within';
  // «وشحال فيه من متر؟»
  const onlyCounted = led && names.length === 1 && isCommon(names[0]!.surface, lexicon);
  if (THERE_IS.has(token.surface)) return onlyCounted ? 'likely' : 'within';
  if (names.length === 1 && token === tokens.at(-1)) return 'likely';
  if (!names.every(({ surface }) => isCommon(surface, lexicon))) return undefined;
  return names.every(({ start }) => start > token.start) ? 'sure' : 'within';
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
  const period = before && PERIODS.has(before.surface);
  if (before && !period && isDefinite(before.surface) && before.role !== 'asks' && ends) {
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
  /(?:ها|هي|هن|هيه|هيا|هيي)$/u.test(pronoun)
    ? 'she'
    : /(?:هم|هما)$/u.test(pronoun)
      ? undefined
      : 'he';
const isSeveral = (pronoun: string) => /(?:هم|هما|هن)$/u.test(pronoun);

/** «وكرواتيا؟», «وماذا عن بيبرس؟»: a name and nothing else. */
function another(led: Led, tokens: readonly Token[], kind: QuestionKind): Lack | undefined {
  const names = tokens.filter(({ role }) => role === 'names');
  if (names.length === 0 || names.length > NAME_WORDS_MAX) return undefined;
  // «برج خليفة»
  const first = tokens.indexOf(names[0]!);
  const within = (token: Token, at: number) => token.role === 'belonging' && at > first;
  const other = tokens.filter(
    (token, at) => token.role !== 'names' && token.role !== 'function' && !within(token, at),
  );
  if (!led.about && other.length > 0) return undefined;
  const last = tokens.filter((token, at) => token.role === 'names' || within(token, at)).at(-1)!;
  // «وألبانيا داخلة مع الدول الإسلامية؟» says something itself.
  const between = tokens.slice(first, tokens.indexOf(last));
  if (!led.about && between.some(({ role }) => role === 'function')) return undefined;
  const at = { start: names[0]!.start, end: last.end };
  const rest = {
    base: '',
    gender: undefined,
    several: false,
    person: false,
    sure: led.about ? ('sure' as const) : ('likely' as const),
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
export function withoutLead(message: string, lexicon: Lexicon): Led {
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
  // «فمتى», and not «فوائد».
  if (surface.startsWith('ف')) return asked?.asks === true;
  // «وأسمهان»
  if (!typed?.asks && lexicon.count(surface) === 0) return true;
  // «وشنو»: some of these ask with their «و», and without it just so.
  if (asked?.asks || isDefinite(bare) || isFunctionWord(bare) || isLittle(bare)) return true;
  if (isBelonging(bare) || isVerb(bare, lexicon) || pronounOf(bare, bare, lexicon))
    return lexicon.count(bare) >= lexicon.count(surface);
  return lexicon.count(bare) >= WITHOUT_AND * lexicon.count(surface);
}

/** What each word is. */
function rolesOf(
  text: string,
  words: readonly (Word & { readonly asks: boolean })[],
  lexicon: Lexicon,
): Token[] {
  const tokens: Token[] = [];
  const surfaces = words.map(({ surface }) => surface);
  const asking = words.filter(({ asks }) => asks);
  const isAsking = ({ asks, surface }: (typeof words)[number]) =>
    asks && (surface !== WHY_OR_HIS || asking.length === 1);
  const leans = words.some(
    ({ surface, start, end, asks }, at) =>
      (isWithPreposition(text.slice(start, end), surface, words[at + 1]?.surface) &&
        !(asks && asking.length === 1)) ||
      pronounOf(text.slice(start, end).replace(/\p{M}/gu, ''), surface, lexicon) !== undefined,
  );
  for (const [at, word] of words.entries()) {
    const before = tokens[at - 1];
    const place = {
      counted: before?.role === 'asks' && COUNTS.has(before.surface),
      chosen: before !== undefined && CHOOSING.has(before.surface),
      last: at === words.length - 1,
      only: words.length === 1,
      isIt: before !== undefined && FREE.has(before.surface),
      ofIt: before?.role === 'belonging' && !isDefinite(before.surface),
      beforePronoun: PREPOSITIONS.has(words[at + 1]?.surface ?? '') && before?.role === 'asked',
      next: words[at + 1]?.surface,
      first: before === undefined || before.role === 'asks',
      afterVerb: before?.role === 'verb',
      afterAsking: before?.role === 'asks' && !DOERS.has(before.surface),
      meant: before?.surface === MEANS,
      whether: before?.surface === 'هل',
    };
    const role = isAroundKi(surfaces, at, lexicon)
      ? 'names'
      : roleOf(text, { ...word, asks: isAsking(word) }, place, leans, lexicon);
    tokens.push({ ...word, role });
  }
  return tokens;
}

/** A name that occurs more often than this may follow the asking: «أين تونس؟». */
const KNOWN_NAME = 64;

const isLittle = (surface: string) =>
  CHOOSING.has(surface) || PRESENT_AT.has(surface) || TIMES.has(surface);

/** What is counted, or chosen from, follows at once: «كم رواية», «أي نهر». */
const COUNTS = new Set(searchForm('كم كام شحال قديش أي بأي لأي أنهي أنهو جم اشمن شكثر').split(' '));

interface Place {
  /** After «كم», «أي». */
  readonly counted: boolean;
  /** After «أول», «أشهر». */
  readonly chosen: boolean;
  readonly last: boolean;
  readonly only: boolean;
  /** After «هو»: what it is, and no verb. */
  readonly isIt: boolean;
  /** After a noun that something has. */
  readonly ofIt: boolean;
  /** «أمين عام لها» */
  readonly beforePronoun: boolean;
  readonly next: string | undefined;
  readonly first: boolean;
  readonly afterVerb: boolean;
  /** After «متى», and not «من»: «فقد» is a verb there. */
  readonly afterAsking: boolean;
  /** After «يعني». */
  readonly meant: boolean;
  /** After «هل». */
  readonly whether: boolean;
}

function roleOf(
  text: string,
  word: Word & { readonly asks: boolean },
  place: Place,
  /** Whether the question has a pronoun. */
  leans: boolean,
  lexicon: Lexicon,
): Role {
  const { surface, start, end } = word;
  if (FREE.has(surface) && !word.asks) return 'pronoun';
  if (word.asks) return 'asks';
  if (isWithPreposition(text.slice(start, end), surface, place.next)) return 'pronoun';
  const done = place.afterAsking && isTaking(surface);
  const typed = text.slice(start, end).replace(/\p{M}/gu, '');
  // «علية», «يعني كوليسترول»
  const little = isFunctionWord(surface) && !typed.endsWith('ة');
  if (!done && (little || isLittle(surface))) return 'function';
  if (place.meant) return 'names';
  const leaning = pronounOf(typed, surface, lexicon);
  // A verb follows «متى», «لماذا», «كيف» at once, or else a noun with «ال».
  const strange = place.afterAsking && !isDefinite(surface) && !isCommon(surface, lexicon);
  const alone = strange && place.last && lexicon.count(surface) <= KNOWN_NAME;
  const whether = place.whether && /^[يت]\p{L}{3}/u.test(surface) && !isCommon(surface, lexicon);
  const verb = !place.isIt && (isVerb(surface, lexicon) || done || alone || whether);
  // «شحال ساكنيها؟»: what is counted has no «ها».
  const hers = place.last && leaning?.pronoun === 'ها';
  if (leaning && (!place.counted || hers || isBelonging(leaning.base))) return 'pronoun';
  // «لماذا نتثاءب؟» is of all of us.
  if (alone && /^ن\p{L}{3}/u.test(surface)) return 'names';
  if (place.counted) {
    const plain = isListedVerb(surface) || isPresent(surface, lexicon);
    const does = verb && ((place.last && !surface.endsWith('ا')) || plain);
    return does ? 'verb' : 'asked';
  }
  if (place.chosen) return leans ? 'asked' : 'names';
  if (place.beforePronoun) return 'asked';
  if (THAT.has(place.next ?? '') && place.first && isDefinite(surface)) return 'asked';
  // «عاصمة قطر», «وقطر؟»
  const name = ALSO_NAMES.has(surface) && place.last && (place.ofIt || place.only);
  if (isBelonging(surface) && !name) return 'belonging';
  return verb && !place.ofIt && !place.afterVerb ? 'verb' : 'names';
}
