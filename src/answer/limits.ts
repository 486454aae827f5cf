/** How much is read and how much is shown. */

/**
 * Chunks that are read at first, best first, and at each further step; more of those that retrieval chose are read only
 * while they could change the outcome. Fewer at first find a right sentence as often, and others are surer
 * (`docs/decisions/reader-speed.md`).
 */
export const CHUNKS_READ_FIRST = 4;
export const CHUNKS_READ_NEXT = 2;

/** A sentence to read, and a quote, is at most this long, in UTF-16 code units: what a person reads at one glance in a chat. */
export const QUOTE_CHARS_MAX = 350;
export const QUOTES_MAX = 3;
/**
 * A further quote is a candidate if its own probability, against none alone, is at least this share of the best one's:
 * two sentences that both answer are both near 1.
 */
export const FURTHER_SHARE_MIN = 0.5;
/**
 * It is shown if it contradicts the best one, or from this greater share on: next to an outright answer few others answer
 * too, next to a maybe one more often does (`docs/EVALUATION.md`).
 */
export const FURTHER_SHOWN_MIN = { answer: 0.9, maybe: 0.6 } as const;
/** A neighbouring sentence is quoted too if its probability is at least this share of the answering one's. */
export const NEIGHBOUR_SHARE_MIN = 0.3;
/** From this probability on, against none alone, a sentence answers; then it can contradict another one. */
export const ANSWERS_MIN = 0.5;
/** A line that is also in unrelated articles, such as a footer, is quoted only if it is this likely to answer, against none. */
export const SHARED_ANSWERS_MIN = 0.8;
/** A sentence whose passage and titles name nothing of the question is quoted only if it is this likely to answer, against none. */
export const STRANGE_ANSWERS_MIN = 0.95;
/**
 * If the newest is asked for, a sentence answers as well as the most likely one if its own probability is at least
 * this share of that one's: then the newer goes first.
 */
export const NEWER_SHARE_MIN = 0.8;

/** From this probability of its span on, the words that answer are shown: in bold, and alone on the first line. */
export const SPAN_SURE_MIN = 0.5;
/** Longer words are no short answer: the quote itself is read as quickly. */
export const SHORT_CHARS_MAX = 80;

/** The context around a quote: its paragraph, or if that is longer, a sentence either side. */
export const CONTEXT_CHARS_MAX = 900;

/** From this age in days on, an article says nothing about today, unless the settings say otherwise. */
export const STALE_AFTER_DAYS = 365;

/** Titles offered if the corpus does not answer. */
export const NEAREST_MAX = 3;

/**
 * A longer message (UTF-16 code units, as typed and in search form) is cut to the sentences in it
 * that ask, or else to its beginning (`retrieve/long-message.ts`); the answer then says what was searched for.
 * Models take about 500 tokens, and nobody needs more to ask one thing.
 */
export const QUESTION_CHARS_MAX = 400;
