/**
 * A question and a chunk as one row of tokens, as in the training (`training/reader/`):
 *
 *     <s> question </s> title · heading </s> <mark> sentence <mark> sentence …
 *
 * What the model says of a sentence, it says at the sentence's mark.
 */
import type { TokenClassifier } from '../embed/transformers.ts';
import type { ChunkToRead } from './port.ts';
import { type TokenisedText, tokenise } from './tokens.ts';

/**
 * All three as in the training: the model knows no longer rows. The longest of 3,000 written questions takes 31 tokens; a
 * chunk takes about 170, so that a row holds it whole with question and head.
 */
const QUESTION_TOKENS_MAX = 64;
const HEAD_TOKENS_MAX = 40;
export const ROW_TOKENS_MAX = 320;

export interface Row {
  readonly ids: readonly number[];
  /** One for each sentence of the chunk; null for one that is beyond the row. */
  readonly sentences: readonly (SentenceInRow | null)[];
}

export interface SentenceInRow {
  /** Place of the mark in the row; the sentence's tokens follow it. */
  readonly mark: number;
  /** How many of the sentence's tokens the row holds: not all, if the row ends within it. */
  readonly tokens: number;
  readonly tokenised: TokenisedText;
}

export interface Packer {
  pack(question: string, chunk: ChunkToRead): Row;
}

export function createPacker(classifier: Pick<TokenClassifier, 'pieces' | 'specialId'>): Packer {
  const begin = classifier.specialId('<s>');
  const end = classifier.specialId('</s>');
  const mark = classifier.specialId('<mark>');
  const start = (text: string, tokensMax: number) =>
    tokenise(classifier, text).ids.slice(0, tokensMax);
  return {
    pack: (question, { title, heading, sentences }) => {
      const head = heading ? `${title} · ${heading}` : title;
      const ids = [begin, ...start(question, QUESTION_TOKENS_MAX), end];
      ids.push(...start(head, HEAD_TOKENS_MAX), end);
      const places = sentences.map((sentence): SentenceInRow | null => {
        if (ids.length >= ROW_TOKENS_MAX) return null;
        const place = ids.length;
        const tokenised = tokenise(classifier, sentence);
        const tokens = Math.min(tokenised.ids.length, ROW_TOKENS_MAX - place - 1);
        ids.push(mark, ...tokenised.ids.slice(0, tokens));
        return { mark: place, tokens, tokenised };
      });
      return { ids, sentences: places };
    },
  };
}
