/** Questions to begin with, that the corpus in use can say something to: each was asked here before it is shown. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../schema.ts';
import type { Answerer } from '../types.ts';
import type { Shelves } from './ports.ts';

const SHOWN_MAX = 4;
/** Asking takes some tenths of a second each, beside the questions of people. */
const TRIED_MAX = 48;
/** A maybe that is likelier than not will do where too few are answered outright. */
const CONFIDENCE_MIN = 0.5;
/** So many as sure as this are enough. */
const SURE_MIN = 0.9;
const QUESTION_CHARS_MAX = 90;
const TITLES_READ = 200;

const lineSchema = z.object({
  question: z.string().min(1).max(QUESTION_CHARS_MAX),
  relevant: z.array(z.string()).min(1),
  answers: z.array(z.string()).min(1),
  form: z.string().optional(),
});

/** From the `questions.jsonl` that may lie in a corpus (docs/EVALUATION.md): short ones first, and one article after another. */
export async function questionsOf(corpusPaths: readonly string[]): Promise<string[]> {
  const byArticle = new Map<string, string[]>();
  for (const path of corpusPaths) {
    const text = await readFile(join(path, 'questions.jsonl'), 'utf8').catch(() => '');
    for (const line of text.split('\n')) {
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success || (parsed.data.form ?? 'plain') !== 'plain') continue;
      const [article] = parsed.data.relevant as [string];
      byArticle.set(article, [...(byArticle.get(article) ?? []), parsed.data.question]);
    }
  }
  return [...byArticle.values()]
    .flatMap((questions) =>
      questions.sort((a, b) => a.length - b.length).map((question, turn) => ({ question, turn })),
    )
    .sort((a, b) => a.turn - b.turn || a.question.length - b.question.length)
    .map(({ question }) => question);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export class Examples {
  readonly #candidates: readonly string[];
  readonly #answerer: Answerer;
  readonly #shelves: Shelves;
  #generation: number | undefined;
  #shown: readonly string[] = [];

  constructor(answerer: Answerer, shelves: Shelves, candidates: readonly string[]) {
    this.#answerer = answerer;
    this.#shelves = shelves;
    this.#candidates = candidates;
  }

  /** What is known to be answered by now; looking goes on in the background, once for each generation. */
  async current(): Promise<readonly string[]> {
    const generation = await this.#shelves.use(async (index) => index.summary.generation);
    if (generation !== this.#generation) {
      this.#generation = generation;
      this.#shown = [];
      // Where looking fails, there are no examples; the page does not need them.
      void this.#look(generation).catch(() => {});
    }
    return this.#shown;
  }

  async #look(generation: number): Promise<void> {
    const candidates = [...this.#candidates, ...(await this.#questionsInTitles())];
    const good: { question: string; confidence: number }[] = [];
    for (const question of candidates.slice(0, TRIED_MAX)) {
      const { kind, confidence } = await this.#answerer.ask(question);
      if (this.#generation !== generation) return;
      if (kind === 'none' || confidence < CONFIDENCE_MIN) continue;
      good.push({ question, confidence });
      this.#shown = [...good]
        .sort((a, b) => b.confidence - a.confidence)
        .slice(0, SHOWN_MAX)
        .map((one) => one.question);
      if (good.filter((one) => one.confidence >= SURE_MIN).length >= SHOWN_MAX) return;
    }
  }

  /** Titles that are questions: their articles often answer them. */
  async #questionsInTitles(): Promise<string[]> {
    const { articles } = await this.#shelves.use((index) =>
      index.listArticles({ offset: 0, limit: TITLES_READ }),
    );
    return articles
      .map(({ title }) => title)
      .filter((title) => /[؟?]$/u.test(title) && title.length <= QUESTION_CHARS_MAX);
  }
}
