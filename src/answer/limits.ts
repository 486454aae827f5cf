/** How much is looked at and how much is shown. */

/** A quote is at most this long, in UTF-16 code units: what a person reads at one glance in a chat. */
export const QUOTE_CHARS_MAX = 350;
/** … and at most this many sentences. */
export const QUOTE_SENTENCES_MAX = 2;
export const QUOTES_MAX = 3;
/** A further quote is shown only where it is at least this likely beside the best one. */
export const FURTHER_SHARE_MIN = 0.05;
/** Where the newest is asked for, a newer quote goes first if it is at least this likely beside the best one. */
export const NEWER_SHARE_MIN = 0.6;

/** The context around a quote: its paragraph, or where that is longer, a sentence either side. */
export const CONTEXT_CHARS_MAX = 900;

/** Titles offered where the corpus does not answer. */
export const NEAREST_MAX = 3;

/** Passages that are weighed for one question. */
export const PASSAGES_MAX = 20;
/** Sentences are sought in the best of them only: the rest decide how sure the answer is, and are never quoted. */
export const QUOTABLE_PASSAGES_MAX = 10;
/** Sentences are embedded for the best few of those: embedding is the dearest step of answering. */
export const EMBEDDED_PASSAGES_MAX = 5;

/**
 * A longer question (UTF-16 code units, as typed and in search form) is cut to the sentences in it
 * that ask, or else to its beginning; the answer then says what was searched for.
 * Embedding models take some 500 tokens, and nobody needs more to ask one thing.
 */
export const QUESTION_CHARS_MAX = 400;
