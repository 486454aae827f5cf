/** What adaptation learns from: a query cut from a passage, and the passage it should find. No label is needed. */
import { splitSentences } from '../text/sentences.ts';

/** A passage to be served, with its article's title. */
export interface AdaptChunk {
  /** Chunks of one article are never each other's wrong answers; without an id, those under one title are not. */
  readonly articleId?: string;
  readonly title: string;
  readonly text: string;
}

/** Token ids of a passage, by sentence, and of its title. */
export interface TokenisedChunk {
  readonly title: Int32Array;
  readonly sentences: readonly Int32Array[];
}

export interface Pair {
  readonly query: Int32Array;
  readonly passage: Int32Array;
  /** The number of the chunk's article. */
  readonly group: number;
}

const WORDS_MIN = 3;
/** How often the sentence asked with is taken out of its passage (inverse cloze, Lee, Chang and Toutanova 2019). */
const REMOVED_SHARE = 0.9;
const TITLED_SHARE = 0.5;
const TOKEN_DROP_SHARE = 0.1;
const QUERY_TOKENS_MAX = 64;

export function tokeniseChunk(
  chunk: AdaptChunk,
  tokenise: (text: string) => number[],
): TokenisedChunk {
  return {
    title: Int32Array.from(tokenise(chunk.title)),
    sentences: splitSentences(chunk.text)
      .map(({ start, end }) => Int32Array.from(tokenise(chunk.text.slice(start, end))))
      .filter((ids) => ids.length > 0),
  };
}

/** Draws one pair from a chunk, or none where the chunk is too short to ask about. `random` gives numbers in [0, 1). */
export function drawPair(
  chunk: TokenisedChunk,
  group: number,
  random: () => number,
): Pair | undefined {
  const kind = random();
  const { title, sentences } = chunk;
  const titled = random() < TITLED_SHARE && kind >= 0.3;
  let query: Int32Array;
  let left = -1;
  if (kind < 0.3) {
    query = title;
  } else if (kind < 0.6) {
    const all = sentences.flatMap((ids) => [...ids]);
    const picked = Array.from(
      { length: 2 + Math.floor(random() * 4) },
      () => all[Math.floor(random() * all.length)]!,
    );
    query = Int32Array.from(random() < 0.5 ? [...title, ...picked] : picked);
  } else {
    const at = Math.floor(random() * sentences.length);
    query = sentences[at] ?? title;
    if (sentences.length > 1 && random() < REMOVED_SHARE) left = at;
  }
  const kept = sentences.filter((_, at) => at !== left).flatMap((ids) => [...ids]);
  const passage = (titled ? [...title, ...kept] : kept).filter(() => random() >= TOKEN_DROP_SHARE);
  if (passage.length < WORDS_MIN || query.length === 0) return undefined;
  return { query: query.slice(0, QUERY_TOKENS_MAX), passage: Int32Array.from(passage), group };
}
