/** Question ─► Hit[]: both rankings fused, the best ordered anew, printed-twice stories collapsed. */
import type { ArticleHead, Embedder, Hit, SearchIndex, SearchScope } from '../types.ts';
import { chunkWords, titleWords } from './chunk-words.ts';
import { collapse } from './duplicates.ts';
import { type Candidate, fuse } from './fuse.ts';
import { newestFirst } from './latest.ts';
import { type MendedQuestion, mendQuestion } from './mend.ts';
import { analyseQuestion } from './question.ts';
import { rarityOf } from './rarity.ts';
import { RERANKED, type RerankFeatures, rerankScore, TermFinder } from './rerank.ts';

/** Chunks taken from each ranking before fusion; deeper ones changed no top ten in the trials. */
const DEPTH = 100;

export interface Retriever {
  /** What a question asks for, its typing errors mended against the words of the corpus. */
  understand(text: string): Promise<MendedQuestion>;
  /**
   * The chunks most likely to answer, by falling score. Chunks that print the same story come once,
   * with `alsoIn`.
   *
   * @param limit how many at most.
   * @param scope where to look; everywhere, without it.
   */
  retrieve(question: MendedQuestion, limit: number, scope?: SearchScope): Promise<Hit[]>;
}

export interface RetrieverParts {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
}

export function createRetriever({ index, embedder }: RetrieverParts): Retriever {
  const understand = (text: string) =>
    mendQuestion(analyseQuestion(text), index, (word) => embedder.knowsWord?.(word) ?? false);

  const retrieve = async (
    question: MendedQuestion,
    limit: number,
    scope?: SearchScope,
  ): Promise<Hit[]> => {
    const found = await search({ index, embedder }, question, scope);
    // Some of the best may print one story, and then others move up.
    const best = fuse(found).slice(0, Math.max(2 * limit + 10, RERANKED));
    const chunks = await index.chunks(best.map(({ candidate }) => candidate.chunk));
    const heads = await articleHeads(
      index,
      chunks.map(({ articleId }) => articleId),
    );
    const hits = best.flatMap(({ candidate, score }, i): Hit[] => {
      const chunk = chunks[i];
      const article = chunk && heads.get(chunk.articleId);
      if (!chunk || !article) return [];
      const { words, vectors } = candidate;
      return [
        {
          number: candidate.chunk,
          chunk,
          article,
          score,
          ...(words && { words }),
          ...(vectors && { vectors }),
        },
      ];
    });
    const ordered = await rerank(hits, question, index);
    // Where the newest is asked for, it may lie below the limit.
    const once = collapse(ordered, question.wantsLatest ? { newestStands: true } : { limit });
    return (question.wantsLatest ? newestFirst(once) : once).slice(0, limit);
  };

  return { understand, retrieve };
}

/**
 * The first hits by their rerank score, the rest after them as they came. The new score of a hit is its
 * odds of answering over those of the best.
 */
async function rerank(
  hits: readonly Hit[],
  question: MendedQuestion,
  index: SearchIndex,
): Promise<Hit[]> {
  const features = await rerankFeatures(hits.slice(0, RERANKED), question, index);
  const logOdds = features.map((of) => rerankScore(of));
  const best = Math.max(...logOdds);
  const first = logOdds
    .map((odds, i): Hit => ({ ...hits[i]!, score: Math.exp(odds - best) }))
    .sort((a, b) => b.score - a.score || a.number - b.number);
  const last = first.at(-1)?.score ?? 1;
  const rest = hits.slice(RERANKED);
  const fused = rest[0]?.score || 1;
  return [...first, ...rest.map((hit) => ({ ...hit, score: (last * hit.score) / fused }))];
}

/** What hits say of themselves, in their order; for `rerank`, and for fitting its weights. */
export async function rerankFeatures(
  hits: readonly Hit[],
  { terms }: MendedQuestion,
  index: SearchIndex,
): Promise<RerankFeatures[]> {
  const total = index.summary.chunks;
  const weighed = await Promise.all(
    terms.map(async (term) => {
      const n = await index.chunkFrequency('stem', term.stem);
      return { ...term, rarity: term.weight * rarityOf(n, total) };
    }),
  );
  const finder = new TermFinder(weighed, total);
  const bestWords = Math.max(Number.MIN_VALUE, ...hits.map(({ words }) => words?.score ?? 0));
  return hits.map(({ words, vectors, chunk, article }) => ({
    words: (words?.score ?? 0) / bestWords,
    vectors: vectors?.score ?? 0,
    ...finder.featuresOf(titleWords(article), chunkWords(chunk)),
  }));
}

/** What either ranking finds; each candidate of the words gets its inner product as well. */
async function search(
  { index, embedder }: RetrieverParts,
  { terms, searchText }: MendedQuestion,
  scope: SearchScope | undefined,
): Promise<Candidate[]> {
  const vector = await embedder.embedQuestion(searchText);
  const [byWords, byVector] = await Promise.all([
    index.searchWords(terms, DEPTH, scope),
    index.searchVectors(vector, DEPTH, scope),
  ]);
  const words = new Map(byWords.map(({ chunk, score }, i) => [chunk, { rank: i + 1, score }]));
  const nearest = new Set(byVector.map(({ chunk }) => chunk));
  const others = [...words.keys()].filter((chunk) => !nearest.has(chunk));
  const vectors = await index.vectors(others);
  return [
    ...byVector,
    ...others.map((chunk, i) => ({ chunk, score: innerProduct(vector, vectors[i]!) })),
  ]
    .sort((a, b) => b.score - a.score || a.chunk - b.chunk)
    .map(({ chunk, score }, i) => {
      const found = words.get(chunk);
      return { chunk, ...(found && { words: found }), vectors: { rank: i + 1, score } };
    });
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

async function articleHeads(
  index: SearchIndex,
  ids: readonly string[],
): Promise<Map<string, ArticleHead>> {
  const unique = [...new Set(ids)];
  const heads = await index.heads(unique);
  return new Map(heads.flatMap((head) => (head ? [[head.id, head] as const] : [])));
}
