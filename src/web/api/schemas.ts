/** What programs send and get. The OpenAPI document is made from these, so it cannot say anything else. */
import { z } from 'zod';
import type { Answer, Article, ArticleHead, Explanation } from '../../types.ts';
import { QUESTION_UNITS_MAX } from '../params.ts';

const offset = z
  .int()
  .min(0)
  .meta({ description: 'UTF-16 code units from the start of the text.' });

export const spanSchema = z.object({ start: offset, end: offset }).meta({
  id: 'Span',
  description: 'A half-open range; `end` is exclusive.',
});

const headFields = {
  id: z.string(),
  title: z.string(),
  file: z.string().exactOptional(),
  url: z.string().exactOptional(),
  date: z.string().exactOptional().meta({ description: 'ISO 8601.' }),
  source: z.string().exactOptional().meta({ description: 'The outlet that printed it.' }),
  author: z.string().exactOptional(),
  category: z.string().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
};

export const headSchema = z.object(headFields).meta({
  id: 'ArticleHead',
}) satisfies z.ZodType<ArticleHead>;

export const articleSchema = z
  .object({
    ...headFields,
    text: z.string().meta({ description: 'As it is printed. Every quote is a slice of it.' }),
    outline: z
      .array(z.object({ start: offset, end: offset, level: z.int().min(1), title: z.string() }))
      .exactOptional(),
    pages: z.array(z.object({ start: offset, label: z.string() })).exactOptional(),
  })
  .meta({ id: 'Article' }) satisfies z.ZodType<Article>;

export const quoteSchema = z
  .object({
    start: offset,
    end: offset,
    text: z.string().meta({ description: 'Exactly `article.text.slice(start, end)`.' }),
    articleId: z.string(),
    title: z.string(),
    source: z.string().nullable(),
    url: z.string().nullable(),
    date: z.string().nullable(),
    score: z.number().min(0).max(1).meta({ description: 'Probability that this quote answers.' }),
    context: spanSchema,
    emphasis: z.array(spanSchema).meta({ description: 'The words that answer, inside the quote.' }),
    alsoIn: z.array(headSchema).exactOptional(),
  })
  .meta({ id: 'Quote' });

const rankSchema = z.object({ rank: z.int().min(1), score: z.number() });

/** As `ask --json --why` prints it. */
export const explanationSchema = z
  .object({
    questionKind: z.enum([
      'who',
      'when',
      'where',
      'howMany',
      'why',
      'how',
      'yesNo',
      'what',
      'other',
    ]),
    terms: z.array(z.object({ surface: z.string(), stem: z.string(), weight: z.number() })),
    readerId: z.string(),
    thresholds: z.object({ answer: z.number(), maybe: z.number() }).meta({
      description: 'Of the confidence.',
    }),
    best: z.number().meta({ description: 'Probability that the likeliest sentence answers.' }),
    any: z.number().meta({ description: 'Probability that any sentence answers.' }),
    heldBack: z.string().exactOptional().meta({
      description: 'The rule by which an answer became a maybe.',
    }),
    candidates: z
      .array(
        z.object({
          articleId: z.string(),
          title: z.string(),
          chunk: z.int().min(0),
          fusedScore: z.number(),
          words: rankSchema.exactOptional(),
          vectors: rankSchema.exactOptional(),
          sentences: z.array(
            z.object({
              text: z.string(),
              logOdds: z.number(),
              probability: z.number(),
              span: z.object({ text: z.string(), probability: z.number() }).nullable(),
            }),
          ),
        }),
      )
      .meta({
        description: 'What was found, best first, and what the reader said of each sentence.',
      }),
  })
  .meta({ id: 'Explanation' }) satisfies z.ZodType<Explanation>;

export const answerSchema = z
  .object({
    kind: z.enum(['answer', 'maybe', 'none']),
    quotes: z.array(quoteSchema).max(3),
    confidence: z.number().min(0).max(1),
    short: z.string().exactOptional().meta({ description: 'A slice of the first quote.' }),
    unread: z.boolean().exactOptional(),
    asOf: z.string().exactOptional(),
    tookMs: z.number(),
    stagesMs: z
      .object({ find: z.number(), read: z.number() })
      .exactOptional()
      .meta({ description: 'Of `tookMs`: finding and reading.' }),
    searchedFor: z.string().exactOptional(),
    conflict: z.array(z.int().min(0)).exactOptional().meta({
      description: 'Indexes into `quotes` of those that say different things.',
    }),
    nearest: z.array(headSchema),
    why: explanationSchema.exactOptional(),
    unknownWords: z.array(z.string()).exactOptional(),
    parts: z
      .array(
        z.object({
          question: z.string(),
          kind: z.enum(['answer', 'maybe', 'none']),
          quote: z.int().min(0).exactOptional(),
        }),
      )
      .exactOptional()
      .meta({ description: 'What came of each part of a question that asks two things.' }),
    understood: z.string().exactOptional().meta({
      description:
        'In a conversation: the question as it was understood, where that is not what was sent.',
    }),
    whichOne: z.array(z.string()).exactOptional().meta({
      description:
        'In a conversation: the names of which one must be meant; send the one that is. Empty where a name is lacking.',
    }),
  })
  .meta({ id: 'Answer' }) satisfies z.ZodType<Answer>;

export const askSchema = z
  .strictObject({
    question: z.string().trim().min(1).max(QUESTION_UNITS_MAX),
    article: z.string().min(1).max(200).exactOptional().meta({
      description: 'Id of an article: only this one is asked.',
    }),
    why: z.boolean().exactOptional().meta({
      description: 'Whether to say how the answer was found. Default: false.',
    }),
    conversation: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,64}$/u)
      .exactOptional()
      .meta({
        description:
          'An id of your choosing, hard to guess: questions with the same one within half an hour are understood after one another.',
      }),
  })
  .meta({ id: 'Ask', example: { question: 'أين ولد نجيب محفوظ؟' } });

export const listSchema = z
  .object({
    total: z.int().min(0),
    articles: z.array(headSchema),
  })
  .meta({ id: 'ArticleList' });

export const healthSchema = z
  .object({
    status: z.enum(['ready', 'notReady']),
    generation: z.int(),
    articles: z.int(),
    builtAt: z.string(),
  })
  .meta({ id: 'Health' });

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().exactOptional(),
    errors: z
      .array(z.object({ field: z.string(), problem: z.string() }))
      .exactOptional()
      .meta({ description: 'Field by field, where the request was not understood.' }),
  })
  .meta({
    id: 'Problem',
    example: {
      type: 'urn:isnad:problem:invalid-request',
      title: 'The request was not understood',
      status: 400,
      errors: [{ field: 'question', problem: 'is missing' }],
    },
  });

export type Problem = z.output<typeof problemSchema>;
