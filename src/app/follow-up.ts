/**
 * Whether a question leaves out what was said before it: «ومتى توفي؟» leaves out who, «وكم عدد سكانها؟» which country,
 * «وأين؟» all but the asking. A question that names something of its own is complete, and begins again. Pure.
 *
 *   طيب │ مين │ اللي │ بناه          و │ كم   │ مساحة    │ الكويت
 *   lead│ asks│      │ verb + pronoun  │ asks │ belonging│ names something: complete
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { Phrases } from '../retrieve/phrases.ts';
import { askingWords } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import { isPreposition } from '../text/stopwords.ts';
import type { QuestionKind } from '../types.ts';
import { type LeadIn, withoutLeadIn } from './lead-in.ts';
import { demonstrated, isDemonstrative, pronounIn } from './pronoun-references.ts';
import { FREE, genderOf } from './pronouns.ts';
import type { FollowUp, Reference, Sureness } from './reference.ts';
import {
  afterVerb,
  besideVerb,
  isCountedDoer,
  isOfThat,
  ofThat,
  ofWhat,
  withoutDoer,
} from './verb-without-doer.ts';
import {
  CHOOSING,
  isBelonging,
  isDefinite,
  isOfAPerson,
  isOfHer,
  mayBeDoneTo,
  THAT,
  WAS,
} from './word-kinds.ts';
import { asksForDoer, DOERS, rolesOf, type Token } from './word-roles.ts';

/** Undefined if a question is complete by itself. */
export function followUpOf(message: string, lexicon: Lexicon): FollowUp | undefined {
  const lead = withoutLeadIn(message.trim(), lexicon);
  if (lead.text === '') return undefined;
  const asking = askingWords(lead.text);
  const { kind } = asking;
  const tokens = rolesOf(lead.text, asking, lexicon);
  if (tokens.length === 0 || tokens.length > WORDS_MAX) return undefined;
  const found = referenceIn(lead.text, tokens, lead.continues, lexicon);
  if (!found) return lead.continues ? otherName(lead, tokens, kind) : undefined;
  const { person = false, noun, several = false, gender, sure = 'sure', base = '' } = found;
  const { needsWhat = false } = found;
  const rest = {
    base,
    gender,
    several,
    person,
    sure,
    needsWhat,
    ...(noun === undefined ? {} : { noun }),
  };
  return {
    text: lead.text,
    kind,
    form: found.form,
    at: { start: found.at.start, end: found.at.end },
    ...rest,
  };
}

/** A longer question names what it asks about. */
const WORDS_MAX = 10;

const THERE = new Set(searchForm('هناك هنالك هنيك هونيك غادي').split(' '));
/** «فيه» is «there is» too, in the dialects. */
const THERE_IS = new Set(['فيه']);

function referenceIn(
  text: string,
  tokens: readonly Token[],
  continues: boolean,
  lexicon: Lexicon,
): Reference | undefined {
  const names = tokens.filter(({ role }) => role === 'names');
  const demonstrative = tokens.findIndex(({ surface }) => isDemonstrative(surface, lexicon));
  const namedBefore = names.some(({ end }) => end <= (tokens[demonstrative - 1]?.start ?? 0));
  const shown = demonstrative >= 0 && !namedBefore;
  const leaning = shown ? demonstrated(text, tokens, demonstrative, lexicon) : undefined;
  if (leaning) return leaning;
  const common = names.every(({ surface }) => isCommon(surface, lexicon));
  const there = tokens.at(-1);
  if (there && tokens.length > 1 && THERE.has(there.surface) && common) {
    return { form: 'preposition', at: there, base: 'في', sure: continues ? 'sure' : 'likely' };
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
      pronoun.form === 'preposition'
        ? besideNouns(token, tokens, names, continues, lexicon)
        : undefined;
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
    if (pronoun.form === 'free' && names.length > 0) continue;
    const verb = tokens.find(
      (does, at) => does.role === 'verb' && does.end <= token.start && !asksForDoer(tokens, at),
    );
    const asked = asksForDoer(tokens, tokens.indexOf(token));
    const person =
      // «ومن كتبه؟» is of what was written.
      (pronoun.person && !(asked && mayBeDoneTo(searchForm(pronoun.base ?? '')))) ||
      tokens.some(({ surface }, at) => isOfAPerson(surface) && !asksForDoer(tokens, at)) ||
      (pronoun.form === 'free' && isOrigin(tokens));
    const reference =
      verb && before.length === 0 ? besideVerb(tokens, verb, token, pronoun, lexicon) : pronoun;
    return { ...reference, person, sure: before.length === 0 ? 'sure' : 'perhaps' };
  }
  if (within) return undefined;
  const is = isIt(tokens, names) ?? predicate(tokens, names, continues);
  if (is) return is;
  // «من أول من صعد …؟» asks for the one who did.
  const first = tokens.findIndex(({ surface }) => CHOOSING.has(surface));
  if (first >= 0 && DOERS.has(tokens[first + 1]?.surface ?? '')) return undefined;
  const verb = tokens.find(({ role }) => role === 'verb');
  if (names.length > 0) {
    return (
      (verb && withoutDoer(text, tokens, verb, names, continues, lexicon)) ||
      ofThat(text, tokens, names, lexicon) ||
      (continues && common ? nameFirst(tokens, verb, lexicon) : undefined)
    );
  }
  const role = verb && tokens[tokens.indexOf(verb) + 1];
  if (role && isDefinite(role.surface) && isBelonging(role.surface) && isOfAPerson(verb.surface)) {
    // «متى مات الكاتب؟»
    return { form: 'demonstrative', at: role, noun: role.surface.slice(2), person: true };
  }
  if (verb && (isCountedDoer(tokens, verb) || isOfThat(tokens, verb))) return undefined;
  if (verb) return afterVerb(verb, lexicon);
  const belongings = tokens.filter(({ role }) => role === 'belonging');
  const last = belongings.at(-1);
  if (belongings.length > BELONGINGS_MAX) return undefined;
  if (last) return ofWhat(text, last, !tokens.some(({ role }) => role === 'asks'));
  const free = tokens.find(({ surface }) => FREE.has(surface));
  const asks = tokens.some(({ role }) => role === 'asks');
  if (free && asks) return { form: 'free', at: free, gender: genderOf(free.surface) };
  const was = tokens.find(({ surface }) => WAS.has(surface));
  const asked = tokens.some(({ role }) => role === 'asked');
  if (asks && was && !asked) {
    const gender = was.surface.startsWith('ت') || was.surface.endsWith('ت') ? 'she' : 'he';
    return { form: 'verb', at: { start: was.end, end: was.end }, gender, person: isOrigin(tokens) };
  }
  // «بأي مرض؟» has nothing but what is asked for.
  const counted = tokens.every(({ role }) => role === 'asks' || role === 'asked');
  if (asks && (!asked || continues || (counted && tokens.length <= ASKED_MAX)))
    return { form: 'asking', at: { start: text.length, end: text.length } };
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
  { form, base = '' }: Reference,
  token: Token,
  tokens: readonly Token[],
): boolean {
  const at = tokens.indexOf(token);
  const that = tokens.findLastIndex(({ surface }, i) => i < at && THAT.has(surface));
  const before = tokens[that - 1];
  if (!before || (before.role === 'asks' && !isDefinite(before.surface))) return false;
  const next = tokens[at + 1];
  if (next === undefined) return false;
  if (at === that + 1 && (form === 'preposition' || isBelonging(searchForm(base)))) return true;
  return form === 'pronoun' && next.role !== 'function' && next.role !== 'asks';
}

/** «مخرج فيلم المصير»: the last of three is a name. */
const BELONGINGS_MAX = 2;

/** «وقناة بنما طولها كام؟»: the name before may be what the pronoun means; «قائد المغول فيها» may not. */
function isMeantWithin(
  { gender }: Reference,
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

/** «هل هو مضر؟», «هل هو أخو الشاعرة؟»; not «هل هو صحيح أن …؟». */
function isIt(tokens: readonly Token[], names: readonly Token[]): Reference | undefined {
  const [asks, it, what] = tokens;
  if (asks?.surface !== 'هل' || !it || !FREE.has(it.surface)) return undefined;
  if (!what || what.role === 'function' || isDefinite(what.surface)) return undefined;
  if (tokens.some(({ surface }) => surface === 'ان')) return undefined;
  const short = tokens.length <= 3 && names.length <= 1;
  return {
    form: 'free',
    at: it,
    gender: genderOf(it.surface),
    sure: short ? 'sure' : 'likely',
  };
}

/** «علاش زرقا؟», «بماذا كان مريضًا؟»: what is said of something, and not of what. */
function predicate(
  tokens: readonly Token[],
  names: readonly Token[],
  continues: boolean,
): Reference | undefined {
  const said = tokens.at(-1);
  const [asks, was] = tokens;
  if (!asks || !said || names.length !== 1 || said !== names[0] || isDefinite(said.surface))
    return undefined;
  const sure = continues ? 'likely' : 'perhaps';
  if (tokens.length === 2 && WHY.has(asks.surface)) {
    // «لماذا نتنفس؟» is of all of us.
    const plural = /^ن\p{L}{3}/u.test(said.surface) && !said.surface.endsWith('ه');
    if (plural) return undefined;
    const gender = /[هاي]$/u.test(said.surface) ? 'she' : 'he';
    return { form: 'predicate', at: { start: said.start, end: said.start }, gender, sure };
  }
  if (tokens.length === 3 && was && WAS.has(was.surface) && said.surface.endsWith('ا')) {
    const gender = /^ت|ت$/u.test(was.surface) ? 'she' : 'he';
    return { form: 'verb', at: { start: was.end, end: was.end }, gender, sure };
  }
  return undefined;
}
const WHY = new Set(searchForm('لماذا ليش ليه علاش علاه لويش ليهو').split(' '));

/** «وكان متجوز مين؟»: it goes on from something, and nothing in it is a name. */
function nameFirst(
  tokens: readonly Token[],
  verb: Token | undefined,
  lexicon: Lexicon,
): Reference | undefined {
  const [first] = tokens;
  if (!first || first.role === 'asks' || !tokens.some(({ role }) => role === 'asks'))
    return undefined;
  if (first.role === 'names') return undefined;
  const gender =
    WAS.has(first.surface) || first === verb ? afterVerb(first, lexicon).gender : undefined;
  return { form: 'first', at: { start: 0, end: 0 }, gender, sure: 'likely' };
}

/** Whether a preposition's pronoun means what was spoken of, although nouns are next to it: «هل لها لقاح؟». */
function besideNouns(
  token: Token,
  tokens: readonly Token[],
  names: readonly Token[],
  continues: boolean,
  lexicon: Lexicon,
): Sureness | 'within' | undefined {
  if (names.length === 0 || chosenFrom(tokens, token)) return undefined;
  const previous = tokens[tokens.indexOf(token) - 1];
  // «والمغرب عملت ايه فيه؟»
  if (continues && previous && token === tokens.at(-1) && names.length <= 2) return 'likely';
  // «من له الحق؟», «فيه كام محافظة؟»
  if (previous?.role === 'asks' && DOERS.has(previous.surface) && previous.surface !== 'هل')
    return 'within';
  // «وشحال فيه من متر؟»
  const onlyCounted = continues && names.length === 1 && isCommon(names[0]!.surface, lexicon);
  if (THERE_IS.has(token.surface)) return onlyCounted ? 'likely' : 'within';
  if (names.length === 1 && token === tokens.at(-1)) return 'likely';
  if (!names.every(({ surface }) => isCommon(surface, lexicon))) return undefined;
  return names.every(({ start }) => start > token.start) ? 'sure' : 'within';
}

/** «وكرواتيا؟», «وماذا عن بيبرس؟»: a name and nothing else. */
function otherName(
  lead: LeadIn,
  tokens: readonly Token[],
  kind: QuestionKind,
): FollowUp | undefined {
  const names = tokens.filter(({ role }) => role === 'names');
  if (names.length === 0 || names.length > NAME_WORDS_MAX) return undefined;
  // «برج خليفة»
  const first = tokens.indexOf(names[0]!);
  const within = (token: Token, at: number) => token.role === 'belonging' && at > first;
  const other = tokens.filter(
    (token, at) => token.role !== 'names' && token.role !== 'function' && !within(token, at),
  );
  if (!lead.about && other.length > 0) return undefined;
  const last = tokens.filter((token, at) => token.role === 'names' || within(token, at)).at(-1)!;
  // «وألبانيا داخلة مع الدول الإسلامية؟» says something itself.
  const between = tokens.slice(first, tokens.indexOf(last));
  if (!lead.about && between.some(({ role }) => role === 'function')) return undefined;
  const at = { start: names[0]!.start, end: last.end };
  const rest = {
    base: '',
    gender: undefined,
    several: false,
    person: false,
    sure: lead.about ? ('sure' as const) : ('likely' as const),
    needsWhat: false,
  };
  return { text: lead.text, kind, form: 'other', at, ...rest };
}
const NAME_WORDS_MAX = 4;
