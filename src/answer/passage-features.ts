/**
 * What speaks for a passage as the one that answers, against the other passages found and against none of them
 * answering. All are shares, ranks or cosines, so that one fit serves a hundred chunks and a hundred thousand.
 */
import type { Passage } from './passages.ts';
import type { ReadQuestion } from './question.ts';

export const PASSAGE_FEATURES = [
  'wordsOfIdeal',
  'wordsOfBest',
  'cosine',
  'cosineBelowBest',
  'sentenceCosine',
  'firstOfWords',
  'firstOfVectors',
  'rankWords',
  'rankVectors',
  'cover',
  'coverTitle',
  'titleAsked',
  'coverSentence',
  'missing',
  'rarestMissing',
  'kindHere',
  'lead',
] as const;
export type PassageFeature = (typeof PASSAGE_FEATURES)[number];

/** BM25's k1 bounds what one term can give: idf · (k1 + 1). An ideal passage has every term at that bound. */
export function idealScore(question: ReadQuestion, k1: number): number {
  return question.askedWords.reduce((sum, { rarity }) => sum + rarity * (k1 + 1), 0);
}
const K1 = 1.2;

export interface PassageContext {
  readonly question: ReadQuestion;
  readonly passages: readonly Passage[];
  /** By passage: the best cosine of its sentences; undefined where none was embedded. */
  readonly sentenceCosine: readonly (number | undefined)[];
  /** By passage: whether a sentence holds the kind asked for. */
  readonly kindHere: readonly boolean[];
  /** By passage: the greatest share of the question in one sentence. */
  readonly coverSentence: readonly number[];
}

export function passageFeatures(context: PassageContext): Record<PassageFeature, number>[] {
  const { question, passages } = context;
  const { askedWords } = question;
  const ideal = Math.max(idealScore(question, K1), 1e-6);
  const bestWords = Math.max(1e-6, ...passages.map(({ hit }) => hit.words?.score ?? 0));
  const bestCosine = Math.max(-1, ...passages.map(({ hit }) => hit.vectors?.score ?? -1));
  const rarest = askedWords.reduce(
    (best, word, i) => (word.share > askedWords[best]!.share ? i : best),
    0,
  );
  return passages.map(({ hit, inText, inHeading, inTitle, titleWords }, p) => {
    const words = hit.words?.score ?? 0;
    // A passage that the vectors did not bring is below all that they did.
    const cosine =
      hit.vectors?.score ??
      Math.min(bestCosine, ...passages.flatMap((q) => q.hit.vectors?.score ?? []));
    let cover = 0;
    let title = 0;
    for (const [i, { share }] of askedWords.entries()) {
      cover += share * Math.max(inText[i]!, inHeading[i]!, inTitle[i]!);
      title += share * inTitle[i]!;
    }
    return {
      wordsOfIdeal: Math.min(1.5, words / ideal),
      wordsOfBest: words / bestWords,
      cosine,
      cosineBelowBest: bestCosine - cosine,
      sentenceCosine: context.sentenceCosine[p] ?? cosine,
      firstOfWords: hit.words?.rank === 1 ? 1 : 0,
      firstOfVectors: hit.vectors?.rank === 1 ? 1 : 0,
      rankWords: nearTop(hit.words?.rank),
      rankVectors: nearTop(hit.vectors?.rank),
      cover,
      coverTitle: title,
      titleAsked:
        titleWords > 0
          ? inTitle.reduce((sum, strength) => sum + (strength > 0 ? 1 : 0), 0) / titleWords
          : 0,
      coverSentence: context.coverSentence[p]!,
      missing: 1 - cover,
      rarestMissing: 1 - Math.max(inText[rarest]!, inHeading[rarest]!, inTitle[rarest]!),
      kindHere: context.kindHere[p] ? 1 : 0,
      lead: hit.chunk.position === 0 ? 1 : 0,
    };
  });
}

/** 1 for the first, 0.5 for the second, …; 0 for what a ranking lacks. */
function nearTop(rank: number | undefined): number {
  return rank === undefined ? 0 : 1 / rank;
}

/** What speaks for "none of them". */
export function noneFeatures(
  { askedWords, kind }: ReadQuestion,
  passages: readonly Record<PassageFeature, number>[],
): Record<string, number> {
  const best = (name: PassageFeature) => Math.max(0, ...passages.map((features) => features[name]));
  const unknown = askedWords.reduce((sum, word) => sum + (word.unknown ? word.share : 0), 0);
  return {
    bias: 1,
    words: Math.min(1, askedWords.length / 10),
    unknown,
    bestCosine: best('cosine'),
    bestOfIdeal: best('wordsOfIdeal'),
    [`kind-${kind}`]: 1,
  };
}
