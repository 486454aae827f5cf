/**
 * What speaks for a passage as the one that answers, against the other passages found and against none of them
 * answering. All are shares, ranks or cosines, so that one fit serves a hundred chunks and a hundred thousand.
 */
import { evidenceOf } from '../retrieve/rarity.ts';
import type { QuestionKind } from '../types.ts';
import type { Passage } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import { kindHereOf, rarestWord, type SentenceFeature } from './sentence-features.ts';

/** Name ─► meaning. */
export const PASSAGE_FEATURES = {
  wordsOfIdeal: 'its BM25 score over the score of a passage full of every word of the question',
  wordsOfBest: 'its BM25 score over the best one',
  cosine: 'inner product with the question',
  cosineBelowBest: 'how far that is below the best one',
  sentenceCosine: 'the best inner product of its sentences; its own where they were not embedded',
  firstOfWords: 'whether the word ranking has it first',
  firstOfVectors: 'whether the vector ranking has it first',
  agreed: 'one over the worse of its two ranks',
  cover: 'share of the question (by rarity) that stands in its text, heading or title',
  coverRare: 'the same, of the words that tell the retrieved passages apart',
  coverTitle: 'share of the question that stands in the title',
  titleAsked: 'share of the title that stands in the question',
  coverSentence: 'the greatest share of the question in one sentence',
  rareSentence: 'the greatest share, in one sentence, of the words that tell the passages apart',
  phrase:
    'the greatest share of neighbouring words of the question that are neighbours in a sentence',
  rarestMissing: 'whether the rarest word of the question is nowhere in it',
  kindHere: 'whether it has what is asked for: a date, amount, person, place, reason, manner',
  kindMissing: 'whether that is asked for and missing',
  kindNear: 'how near that stands to words of the question',
  defines: 'for "who is", "what is": share of the question at the head of a sentence',
  lead: 'whether it begins its article',
  leadTitled:
    'the same, times titleAsked and coverTitle: «what is X» is answered where the article on X begins',
  coverBeyond:
    'share, of the words of the question that are not in the title, that stands in its text',
  coverRoots: 'the most that words which may be of one root add to the cover of a sentence',
  coverArticle:
    'share of the question that stands in its title or in any retrieved passage of its article',
  evidence:
    'the rarity of the words of the question in its text, heading or title, as `evidenceOf` has it: 1 could hardly be chance',
  evidenceBeyond: 'the same, of the words that are not in the title',
  evidenceSentence: 'the same, of the words in one sentence',
  company:
    'share of the ten best passages that are of its article, times its inner product: where all are, that says nothing',
  cosineApart:
    'how many standard deviations its inner product is above the mean of those retrieved, over five',
} as const;
export type PassageFeature = keyof typeof PASSAGE_FEATURES;

/** Name ─► meaning; besides, one for each kind of question. */
export const NONE_FEATURES = {
  bias: 'always 1',
  words: 'words of the question over ten',
  unknown: 'share of the question that stands nowhere in the corpus',
  mended: 'whether typing errors were mended',
  guessed:
    'share of the question that was guessed, because what was typed stands nowhere in the corpus',
  bestCosine: 'the best inner product of a passage',
  cosineGap: 'how far the best inner product is above the tenth',
  bestOfIdeal: 'the best BM25 score over the ideal one',
  bestCover: 'the greatest cover of a passage',
  bestSentence: 'the greatest share of the question in one sentence',
  far: 'how far, of FAR_COSINE, the best inner product falls short of it',
  scarce: 'how far, of SCARCE_COVER, the greatest cover falls short of it',
} as const;

/** Below these, each further step down says more than the steps above do: nothing here is about the question. */
const FAR_COSINE = 0.3;
const SCARCE_COVER = 0.4;

/** BM25's k1 (`index/words-formula.ts`): a term gives at most rarity · (k1 + 1), so that an ideal passage gives the sum. */
const K1 = 0.7;
/** Kinds whose answers `kinds.ts` knows when it sees them. */
const RECOGNISED: ReadonlySet<QuestionKind> = new Set(['who', 'when', 'where', 'howMany', 'why']);

/**
 * By word of the question: 1 where one of the retrieved passages has it, 0 where all have it, so that what the passages
 * share (mostly the name of the subject) counts less when they are told apart.
 */
export function tellingApart(passages: readonly Passage[], words: number): Float32Array {
  const telling = new Float32Array(words);
  for (let i = 0; i < words; i += 1) {
    const having = passages.reduce((n, { inText }) => n + (inText[i]! > 0 ? 1 : 0), 0);
    telling[i] = 1 - having / Math.max(1, passages.length);
  }
  return telling;
}

export function passageFeatures(
  question: ReadQuestion,
  passages: readonly Passage[],
  telling: Float32Array,
  sentences: readonly (readonly Record<SentenceFeature, number>[])[],
): Record<PassageFeature, number>[] {
  const { askedWords } = question;
  const ideal = askedWords.reduce((sum, { rarity }) => sum + rarity * (K1 + 1), 0) || 1;
  const tellingSum = askedWords.reduce((sum, { share }, i) => sum + share * telling[i]!, 0) || 1;
  const bestWords = Math.max(1e-6, ...passages.map(({ hit }) => hit.words?.score ?? 0));
  const cosines = passages.map(({ hit }) => hit.vectors?.score ?? 0);
  const bestCosine = Math.max(...cosines);
  const rarest = rarestWord(question);
  const rarityOfAll = askedWords.reduce((sum, { rarity }) => sum + rarity, 0);
  const evidence = (rarity: number) => evidenceOf(rarity, question.chunks);
  const mean = cosines.reduce((a, b) => a + b, 0) / Math.max(1, cosines.length);
  const deviation = Math.sqrt(
    cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / Math.max(1, cosines.length),
  );
  return passages.map(({ hit, inText, inHeading, inTitle, titleWords }, p) => {
    const siblings = passages.filter((other) => other.hit.article.id === hit.article.id);
    const words = hit.words?.score ?? 0;
    const cosine = cosines[p]!;
    const own = sentences[p]!;
    const best = (name: SentenceFeature) => Math.max(0, ...own.map((features) => features[name]));
    const kindHere = Math.max(0, ...own.map(kindHereOf));
    let cover = 0;
    let rare = 0;
    let title = 0;
    let article = 0;
    let beyond = 0;
    let beyondSum = 0;
    let rarityHere = 0;
    let rarityBeyond = 0;
    for (const [i, { share, rarity }] of askedWords.entries()) {
      const strength = Math.max(inText[i]!, inHeading[i]!, inTitle[i]!);
      article +=
        share * siblings.reduce((most, { inText: has }) => Math.max(most, has[i]!), strength);
      cover += share * strength;
      rarityHere += rarity * strength;
      rare += share * telling[i]! * strength;
      title += share * inTitle[i]!;
      const besideTitle = (1 - inTitle[i]!) * Math.max(inText[i]!, inHeading[i]!);
      beyond += share * besideTitle;
      rarityBeyond += rarity * besideTitle;
      beyondSum += share * (1 - inTitle[i]!);
    }
    const ranks = [hit.words?.rank, hit.vectors?.rank];
    const titleAsked =
      inTitle.reduce((n, strength) => n + (strength > 0 ? 1 : 0), 0) / Math.max(1, titleWords);
    const isLead = hit.chunk.position === 0 ? 1 : 0;
    const embedded = own.some((features) => features.cosine !== 0);
    return {
      wordsOfIdeal: words / ideal,
      wordsOfBest: words / bestWords,
      cosine,
      cosineBelowBest: bestCosine - cosine,
      sentenceCosine: embedded ? Math.max(...own.map((features) => features.cosine)) : cosine,
      firstOfWords: ranks[0] === 1 ? 1 : 0,
      firstOfVectors: ranks[1] === 1 ? 1 : 0,
      agreed: 1 / Math.max(ranks[0] ?? 100, ranks[1] ?? 100),
      cover,
      coverRare: rare / tellingSum,
      coverTitle: title,
      titleAsked,
      coverSentence: best('cover'),
      rareSentence: best('coverRare'),
      phrase: best('phrase'),
      rarestMissing: 1 - Math.max(inText[rarest]!, inHeading[rarest]!, inTitle[rarest]!),
      kindHere,
      kindMissing: RECOGNISED.has(question.kind) ? 1 - kindHere : 0,
      kindNear: best('kindNear'),
      defines: best('defines'),
      lead: isLead,
      leadTitled: isLead * titleAsked * title,
      coverBeyond: beyondSum > 0 ? beyond / beyondSum : 0,
      coverRoots: best('coverRoots'),
      coverArticle: article,
      evidence: evidence(rarityHere),
      evidenceBeyond: evidence(rarityBeyond),
      evidenceSentence: evidence(best('cover') * rarityOfAll),
      company:
        (passages.slice(0, 10).filter((other) => other.hit.article.id === hit.article.id).length /
          10) *
        Math.max(0, cosine),
      cosineApart: (cosine - mean) / Math.max(deviation, 0.01) / 5,
    };
  });
}

/** What speaks for "none of them". */
export function noneFeatures(
  { askedWords, kind, mends }: ReadQuestion,
  passages: readonly Record<PassageFeature, number>[],
): Record<string, number> {
  const best = (name: PassageFeature) => Math.max(0, ...passages.map((features) => features[name]));
  const cosines = passages.map(({ cosine }) => cosine).sort((a, b) => b - a);
  return {
    bias: 1,
    words: Math.min(1, askedWords.length / 10),
    unknown: askedWords.reduce((sum, word) => sum + (word.unknown ? word.share : 0), 0),
    mended: mends.length > 0 ? 1 : 0,
    guessed: askedWords.reduce(
      (sum, { forms, share }) => sum + (forms[0]!.weight < 1 ? share : 0),
      0,
    ),
    bestCosine: best('cosine'),
    cosineGap: (cosines[0] ?? 0) - (cosines[Math.min(9, cosines.length - 1)] ?? 0),
    bestOfIdeal: best('wordsOfIdeal'),
    bestCover: best('cover'),
    bestSentence: best('coverSentence'),
    far: Math.max(0, FAR_COSINE - best('cosine')) / FAR_COSINE,
    scarce: Math.max(0, SCARCE_COVER - best('cover')) / SCARCE_COVER,
    [`kind.${kind}`]: 1,
  };
}
