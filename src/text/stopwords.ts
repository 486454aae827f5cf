/**
 * Arabic function words in search form: they connect a sentence, and do not tell what it is about.
 * Question words are not here; what a question asks for is `retrieve/question.ts`'s business.
 * Small on purpose: a word that can also name a thing (بين is in, يوم and عام are not) stays out.
 */
import { searchForm } from './normalise.ts';

const PREPOSITIONS = searchForm(
  'في من إلى على عن مع بين عند لدى حتى منذ خلال حول دون ضد عبر نحو قبل بعد ب ل ك',
).split(' ');

const GROUPS: readonly string[] = [
  // Prepositions, alone and with pronouns.
  PREPOSITIONS.join(' '),
  'فيه فيها فيهم فيهما منه منها منهم منهما إليه إليها إليهم عليه عليها عليهم عنه عنها عنهم معه معها معهم',
  'به بها بهم بهما له لها لهم لهما لنا لك لي بينهم بينهما بينها لديه لديها لديهم عنده عندها',
  // Conjunctions and particles.
  'و ف أو أم ثم بل لكن ولكن لأن إن أن إنّ أنّ كأن إذ إذا إذن لو لولا كي لكي أما إما إلا سوى غير بينما كما حيث بحيث كلما',
  'إنه إنها إنهم أنه أنها أنهم لأنه لأنها لكنه لكنها بأن بأنه بأنها قد لقد سوف لن لم لا ليس ليست لما مما عما فيما بما كان',
  // Demonstratives, relatives, pronouns.
  'هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك أولئك ذا هنا هناك هنالك الذي التي اللذان اللذين اللتان اللتين الذين اللاتي اللواتي اللائي',
  'أنا نحن أنت أنتم أنتن هو هي هم هن هما',
  // The verb "to be" and its like.
  'كانت كانوا كنت كنا يكون تكون يكونوا أكون ليكون لتكون وكان وكانت مازال لازال',
  // Quantifiers and fillers.
  'كل كلا كلتا بعض أي أية نفس ذات كذلك أيضا أيضاً فقط جدا جداً مثل',
  // Dialects: which, that, also, there is.
  'اللي ده دي دا دول كده ده هاد هادا هاي هيك كمان برضه بس مو مش مب هذي ذي علشان عشان',
];

const STOP_WORDS: ReadonlySet<string> = new Set(withConjunction());

function withConjunction(): string[] {
  const words = GROUPS.flatMap((group) => searchForm(group).split(' '));
  // و and ف are written onto the next word: وفي, فهو.
  const joined = words
    .filter((word) => word.length > 1)
    .flatMap((word) => [`و${word}`, `ف${word}`]);
  return [...words, ...joined];
}

/** Whether a word in search form is a function word. */
export function isStopWord(surface: string): boolean {
  return STOP_WORDS.has(surface);
}

/** Whether it is a preposition that is a separate word, without a prefix. */
export function isPreposition(surface: string): boolean {
  return PREPOSITIONS.includes(surface);
}
