/**
 * A server for assistants (Model Context Protocol): they ask, and get checked verbatim quotes, or an honest none. The
 * server is not responsible for what an assistant writes around them.
 */

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { articlePath, markOf, quotePath } from '../app/quote-address.ts';
import { IsnadError } from '../errors.ts';
import { sliceOf } from '../text/slice.ts';
import type { Answer, Answerer, Catalogue, Quote } from '../types.ts';

export interface McpParts {
  readonly answerer: Answerer;
  readonly catalogue: Catalogue;
  /** Where people reach the page, without a slash at its end; with it, each quote names where it can be seen. */
  readonly publicUrl?: string | undefined;
}

const QUESTION_UNITS_MAX = 4_096;
/** UTF-16 code units of an article that are given at once: an assistant can ask for more. */
const READ_UNITS = 12_000;
const READ_UNITS_MAX = 50_000;

const INSTRUCTIONS = `Answers questions in Arabic from a collection of articles, in the exact words of an article.
Ask in Arabic. Quote what you get letter by letter, with its title, outlet and date. Where kind is "none", the articles do not answer: say so and do not guess. Where kind is "maybe", say that it is not certain.`;

const span = { start: z.int(), end: z.int() };
const quoteShape = z.object({
  text: z.string().describe('Verbatim: article.text.slice(start, end).'),
  ...span,
  articleId: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  date: z.string().nullable(),
  url: z.string().nullable(),
  address: z.string().optional().describe('A page that shows the quote in its article.'),
  answering: z.array(z.string()).describe('The words of the quote that answer.'),
  probability: z.number(),
});

const answerShape = {
  kind: z.enum(['answer', 'maybe', 'none']),
  confidence: z.number(),
  quotes: z.array(quoteShape),
  conflict: z.boolean().describe('Whether the quotes say different things.'),
  searchedFor: z.string().optional(),
  nearest: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .describe('Articles on the subject, where none answers.'),
};

const articleShape = {
  id: z.string(),
  title: z.string(),
  source: z.string().optional(),
  date: z.string().optional(),
  author: z.string().optional(),
  url: z.string().optional(),
  address: z.string().optional(),
  ...span,
  text: z.string().describe('Verbatim, from start to end.'),
  totalUnits: z.int().describe('Length of the whole text in UTF-16 code units.'),
  nextStart: z.int().optional().describe('Where to read on; absent at the end.'),
};

export function createMcpServer({ answerer, catalogue, publicUrl }: McpParts): McpServer {
  const server = new McpServer({ name: 'isnad', version: '1' }, { instructions: INSTRUCTIONS });

  server.registerTool(
    'ask',
    {
      title: 'Ask the articles',
      description:
        'Answers a question in Arabic with verbatim quotes from the articles, each with its source, or says that they do not answer.',
      inputSchema: {
        question: z.string().trim().min(1).max(QUESTION_UNITS_MAX).describe('In Arabic.'),
        article: z.string().optional().describe('Id of an article: only this one is asked.'),
      },
      outputSchema: answerShape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ question, article }) =>
      orSayWhy(async () => {
        const scope = article === undefined ? {} : { scope: { articleId: article } };
        const answer = await answerer.ask(question, scope);
        const found = {
          kind: answer.kind,
          confidence: answer.confidence,
          quotes: answer.quotes.map((quote) => shownQuote(quote, publicUrl)),
          conflict: answer.conflict !== undefined,
          ...(answer.searchedFor === undefined ? {} : { searchedFor: answer.searchedFor }),
          nearest: answer.nearest.map(({ id, title }) => ({ id, title })),
        };
        return { text: inWords(answer, found.quotes), found };
      }),
  );

  server.registerTool(
    'read_article',
    {
      title: 'Read an article',
      description: 'The text of an article, or a part of it, verbatim.',
      inputSchema: {
        id: z.string().describe('As `ask` gives it.'),
        start: z.int().min(0).optional().describe('UTF-16 code units. Default: 0.'),
        units: z.int().min(1).max(READ_UNITS_MAX).optional().describe(`Default: ${READ_UNITS}.`),
      },
      outputSchema: articleShape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ id, start = 0, units = READ_UNITS }) =>
      orSayWhy(async () => {
        const article = await catalogue.use((index) => index.article(id));
        if (!article) throw new Refusal(`There is no article with the id ${JSON.stringify(id)}.`);
        const {
          text,
          outline: _outline,
          pages: _pages,
          title,
          source,
          date,
          author,
          url,
        } = article;
        const from = wholeLetter(text, Math.min(start, text.length));
        const to = wholeLetter(text, Math.min(from + units, text.length));
        const found = {
          id,
          title,
          ...withoutUndefined({ source, date, author, url }),
          ...(publicUrl === undefined ? {} : { address: publicUrl + articlePath(id) }),
          start: from,
          end: to,
          text: text.slice(from, to),
          totalUnits: text.length,
          ...(to < text.length ? { nextStart: to } : {}),
        };
        return { text: `${title}\n\n${found.text}`, found };
      }),
  );

  return server;
}

/** What an assistant did wrong, in words that it can act on. */
class Refusal extends Error {}

async function orSayWhy(work: () => Promise<{ text: string; found: Record<string, unknown> }>) {
  try {
    const { text, found } = await work();
    return { content: [{ type: 'text' as const, text }], structuredContent: found };
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof IsnadError)) throw error;
    return { content: [{ type: 'text' as const, text: error.message }], isError: true };
  }
}

function shownQuote(quote: Quote, publicUrl: string | undefined): z.output<typeof quoteShape> {
  const { text, start, end, articleId, title, source, date, url, emphasis, score } = quote;
  const place = quotePath({ articleId, start, end, emphasis, mark: markOf(text) });
  return {
    ...{ text, start, end, articleId, title, source, date, url },
    ...(publicUrl === undefined ? {} : { address: `${publicUrl}${place}#q` }),
    answering: emphasis.map((part) => sliceOf({ start, text }, part)),
    probability: score,
  };
}

/** For clients that show only text. */
function inWords(answer: Answer, quotes: readonly z.output<typeof quoteShape>[]): string {
  if (answer.kind === 'none') return 'kind: none. The articles do not answer this question.';
  const lines = quotes.map(({ text, title, source, date, address, url }) =>
    [`«${text}»`, [title, source, date].filter(Boolean).join('، '), address ?? url ?? '']
      .filter((line) => line !== '')
      .join('\n'),
  );
  return [`kind: ${answer.kind}`, ...lines].join('\n\n');
}

/** Not between the halves of a surrogate pair. */
function wholeLetter(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
    ? at - 1
    : at;
}

function withoutUndefined<T extends Record<string, string | undefined>>(fields: T) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
