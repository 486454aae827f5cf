/** Question ─► Hit[]: two rankings fused, then the chunks that are worth reading. */
import { bundledLexicon } from '../lexicon/bundled.ts';
import type { ArticleHead, Embedder, Fused, Hit, SearchIndex, SearchScope } from '../types.ts';
import { chooseHits, READ_MAX } from './choose-hits.ts';
import { fuse } from './fuse.ts';
import { inArabicLetters } from './latin.ts';
import { type MendedQuestion, mendQuestion } from './mend.ts';
import { analyseQuestion } from './question.ts';
import { search } from './search.ts';
import { turn } from './turn.ts';

/** How many of the best are looked at, at least: chunks further down rarely rise among the first eight. */
export const LOOKED_AT = 60;

export interface Retriever {
  /** A question that was typed in Latin letters, in Arabic ones, if that gives Arabic words. */
  inArabicLetters(text: string): Promise<string | undefined>;
  /** What a question asks for, its typing errors mended against the words of the corpus. */
  understand(text: string): Promise<MendedQuestion>;
  /**
   * The chunks most likely to answer, or to be next to the answer, the most promising first
   * (`chooseHits`). Chunks that print the same story come once, with `alsoIn`.
   *
   * @param limit how many at most; `READ_MAX` are worth reading, and more make a ranking of articles.
   * @param scope where to look; everywhere, without it.
   */
  retrieve(question: MendedQuestion, limit?: number, scope?: SearchScope): Promise<Hit[]>;
}

export interface RetrieverParts {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
}

export function createRetriever({ index, embedder }: RetrieverParts): Retriever {
  const understand = (text: string) => mendQuestion(analyseQuestion(text), index, bundledLexicon);

  const retrieve = async (
    question: MendedQuestion,
    limit = READ_MAX,
    scope?: SearchScope,
  ): Promise<Hit[]> => {
    const found = fuse(await search({ index, embedder }, question, scope));
    // Some of the best may print one story, and then others move up.
    const hits = await hitsOf(found.slice(0, Math.max(2 * limit + 10, LOOKED_AT)), index);
    // To compare stories takes milliseconds: others have their turn before.
    await turn();
    return chooseHits(hits, limit, { wantsLatest: question.wantsLatest });
  };

  return {
    inArabicLetters: (text) => inArabicLetters(text, index, bundledLexicon),
    understand,
    retrieve,
  };
}

/** What was found with its chunks and articles; without those whose article is gone. */
async function hitsOf(found: readonly Fused[], index: SearchIndex): Promise<Hit[]> {
  const chunks = await index.chunks(found.map(({ number }) => number));
  const heads = await articleHeads(
    index,
    chunks.map(({ articleId }) => articleId),
  );
  return found.flatMap((fused, i): Hit[] => {
    const chunk = chunks[i];
    const article = chunk && heads.get(chunk.articleId);
    return chunk && article ? [{ ...fused, chunk, article }] : [];
  });
}

async function articleHeads(
  index: SearchIndex,
  ids: readonly string[],
): Promise<Map<string, ArticleHead>> {
  const unique = [...new Set(ids)];
  const heads = await index.heads(unique);
  return new Map(heads.flatMap((head) => (head ? [[head.id, head] as const] : [])));
}
