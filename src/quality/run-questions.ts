/** Asks every question of a set and notes what came back. */
import { createAnswerer } from '../answer/answer.ts';
import { HOLD_BACK } from '../answer/hold-back.ts';
import type { Reader } from '../reader/port.ts';
import { analyseQuestion } from '../retrieve/question.ts';
import { createRetriever } from '../retrieve/retrieve.ts';
import type { Embedder, Hit, SearchIndex } from '../types.ts';
import { DEPTH, type EvaluationQuestion, type Outcome, READ_AT } from './metrics.ts';

export type Ranking = 'fused' | 'vector' | 'words';

/** Chunks asked for: ten articles may lie deep if one of them holds many of the best chunks. */
const CHUNKS = 100;

export interface RunOptions {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly reader: Reader;
  readonly ranking: Ranking;
  /** Names of rules that do not hold answers back; see `src/answer/hold-back.ts`. */
  readonly without?: readonly string[];
  /** Whether to ask for quotes as well; slower. */
  readonly quotes: boolean;
  readonly onQuestion?: (done: number, of: number) => void;
}

export async function runQuestions(
  questions: readonly EvaluationQuestion[],
  options: RunOptions,
): Promise<Outcome[]> {
  const find = createFinder(options);
  const answerer = options.quotes ? answererOf(options) : undefined;
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const found = await find(question);
    const answer = await answerer?.ask(question.question);
    outcomes.push({ question, ...found, answer });
    options.onQuestion?.(outcomes.length, questions.length);
  }
  return outcomes;
}

/** Finds articles, ten at most, and for questions with marked sentences the chunks that would be read. */
export function createFinder({
  index,
  embedder,
  ranking,
}: Pick<RunOptions, 'index' | 'embedder' | 'ranking'>) {
  const read = Math.max(...READ_AT);
  const retriever = createRetriever({ index, embedder });
  return async ({
    question: text,
    marked,
  }: Pick<EvaluationQuestion, 'question' | 'marked'>): Promise<
    Pick<Outcome, 'ranked' | 'read'>
  > => {
    if (ranking === 'fused') {
      const question = await retriever.understand(text);
      const ranked = articlesOf(await retriever.retrieve(question, CHUNKS));
      // Asked for apart, because a ranking of articles looks at more chunks than a reading does.
      return { ranked, read: marked && (await retriever.retrieve(question, read)) };
    }
    const found =
      ranking === 'words'
        ? await index.searchWords(analyseQuestion(text).terms, CHUNKS)
        : await index.searchVectors(await embedder.embedQuestion(text), CHUNKS);
    const chunks = await index.chunks(found.map(({ number }) => number));
    const ranked = firstOfEach(chunks.map(({ articleId }) => articleId));
    return { ranked, read: marked && chunks.slice(0, read).map((chunk) => ({ chunk })) };
  };
}

/** Article ids of hits, the best first, each once, ten at most. */
export function articlesOf(hits: readonly Hit[]): string[] {
  return firstOfEach(
    hits.flatMap(({ article, alsoIn }) => [article, ...(alsoIn ?? [])].map(({ id }) => id)),
  );
}

export function firstOfEach(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(0, DEPTH);
}

/** The answerer over one ranking alone: the other one finds nothing. */
function answererOf({ index, embedder, reader, ranking, without = [] }: RunOptions) {
  const nothing = async () => [];
  const restricted: SearchIndex =
    ranking === 'fused'
      ? index
      : new Proxy(index, {
          get: (target, name) => {
            if (name === (ranking === 'words' ? 'searchVectors' : 'searchWords')) return nothing;
            const value = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
  return createAnswerer({
    withIndex: (use) => use(restricted, embedder),
    reader,
    holdBack: HOLD_BACK.filter(({ name }) => !without.includes(name)),
  });
}
