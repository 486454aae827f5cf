/** What either ranking finds for a question, with the score that the other one gives it. */
import { innerProduct } from '../embed/inner-product.ts';
import type { Embedder, SearchIndex, SearchScope } from '../types.ts';
import type { Candidate } from './fuse.ts';
import type { MendedQuestion } from './mend.ts';
import { turn } from './turn.ts';

/** Chunks that each ranking puts forward. */
const DEPTH = 100;
/**
 * The word ranking is asked for more, so that what only the vectors put forward has its word score as well:
 * of the chunks that answer, .006 more came among the first eight, and a deeper look gave .001.
 */
const WORDS_DEPTH = 300;

/**
 * Lets others have their turn between its steps, each of which takes milliseconds if the index is in memory.
 *
 * @returns candidates by falling inner product with the question.
 */
export async function search(
  { index, embedder }: { readonly index: SearchIndex; readonly embedder: Embedder },
  { terms, searchText }: Pick<MendedQuestion, 'terms' | 'searchText'>,
  scope?: SearchScope,
): Promise<Candidate[]> {
  const vector = await embedder.embedQuestion(searchText);
  await turn();
  const [byWords, byVector] = await Promise.all([
    index.searchWords(terms, WORDS_DEPTH, scope),
    turn().then(() => index.searchVectors(vector, DEPTH, scope)),
  ]);
  await turn();
  const words = new Map(byWords.map(({ number, score }, i) => [number, { rank: i + 1, score }]));
  const nearest = new Set(byVector.map(({ number }) => number));
  const others = byWords
    .slice(0, DEPTH)
    .map(({ number }) => number)
    .filter((number) => !nearest.has(number));
  const vectors = await index.vectors(others);
  return [
    ...byVector,
    ...others.map((number, i) => ({ number, score: innerProduct(vector, vectors[i]!) })),
  ]
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .map(({ number, score }, i) => {
      const place = words.get(number);
      return { number, ...(place && { words: place }), vectors: { rank: i + 1, score } };
    });
}
