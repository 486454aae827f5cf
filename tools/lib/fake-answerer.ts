/** A tiny corpus and an answerer that a person can predict: it quotes the sentence that shares most words. */

import { type Overview, overviewOf } from '../../src/app/overview.ts';
import { headOf } from '../../src/index/article-parts.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Answer, Answerer, Article, AskOptions, Catalogue, Quote } from '../../src/types.ts';

export const ARTICLES: readonly Article[] = [
  {
    id: 'volcano',
    title: 'بركان في آيسلندا يثور بعد هدوء طويل',
    text: 'ثار بركان في جنوب غرب آيسلندا فجر يوم الاثنين 18 ديسمبر 2023. وأُجلي سكان بلدة غريندافيك قبل الثوران بأسابيع. وقالت هيئة الأرصاد إن طول الشق بلغ نحو أربعة كيلومترات.',
    url: 'https://example.org/news/volcano-2023',
    date: '2023-12-19',
    source: 'صحيفة المثال',
  },
  {
    id: 'volcano-again',
    title: 'آيسلندا: طول الشق البركاني خمسة كيلومترات',
    text: 'ذكرت وكالة أخرى أن طول الشق في آيسلندا بلغ خمسة كيلومترات. ولم تُسجَّل إصابات.',
    url: 'https://example.com/iceland',
    date: '2023-12-20',
    source: 'BBC عربي',
  },
  {
    id: 'museum',
    title: 'BBC: متحف جديد (2024) يفتح أبوابه',
    text: 'BBC قالت إن المتحف يفتح أبوابه للزوار في مارس.\nويضم المتحف 3,000 قطعة أثرية من مختلف العصور.',
    date: '2024-03-02',
  },
];

/** Words that carry the match; a question that shares fewer is not answered. */
const SHARED_MIN = 2;

function quoteOf(article: Article, question: ReadonlySet<string>) {
  let best: { start: number; end: number; shared: number } | undefined;
  for (const { start, end } of splitSentences(article.text)) {
    const words = splitWords(article.text.slice(start, end));
    const shared = new Set(words.map(({ stem }) => stem).filter((stem) => question.has(stem))).size;
    if (shared > (best?.shared ?? 0)) best = { start, end, shared };
  }
  return best;
}

export interface FakeAnswerer extends Answerer {
  readonly asked: { question: string; options: AskOptions | undefined }[];
  /** What every question waits for before it is answered. */
  before: (question: string) => Promise<void>;
  /** Changes the answer before it is given. */
  change: (answer: Answer, question: string) => Answer;
}

export function fakeAnswerer(articles: readonly Article[] = ARTICLES): FakeAnswerer {
  return {
    asked: [],
    before: async () => {},
    change: (answer) => answer,
    async ask(question, options) {
      this.asked.push({ question, options });
      await this.before(question);
      const stems = new Set(splitWords(question).map(({ stem }) => stem));
      const within = options?.scope?.articleId;
      const quotes = articles
        .filter(({ id }) => within === undefined || id === within)
        .flatMap((article) => {
          const best = quoteOf(article, stems);
          return best && best.shared >= SHARED_MIN ? [{ article, ...best }] : [];
        })
        .sort((a, b) => b.shared - a.shared)
        .slice(0, 3)
        .map(({ article, start, end, shared }): Quote => {
          const firstWord = splitWords(article.text.slice(start, end))[0]!;
          return {
            start,
            end,
            text: article.text.slice(start, end),
            articleId: article.id,
            title: article.title,
            source: article.source ?? null,
            url: article.url ?? null,
            date: article.date ?? null,
            score: Math.min(1, shared / 4),
            context: { start: 0, end: article.text.length },
            emphasis: [{ start: start + firstWord.start, end: start + firstWord.end }],
          };
        });
      const nearest = articles.slice(0, 2).map(({ text: _, ...head }) => head);
      const kind = quotes.length > 0 ? 'answer' : 'none';
      const answer: Answer = {
        kind,
        quotes,
        confidence: 0.9,
        tookMs: 1,
        stagesMs: { find: 0.4, read: 0.6 },
        nearest,
      };
      const why = {
        questionKind: 'what' as const,
        terms: [...stems].map((stem) => ({ surface: stem, stem, weight: 1 })),
        readerId: 'fake@000000000000',
        thresholds: { answer: 0.5, maybe: 0.2 },
        best: 0.8,
        any: 0.9,
        candidates: quotes.map((quote, chunk) => ({
          articleId: quote.articleId,
          title: quote.title,
          chunk,
          fusedScore: quote.score,
          words: { rank: chunk + 1, score: 1 },
          sentences: [
            { text: quote.text, logOdds: 1.5, probability: quote.score, span: null },
            { text: quote.title, logOdds: -2, probability: 0.01, span: null },
          ],
        })),
      };
      return this.change(options?.why ? { ...answer, why } : answer, question);
    },
  };
}

/** Of the tiny corpus, without questions to try. */
export const fakeOverview = (): Promise<Overview> =>
  fakeCatalogue().use((index) => overviewOf(index, []));

export function fakeCatalogue(articles: readonly Article[] = ARTICLES): Catalogue {
  const byDate = [...articles].sort(
    (a, b) => (b.date ?? '').localeCompare(a.date ?? '') || a.id.localeCompare(b.id),
  );
  const index = {
    summary: {
      generation: 7,
      articles: articles.length,
      chunks: articles.length * 2,
      embedderId: 'fake@000000000000',
      dimensions: 8,
      builtAt: '2024-05-01T10:30:00.000Z',
      bytes: 3_500_000,
    },
    article: async (id: string) => articles.find((article) => article.id === id),
    heads: async (ids: readonly string[]) =>
      ids.map((id) => {
        const found = articles.find((article) => article.id === id);
        return found && { id: found.id, ...headOf(found) };
      }),
    async listArticles({
      offset,
      limit,
      query,
    }: {
      offset: number;
      limit: number;
      query?: string;
    }) {
      const found = byDate.filter(({ title }) => query === undefined || title.includes(query));
      const heads = found.map((article) => ({ id: article.id, ...headOf(article) }));
      return { total: found.length, articles: heads.slice(offset, offset + limit) };
    },
  };
  return { use: (work) => work(index) };
}
