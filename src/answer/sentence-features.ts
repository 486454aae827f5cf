/**
 * What speaks for a sentence, within its passage, as the one that answers. Each feature lies between −1 and 1 and
 * depends on the question and what was retrieved alone, never on how large the corpus is.
 */

import type { QuestionKind } from '../types.ts';
import { answeringRanges, gapOf, nearness } from './answering.ts';
import type { Passage, Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';

/** Name ─► meaning. */
export const SENTENCE_FEATURES = {
  cover: 'share of the question (by rarity) that stands in the sentence',
  coverRare: 'the same, of the words that tell the retrieved passages apart',
  coverBeyond: 'the same, of the words that are not in the title',
  coverRoots: 'what words that may be of one root add to cover',
  coverRelated: 'what words that say much the same add to cover',
  coverAround: 'what the sentences beside it, the heading and the title add to cover',
  coverOnlyHere: 'share of the question that stands in no other sentence of the passage',
  rarestHere: 'whether the rarest word of the question stands in it',
  phrase: 'share of neighbouring words of the question that are neighbours here as well',
  cosine:
    'inner product with the question; 0 where the passage is too low for its sentences to be embedded',
  cosineTelling:
    'the same, with only those words of the question that tell the retrieved passages apart',
  personHere: 'whether a person is asked for and it names one',
  dateHere: 'whether a date is asked for and it has one',
  placeHere: 'whether a place is asked for and it names one',
  amountHere: 'whether an amount is asked for and it has one',
  reasonHere: 'whether a reason is asked for and it gives one',
  mannerHere: 'whether a manner is asked for and it tells one',
  kindNear: 'how near that stands to words of the question',
  yes: 'for yes-or-no questions: whether it denies or doubts',
  defines: 'for "who is", "what is": share of the question that stands at its head',
  first: 'whether it begins the article',
  later: 'its place in the passage, 0 to 1',
  heading: 'whether it is a heading',
  bullet: 'whether it is a bullet',
  asks: 'whether it is a question itself',
  short: 'whether it has fewer than five words',
  long: 'its words over sixty',
  dependent: 'whether it begins with a pronoun or a connective',
} as const;
export type SentenceFeature = keyof typeof SENTENCE_FEATURES;

/** The inner product of a sentence with the question, and with those of its words that tell the passages apart. */
export interface SentenceCosines {
  readonly question: number;
  readonly telling: number;
}

/** By kind of question, the feature for what it asks for: a date is easier to recognise than a manner, and counts for more. */
const HERE_OF_KIND: Readonly<Partial<Record<QuestionKind, SentenceFeature>>> = {
  who: 'personHere',
  when: 'dateHere',
  where: 'placeHere',
  howMany: 'amountHere',
  why: 'reasonHere',
  how: 'mannerHere',
};
const NOTHING_HERE = {
  personHere: 0,
  dateHere: 0,
  placeHere: 0,
  amountHere: 0,
  reasonHere: 0,
  mannerHere: 0,
} as const;

const HERE_FEATURES = Object.keys(NOTHING_HERE) as (keyof typeof NOTHING_HERE)[];

/** Whether a sentence has what is asked for, 0 or 1. */
export function kindHereOf(features: Readonly<Record<SentenceFeature, number>>): number {
  return Math.max(...HERE_FEATURES.map((name) => features[name]));
}

const SHORT_WORDS_MAX = 4;
const LONG_WORDS = 60;

/**
 * The features of each sentence of a passage.
 *
 * @param telling by word of the question: how well it tells the retrieved passages apart, 0 to 1.
 * @param cosines by sentence; empty where they were not embedded.
 */
export function sentenceFeatures(
  question: ReadQuestion,
  passage: Passage,
  telling: Float32Array,
  cosines: readonly SentenceCosines[],
): Record<SentenceFeature, number>[] {
  const { askedWords } = question;
  const { sentences, inHeading, inTitle, hit } = passage;
  const rarest = rarestWord(question);
  const here = HERE_OF_KIND[question.kind];
  const tellingSum = askedWords.reduce((sum, { share }, i) => sum + share * telling[i]!, 0);
  const beyondSum = askedWords.reduce((sum, { share }, i) => sum + share * (1 - inTitle[i]!), 0);
  return sentences.map((sentence, s) => {
    const { found, byRoot, related, words } = sentence;
    let cover = 0;
    let rare = 0;
    let beyond = 0;
    let roots = 0;
    let meant = 0;
    let around = 0;
    let onlyHere = 0;
    for (const [i, { share }] of askedWords.entries()) {
      const before = sentences[s - 1]?.found[i] ?? 0;
      const after = sentences[s + 1]?.found[i] ?? 0;
      cover += share * found[i]!;
      rare += share * telling[i]! * found[i]!;
      beyond += share * (1 - inTitle[i]!) * found[i]!;
      if (found[i] === 0) roots += share * byRoot[i]!;
      if (found[i] === 0) meant += share * related[i]!;
      around += share * Math.max(found[i]!, before, after, inHeading[i]!, inTitle[i]!);
      if (found[i]! > 0 && sentences.every((other, o) => o === s || other.found[i] === 0))
        onlyHere += share;
    }
    const ranges = answeringRanges(question, sentence);
    return {
      cover,
      coverRare: tellingSum > 0 ? rare / tellingSum : 0,
      coverBeyond: beyondSum > 0 ? beyond / beyondSum : 0,
      coverRoots: roots,
      coverRelated: meant,
      coverAround: around - cover,
      coverOnlyHere: onlyHere,
      rarestHere: found[rarest]!,
      phrase: phraseShare(sentence, askedWords.length),
      cosine: cosines[s]?.question ?? 0,
      cosineTelling: cosines[s]?.telling ?? 0,
      ...NOTHING_HERE,
      ...(here && ranges.length > 0 ? { [here]: 1 } : {}),
      kindNear: ranges.reduce((best, range) => Math.max(best, nearness(range, sentence)), 0),
      yes: question.kind === 'yesNo' && deniesOrDoubts(sentence) ? 1 : 0,
      defines: headShare(question, sentence),
      first: s === 0 && hit.chunk.position === 0 ? 1 : 0,
      later: s / Math.max(1, sentences.length - 1),
      heading: sentence.isHeading ? 1 : 0,
      bullet: sentence.isBullet ? 1 : 0,
      asks: /[؟?][»”")\s]*$/u.test(sentence.text) ? 1 : 0,
      short: words.length <= SHORT_WORDS_MAX ? 1 : 0,
      long: Math.min(1, words.length / LONG_WORDS),
      dependent: startsDependent(sentence) ? 1 : 0,
    };
  });
}

/** The word of the question with the largest share. */
export function rarestWord({ askedWords }: ReadQuestion): number {
  return askedWords.reduce((best, { share }, i) => (share > askedWords[best]!.share ? i : best), 0);
}

/** The share of neighbouring words of the question that are neighbours in the sentence as well. */
function phraseShare(sentence: Sentence, asked: number): number {
  if (asked < 2) return 0;
  const gap = gapOf(sentence);
  const places: number[][] = Array.from({ length: asked }, () => []);
  for (const { asked: i, word } of sentence.matches) places[i]!.push(word);
  let pairs = 0;
  for (let i = 0; i + 1 < asked; i += 1) {
    if (places[i]!.some((word) => places[i + 1]!.includes(word + 1) && /^\s+$/u.test(gap(word))))
      pairs += 1;
  }
  return pairs / (asked - 1);
}

/** «من هو فلان» is answered by a sentence that begins with his name. */
function headShare({ kind, askedWords }: ReadQuestion, { matches }: Sentence): number {
  if (kind !== 'who' && kind !== 'what') return 0;
  const head = new Map<number, number>();
  for (const { asked, word, strength } of matches) {
    if (word < askedWords.length + 2) head.set(asked, Math.max(head.get(asked) ?? 0, strength));
  }
  let share = 0;
  for (const [asked, strength] of head) share += askedWords[asked]!.share * strength;
  return share;
}

const forms = (list: string): ReadonlySet<string> =>
  new Set(list.split(/\s+/u).filter((word) => word !== ''));

/** In search form. */
const DENIALS = forms(
  'لا لم لن ليس ليست ليسوا غير دون بلا ما ولا ولم ولن وليس فلا فلم فلن فليس لكن ولكن بل نعم كلا الا ممكن يمكن يستطيع تستطيع يعرف ربما قد',
);

function deniesOrDoubts({ words }: Sentence): boolean {
  return words.some(({ surface }) => DENIALS.has(surface));
}

/**
 * Openings that lean on the sentence before: pronouns, and what points back (in search form). A sentence that begins
 * so is not understood alone.
 */
const DEPENDENT_OPENINGS = forms(`
  وهو وهي وهم وهما وهن فهو فهي فهم هو هي هم هما وكان وكانت وكانوا ولكنه ولكنها لكنه لكنها لكنهم ولكن لكن كما كذلك وكذلك ذلك وذلك تلك وتلك هذا وهذا هذه وهذه هؤلاء
  فيه فيها وفيه وفيها منه منها ومنه ومنها ومنهم عنه عنها له لها وله ولها ولهم به بها وبها وبه عليه عليها وعليه وعليها اليه اليها واليها لذلك ولذلك لذا ولذا ولهذا فلذلك
  ثم فقد وقد بينما وبينما غير بيد حيث وحيث ايضا وايضا بعدها بعده وبعدها وبعده قبلها هناك وهناك هنا وهنا عندها وعندها حينها وحينها انه انها فانه فانها`);

export function startsDependent({ words }: Sentence): boolean {
  return words.length > 0 && DEPENDENT_OPENINGS.has(words[0]!.surface);
}
