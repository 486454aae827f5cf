/**
 * What speaks for a sentence, within its passage, as the one that answers. Each feature lies between 0 and 1 (or −1
 * and 1) and depends on the question and the passage alone, never on how large the corpus is.
 */
import type { QuestionKind } from '../types.ts';
import { rangesOfKind, type WordRange } from './kinds.ts';
import type { Passage, Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';

export const SENTENCE_FEATURES = [
  'cover',
  'coverAround',
  'coverOnlyHere',
  'rarestHere',
  'phrase',
  'cosine',
  'kindHere',
  'kindNear',
  'defines',
  'first',
  'position',
  'heading',
  'asks',
  'short',
  'long',
  'dependent',
] as const;
export type SentenceFeature = (typeof SENTENCE_FEATURES)[number];

/** Kinds whose answers `kinds.ts` knows when it sees them. */
const RECOGNISED: ReadonlySet<QuestionKind> = new Set([
  'who',
  'when',
  'where',
  'howMany',
  'why',
  'how',
]);

/** What stands between word i of a sentence and the next. */
export function gapOf(sentence: Sentence): (i: number) => string {
  const { words, text, start } = sentence;
  return (i) => text.slice(words[i]!.end - start, (words[i + 1]?.start ?? sentence.end) - start);
}

/** Runs of words of the kind asked for that do not merely repeat the question. */
export function answeringRanges(question: ReadQuestion, sentence: Sentence): WordRange[] {
  const repeated = new Set(
    sentence.matches.filter(({ strength }) => strength > 0.5).map(({ word }) => word),
  );
  return rangesOfKind(question.kind, sentence.words, gapOf(sentence)).filter(({ from, to }) => {
    for (let i = from; i < to; i += 1) if (!repeated.has(i)) return true;
    return false;
  });
}

/** How near a run stands to the words of the question in its sentence: 1 beside one, falling with each word between. */
export function nearness({ from, to }: WordRange, sentence: Sentence): number {
  let best = 0;
  for (const { word, strength } of sentence.matches) {
    const apart = word < from ? from - word : word >= to ? word - to + 1 : 1;
    best = Math.max(best, strength / (1 + 0.15 * (apart - 1)));
  }
  return best;
}

/** The features of each sentence of a passage. `cosines` holds each sentence's, where it was embedded. */
export function sentenceFeatures(
  question: ReadQuestion,
  passage: Passage,
  cosines: readonly number[] | undefined,
): Record<SentenceFeature, number>[] {
  const { askedWords } = question;
  const strengths = passage.sentences.map(({ matches }) => {
    const best = new Float32Array(askedWords.length);
    for (const { asked, strength } of matches) best[asked] = Math.max(best[asked]!, strength);
    return best;
  });
  const rarest = askedWords.reduce(
    (best, word, i) => (word.share > askedWords[best]!.share ? i : best),
    0,
  );
  return passage.sentences.map((sentence, s) => {
    const own = strengths[s]!;
    let cover = 0;
    let around = 0;
    let onlyHere = 0;
    for (const [i, { share }] of askedWords.entries()) {
      const besides = Math.max(
        strengths[s - 1]?.[i] ?? 0,
        strengths[s + 1]?.[i] ?? 0,
        passage.inHeading[i]!,
        passage.inTitle[i]!,
      );
      cover += share * own[i]!;
      around += share * Math.max(own[i]!, besides);
      if (own[i]! > 0 && strengths.every((other, o) => o === s || other[i] === 0))
        onlyHere += share;
    }
    const ranges = answeringRanges(question, sentence);
    const count = sentence.words.length;
    return {
      cover,
      coverAround: around - cover,
      coverOnlyHere: onlyHere,
      rarestHere: own[rarest]!,
      phrase: phraseShare(sentence, askedWords.length),
      cosine: cosines?.[s] ?? 0,
      kindHere: ranges.length > 0 ? 1 : 0,
      kindNear: ranges.reduce((best, range) => Math.max(best, nearness(range, sentence)), 0),
      defines: defines(question, sentence, own),
      first: s === 0 && passage.hit.chunk.position === 0 ? 1 : 0,
      position: s / Math.max(1, passage.sentences.length - 1),
      heading: sentence.isHeading ? 1 : 0,
      asks: /[؟?][»")\s]*$/u.test(sentence.text) ? 1 : 0,
      short: count < 5 ? 1 : 0,
      long: Math.min(1, count / 60),
      dependent: RECOGNISED.has(question.kind) && startsDependent(sentence) ? 1 : 0,
    };
  });
}

/** The share of neighbouring words of the question that are neighbours in the sentence as well. */
function phraseShare({ matches }: Sentence, asked: number): number {
  if (asked < 2) return 0;
  const at = new Map<number, number[]>();
  for (const { asked: i, word } of matches) at.set(i, [...(at.get(i) ?? []), word]);
  let pairs = 0;
  for (let i = 0; i + 1 < asked; i += 1) {
    if (at.get(i)?.some((word) => at.get(i + 1)?.includes(word + 1))) pairs += 1;
  }
  return pairs / (asked - 1);
}

/** «من هو فلان» is answered by a sentence that begins with his name: how much of the question stands at its head. */
function defines(
  { kind, askedWords }: ReadQuestion,
  { matches }: Sentence,
  own: Float32Array,
): number {
  if (kind !== 'who' && kind !== 'what') return 0;
  const first = new Set(
    matches.filter(({ word }) => word < askedWords.length + 2).map(({ asked }) => asked),
  );
  let share = 0;
  for (const i of first) share += askedWords[i]!.share * own[i]!;
  return share;
}

/**
 * Openings that lean on the sentence before: pronouns and what points back (in search form). A sentence that begins so
 * is not understood alone.
 */
const DEPENDENT_OPENINGS = new Set(
  `وهو وهي وهم وهما وهن فهو فهي فهم هو هي هم هما وكان وكانت وكانوا ولكنه ولكنها لكنه لكنها لكنهم ولكن لكن كما كذلك وكذلك ذلك وذلك تلك وتلك هذا وهذا هذه وهذه هؤلاء
  فيه فيها وفيه وفيها منه منها ومنه ومنها ومنهم عنه عنها له لها وله ولها ولهم به بها وبها وبه عليه عليها وعليه وعليها اليه اليها واليها لذلك ولذلك لذا ولذا ولهذا فلذلك
  ثم فقد وقد بينما وبينما غير بيد حيث وحيث اما واما ايضا وايضا بعدها بعده وبعدها وبعده قبلها هناك وهناك هنا وهنا عندها وعندها حينها وحينها انه انها فانه فانها`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

export function startsDependent({ words }: Sentence): boolean {
  return words.length > 0 && DEPENDENT_OPENINGS.has(words[0]!.surface);
}
